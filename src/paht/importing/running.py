"""An import from its first row to its last: in batches, each one transaction, so that a killed one is begun again and
goes on where it was; what is wrong is written row by row, to be repaired and imported again."""

import csv
import io
import os
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any

import orjson
from django.db import connection, transaction

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.importing import Old, objections, take_over
from paht.identity import new_id
from paht.importing.mapping import Plan
from paht.importing.reading import Line, Source, digest_of, opened
from paht.importing.translating import Problem, translated
from paht.law.casework.case import Actor
from paht.people.actors import SYSTEM
from paht.people.allowances import keyed

BATCH = 500
MOST_KINDS = 50
"""So many kinds of problems a run counts; their cells' words are in the file of errors alone."""
ERROR_TITLES = ("Dòng", "Cột", "Lỗi", "Cách sửa")


@dataclass(slots=True)
class Progress:
    """How far a run is. ``changed`` are rows taken over before with another content: they stay as they were."""

    lines: int = 0
    taken: int = 0
    known: int = 0
    changed: int = 0
    wrong: int = 0
    problems: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    run_id: uuid.UUID
    is_dry: bool
    progress: Progress


def run(
    path: Path,
    *,
    plan: Plan,
    jurisdiction: Jurisdiction,
    dry: bool,
    errors: Path | None,
    tell: Callable[[Progress], None] = lambda _: None,
    actor: Actor = SYSTEM,
) -> Outcome:
    """Import the file, or say what an import would do. The same file again takes over nothing twice.

    Raises :class:`paht.importing.mapping.MappingError` and OSError before anything is written.
    """
    jurisdiction = jurisdiction.at(clock.now())
    source = opened(path, plan)
    work = _Run(path, source, plan, jurisdiction, dry, actor)
    try:
        with _Errors(errors, source.titles, plan) as report:
            for lines in batched(source.lines, BATCH):
                work.batch(lines, report)
                tell(work.progress)
    except BaseException:
        work.note("stopped")
        raise
    work.note("done")
    return Outcome(work.id, dry, work.progress)


class _Run:
    def __init__(
        self, path: Path, source: Source, plan: Plan, jurisdiction: Jurisdiction, dry: bool, actor: Actor
    ) -> None:
        self.plan, self.jurisdiction, self.dry, self.actor = plan, jurisdiction, dry, actor
        self.id, self.progress = new_id(), Progress()
        self.seen: set[bytes] = set()
        now = clock.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO importing_run (jurisdiction_id, id, system, file, content, is_dry, state, started_at, "
                "moved_at) VALUES (%s, %s, %s, %s, %s, %s, 'running', %s, %s)",
                [jurisdiction.id, self.id, plan.system, path.name[:200], digest_of(path), dry, now, now],
            )

    def batch(self, lines: Sequence[Line], report: "_Errors") -> None:
        """One transaction: the cases of the batch and how far the run is."""
        now, progress = clock.now(), self.progress
        good: list[tuple[Line, Old, bytes]] = []
        for line in lines:
            progress.lines += 1
            found = self._read(line, now)
            if isinstance(found, Old):
                good.append((line, found, self._digest(found)))
            else:
                self._wrong(line, found, report)
        known = self._known([old.reference for _, old, _ in good])
        new: list[tuple[Old, bytes]] = []
        for line, old, digest in good:
            mark = keyed(f"import seen {old.reference}")[:8]
            if old.reference in known:
                progress.known += 1
                progress.changed += known[old.reference] != digest
            elif mark in self.seen:
                self._wrong(line, (_twice(self.plan),), report)
            else:
                self.seen.add(mark)
                new.append((old, digest))
        with transaction.atomic():
            progress.taken += len(new) if self.dry else self._take_over(new, now)
            self.note("running")

    def _read(self, line: Line, now: datetime) -> Old | tuple[Problem, ...]:
        found = translated(line, plan=self.plan, province=self.jurisdiction.province)
        if not isinstance(found, Old):
            return found
        refused = objections(
            found,
            jurisdiction=self.jurisdiction,
            system=self.plan.system,
            run_id=self.id,
            actor=self.actor,
            now=now,
        )
        return (
            tuple(
                Problem(
                    each.field or "",
                    self.plan.columns.get(each.field or "", ""),
                    each.reason,
                    "Sửa ô này trong tệp lỗi rồi nhập lại",
                )
                for each in refused
            )
            or found
        )

    def _digest(self, old: Old) -> bytes:
        words = [old.description, *sorted(f"{name}={value}" for name, value in old.personal.items())]
        parts = [
            old.kind,
            old.field,
            old.channel,
            old.outcome,
            str(old.sent_at),
            str(old.closed_at),
            str(old.place),
        ]
        return keyed("\0".join(["import", *parts, *words]))

    def _known(self, references: list[str]) -> dict[str, bytes]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reference, digest FROM importing_record WHERE jurisdiction_id = %s AND system = %s "
                "AND reference = ANY(%s) AND run_id <> %s",
                [self.jurisdiction.id, self.plan.system, references, self.id],
            )
            return {reference: bytes(digest) for reference, digest in cursor.fetchall()}

    def _take_over(self, new: list[tuple[Old, bytes]], now: datetime) -> int:
        if not new:
            return 0
        return take_over(
            jurisdiction=self.jurisdiction,
            system=self.plan.system,
            run_id=self.id,
            olds=new,
            actor=self.actor,
            now=now,
        )

    def _wrong(self, line: Line, problems: tuple[Problem, ...], report: "_Errors") -> None:
        self.progress.wrong += 1
        for each in problems:
            # The words of a cell stay out of the database: they could be somebody's name.
            kind = f"{each.name}: {each.remedy}"
            if kind in self.progress.problems or len(self.progress.problems) < MOST_KINDS:
                self.progress.problems[kind] += 1
        report.write(line, problems)

    def note(self, state: str) -> None:
        """Write how far the run is."""
        progress = self.progress
        values: list[Any] = [state, clock.now(), progress.lines, progress.taken, progress.known]
        values += [progress.changed, progress.wrong, orjson.dumps(progress.problems).decode()]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE importing_run SET state = %s, moved_at = %s, lines = %s, taken = %s, known = %s, changed = %s, "
                "wrong = %s, problems = %s WHERE jurisdiction_id = %s AND id = %s",
                [*values, self.jurisdiction.id, self.id],
            )


def _twice(plan: Plan) -> Problem:
    title = plan.columns["reference"]
    return Problem("reference", title, "Mã này đã có ở một dòng trên", "Giữ một dòng, hoặc sửa mã")


class _Errors:
    """The file of errors: the rows as they were, with what is wrong behind them; readable by its owner alone, for it
    holds what the rows hold."""

    def __init__(self, path: Path | None, titles: tuple[str, ...], plan: Plan) -> None:
        self._path, self._titles, self._plan = path, titles, plan
        self._file: io.TextIOWrapper | None = None
        self._writer: Any = None

    def __enter__(self) -> "_Errors":
        return self

    def write(self, line: Line, problems: tuple[Problem, ...]) -> None:
        """One row with all its problems."""
        if self._path is None:
            return
        if self._file is None:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = io.TextIOWrapper(
                os.fdopen(descriptor, "wb"), encoding=self._plan.encoding, newline=""
            )
            self._writer = csv.writer(self._file, delimiter=self._plan.delimiter)
            self._writer.writerow([*(t for t in self._titles if t not in ERROR_TITLES), *ERROR_TITLES])
        kept = [
            cell
            for title, cell in zip(self._titles, (*line.written, *[""] * len(self._titles)), strict=False)
            if title not in ERROR_TITLES
        ]
        told = ("; ".join(getattr(each, part) for each in problems) for part in ("title", "wrong", "remedy"))
        self._writer.writerow([*kept, line.number, *told])

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

"""An import from its first row to its last: in batches, each one transaction, so that a killed one is begun again and
goes on where it was; what is wrong is written row by row, to be repaired and imported again."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.db import connection, transaction

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.importing import Old, objections, take_over
from paht.evidence.records import Arrived
from paht.identity import new_id
from paht.importing.attachments import Attachments
from paht.importing.errors import ERROR_TITLES as ERROR_TITLES
from paht.importing.errors import Errors
from paht.importing.filing import Filing
from paht.importing.mapping import Plan
from paht.importing.reading import Line, completed, digest_of, opened
from paht.importing.titles import unread
from paht.importing.translating import Problem, Translated, translated
from paht.law.casework.case import Actor
from paht.people.actors import SYSTEM
from paht.people.allowances import keyed

BATCH = 500
MOST_KINDS = 50
"""So many kinds of problems a run counts; their cells' words are in the file of errors alone."""


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
    """What came of a run. ``unread`` are the titles of the file of which nothing is taken over, ``absent`` our columns
    for which it has none."""

    run_id: uuid.UUID
    is_dry: bool
    progress: Progress
    unread: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def run(
    path: Path,
    *,
    plan: Plan,
    jurisdiction: Jurisdiction,
    dry: bool,
    errors: Path | None,
    files: Path | None = None,
    original: Path | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    actor: Actor = SYSTEM,
) -> Outcome:
    """Import the file, or say what an import would do. The same file again takes over nothing twice. ``files`` is the
    folder or ZIP of what its rows name, ``original`` the table of which it is the repaired file of errors.

    Raises :class:`paht.importing.mapping.MappingError` and OSError before anything is written.
    """
    jurisdiction = jurisdiction.at(clock.now())
    source = opened(path, plan)
    plan = source.plan
    lines = source.lines if original is None else completed(source.lines, opened(original, plan).lines)
    with Attachments(files) if files is not None else nullcontext() as attachments:
        work = _Run(path, attachments, plan, jurisdiction, dry, actor)
        try:
            with Errors(errors, source.titles, plan) as report:
                for some in batched(lines, BATCH):
                    work.batch(some, report)
                    tell(work.progress)
        except BaseException:
            work.note("stopped")
            raise
    work.note("done")
    absent = tuple(name for name in plan.alternatives if name not in plan.columns)
    return Outcome(work.id, dry, work.progress, unread(source.titles, plan.columns), absent)


class _New(NamedTuple):
    """A row that is to be taken over, and its files."""

    old: Old
    digest: bytes
    files: list[Arrived]


class _Run:
    def __init__(
        self,
        path: Path,
        attachments: Attachments | None,
        plan: Plan,
        jurisdiction: Jurisdiction,
        dry: bool,
        actor: Actor,
    ) -> None:
        self.plan, self.jurisdiction, self.dry, self.actor = plan, jurisdiction, dry, actor
        self.id, self.progress = new_id(), Progress()
        self.seen: set[bytes] = set()
        self.filing = Filing(attachments, plan=plan, jurisdiction_id=jurisdiction.id, dry=dry)
        now = clock.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO importing_run (jurisdiction_id, id, system, file, content, is_dry, state, started_at, "
                "moved_at) VALUES (%s, %s, %s, %s, %s, %s, 'running', %s, %s)",
                [jurisdiction.id, self.id, plan.system, path.name[:200], digest_of(path), dry, now, now],
            )

    def batch(self, lines: Sequence[Line], report: Errors) -> None:
        """One transaction: the cases of the batch and how far the run is."""
        now, progress = clock.now(), self.progress
        good: list[tuple[Line, Translated, bytes]] = []
        for line in lines:
            progress.lines += 1
            found = self._read(line, now)
            if isinstance(found, Translated):
                good.append((line, found, self._digest(found)))
            else:
                self._wrong(line, found, report)
        known = self._known([row.old.reference for _, row, _ in good])
        new: list[_New] = []
        for line, row, digest in good:
            reference = row.old.reference
            mark = keyed(f"import seen {reference}")[:8]
            if reference in known:
                progress.known += 1
                progress.changed += known[reference] != digest
            elif mark in self.seen:
                self._wrong(line, (_twice(self.plan),), report)
            elif isinstance(arrived := self.filing.taken(row.files), tuple):
                self._wrong(line, arrived, report)
            else:
                self.seen.add(mark)
                new.append(_New(row.old, digest, arrived))
        try:
            with transaction.atomic():
                progress.taken += len(new) if self.dry else self._take_over(new, now)
                self.note("running")
        except BaseException:
            self.filing.forget(file for each in new for file in each.files)
            raise

    def _read(self, line: Line, now: datetime) -> Translated | tuple[Problem, ...]:
        found = translated(line, plan=self.plan, province=self.jurisdiction.province)
        if not isinstance(found, Translated):
            return found
        refused = objections(
            found.old,
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

    def _digest(self, row: Translated) -> bytes:
        old = row.old
        words = [old.description, *sorted(f"{name}={value}" for name, value in old.personal.items())]
        words += row.files
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

    def _take_over(self, new: "list[_New]", now: datetime) -> int:
        if not new:
            return 0
        olds = [(replace(each.old, files=self.filing.kept(each.files, now=now)), each.digest) for each in new]
        return take_over(
            jurisdiction=self.jurisdiction,
            system=self.plan.system,
            run_id=self.id,
            olds=olds,
            actor=self.actor,
            now=now,
        )

    def _wrong(self, line: Line, problems: tuple[Problem, ...], report: Errors) -> None:
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

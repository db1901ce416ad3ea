"""``./paht deadline``: when a term is due, when missing it is a violation, and why, step by step.

Needs no database, server or home. Exit status 2 and one sentence on standard error where the question is wrong.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from paht.law import editions
from paht.law.worktime import (
    HO_CHI_MINH,
    Calendar,
    CalendarError,
    DayCount,
    Due,
    Length,
    Step,
    due,
    due_sentences,
    explain_due,
    sentence,
    sentences,
)

# Without a calendar file the defaults of these many years after the start are taken: longer than any term.
_YEARS_AHEAD = 2
_YEARS = range(1990, 2101)
_HOLDERS = {
    "sender": "người phản ánh",
    "ioc": "Trung tâm (IOC)",
    "agency": "cơ quan xử lý",
    "agency_leader": "lãnh đạo cơ quan xử lý",
}


class QuestionError(ValueError):
    """The question cannot be answered; the message is one sentence for the user."""


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """What this command needs to know of a term."""

    key: str
    clauses: tuple[str, ...]
    name: str
    length: Length
    holder: str
    internal: bool
    source: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments (DESIGN.md §4)."""
    parser.add_argument("--edition", required=True, metavar="ID", help="edition, e.g. vinh-long-2025")
    parser.add_argument("--clause", required=True, metavar="CLAUSE", help="clause, e.g. VL.12.2.b")
    parser.add_argument("--term", metavar="KEY", help="term of the clause; needed only where it has several")
    parser.add_argument(
        "--from", required=True, dest="start", metavar="TIME", help="start, e.g. 2026-02-13T16:30+07:00"
    )
    parser.add_argument(
        "--calendar", type=Path, metavar="FILE", help="calendar file (JSON) instead of the default"
    )
    parser.add_argument("--json", action="store_true", help="print JSON alone on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; returns 0, or 2 where the question is wrong."""
    try:
        rows, count = _terms(arguments.edition)
        row = _chosen(rows, clause=arguments.clause, key=arguments.term)
        start = _start(arguments.start)
        calendar = _calendar(arguments.calendar, start)
        answer = due(calendar, start, row.length, count=count)
        steps = explain_due(calendar, start, row.length, count=count)
    except ValueError as error:  # a wrong question or calendar, or a working day that has no length in it
        return _refused(str(error))
    words = due_sentences(start, row.length, answer, count=count)
    if arguments.json:
        content = _content(arguments.edition, arguments.clause, row, start, answer, steps)
        content |= {"calendar": calendar.fingerprint, "sentences": words}
        print(json.dumps(content, ensure_ascii=False, indent=2))
        return 0
    print(
        f"{arguments.clause} ({row.key}): {row.name}; người chịu trách nhiệm: {_HOLDERS.get(row.holder, row.holder)}."
    )
    print(*words, "", *sentences(steps), sep="\n")
    return 0


def _terms(edition_id: str) -> tuple[tuple[TermRow, ...], DayCount]:
    """Return an edition's terms with the count of days that it chose: the one place that knows editions."""
    try:
        edition = editions.get(edition_id)
    except KeyError:
        known = ", ".join(sorted(editions.EDITIONS))
        raise QuestionError(f"Không có quy chế «{edition_id}»; các quy chế: {known}.") from None
    rows = tuple(
        TermRow(
            key=term.key,
            clauses=tuple(clause for clause in (term.clause, *term.also) if clause),
            name=term.name,
            length=term.length,
            holder=term.holder.value,
            internal=term.internal,
            source=term.source,
        )
        for term in edition.terms
        if term.day is None  # a day that somebody sets cannot be reckoned
    )
    return rows, edition.day_count


def _chosen(rows: Iterable[TermRow], *, clause: str, key: str | None) -> TermRow:
    rows = tuple(rows)
    of_clause = [row for row in rows if clause in row.clauses]
    if not of_clause:
        known = ", ".join(dict.fromkeys(each for row in rows for each in row.clauses))
        raise QuestionError(f"«{clause}» không ấn định thời hạn nào; các điều khoản có thời hạn: {known}.")
    listed = "; ".join(f"{row.key} ({row.name}, {row.length})" for row in of_clause)
    if key is not None:
        of_clause = [row for row in of_clause if row.key == key]
        if not of_clause:
            raise QuestionError(f"«{clause}» không có thời hạn «{key}»; các thời hạn (--term): {listed}.")
    else:
        # What another law sets under the clause is asked for by its key; otherwise the regulation's own is meant.
        of_clause = [row for row in of_clause if not row.source] or of_clause
    if len(of_clause) > 1:
        raise QuestionError(f"«{clause}» có nhiều thời hạn, hãy chọn bằng --term: {listed}.")
    return of_clause[0]


def _start(text: str) -> datetime:
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise QuestionError(
            f"«{text}» không phải thời điểm hợp lệ; ví dụ --from 2026-02-13T16:30+07:00."
        ) from None
    if start.year not in _YEARS:
        raise QuestionError(
            f"Chỉ tính được thời điểm trong các năm {_YEARS[0]}–{_YEARS[-1]}, không phải {start.year}."
        )
    if start.tzinfo is None:
        print(
            f"«{text}» không ghi múi giờ: hiểu là giờ Việt Nam (Asia/Ho_Chi_Minh, +07:00).", file=sys.stderr
        )
        return start.replace(tzinfo=HO_CHI_MINH)
    return start.astimezone(HO_CHI_MINH)


def _calendar(path: Path | None, start: datetime) -> Calendar:
    if path is None:
        # The package of holidays takes longer to load than all the rest: only where it is asked for.
        from paht.agencies.holidays_default import default_calendar

        years = range(start.year, start.year + _YEARS_AHEAD + 1)
        return Calendar.from_dict(default_calendar(years))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QuestionError(f"Không đọc được tệp lịch {path}: {error.strerror}.") from None
    except ValueError as error:
        raise QuestionError(f"Tệp lịch {path} không phải JSON hợp lệ: {error}.") from None
    try:
        return Calendar.from_dict(content)
    except CalendarError as error:
        raise QuestionError(f"Tệp lịch {path}, {error}") from None


def _content(
    edition_id: str, clause: str, row: TermRow, start: datetime, answer: Due, steps: Iterable[Step]
) -> dict[str, Any]:
    return {
        "edition": edition_id,
        "clause": clause,
        "term": row.key,
        "name": row.name,
        "holder": row.holder,
        "length": {"amount": row.length.amount, "unit": row.length.unit.name.lower()},
        "from": start.isoformat(),
        "due": answer.due_at.isoformat(),
        "violation": None if row.internal else answer.violation_at.isoformat(),
        "steps": [
            {
                "from": step.start.isoformat(),
                "to": step.end.isoformat(),
                "working_seconds": step.working_seconds,
                "reason": step.reason.value,
                "note": step.note,
                "text": sentence(step),
            }
            for step in steps
        ],
    }


def _refused(sentence_of_error: str) -> int:
    print(f"paht deadline: {sentence_of_error}", file=sys.stderr)
    return 2

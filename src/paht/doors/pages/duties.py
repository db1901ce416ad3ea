"""Duties as every page shows them: how urgent, owed by whom, by which clause, and why the moment is what it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_date, vi_datetime
from paht.doors.pages.words import party_name, term_name
from paht.law.casework.case import Case, Duty
from paht.law.casework.duties import moments
from paht.law.casework.states import Subject
from paht.law.editions.rows import Edition
from paht.law.worktime import Due, due, due_sentences, explain_due, sentences

SOON = timedelta(hours=2)
"""So long before its due moment a duty draws the eye, on every page alike; no rule hangs on it."""


def due_state(
    *, due_at: datetime | None, now: datetime, violation_at: datetime | None = None, internal: bool = False
) -> str:
    """The key of a due moment's badge: ``in_time``, ``due_soon``, ``overdue`` or ``violation``; the due moment
    itself is still in time, and an internal target is never violated."""
    if violation_at is not None and now > violation_at and not internal:
        return "violation"
    if due_at is not None and now > due_at:
        return "overdue"
    return "due_soon" if due_at is not None and due_at - now <= SOON else "in_time"


def duty_state(duty: Duty, *, now: datetime) -> str:
    """The key of a duty's badge, as :func:`due_state`."""
    return due_state(due_at=duty.due_at, now=now, violation_at=duty.violation_at, internal=duty.internal)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as a page shows it; ``why`` are the sentences that explain its moments."""

    name: str
    clause: str
    holder: str
    internal: bool
    starts_at: datetime
    due_at: datetime
    violation_at: datetime
    state: str
    ended_at: datetime | None
    outcome: str
    why: tuple[str, ...]


def duty_lines(
    *,
    detail: Detail,
    edition: Edition,
    jurisdiction: Jurisdiction,
    now: datetime,
    assignment: int | None = None,
) -> list[DutyLine]:
    """The case's duties: open ones first (legal terms before internal targets, by due moment), then ended ones,
    latest first; of one assignment when its number is given. Void duties are left out: nobody owes them."""
    ended: dict[int, tuple[datetime, str]] = {
        end.number: (event.at, end.outcome) for event in detail.events for end in event.ended
    }
    lines = [
        _line(duty, ended.get(duty.number), detail, edition, jurisdiction, now)
        for event in detail.events
        for duty in event.opened
        if ended.get(duty.number, (None, ""))[1] != "void" and _concerns(duty, assignment, detail.case)
    ]
    still_open = sorted(
        (line for line in lines if not line.ended_at), key=lambda line: (line.internal, line.due_at)
    )
    over = [line for line in lines if line.ended_at]
    return [*still_open, *sorted(over, key=lambda line: line.ended_at or now, reverse=True)]


def _concerns(duty: Duty, assignment: int | None, case: Case) -> bool:
    if assignment is None:
        return True
    if duty.subject is Subject.REQUEST:
        asked = next((r for r in case.requests if r.number == duty.subject_number), None)
        return duty.body is not None and asked is not None and asked.assignment == assignment
    return duty.subject is Subject.ASSIGNMENT and duty.subject_number == assignment


def _line(
    duty: Duty,
    end: tuple[datetime, str] | None,
    detail: Detail,
    edition: Edition,
    jurisdiction: Jurisdiction,
    now: datetime,
) -> DutyLine:
    return DutyLine(
        name=term_name(edition, duty.term) or "Thời hạn",
        clause=clause_words(duty.clause),
        holder=party_name(duty.holder, edition=edition, agency=detail.agencies.get(duty.body or "", "")),
        internal=duty.internal,
        starts_at=duty.starts_at,
        due_at=duty.due_at,
        violation_at=duty.violation_at,
        state=duty_state(duty, now=now),
        ended_at=end[0] if end else None,
        outcome=end[1] if end else "",
        why=() if end else explanation(duty, edition, jurisdiction),
    )


def explanation(duty: Duty, edition: Edition, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The way to the due moment and what follows, in sentences. A calendar changed since never takes time away, so
    that it may no longer lead there."""
    if duty.agreed_on is not None:
        return _agreed(duty, duty.agreed_on)
    calendar, count = jurisdiction.calendar, edition.day_count
    length = duty.own or edition.term(duty.term).length
    said = due_sentences(duty.starts_at, length, Due(duty.due_at, duty.violation_at), count=count)
    if duty.internal:
        # An internal target is never a violation, so the sentence that says so must not be shown.
        said = (said[0].split("; quá thời điểm")[0].removesuffix(".") + ", là chỉ tiêu nội bộ.",)
    said = (*said, *_beside_the_regulation(duty, edition, jurisdiction))
    if moments(duty, edition=edition, calendar=calendar).due_at != duty.due_at:
        return (
            "Thời hạn giữ theo lịch làm việc khi bắt đầu tính; lịch sửa đổi sau đó không rút ngắn thời hạn.",
            *said,
        )
    return (*sentences(explain_due(calendar, duty.starts_at, length, count=count)), *said)


def _agreed(duty: Duty, day: date) -> tuple[str, ...]:
    """A day that the IOC set, and where the term stood before (ST.8.3)."""
    said = (
        f"Trung tâm xác định thời hạn gia hạn đến hết ngày {vi_date(day)}.",
        "Thời hạn là thời điểm làm việc cuối cùng của ngày đó; ngày nghỉ thì của ngày làm việc kế tiếp.",
    )
    if duty.original_due_at is None:
        return said
    return (*said, f"Thời hạn gốc (trước khi gia hạn): {vi_datetime(duty.original_due_at)}.")


def _beside_the_regulation(duty: Duty, edition: Edition, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The regulation's end beside the agency's own shorter one, and another law's name (VL.12.2.b)."""
    term, said = edition.term(duty.term), []
    if duty.own is not None:
        end = due(jurisdiction.calendar, duty.starts_at, term.length, count=edition.day_count).due_at
        clause = clause_words(edition.own_terms_clause or duty.clause)
        said.append(
            f"Thời hạn {duty.own} do cơ quan tự quy định; quy chế tối đa {term.length} ({clause}), "
            f"chậm nhất {vi_datetime(end)}."
        )
    if term.source:
        said.append(f"Theo {term.source}.")
    return tuple(said)

"""The course of an edition as a sender may expect it: its legal terms with clause, holder and length."""

from datetime import UTC, datetime

from paht.doors.pages.terms import TermLine, term_line
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState
from paht.law.editions.rows import Edition, Term

_COURSE: frozenset[type[e.Body]] = frozenset(
    {
        *(e.Sent, e.Verified, e.Accepted, e.Dispatched, e.Received),
        *(e.ResultRecorded, e.ResultSubmitted, e.ResultApproved),
    }
)
"""What happens to a report that one agency handles, nothing being asked for or sent back."""
_URGENT: frozenset[type[e.Body]] = frozenset({e.AlarmRaised, e.UrgencyOrdered, e.UrgencyFinished})
"""What happens to an urgent one instead (VL.16, ST.8.6)."""
_ALONE = Case(
    id="",
    edition="",
    assignments=(
        Assignment(
            1, "", AssignmentRole.SOLE, AssignmentState.RECEIVED, None, datetime.min.replace(tzinfo=UTC)
        ),
    ),
)
"""A case that one agency handles: the ordinary one."""


def course_of(edition: Edition, *, is_urgent: bool = False) -> list[TermLine]:
    """The legal terms of the ordinary course, or of an urgent one, in order: what a sender may expect without any
    detour."""
    belongs = _is_urgent if is_urgent else _is_ordinary
    return [
        term_line(term, edition)
        for term in edition.terms
        if term.owed and not term.internal and belongs(term)
    ]


def _is_urgent(term: Term) -> bool:
    return not _URGENT.isdisjoint(term.starts)


def _is_ordinary(term: Term) -> bool:
    is_reserve = term.begins is not None and e.Dispatched in term.starts
    is_shared = e.Received in term.starts and term.when and not term.when(_ALONE, e.Received(assignment=1))
    on_course = not _COURSE.isdisjoint(term.starts) and not _is_urgent(term)
    return on_course and not is_reserve and not is_shared

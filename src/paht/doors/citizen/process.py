"""The ordinary course of an edition as a sender may expect it: its legal terms with clause, holder and length."""

from datetime import UTC, datetime

from paht.doors.pages.terms import TermLine, term_line
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState
from paht.law.editions.rows import Edition, Term

_DETOURS = frozenset(
    {
        *(e.SupplementRequested, e.ResultReturned, e.ResultRejected, e.AssignmentReturned),
        *(e.ExtensionGranted, e.SanctionProcedureDeclared, e.OrdinaryResumed),
        *(e.PartReturned, e.AnswersComplete, e.AnswerSentBack),
    }
)
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


def course_of(edition: Edition) -> list[TermLine]:
    """The legal terms of the ordinary course, in order: what a sender may expect without any detour."""
    return [term_line(term, edition) for term in edition.terms if _is_ordinary(term)]


def _is_ordinary(term: Term) -> bool:
    is_reserve = term.begins is not None and e.Dispatched in term.starts
    is_shared = e.Received in term.starts and term.when and not term.when(_ALONE, e.Received(assignment=1))
    is_detour = is_reserve or is_shared or set(term.starts) <= _DETOURS
    return not term.internal and term.owed and not is_detour

"""The procedure of an edition as people read it: its terms with clause, holder and length."""

from dataclasses import dataclass
from datetime import UTC, datetime

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.words import party_name
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState
from paht.law.editions.rows import Edition, Term

_DETOURS = frozenset(
    {
        *(e.SupplementRequested, e.ResultReturned, e.ResultRejected, e.AssignmentReturned),
        *(e.PartReturned, e.AnswersComplete, e.AnswerReturned),
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


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term in words; ``is_window`` where something may be done in it without a duty to."""

    name: str
    holder: str
    length: str
    clause: str
    internal: bool
    is_window: bool


def course_of(edition: Edition) -> list[Stretch]:
    """The legal terms of the ordinary course, in order: what a sender may expect without any detour."""
    return [_stretch(term, edition) for term in edition.terms if _is_ordinary(term)]


def all_terms(edition: Edition) -> list[Stretch]:
    """Every term of the edition, internal targets among them and marked (VL.4.3, ST.3.3)."""
    return [_stretch(term, edition) for term in edition.terms]


def _is_ordinary(term: Term) -> bool:
    is_reserve = term.begins is not None and e.Dispatched in term.starts
    is_shared = term.starts == (e.Received,) and term.when and not term.when(_ALONE, e.Received(assignment=1))
    is_detour = is_reserve or is_shared or set(term.starts) <= _DETOURS
    return not term.internal and term.owed and not is_detour


def _stretch(term: Term, edition: Edition) -> Stretch:
    clauses = [clause_words(clause) for clause in (term.clause, *term.also) if clause]
    return Stretch(
        name=term.name.removesuffix(" (chỉ tiêu nội bộ)"),
        holder=party_name(term.holder, edition=edition),
        length=str(term.length),
        clause="; ".join(clauses),
        internal=term.internal,
        is_window=not term.owed,
    )

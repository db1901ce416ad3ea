"""The ordinary course of an edition as a sender may expect it: its legal terms with clause, holder and length."""

from paht.doors.pages.terms import TermLine, term_line
from paht.law.casework import events as e
from paht.law.editions.rows import Edition, Term

_DETOURS = frozenset({e.SupplementRequested, e.ResultReturned, e.ResultRejected, e.AssignmentReturned})


def course_of(edition: Edition) -> list[TermLine]:
    """The legal terms of the ordinary course, in order: what a sender may expect without any detour."""
    return [term_line(term, edition) for term in edition.terms if _is_ordinary(term)]


def _is_ordinary(term: Term) -> bool:
    is_reserve = term.begins is not None and e.Dispatched in term.starts
    return not term.internal and term.owed and not is_reserve and not set(term.starts) <= _DETOURS

"""What an agency may settle for itself: its internal procedure, and terms shorter than the regulation's (VL.21.3)."""

from collections.abc import Mapping

from paht.law.casework.case import Refused
from paht.law.casework.states import Party, Subject
from paht.law.editions.rows import Edition, Term
from paht.law.worktime import Calendar, Length, working_seconds

_OWN_PARTIES = frozenset({Party.AGENCY, Party.AGENCY_LEADER})


def own_terms(edition: Edition) -> tuple[Term, ...]:
    """The terms that an agency may shorten for itself: legal ones that it holds, counted in working time."""
    if edition.own_terms_clause is None:
        return ()
    return tuple(
        term
        for term in edition.terms
        if term.owed
        and not (term.internal or term.source or term.day or term.begins)
        and term.holder in _OWN_PARTIES
        and term.subject is Subject.ASSIGNMENT
        and term.length.unit.is_working_time
    )


def settings_problems(
    *, edition: Edition, procedure: str, own: Mapping[str, Length], calendar: Calendar
) -> tuple[Refused, ...]:
    """Everything that is wrong with an agency's settings; none where they may be put in force."""
    return (
        *_procedure_problem(edition, procedure),
        *(
            problem
            for key, length in own.items()
            for problem in _term_problem(edition, key, length, calendar)
        ),
    )


def _procedure_problem(edition: Edition, procedure: str) -> tuple[Refused, ...]:
    known = {row.key for row in edition.procedures}
    if procedure in known:
        return ()
    clause = edition.procedures[0].clause if edition.procedures else edition.own_clause
    return (Refused(clause, "Xin chọn một quy trình nội bộ theo quy chế.", field="procedure"),)


def _term_problem(edition: Edition, key: str, length: Length, calendar: Calendar) -> tuple[Refused, ...]:
    clause = edition.own_terms_clause or edition.own_clause
    term = next((term for term in own_terms(edition) if term.key == key), None)
    if term is None:
        return (Refused(clause, "Thời hạn này không do cơ quan tự quy định.", field=key),)
    if not length.unit.is_working_time:
        return (Refused(clause, "Xin tính thời hạn bằng giờ hoặc ngày làm việc.", field=key),)
    if working_seconds(calendar, length) > working_seconds(calendar, term.length):
        reason = f"Thời hạn của cơ quan tối đa không quá {term.length} theo quy chế."
        return (Refused(clause, reason, field=key),)
    return ()

"""Every term stands on one page, as the regulation sets it: lengths and holders are typed here from the texts."""

import pytest

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.terms import HAPPENINGS, internal_targets, legal_terms, term_lines
from paht.law.casework.states import Party
from paht.law.editions import EDITIONS, get
from paht.law.register import clauses

VL, ST = "vinh-long-2025", "soc-trang-2024"

AGENCY = {Party.AGENCY, Party.AGENCY_LEADER}
IOC, SENDER, COORDINATOR = {Party.IOC}, {Party.SENDER}, {Party.COORDINATOR}
SENDER_OR_IOC = {Party.SENDER, Party.IOC}

TEXT: list[tuple[str, str, str, set[Party]]] = [
    (VL, "VL.8.2.4", "2 ngày làm việc", SENDER),
    (VL, "VL.8.2.5", "2 ngày làm việc", SENDER_OR_IOC),
    (VL, "VL.10.1", "1 giờ làm việc", IOC),
    (VL, "VL.11.1", "1 giờ làm việc", IOC),
    (VL, "VL.12.1.a", "1 giờ làm việc", AGENCY),
    (VL, "VL.12.1.c", "1 ngày làm việc", AGENCY),
    (VL, "VL.12.2.a", "1 giờ làm việc", AGENCY),
    (VL, "VL.12.2.b", "6 ngày làm việc", AGENCY),
    (VL, "VL.12.4.c", "1 ngày làm việc", AGENCY),
    (VL, "VL.13.2.a", "1 giờ làm việc", AGENCY),
    (VL, "VL.13.2.b", "1 giờ làm việc", AGENCY),
    (VL, "VL.14.3", "1 ngày làm việc", AGENCY),
    (VL, "VL.15.2.a", "7 ngày làm việc", AGENCY),
    (VL, "VL.16.1", "1 giờ làm việc", IOC),
    (VL, "VL.16.3", "1 giờ làm việc", AGENCY),
    (VL, "VL.16.4", "1 giờ làm việc", AGENCY),
    (VL, "VL.16.4", "7 ngày làm việc", AGENCY),
    (VL, "VL.17.2", "1 ngày làm việc", COORDINATOR),
    (VL, "VL.17.4", "1 ngày làm việc", COORDINATOR),
    (ST, "ST.7.3.1", "4 giờ làm việc", IOC),
    (ST, "ST.8.1.1", "6 ngày làm việc", AGENCY),
    (ST, "ST.8.1.2", "1 ngày làm việc", AGENCY),
    (ST, "ST.8.2.1", "1 ngày làm việc", AGENCY),
    (ST, "ST.8.2.2", "4 ngày làm việc", AGENCY),
    (ST, "ST.8.2.2", "1 ngày làm việc", AGENCY),
    (ST, "ST.8.2.3", "2 ngày làm việc", AGENCY),
    (ST, "ST.8.4", "1 ngày làm việc", AGENCY),
    (ST, "ST.8.6.3", "4 giờ", AGENCY | IOC),
    (ST, "ST.9.2", "4 giờ làm việc", IOC),
    (ST, "ST.9.4", "4 giờ làm việc", IOC),
    (ST, "ST.10.2", "2 ngày làm việc", AGENCY | IOC),
    (ST, "ST.PL2.1", "4 giờ làm việc", IOC),
    (ST, "ST.PL2.2", "5 ngày làm việc", AGENCY),
    (ST, "ST.PL2.2", "1 ngày làm việc", AGENCY),
    (ST, "ST.PL2.3", "1 ngày làm việc", AGENCY),
    (ST, "ST.PL2.3", "3 ngày làm việc", AGENCY),
    (ST, "ST.PL2.4", "1 ngày làm việc", AGENCY),
    (ST, "ST.PL2.5", "4 giờ làm việc", IOC),
]
"""Clause, length and holder, as Điều 8 to 17 of the one and Điều 7 to 10 and Phụ lục II of the other have them."""


@pytest.mark.clause("VL.4.3", "ST.3.3")
@pytest.mark.parametrize("edition", [VL, ST])
def test_every_legal_term_that_is_shown_is_one_of_the_regulation(edition: str) -> None:
    allowed = {(clause, length): holders for of, clause, length, holders in TEXT if of == edition}
    for term in get(edition).terms:
        # A day that the IOC sets, and what another law sets, have no length in the regulation's text.
        own = not term.internal and term.day is None and not term.source
        for clause in (term.clause, *term.also) if own else ():
            assert term.holder in allowed[clause, str(term.length)], (term.key, clause)


@pytest.mark.clause("VL.4.3", "ST.3.3")
@pytest.mark.parametrize("edition", [VL, ST])
def test_every_term_of_the_regulation_is_shown_as_soon_as_its_clause_is_proven(edition: str) -> None:
    shown = {
        (clause, line.length) for line in legal_terms(get(edition)) for clause in line.clause.split("; ")
    }
    for of, clause, length, _ in TEXT:
        if of == edition and not clauses()[clause].later:
            assert (clause_words(clause), length) in shown, (clause, length)


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_a_term_says_what_it_begins_and_ends_with_in_words(edition: str) -> None:
    found = get(edition)
    told = {body for term in found.terms for body in (*term.starts, *term.ends, *term.superseded_by)}
    assert told <= HAPPENINGS.keys()
    assert all(line.starts and line.ends and line.holder for line in term_lines(found))


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_internal_targets_stand_apart_and_cite_nothing(edition: str) -> None:
    found = get(edition)
    assert all(line.clause for line in legal_terms(found))
    assert not any(line.clause for line in internal_targets(found))
    assert len(term_lines(found)) == len(legal_terms(found)) + len(internal_targets(found))

"""The failings of agencies that are reported, and their ranking: pure counts over a period's records."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from tests.law.courses import EDITIONS
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework.case import Call
from paht.law.casework.failings import (
    Found,
    Owed,
    Record,
    failings,
    is_violated,
    missed_calls,
    satisfied_percent,
    uncooperative,
)
from paht.law.casework.ranking import score
from paht.law.editions.rows import Edition

VL, ST = (editions.get(edition) for edition in EDITIONS)
END = at("2026-03-19 17:00")
NOW = at("2026-03-25 09:00")
SECOND = timedelta(seconds=1)


def owed(
    term: str = "total", *, case: str = "case-1", ended_at: datetime | None = None, **more: object
) -> Owed:
    outcome = more.pop("outcome", "late" if ended_at else None)
    return Owed(case, term, False, END, ended_at, outcome)  # type: ignore[arg-type]


def keys(record: Record, edition: object = VL) -> dict[str, Found]:
    assert edition in (VL, ST)
    found = failings(record, edition=edition, now=NOW)
    return {one.failing.key: one for one in found}


@pytest.mark.clause("VL.15.2.a", "VL.15.2")
@pytest.mark.parametrize("term", ["total", "total_unreceived"])
def test_more_than_seven_working_days_are_listed_with_the_case(term: str) -> None:
    found = keys(Record(owed=[owed(term), owed("handling", case="case-2")]))
    assert set(found) == {"over_time"}
    assert (found["over_time"].cases, found["over_time"].failing.clause) == (("case-1",), "VL.15.2.a")


@pytest.mark.clause("VL.15.2.a")
def test_the_last_moment_is_no_violation_and_the_next_second_is() -> None:
    assert not is_violated(owed(ended_at=END), now=NOW)
    assert is_violated(owed(ended_at=END + SECOND), now=NOW)
    assert not is_violated(owed(), now=END)
    assert is_violated(owed(), now=END + SECOND)
    assert not is_violated(owed(outcome="void", ended_at=END + SECOND), now=NOW)
    assert not is_violated(Owed("case-1", "total", True, END), now=NOW)


@pytest.mark.clause("VL.15.2.a")
def test_an_extended_result_that_did_not_come_by_its_date_is_listed() -> None:
    assert keys(Record(owed=[owed("extended")]))["extension_missed"].failing.clause == "VL.15.2.a"


@pytest.mark.clause("VL.15.2.b")
@pytest.mark.parametrize(
    ("satisfied", "acceptable", "unsatisfied", "listed"),
    [
        (7, 3, 0, False),
        (69, 31, 0, True),
        (69, 0, 31, True),
        (0, 1, 0, True),
        (1, 0, 0, False),
        (7, 0, 3, False),
    ],
)
def test_satisfaction_under_seventy_percent_counts_satisfied_alone(
    satisfied: int, acceptable: int, unsatisfied: int, listed: bool
) -> None:
    levels = ["satisfied"] * satisfied + ["acceptable"] * acceptable + ["unsatisfied"] * unsatisfied
    found = keys(Record(ratings={f"case-{number}": level for number, level in enumerate(levels)}))
    assert ("satisfaction" in found) is listed
    if listed:
        assert found["satisfaction"].count == len(found["satisfaction"].cases) == acceptable + unsatisfied
        assert found["satisfaction"].percent == 100 * satisfied / len(levels)


@pytest.mark.clause("VL.14.4", "ST.10.3")
@pytest.mark.parametrize(("edition", "pleased"), [(VL, {"satisfied"}), (ST, {"very_satisfied", "satisfied"})])
def test_whoever_is_satisfied_in_the_words_of_the_edition_counts_and_nobody_else(
    edition: Edition, pleased: set[str]
) -> None:
    levels = [level.key for level in edition.levels]
    assert {key for key in levels if satisfied_percent([key], edition=edition) == 100} == pleased
    assert satisfied_percent(levels, edition=edition) == pytest.approx(100 * len(pleased) / 3)


@pytest.mark.clause("VL.15.2.b")
def test_an_agency_that_nobody_rated_is_not_listed_for_it() -> None:
    assert "satisfaction" not in keys(Record(ratings={}))


def calls(*days: str, answered: bool = False) -> list[Call]:
    return [Call(at(day), answered) for day in days]


@pytest.mark.clause("VL.13.2.c")
@pytest.mark.parametrize(
    ("missed", "count"),
    [
        (["2026-03-10 08:00", "2026-03-11 08:00"], 0),
        (["2026-03-10 08:00", "2026-03-11 08:00", "2026-03-12 16:59"], 1),
        (["2026-03-10 16:00", "2026-03-11 08:00", "2026-03-13 07:00"], 0),
        (["2026-03-13 08:00", "2026-03-14 08:00", "2026-03-15 08:00"], 1),
        (["2026-03-10 08:00", "2026-03-10 08:05", "2026-03-10 08:10"], 1),
        (["2026-03-08 08:00", "2026-03-10 08:00", "2026-03-11 08:00", "2026-03-12 08:00"], 1),
        (["2026-03-10 08:00"] * 6, 2),
        (["2026-03-10 08:00"] * 5, 1),
    ],
)
def test_three_missed_calls_within_three_calendar_days_are_one_violation(
    missed: list[str], count: int
) -> None:
    assert missed_calls(calls(*missed), times=3, within_days=3) == count


@pytest.mark.clause("VL.13.2.c")
def test_calls_that_were_taken_do_not_count_and_each_case_counts_by_itself() -> None:
    days = ("2026-03-10 08:00", "2026-03-11 08:00", "2026-03-12 08:00")
    assert missed_calls(calls(*days, answered=True), times=3, within_days=3) == 0
    apart = {("case-1", 1): calls(*days[:2]), ("case-2", 1): calls(days[2])}
    assert keys(Record(calls=apart)) == {}
    together = {("case-1", 1): calls(*days), ("case-2", 1): calls(days[2])}
    found = keys(Record(calls=together))["calls"]
    assert (found.count, found.cases, found.failing.clause) == (1, ("case-1",), "VL.13.2.c")


@pytest.mark.clause("VL.14.3", "VL.15.2.c")
@pytest.mark.parametrize(("times", "listed"), [(1, False), (2, True), (3, True)])
def test_silence_is_reported_from_the_second_time(times: int, listed: bool) -> None:
    silent = [owed("interaction", case=f"case-{number}") for number in range(times)]
    found = keys(Record(owed=silent))
    assert ("silence" in found) is listed
    if listed:
        assert (found["silence"].count, len(found["silence"].cases)) == (times, times)
        assert found["silence"].failing.cooperation


@pytest.mark.clause("VL.15.2.c")
@pytest.mark.parametrize("term", ["correction", "correction_of_form"])
def test_a_returned_result_that_was_not_corrected_in_time_is_poor_cooperation(term: str) -> None:
    assert keys(Record(owed=[owed(term)]))["corrections"].failing.clause == "VL.15.2.c"


@pytest.mark.clause("VL.13.2.c", "VL.14.3", "VL.15.2.c", "ST.10.2")
@pytest.mark.parametrize(
    ("edition", "record", "times"),
    [
        (VL, Record(owed=[owed("correction"), owed("correction_of_form"), owed("total")]), 2),
        (VL, Record(calls={("case-1", 1): calls(*["2026-03-10 08:00"] * 6)}), 2),
        (VL, Record(owed=[owed("interaction"), owed("interaction"), owed("extended")]), 2),
        (ST, Record(owed=[owed("interaction"), owed("clarification"), owed("handling")]), 2),
    ],
)
def test_uncorrected_results_missed_calls_and_silence_are_poor_cooperation(
    edition: Edition, record: Record, times: int
) -> None:
    assert uncooperative(failings(record, edition=edition, now=NOW)) == times


@pytest.mark.clause("ST.12", "ST.10.2")
def test_soc_trang_lists_slow_handling_and_clarification() -> None:
    found = keys(Record(owed=[owed("handling"), owed("clarification", case="case-2")]), ST)
    assert {key: one.cases for key, one in found.items()} == {
        "over_time": ("case-1",),
        "silence": ("case-2",),
    }


def test_every_failing_names_terms_of_its_edition_or_the_extended_one() -> None:
    for edition in (VL, ST):
        known = {term.key for term in edition.terms if not term.internal} | {"extended"}
        internal = {term.key for term in edition.terms if term.internal}
        for failing in edition.failings:
            assert not failing.terms & internal, failing
            assert failing.terms <= known, failing


@pytest.mark.clause("VL.24.3", "ST.12")
@pytest.mark.parametrize("edition", [VL, ST])
def test_the_score_is_the_weighted_mean_of_what_can_be_measured(edition: Edition) -> None:
    whole = score(done=10, late=2, satisfied_percent=50.0, uncooperative=3, edition=edition)
    assert whole is not None
    assert whole.parts == {"in_time": 80.0, "satisfied": 50.0, "cooperation": 70.0}
    assert whole.total == pytest.approx(0.5 * 80 + 0.3 * 50 + 0.2 * 70)
    unrated = score(done=10, late=2, satisfied_percent=None, uncooperative=12, edition=edition)
    assert unrated is not None
    assert unrated.parts["cooperation"] == 0.0
    assert unrated.total == pytest.approx(50 * 80 / 70)
    assert score(done=0, late=0, satisfied_percent=100.0, uncooperative=0, edition=edition) is None
    assert sum(criterion.weight for criterion in edition.criteria) == 100


@pytest.mark.clause("VL.24.3", "ST.12")
def test_a_later_result_a_worse_rating_and_a_failing_each_lower_the_score() -> None:
    rising = [
        score(done=10, late=late, satisfied_percent=percent, uncooperative=failed, edition=VL)
        for late, percent, failed in [(3, 60.0, 2), (2, 60.0, 2), (2, 70.0, 2), (2, 70.0, 1)]
    ]
    totals = [one.total for one in rising if one is not None]
    assert len(totals) == 4
    assert all(worse < better for worse, better in pairwise(totals))

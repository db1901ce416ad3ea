"""When what a sender wrote may be erased: after the end, and after the years that were decided (VL.19.1, VL.22.1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.law.courses import written

from paht.law.casework.case import Case, Duty, Refused, Request
from paht.law.casework.states import Party, RequestKind, RequestState, Stage, Subject
from paht.law.editions import get
from paht.law.erasing import refusal

VINH_LONG = get("vinh-long-2025")
ENDED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2031, 3, 2, 9, 30, tzinfo=UTC)
CASE = Case(id="", edition=VINH_LONG.id, stage=Stage.PUBLISHED)
DUTY = Duty(1, "x", "VL.12.1.a", Party.IOC, None, Subject.CASE, 0, ENDED, ENDED, ENDED)
ASKED = Request(1, RequestKind.INTERACTION, RequestState.OPEN, (), written(5), ENDED)


def refused(
    case: Case, *, years: int | None = 5, now: datetime = LATER, ended: datetime = ENDED
) -> str | None:
    """The clause that refuses."""
    found = refusal(case, ended_at=ended, kept_years=years, now=now, edition=get(case.edition))
    assert found is None or (isinstance(found, Refused) and found.reason)
    return found.clause if found else None


@pytest.mark.clause("VL.19.1")
def test_a_report_is_kept_for_the_years_that_were_decided_to_the_last_moment() -> None:
    assert refused(CASE, now=LATER - timedelta(microseconds=1)) == "VL.19.1"
    assert refused(CASE, now=LATER) is None


@pytest.mark.clause("VL.19.1")
def test_without_a_decision_on_the_years_nothing_is_erased() -> None:
    assert refused(CASE, years=None, now=LATER + timedelta(days=36500)) == "VL.19.1"


@pytest.mark.clause("VL.22.1")
@pytest.mark.parametrize(
    "case",
    [
        replace(CASE, stage=Stage.HANDLING),
        replace(CASE, duties=(DUTY,)),
        replace(CASE, requests=(ASKED,)),
    ],
    ids=["handled", "owed", "asked"],
)
def test_what_is_being_dealt_with_is_kept_with_the_senders_declaration(case: Case) -> None:
    assert refused(case, now=LATER + timedelta(days=36500)) == "VL.22.1"
    assert refused(case, years=None) == "VL.22.1", "the end comes first"


@pytest.mark.clause("ST.5.1")
def test_soc_trang_keeps_both_by_one_clause() -> None:
    case = replace(CASE, edition="soc-trang-2024")
    assert refused(case, years=None) == refused(replace(case, stage=Stage.SENT)) == "ST.5.1"


@pytest.mark.clause("VL.19.1")
def test_what_ended_on_a_leap_day_is_kept_until_the_first_of_march() -> None:
    leap = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)
    assert refused(CASE, ended=leap, now=datetime(2033, 3, 1, 11, 59, tzinfo=UTC)) == "VL.19.1"
    assert refused(CASE, ended=leap, now=datetime(2033, 3, 1, 12, 0, tzinfo=UTC)) is None

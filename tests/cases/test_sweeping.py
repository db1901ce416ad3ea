"""What the system does by itself, on a real database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.agencies import calendars, jurisdictions
from paht.agencies.models import CalendarVersion
from paht.cases import operations, queries
from paht.cases.sweeping import follow_calendars, lapse_supplements
from paht.law.casework.case import Case
from paht.law.casework.states import Role, Stage
from paht.people.actors import Official


def asked_to_supplement(province: TestProvince, now: datetime) -> TestCase:
    """A report given back to its sender."""
    case = province.sent(now)
    outcome = operations.request_supplement(
        case.step(province.intake, now),
        grounds=[province.jurisdiction.edition.supplement_grounds[0].key],
        guidance="Xin chụp lại ảnh rõ hơn.",
    )
    assert isinstance(outcome, operations.Done)
    return case


def state_of(case: TestCase) -> Case:
    """The case as the desk sees it."""
    desk = Official(
        id=case.id,
        jurisdiction_id=case.province.jurisdiction.id,
        name="",
        roles=frozenset({Role.INTAKE}),
        agency_id=None,
        agency_name="",
    )
    detail = queries.detail(desk, case_id=case.id)
    assert detail is not None
    return detail.case


@pytest.mark.clause("VL.8.2.4")
def test_a_supplement_not_sent_within_two_working_days_closes_the_report(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = asked_to_supplement(vinh_long, time.at)
    last_moment = state_of(case).duties[0].due_at
    lapse_supplements(now=last_moment)
    assert state_of(case).stage is Stage.SENT
    lapse_supplements(now=last_moment + timedelta(seconds=1))
    ended = state_of(case)
    assert (ended.stage, ended.end_clause) == (Stage.REFUSED, "VL.8.2.4")


def test_the_sweep_may_run_twice(vinh_long: TestProvince, time: Clock) -> None:
    case = asked_to_supplement(vinh_long, time.at)
    late = state_of(case).duties[0].due_at + timedelta(hours=1)
    lapse_supplements(now=late)
    version = state_of(case).version
    lapse_supplements(now=late)
    assert state_of(case).version == version


@pytest.mark.clause("ST.7.1")
def test_soc_trang_never_closes_a_report_for_a_missing_supplement(
    soc_trang: TestProvince, time: Clock
) -> None:
    case = asked_to_supplement(soc_trang, time.at)
    lapse_supplements(now=time.at + timedelta(days=60))
    assert state_of(case).stage is Stage.SENT


@pytest.fixture
def storm() -> Callable[[TestProvince, datetime], TestProvince]:
    """Puts a calendar in force on which Thursday and Friday 19–20 November 2026 are closed by a storm."""

    def put(province: TestProvince, now: datetime) -> TestProvince:
        content = province.jurisdiction.calendar.to_dict()
        content["closures"] = [{"from": "2026-11-19T00:00", "to": "2026-11-21T00:00", "reason": "bão số 9"}]
        calendars.put_in_force(
            jurisdiction_id=province.jurisdiction.id, content=content, confirmed_years=[2026], now=now
        )
        return province

    return put


@pytest.mark.clause("VL.6.2", "ST.6.2")
def test_open_terms_move_later_when_a_storm_closes_the_offices(
    province: TestProvince, time: Clock, storm: Callable[[TestProvince, datetime], TestProvince]
) -> None:
    case = province.sent(time.at).received(time.at)
    before = {duty.term: duty for duty in state_of(case).duties}
    storm(province, time.at)
    follow_calendars(now=time.forward(minutes=10), batch=1)
    while CalendarVersion.objects.filter(jurisdiction_id=province.jurisdiction.id, applied_at=None).exists():
        follow_calendars(now=time.at, batch=1)
    after = {duty.term: duty for duty in state_of(case).duties}
    # Six working days from Wednesday end on Thursday of next week; two closed days and a weekend later, on Monday.
    assert before["handling"].due_at == datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    assert after["handling"].due_at == datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
    assert after["handling"].starts_at == before["handling"].starts_at


def test_terms_never_move_earlier(
    vinh_long: TestProvince, time: Clock, storm: Callable[[TestProvince, datetime], TestProvince]
) -> None:
    calm = vinh_long.jurisdiction.calendar.to_dict()
    storm(vinh_long, time.at)
    jurisdiction = jurisdictions.of_id(vinh_long.jurisdiction.id)

    stormy = replace(vinh_long, jurisdiction=jurisdiction)
    case = stormy.sent(time.at).received(time.at)
    before = state_of(case).duties
    calendars.put_in_force(
        jurisdiction_id=jurisdiction.id,
        content=calm,
        confirmed_years=[],
        now=datetime(2026, 11, 18, 4, tzinfo=UTC),
    )
    while CalendarVersion.objects.filter(jurisdiction_id=jurisdiction.id, applied_at=None).exists():
        follow_calendars(now=time.forward(hours=2))
    assert state_of(case).duties == before


def test_years_once_confirmed_stay_confirmed(vinh_long: TestProvince, time: Clock) -> None:
    calendars.put_in_force(
        jurisdiction_id=vinh_long.jurisdiction.id,
        content=vinh_long.jurisdiction.calendar.to_dict(),
        confirmed_years=[2028],
        now=time.at,
    )
    assert jurisdictions.of_id(vinh_long.jurisdiction.id).confirmed_years == (2026, 2027, 2028)

"""The ordinary course of one case through the operations, on a real database."""

from datetime import timedelta

import pytest
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases import operations, queries
from paht.law.casework.case import Refused
from paht.law.casework.states import Stage


@pytest.mark.clause("VL.9.1", "VL.10.1", "VL.11.1", "VL.12.4.a", "VL.13.1.a", "ST.9.1", "ST.9.3.a")
def test_a_report_goes_from_sending_to_rating(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).published(time.at)
    outcome = operations.rate(case.step(case.sender, time.at), level="satisfied")
    assert isinstance(outcome, operations.Done)
    assert (outcome.case.stage, outcome.case.rating) == (Stage.PUBLISHED, "satisfied")
    shown = queries.public_results(jurisdiction_id=province.jurisdiction.id)
    assert [row.code for row in shown] == [case.code]


@pytest.mark.clause("VL.14.4", "ST.10.3")
def test_only_the_sender_rates(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).published(time.at)
    outcome = operations.rate(case.step(province.dispatcher, time.at), level="satisfied")
    assert isinstance(outcome, Refused)


def test_a_command_sent_twice_takes_effect_once(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).dispatched(time.at)
    step = case.step(province.staff, time.at)
    first = operations.receive(step, assignment=1)
    again = operations.receive(step, assignment=1)
    assert isinstance(first, operations.Done)
    assert isinstance(again, operations.Done)
    assert (again.repeated, again.case.version) == (True, first.case.version)


def test_who_comes_second_is_told_that_the_case_has_moved_on(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    seen = operations.request_supplement(
        case.step(province.intake, time.at + timedelta(minutes=1)),
        grounds=[province.jurisdiction.edition.supplement_grounds[0].key],
        guidance="Xin chụp lại ảnh.",
    )
    assert isinstance(seen, operations.Done)
    ground = province.jurisdiction.edition.refusal_grounds[-1].key
    late = operations.refuse(
        case.step(province.dispatcher, time.at, expected_version=1), ground=ground, reason="Không rõ."
    )
    assert isinstance(late, operations.Overtaken)

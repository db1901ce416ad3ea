"""The letter that answers a sender is one and the same at the agency, the desk and the citizen's page."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.province import TestProvince

from paht.cases import operations
from paht.law.casework.case import Actor

ONE_IN_THE_NIGHT = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)
"""01:30 on Thursday 19 November in Vietnam, still the 18th in UTC."""


@pytest.mark.clause("ST.PL1")
def test_a_letter_approved_in_the_night_bears_vietnams_date_on_every_page(
    soc_trang: TestProvince,
    time: Clock,
    sits: Callable[[TestProvince, Actor], Desk],
    browser_of: Callable[[TestProvince], Client],
) -> None:
    case = soc_trang.sent(time.at)
    case.approved(ONE_IN_THE_NIGHT)
    time.at = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    seen = [
        sits(soc_trang, soc_trang.leader).get(f"/agency/case/{case.id}"),
        sits(soc_trang, soc_trang.publisher).get(f"/desk/case/{case.id}/"),
    ]
    step = case.step(soc_trang.publisher, time.at)
    assert isinstance(operations.publish(step, answer="Đã vá mặt đường."), operations.Done)
    seen.append(browser_of(soc_trang).get(f"/ket-qua/{case.id}"))
    for answer in seen:
        assert "Sóc Trăng, ngày 19 tháng 11 năm 2026" in page(answer)


def test_a_result_not_yet_approved_bears_no_date(
    soc_trang: TestProvince, time: Clock, sits: Callable[[TestProvince, Actor], Desk]
) -> None:
    case = soc_trang.sent(time.at).handled(time.at)
    shown = page(sits(soc_trang, soc_trang.staff).get(f"/agency/case/{case.id}"))
    assert "Sóc Trăng, ngày … tháng … năm …" in shown

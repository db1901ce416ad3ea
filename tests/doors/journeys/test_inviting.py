"""A body that has not joined is invited, joins, and gets the report that waited for it (VL.11.5, VL.11.6, ST.7.3.3)."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.journeys.journey import Walk, others
from tests.province import TestProvince

from paht.law.casework.states import RequestState, Stage

Browsers = Callable[[TestProvince], Client]


@pytest.mark.clause("VL.11.5", "VL.11.6", "ST.7.3.3")
def test_the_letter_is_drafted_sent_and_tracked_and_on_joining_the_report_is_dispatched(
    province: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    other = others(province, time.at)
    walk = Walk(province.sent(time.at).accepted(time.at), browser_of)
    name, key = other.absent.name, str(other.absent.id)
    refused = walk.gives(province.dispatcher, "desk", "dispatch", agency=key, note="Đề nghị xử lý.")
    assert refused.status_code == 422
    walk.done(province.dispatcher, "desk", "draft-invitation", agency=key, letter="Kính mời tham gia.")
    tracked = walk.page(province.dispatcher, "/desk/waiting/")
    assert f"Mời tham gia hệ thống: {name}" in tracked
    assert "Chờ gửi công văn mời" in tracked
    sending = walk.page(other.office, f"/desk/case/{walk.case.id}/")
    assert "Kính mời tham gia." in sending
    today = time.at.date().isoformat()
    walk.done(other.office, "desk", "send-invitation", document_number="12/SKHCN-CĐS", dated_on=today)
    assert "Đã gửi công văn, chờ tham gia" in walk.page(province.dispatcher, "/desk/waiting/")
    administrator = walk.browser(other.administrator)
    assert name in administrator.get("/quan-tri/").content.decode()
    joined = administrator.post("/quan-tri/co-quan", {"agency": key, "change": "join"})
    assert joined.status_code == 302
    now = walk.now().case
    assert (now.stage, now.requests[0].state) == (Stage.ACCEPTED, RequestState.ANSWERED)
    assert walk.case.code in walk.page(province.dispatcher, "/desk/?stage=accepted")
    walk.done(province.dispatcher, "desk", "dispatch", agency=key, note="Đề nghị xử lý.")


@pytest.mark.clause("VL.20.6")
def test_only_an_administrator_lets_a_body_take_part(
    province: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    other = others(province, time.at)
    walk = Walk(province.sent(time.at), browser_of)
    form = {"agency": str(other.absent.id), "change": "join"}
    for actor in (province.dispatcher, province.leader, other.office):
        assert walk.browser(actor).post("/quan-tri/co-quan", form).status_code == 403
    administrator = walk.browser(other.administrator)
    assert administrator.post("/quan-tri/co-quan", {**form, "change": "burn"}).status_code == 404
    other.absent.refresh_from_db()
    assert other.absent.joined_at is None


@pytest.mark.clause("VL.17.2")
def test_the_administrator_records_who_was_designated_to_coordinate(
    vinh_long: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    other = others(vinh_long, time.at)
    walk = Walk(vinh_long.sent(time.at), browser_of)
    administrator = walk.browser(other.administrator)
    for change, expected in (("release", False), ("designate", True)):
        form = {"agency": str(other.coordinator.id), "change": change}
        assert administrator.post("/quan-tri/co-quan", form).status_code == 302
        other.coordinator.refresh_from_db()
        assert other.coordinator.is_coordinator is expected

"""No handler, or bodies that cannot agree: reported to the Committee, whose direction binds (VL.4.8, ST.3.8)."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.journeys.journey import Walk, others, text
from tests.province import TestProvince

Browsers = Callable[[TestProvince], Client]


@pytest.mark.clause("VL.4.8", "VL.20.1.d", "VL.21.7", "ST.3.7", "ST.3.8", "ST.16.5")
def test_a_report_without_handler_is_reported_and_the_designated_body_must_handle_it(
    province: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    other = others(province, time.at)
    walk = Walk(province.sent(time.at).accepted(time.at), browser_of)
    walk.done(province.dispatcher, "desk", "escalate", ground="no_handler", note="Chưa rõ cơ quan xử lý.")
    assert "Chờ tổng hợp, báo cáo" in walk.page(other.office, "/desk/waiting/")
    walk.done(other.office, "desk", "report-dossier", dossier="Hồ sơ tổng hợp, kính trình.")
    without = walk.gives(
        other.office,
        "desk",
        "record-direction",
        agency=str(province.roads.id),
        instruction="Giao Sở Xây dựng.",
    )
    assert without.status_code == 422
    assert "Giao Sở Xây dựng." in text(without)
    today = time.at.date().isoformat()
    walk.done(
        other.office,
        "desk",
        "record-direction",
        agency=str(province.roads.id),
        instruction="Giao Sở Xây dựng chủ trì.",
        document_number="34/UBND-KT",
        dated_on=today,
    )
    wrong = walk.gives(province.dispatcher, "desk", "dispatch", agency=str(province.waste.id), note="Chuyển.")
    assert wrong.status_code == 422
    walk.done(province.dispatcher, "desk", "dispatch", agency=str(province.roads.id), note="Theo chỉ đạo.")
    walk.done(province.staff, "agency", "receive")
    back = walk.gives(
        province.staff, "agency", "return", ground="not_competent", responsible="Sở khác", note="Không thuộc."
    )
    assert back.status_code == 422
    assert "chỉ định" in text(back)


@pytest.mark.clause("VL.4.8", "ST.3.7")
def test_the_desk_is_shown_that_two_bodies_have_said_they_are_not_competent(
    province: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    walk = Walk(province.sent(time.at).accepted(time.at), browser_of)
    for number, (agency, staff) in enumerate(
        ((province.roads, province.staff), (province.waste, province.other_staff)), start=1
    ):
        seen = walk.page(province.dispatcher, f"/desk/case/{walk.case.id}/")
        assert "Hai cơ quan đã trả lại" not in seen
        walk.done(province.dispatcher, "desk", "dispatch", agency=str(agency.id), note="Đề nghị xử lý.")
        walk.done(staff, "agency", "receive", number=number)
        answer = {"ground": "not_competent", "responsible": "Cơ quan khác", "note": "Không thuộc thẩm quyền."}
        walk.done(staff, "agency", "return", number=number, **answer)
    assert "Hai cơ quan đã trả lại" in walk.page(province.dispatcher, f"/desk/case/{walk.case.id}/")

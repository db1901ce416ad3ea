"""A report without known handler, from the desk to the coordinator and back, until it is public (VL.17)."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.journeys.journey import Others, Walk, others, text
from tests.province import TestProvince, photo

from paht.doors.pages.clauses import clause_words
from paht.law.casework.states import Stage
from paht.messages.queries import waiting

Browsers = Callable[[TestProvince], Client]


def upload() -> io.BytesIO:
    file = io.BytesIO(photo())
    file.name = "sau-xu-ly.jpg"
    return file


def handled(walk: Walk, number: int) -> None:
    """Dispatched to the road agency and handled up to the leader's approval, through the pages."""
    p = walk.case.province
    walk.done(p.dispatcher, "desk", "dispatch", agency=str(p.roads.id), note="Đề nghị xử lý.")
    for actor, action, typed in (
        (p.staff, "receive", {}),
        (p.staff, "result", {"result": "Đã nạo vét cửa xả.", "files": upload()}),
        (p.staff, "submit", {"note": "Kính trình."}),
        (p.leader, "approve", {"note": "Đồng ý."}),
    ):
        walk.done(actor, "agency", action, number=number, **typed)


def started(vinh_long: TestProvince, time: Clock, browser_of: Browsers) -> tuple[Walk, Others]:
    others_ = others(vinh_long, time.at)
    walk = Walk(vinh_long.sent(time.at).accepted(time.at), browser_of)
    return walk, others_


@pytest.mark.clause("VL.17.1", "VL.17.2", "VL.17.3", "VL.17.4", "VL.17.5")
def test_the_coordinator_names_the_handler_agrees_with_the_result_and_it_is_published(
    vinh_long: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    walk, other = started(vinh_long, time, browser_of)
    p = vinh_long
    assert "Văn phòng UBND tỉnh" in walk.page(p.dispatcher, f"/desk/case/{walk.case.id}/")
    asked = {"agency": str(other.coordinator.id), "note": "Cửa xả này thuộc ai?"}
    walk.done(p.dispatcher, "desk", "ask-coordinator", **asked)
    assert walk.case.code in walk.page(other.coordinating, "/agency/?tab=coordination")
    assert walk.case.code in walk.page(other.coordinating, "/agency/"), "begins with what it is asked"
    elsewhere = walk.page(p.dispatcher, "/desk/waiting/")
    assert walk.case.code in elsewhere
    here = 'aria-current="page"'
    assert elsewhere.count(here) == walk.page(p.dispatcher, "/desk/?stage=waiting").count(here)
    walk.done(
        other.coordinating,
        "agency",
        "answer-coordination",
        agency=str(p.roads.id),
        note="Thuộc Sở Xây dựng.",
    )
    refused = walk.gives(p.dispatcher, "desk", "dispatch", agency=str(p.waste.id), note="Đề nghị xử lý.")
    assert refused.status_code == 422
    assert clause_words("VL.17.3") in text(refused)
    handled(walk, 2)
    assert walk.gives(p.publisher, "desk", "publish", answer="Đã xử lý.").status_code == 422
    walk.done(p.publisher, "desk", "ask-agreement", note="Xin ý kiến thống nhất.")
    seen = walk.page(other.coordinating, f"/agency/case/{walk.case.id}")
    assert "Đã nạo vét cửa xả." in seen
    assert "Thống nhất với kết quả xử lý" in seen
    walk.done(other.coordinating, "agency", "agree", note="Thống nhất.")
    walk.done(p.publisher, "desk", "publish", answer="Đã nạo vét cửa xả, hết ngập.")
    assert walk.now().case.stage is Stage.PUBLISHED
    assert waiting(at=time.at)[0] > 0


@pytest.mark.clause("VL.17.4", "VL.20.1.d", "VL.4.8", "VL.21.7")
def test_a_second_disagreement_ends_with_a_direction_that_binds(
    vinh_long: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    walk, other = started(vinh_long, time, browser_of)
    p = vinh_long
    walk.done(p.dispatcher, "desk", "ask-coordinator", agency=str(other.coordinator.id), note="Của ai?")
    walk.done(
        other.coordinating, "agency", "answer-coordination", agency=str(p.roads.id), note="Sở Xây dựng."
    )
    for number in (2, 3):
        handled(walk, number)
        walk.done(p.publisher, "desk", "ask-agreement", note="Xin ý kiến thống nhất.")
        walk.done(other.coordinating, "agency", "disagree", note="Chưa triệt để.")
    walk.done(other.office, "desk", "report-dossier", dossier="Hai lần chưa thống nhất.")
    page = walk.page(p.leader_of_province, f"/leadership/case/{walk.case.id}")
    assert "Ghi nhận ý kiến chỉ đạo" in page
    walk.done(
        p.leader_of_province,
        "leadership",
        "record-direction",
        agency=str(p.roads.id),
        instruction="Giao Sở Xây dựng xử lý dứt điểm.",
    )
    assert "UBND tỉnh đã chỉ định" in walk.page(p.dispatcher, f"/desk/case/{walk.case.id}/")
    walk.done(p.dispatcher, "desk", "dispatch", agency=str(p.roads.id), note="Theo chỉ đạo.")
    walk.done(p.staff, "agency", "receive", number=4)
    answer = walk.gives(
        p.staff, "agency", "return", number=4, ground="not_competent", responsible="x", note="Xin trả."
    )
    assert answer.status_code == 422
    assert "khoản 7 Điều 21" in text(answer)


@pytest.mark.clause("VL.17.2")
def test_a_body_that_was_not_asked_sees_nothing_of_it(
    vinh_long: TestProvince, time: Clock, browser_of: Browsers
) -> None:
    walk, other = started(vinh_long, time, browser_of)
    assert walk.browser(other.coordinating).get(f"/agency/case/{walk.case.id}").status_code == 404

"""Through the pages: what the IOC finds, what it enters for a caller, what a sender links, kinds and their lookup."""

import re
import uuid
from collections.abc import Callable

import pytest
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen, code_of, hidden, text
from tests.doors.desk.desk_pages import Desk, words_of
from tests.doors.journeys.admitted import case_of, post, state
from tests.province import PERSONAL, TestProvince

from paht.cases import operations, queries, relations
from paht.law.casework import events as e
from paht.law.casework.admission import binding
from paht.law.casework.case import Case
from paht.law.casework.states import Channel, Kind, Occurrence, Stage

CitizenOf = Callable[[TestProvince], Citizen]
FOUND = {
    "kind": "report",
    "field": "drainage",
    "description": "Nước ngập nửa bánh xe tại giao lộ.",
    "source_kind": "camera",
    "source_verified": "1",
    "source_note": "Camera CT-07, trực ban đối chiếu lúc 09:40.",
}


def found_case(province: TestProvince, case_id: uuid.UUID) -> Case:
    found = queries.case_alone(jurisdiction_id=province.jurisdiction.id, case_id=case_id)
    assert found is not None
    return found


@pytest.mark.clause("VL.8.3")
def test_the_desk_makes_a_report_of_its_camera_and_brings_it_to_dispatch(
    vinh_long: TestProvince,
) -> None:
    desk = Desk(vinh_long, "dieuphoi")
    assert "Tạo từ nguồn tin" in words_of(desk.page())
    commune = vinh_long.jurisdiction.province.communes[0].code
    form = {**FOUND, "commune": commune, "command_id": str(uuid.uuid4())}
    unverified = desk.client.post("/desk/new/source/", {**form, "source_verified": "", "source_note": ""})
    assert unverified.status_code == 422
    page = unverified.content.decode()
    assert "khoản 3 Điều 8" in words_of(page)
    assert FOUND["description"] in page
    made = desk.client.post("/desk/new/source/", form)
    assert made.status_code == 302
    again = desk.client.post("/desk/new/source/", form)
    assert again["Location"] == made["Location"]
    shown = words_of(desk.page(made["Location"]))
    assert "Camera giám sát" in shown
    assert FOUND["source_note"] in shown
    assert "Xem người gửi" not in shown
    case_id = uuid.UUID(made["Location"].rstrip("/").rpartition("/")[2])
    found = found_case(vinh_long, case_id)
    assert (found.stage, found.source, found.sender) == (Stage.SENT, "camera", "")
    edition = vinh_long.jurisdiction.edition
    passed = {row.key: "pass" for row in binding(edition, found)}
    keys = {"command_id": str(uuid.uuid4()), "expected_version": "1"}
    assert desk.client.post(f"{made['Location']}verify/", {**keys, **passed}).status_code == 302
    assert found_case(vinh_long, case_id).stage is Stage.VERIFIED


@pytest.mark.clause("ST.7.2.office", "ST.7.1")
def test_an_operator_enters_a_callers_report_who_can_then_follow_it(
    soc_trang: TestProvince, citizen_of: CitizenOf
) -> None:
    desk = Desk(soc_trang, "tiepnhan")
    assert desk.client.get("/desk/new/source/").status_code == 404
    commune = soc_trang.jurisdiction.province.communes[0].code
    form = {
        **PERSONAL,
        "kind": "report",
        "channel": "hotline",
        "description": "Đèn đường tắt ba đêm liền.",
        "commune": commune,
        "command_id": str(uuid.uuid4()),
    }
    refused = desk.client.post("/desk/new/caller/", form)
    assert refused.status_code == 422
    assert "khoản 4 Điều 4" in words_of(refused.content.decode())
    made = desk.client.post("/desk/new/caller/", {**form, "declared": "1"})
    assert made.status_code == 302
    case_id = uuid.UUID(made["Location"].rstrip("/").rpartition("/")[2])
    found = found_case(soc_trang, case_id)
    assert found.channel is Channel.HOTLINE
    page = words_of(desk.page(made["Location"]))
    assert "Trung tâm nhập phản ánh hộ người gửi" in page
    assert PERSONAL["name"] not in page
    code = _code(page)
    citizen = citizen_of(soc_trang)
    case = case_of(soc_trang, code)
    assert post(citizen, case, "xac-nhan", phone=PERSONAL["phone"]).status_code == 303
    assert "Đèn đường tắt ba đêm liền." in text(citizen.browser.get(f"/theo-doi/{code}"))


def _code(page: str) -> str:
    match = re.search(r"[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    assert match
    return match[0]


@pytest.mark.clause("VL.5.6", "VL.8.2.7")
def test_a_sender_who_is_not_content_sends_a_linked_report_seen_from_both_sides(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(vinh_long)
    first = case_of(vinh_long, citizen.sent_code()).published(time.at)
    assert f"/gui/?tu={first.code}" in text(citizen.browser.get(f"/theo-doi/{first.code}"))
    opened = citizen.browser.get("/gui/", {"tu": first.code})
    assert f'name="linked" value="{first.code}"' in text(opened)
    stranger = citizen.send(**hidden(opened), linked=first.code, phone="0987 654 321")
    assert stranger.status_code == 422
    assert "của chính ông/bà" in text(stranger)
    answer = citizen.send(linked=first.code)
    assert answer.status_code == 303, text(answer)
    second = case_of(vinh_long, code_of(answer))
    assert state(second).linked_to == str(first.id)
    assert first.code in text(citizen.browser.get(f"/theo-doi/{second.code}"))
    assert second.code in text(citizen.browser.get(f"/theo-doi/{first.code}"))
    desk = Desk(vinh_long, "tiepnhan")
    page = desk.case(second)
    assert first.code in page
    assert second.code in desk.case(first)
    assert 'name="not_duplicate"' not in page
    assert 'value="duplicate"' not in page
    links = relations.links(jurisdiction_id=vinh_long.jurisdiction.id, case=state(second))
    assert [(link.code, link.is_earlier) for link in links] == [(first.code, True)]


@pytest.mark.clause("VL.5.6")
def test_nothing_is_linked_to_a_report_without_an_answer(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(vinh_long)
    code = citizen.sent_code()
    refused = citizen.send(linked=code)
    assert refused.status_code == 422
    assert "khoản 6 Điều 5" in text(refused)
    assert "/gui/?tu=" not in text(citizen.browser.get(f"/theo-doi/{code}"))


@pytest.mark.clause("VL.8.2.7", "VL.8.2.8")
def test_the_desk_sees_what_else_the_same_sender_sent_and_whether_the_picture_is_the_same(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    first = case_of(province, citizen.sent_code())
    second = case_of(province, citizen.sent_code(description="Ổ gà vẫn còn nguyên trước chợ."))
    page = words_of(Desk(province, "tiepnhan").case(second))
    assert first.code in page
    assert "trùng hình ảnh" in page
    assert "chưa kết thúc" in page
    assert TYPED["name"] not in page


@pytest.mark.clause("VL.5.1", "VL.7.3", "ST.4.3", "VL.22.1")
def test_what_threatens_is_reported_with_its_time_and_the_declaration_is_kept(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    late = citizen.send(occurrence="happened", happened_at="2026-12-24T08:00")
    assert late.status_code == 422
    assert "Có nguy cơ xảy ra" in text(late)
    assert 'value="2026-12-24T08:00"' in text(late)
    assert citizen.send(happened_at="hôm qua").status_code == 422
    case = case_of(province, citizen.sent_code(occurrence="threatening", happened_at="2026-12-24T08:00"))
    page = words_of(Desk(province, "tiepnhan").case(case))
    assert "Có nguy cơ xảy ra" in page
    assert "Người gửi đã xác nhận khi gửi" in page
    assert "08:00, 24/12/2026" in page
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=case.code)
    assert detail is not None
    body = detail.events[0].body
    assert isinstance(body, e.Sent)
    assert (body.occurrence, body.declared) == (Occurrence.THREATENING, True)


@pytest.mark.clause("VL.2.1", "VL.3.1", "VL.3.2")
def test_a_question_without_photo_or_place_is_answered_and_found_by_kind_and_topic(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(vinh_long)
    code = citizen.sent_code(
        kind="question",
        field="procedures",
        photo=None,
        lat=None,
        lon=None,
        description="Đăng ký tạm trú ở đâu?",
    )
    case = case_of(vinh_long, code)
    assert (state(case).kind, state(case).place) == (Kind.QUESTION, None)
    vinh_long.sent(time.at).published(time.at)
    case.verified(time.at)
    done = operations.accept(
        case.step(vinh_long.intake, time.at), text="Đăng ký tạm trú ở đâu?", field=state(case).field
    )
    assert isinstance(done, operations.Done)
    operations.dispatch(
        case.step(vinh_long.dispatcher, time.at), agency=str(vinh_long.roads.id), note="Đề nghị trả lời."
    )
    operations.receive(case.step(vinh_long.staff, time.at), assignment=1)
    operations.record_result(case.step(vinh_long.staff, time.at), assignment=1, result="Tại Công an phường.")
    operations.submit_result(case.step(vinh_long.staff, time.at), assignment=1, note="Kính trình.")
    operations.approve_result(case.step(vinh_long.leader, time.at), assignment=1, note="Đồng ý.")
    operations.publish(case.step(vinh_long.publisher, time.at), answer="Tại Công an phường.")
    assert state(case).stage is Stage.PUBLISHED
    asked = text(citizen.browser.get("/ket-qua/", {"loai": "question", "linh_vuc": "procedures"}))
    assert "Đăng ký tạm trú ở đâu?" in asked
    assert "Ổ gà lớn" not in asked
    assert "Đăng ký tạm trú" not in text(citizen.browser.get("/ket-qua/", {"loai": "report"}))

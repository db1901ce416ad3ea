"""Through the pages: what must stay with few is nowhere to be read."""

import re
import uuid
from collections.abc import Callable

import pytest
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.doors.desk.desk_pages import Desk, all_passed, words_of
from tests.doors.journeys.admitted import case_of, post, state
from tests.province import TestCase, TestProvince

from paht.law.casework.states import Stage

CitizenOf = Callable[[TestProvince], Citizen]
SECRET = "Tọa độ kho quân khí sau đồi"
REFERENCE = "Hồ sơ 07/HSM, Văn phòng UBND tỉnh"


@pytest.mark.clause("ST.9.3.b", "ST.15.6")
def test_a_confidential_report_is_answered_to_its_sender_alone(
    soc_trang: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(soc_trang)
    assert "yêu cầu giữ bí mật" in text(citizen.browser.get("/gui/"))
    case = case_of(soc_trang, citizen.sent_code(confidential="1"))
    assert "Có, chỉ trả lời riêng người gửi" in words_of(Desk(soc_trang, "tiepnhan").case(case))
    case.published(time.at)
    assert state(case).stage is Stage.ANSWERED
    stranger = citizen_of(soc_trang).browser
    assert stranger.get(f"/ket-qua/{case.id}").status_code == 404
    assert "Đã vá mặt đường" not in text(stranger.get(f"/theo-doi/{case.code}"))
    assert "Đã vá mặt đường" not in text(stranger.get("/ket-qua/"))
    assert "Đã vá mặt đường" in text(citizen.browser.get(f"/theo-doi/{case.code}"))


@pytest.mark.clause("ST.9.3.b")
def test_a_sender_asks_for_confidentiality_later_on_the_follow_page(
    soc_trang: TestProvince, vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(soc_trang)
    case = case_of(soc_trang, citizen.sent_code())
    assert "/giu-bi-mat" in text(citizen.browser.get(f"/theo-doi/{case.code}"))
    assert post(citizen_of(soc_trang), case, "giu-bi-mat").status_code == 403
    assert post(citizen, case, "giu-bi-mat").status_code == 303
    assert state(case).confidential
    elsewhere = citizen_of(vinh_long)
    assert "giữ bí mật" not in text(elsewhere.browser.get("/gui/"))


def marked(case: TestCase, login: str = "dieuphoi") -> TestCase:
    answer = Desk(case.province, login).act(case, "mark-secret", reference=REFERENCE)
    assert answer.status_code == 302, answer.content.decode()
    return case


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c", "ST.15.6")
def test_after_the_mark_no_page_shows_a_word_or_picture_of_a_state_secret(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(province)
    case = case_of(province, citizen.sent_code(description=SECRET)).received(time.at)
    blank = Desk(province, "dieuphoi").act(case, "mark-secret", reference="")
    assert blank.status_code == 422
    marked(case)
    photo = f"/anh/{case.id}/{state(case).files[0].id}/320.jpg"
    assert citizen.browser.get(photo).status_code == 404
    for login, path in (
        ("tiepnhan", f"/desk/case/{case.id}/"),
        ("chuyenvien", f"/agency/case/{case.id}"),
        ("lanhdaotinh", f"/leadership/case/{case.id}"),
        ("kiemtra", f"/desk/case/{case.id}/"),
    ):
        page = words_of(Desk(province, login).page(path))
        assert SECRET not in page, login
        assert "Ổ gà lớn" not in page, login
        assert "Đề nghị kiểm tra" not in page, login
    assert SECRET in words_of(Desk(province, "dieuphoi").case(case))
    assert "Ổ gà lớn" not in words_of(Desk(province, "lanhdaotinh").page("/leadership/cases?open=1"))
    assert "Ổ gà lớn" not in words_of(Desk(province, "chuyenvien").page("/agency/"))
    followed = text(citizen.browser.get(f"/theo-doi/{case.code}"))
    assert SECRET not in followed
    assert "bảo vệ bí mật nhà nước" in followed


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c")
def test_a_published_result_is_taken_off_and_a_secret_one_is_answered_without_words(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    published = marked(province.sent(time.at).published(time.at))
    browser = citizen_of(province).browser
    assert browser.get(f"/ket-qua/{published.id}").status_code == 404
    assert "Ổ gà lớn" not in text(browser.get("/ket-qua/"))
    secret = marked(province.sent(time.at).approved(time.at))
    desk = Desk(province, "bientap")
    assert "Không ghi nội dung trả lời" in words_of(desk.case(secret))
    assert desk.act(secret, "publish", answer="Đã di dời.").status_code == 422
    assert desk.act(secret, "publish", answer="").status_code == 302
    assert (state(secret).stage, state(secret).answer) == (Stage.ANSWERED, None)


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c")
def test_the_handling_agency_marks_what_arises_in_handling(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).received(time.at)
    agency = Desk(province, "chuyenvien")
    page = agency.page(f"/agency/case/{case.id}")
    assert "Đánh dấu nội dung bí mật nhà nước" in words_of(page)
    address = re.search(rf'action="(/agency/case/{case.id}/[^"#]*mark-secret[^"#]*)', page)
    assert address
    given = {"command_id": str(uuid.uuid4()), "expected_version": state(case).version, "reference": REFERENCE}
    assert agency.client.post(address[1], given).status_code in (302, 303)
    assert state(case).secret_reference is not None


@pytest.mark.clause("VL.10.2")
def test_an_open_ground_of_non_public_acceptance_needs_the_officers_reason(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    desk = Desk(vinh_long, "tiepnhan")
    desk.act(case, "verify", **all_passed(vinh_long))
    form = {"text": "Ổ gà lớn.", "field": "road", "non_public_ground": "sensitive"}
    refused = desk.act(case, "accept", **form)
    assert refused.status_code == 422
    assert "khoản 2 Điều 10" in words_of(refused.content.decode())
    accepted = desk.act(case, "accept", **form, non_public_reason="Có người đang bị đe dọa.")
    assert accepted.status_code == 302
    assert "Có người đang bị đe dọa." in words_of(desk.case(case))

"""Following a report: the code shows how far it is; the sender alone sees the own words and acts."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen, picture, text, tokens_of
from tests.province import PERSONAL, TestCase, TestProvince, photo

from paht.cases import operations, queries
from paht.law.casework.states import RequestKind, Stage

CitizenOf = Callable[[TestProvince], Citizen]
OWN_WORDS = "Ổ gà lớn giữa đường trước nhà tôi, số 12 Nguyễn Huệ."


def stage_of(case: TestCase) -> Stage:
    """How far the case is."""
    detail = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert detail is not None
    return detail.case.stage


def confirmed(citizen: Citizen, case: TestCase) -> Citizen:
    """The citizen's browser after confirming with the phone number used when sending."""
    response = post(citizen, case, "xac-nhan", phone="+84 912.345.678")
    assert response.status_code == 303
    return citizen


def post(citizen: Citizen, case: TestCase, what: str, **fields: object) -> HttpResponse:
    """Post a form of the follow page, with the browser's own protection."""
    protection = citizen.opened()["csrfmiddlewaretoken"]
    fields = {"command_id": str(uuid.uuid4()), "csrfmiddlewaretoken": protection, **fields}
    return citizen.browser.post(f"/theo-doi/{case.code}/{what}", fields)


def follow(citizen: Citizen, case: TestCase) -> str:
    """The follow page as text."""
    response = citizen.browser.get(f"/theo-doi/{case.code}")
    assert response.status_code == 200
    return text(response)


def asked_for_more(case: TestCase, now_clock: Clock) -> TestCase:
    """Given back to the sender for a supplement."""
    grounds = [case.province.jurisdiction.edition.supplement_grounds[0].key]
    step = case.step(case.province.intake, now_clock.at)
    outcome = operations.request_supplement(step, grounds=grounds, guidance="Xin chụp lại ban ngày.")
    assert isinstance(outcome, operations.Done)
    return case


def test_the_look_up_reads_a_code_however_it_was_typed(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at)
    loose = case.code.replace("-", " ").lower() + " "
    response = citizen_of(province).browser.get("/tra-cuu/", {"ma": loose})
    assert response["Location"] == f"/theo-doi/{case.code}"


def test_a_mistyped_code_is_told_as_misread_by_its_check_character(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    code = province.sent(time.at).code
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    response = citizen_of(province).browser.get("/tra-cuu/", {"ma": wrong})
    assert response.status_code == 404
    assert "ký tự kiểm tra" in text(response)
    assert wrong in text(response)


def test_a_code_of_nobody_and_no_code_at_all_get_answers_of_their_own(
    vinh_long: TestProvince, soc_trang: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    elsewhere = soc_trang.sent(time.at).code
    browser = citizen_of(vinh_long).browser
    assert "Không tìm thấy phản ánh" in text(browser.get("/tra-cuu/", {"ma": elsewhere}))
    assert "gồm hai chữ cái" in text(browser.get("/tra-cuu/", {"ma": "12345"}))
    assert browser.get(f"/theo-doi/{elsewhere}").status_code == 404


@pytest.mark.clause("ST.5.2", "VL.4.3")
def test_the_code_shows_stage_holder_due_moment_and_clause(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    page = follow(citizen_of(province), province.sent(time.at).received(time.at))
    assert "Đang xử lý" in page
    assert re.search(r"Đang ở:</b> Sở Xây dựng", page)
    handling = {"vinh-long-2025": "điểm b khoản 2 Điều 12", "soc-trang-2024": "khoản 1 Điều 8"}
    assert handling[province.jurisdiction.edition.id] in page
    assert "26/11/2026" in page
    for sentence in ("Đã gửi phản ánh", "Trung tâm đã tiếp nhận", "Đã chuyển đến Sở Xây dựng"):
        assert sentence in page


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_whoever_only_has_the_code_sees_nothing_personal_and_no_own_words(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = asked_for_more(province.sent(time.at, description=OWN_WORDS), time)
    page = follow(citizen_of(province), case)
    assert OWN_WORDS not in page
    assert "Xin chụp lại ban ngày." not in page
    assert "/bo-sung" not in page
    for value in PERSONAL.values():
        assert value not in page


@pytest.mark.clause("VL.7.5")
def test_the_sender_sees_the_own_words_and_the_look_is_recorded(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at, description=OWN_WORDS)
    assert OWN_WORDS in follow(confirmed(citizen_of(province), case), case)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT purpose, actor_id, fields FROM people_look WHERE jurisdiction_id = %s",
            [province.jurisdiction.id],
        )
        assert set(map(str, cursor.fetchall()[0][:2])) == {"sender's own view", case.sender.id}


PERSONAL_WORDS = "Xe 64C-123.45 đổ rác, gọi 0912 345 678 gặp ông Bảy."


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_sender_reads_beforehand_what_everybody_will_read_of_the_own_words(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at, description=PERSONAL_WORDS)
    assert "Bản sẽ công khai" not in follow(citizen_of(province), case)
    citizen = confirmed(citizen_of(province), case)
    proposed = follow(citizen, case).partition("Nội dung dự kiến công khai")[2]
    assert '<mark class="mark-sure">[đã ẩn số điện thoại]</mark>' in proposed
    assert "<mark>64C-123.45</mark>" in proposed, "an officer decides"
    assert "0912 345 678" not in proposed
    case.published(time.at)
    decided = follow(citizen, case).partition("Nội dung đã được cán bộ duyệt")[2]
    released = "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."
    assert released in decided
    assert released in text(citizen_of(province).browser.get(f"/ket-qua/{case.id}"))


@pytest.mark.clause("VL.10.2", "ST.9.3.b")
def test_of_what_stays_private_the_sender_is_told_that_nothing_is_public(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at, description=PERSONAL_WORDS)
    citizen = confirmed(citizen_of(province), case)
    ground = province.jurisdiction.edition.non_public_grounds
    if ground:
        case.accepted(time.at, non_public_ground=ground[0].key)
    else:
        assert post(citizen, case, "giu-bi-mat").status_code == 303
    assert "Nội dung của ông/bà không được công khai." in follow(citizen, case)


def test_who_sent_on_this_browser_needs_no_phone_number(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    code = citizen.sent_code()
    assert TYPED["description"] in text(citizen.browser.get(f"/theo-doi/{code}"))
    assert TYPED["description"] not in text(citizen_of(province).browser.get(f"/theo-doi/{code}"))


def test_the_proof_of_one_report_proves_nothing_for_another(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(province)
    citizen.sent_code()
    other = province.sent(time.at, description=OWN_WORDS)
    for name in list(citizen.browser.cookies):
        if name.startswith("gui-"):
            citizen.browser.cookies[f"gui-{other.id.hex}"] = citizen.browser.cookies[name].value
    assert OWN_WORDS not in follow(citizen, other)


def test_a_wrong_phone_number_gets_one_answer_whatever_it_is(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    province.sent(time.at, personal={**PERSONAL, "phone": "0987 654 321"})
    case = province.sent(time.at, description=OWN_WORDS)
    for phone in ("0987654321", "0900000000", "abc", ""):
        response = post(citizen_of(province), case, "xac-nhan", phone=phone)
        assert response.status_code == 422
        assert "Không xác nhận được" in text(response)
        assert OWN_WORDS not in text(response)


@pytest.mark.clause("VL.9.2", "VL.8.2.4", "ST.7.1")
def test_the_sender_reads_the_guidance_and_supplements_with_text_and_photo(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = asked_for_more(province.sent(time.at), time)
    citizen = confirmed(citizen_of(province), case)
    page = follow(citizen, case)
    assert province.jurisdiction.edition.supplement_grounds[0].guidance in page
    assert "Xin chụp lại ban ngày." in page
    response = post(
        citizen, case, "bo-sung", request="1", description="Đã chụp lại lúc 9 giờ.", photo=[picture()]
    )
    assert response.status_code == 303
    page = follow(citizen, case)
    assert "Đã chụp lại lúc 9 giờ." in page
    assert "Người gửi đã bổ sung" in page
    assert "/bo-sung" not in page


def test_a_supplement_with_a_bad_file_keeps_the_text_and_the_good_photo(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = asked_for_more(province.sent(time.at), time)
    citizen = confirmed(citizen_of(province), case)
    response = post(
        citizen,
        case,
        "bo-sung",
        request="1",
        description="Ảnh mới đây.",
        photo=[picture(), picture("b.jpg", b"van ban")],
    )
    assert response.status_code == 422
    assert "Ảnh mới đây." in text(response)
    assert len(tokens_of(response)) == 1
    assert "Tệp thứ 2" in text(response)


def test_an_empty_supplement_is_refused_with_its_clause(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = asked_for_more(province.sent(time.at), time)
    response = post(confirmed(citizen_of(province), case), case, "bo-sung", request="1", description="  ")
    assert response.status_code == 422
    assert "Xin bổ sung nội dung hoặc hình ảnh" in text(response)


@pytest.mark.clause("VL.1.1.b", "ST.3.9")
def test_a_refusal_says_why_by_which_clause_and_where_to_go(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at)
    step = case.step(province.intake, time.at)
    operations.refuse(step, ground="complaint", reason="Đề nghị xem lại quyết định thu hồi đất.")
    page = follow(citizen_of(province), case)
    assert "khiếu nại, tố cáo" in page
    assert "Ban Tiếp công dân tỉnh" in page
    assert "Đề nghị xem lại" not in page
    assert "Đề nghị xem lại" in follow(confirmed(citizen_of(province), case), case)


@pytest.mark.clause("VL.12.4.b", "VL.3.3", "ST.8.1.1")
def test_the_result_comes_in_the_form_of_the_edition_s_appendix(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    page = follow(citizen_of(province), province.sent(time.at).published(time.at))
    assert "Đã vá mặt đường, bảo đảm an toàn." in page
    if province.jurisdiction.edition.result_form == "ST.PL1":
        assert "Cộng hòa xã hội chủ nghĩa Việt Nam" in page
    else:
        assert "Kính chào: Ông/bà" in page
        assert "không phải là cơ sở pháp lý" in page


@pytest.mark.clause("VL.10.2", "ST.9.3.b")
def test_a_private_answer_is_shown_to_its_sender_alone(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    case = province.sent(time.at).published(time.at, non_public_ground=ground)
    assert "Đã vá mặt đường, bảo đảm an toàn." not in follow(citizen_of(province), case)
    assert "Đã vá mặt đường, bảo đảm an toàn." in follow(confirmed(citizen_of(province), case), case)


@pytest.mark.clause("VL.5.5", "VL.14.1", "VL.14.4", "ST.10.3")
def test_the_sender_rates_once_on_the_edition_s_levels(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    citizen = confirmed(citizen_of(province), case)
    page = follow(citizen, case)
    for level in province.jurisdiction.edition.levels:
        assert f'value="{level.key}"' in page
    response = post(citizen, case, "danh-gia", level="satisfied", comment="Cảm ơn.")
    assert response.status_code == 303
    assert "Người gửi đánh giá: Hài lòng" in follow(citizen, case)
    again = post(citizen, case, "danh-gia", level="unsatisfied")
    assert again.status_code == 422
    assert "đã đánh giá" in text(again)


@pytest.mark.clause("VL.5.5", "ST.10.3")
@pytest.mark.parametrize("what", ["danh-gia", "rut", "bo-sung"])
def test_who_is_not_the_sender_does_nothing(
    what: str, province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at)
    if what == "danh-gia":
        case.published(time.at)
    if what == "bo-sung":
        asked_for_more(case, time)
    response = post(citizen_of(province), case, what, level="satisfied", description="x", request="1")
    assert response.status_code == 403
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=case.code)
    assert detail is not None
    assert detail.case.rating is None
    assert detail.case.stage is not Stage.WITHDRAWN
    assert (detail.case.open_request(RequestKind.SUPPLEMENT) is not None) == (what == "bo-sung")


@pytest.mark.clause("VL.8.2.10")
def test_the_sender_withdraws_before_handling_and_not_after(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    citizen = confirmed(citizen_of(vinh_long), case)
    assert "/rut" in follow(citizen, case)
    assert post(citizen, case, "rut").status_code == 303
    assert stage_of(case) is Stage.WITHDRAWN

    begun = vinh_long.sent(time.at).received(time.at)
    operations.begin_handling(begun.step(vinh_long.staff, time.at), assignment=1)
    confirmed(citizen, begun)
    assert "/rut" not in follow(citizen, begun)
    late = post(citizen, begun, "rut")
    assert late.status_code == 422
    assert "không rút được nữa" in text(late)
    assert stage_of(begun) is Stage.HANDLING


def test_soc_trang_knows_no_withdrawal(soc_trang: TestProvince, citizen_of: CitizenOf, time: Clock) -> None:
    case = soc_trang.sent(time.at)
    citizen = confirmed(citizen_of(soc_trang), case)
    assert "/rut" not in follow(citizen, case)
    assert post(citizen, case, "rut").status_code == 422


def test_a_form_without_a_command_is_answered_and_changes_nothing(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    citizen = confirmed(citizen_of(province), case)
    response = post(citizen, case, "danh-gia", level="satisfied", command_id="khong-phai")
    assert response.status_code == 409


@pytest.mark.clause("VL.8.2.4")
def test_an_overdue_term_is_shown_as_overdue(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    time.at += timedelta(days=40)
    assert "trễ" in follow(citizen_of(vinh_long), case)


def test_the_sender_sees_the_own_photo_and_nobody_else_does(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    code = citizen.sent_code()
    address = re.search(r'<img src="(/anh/[^"]+)"', text(citizen.browser.get(f"/theo-doi/{code}")))
    assert address
    own = citizen.browser.get(address[1])
    assert own.status_code == 200
    assert own["Cache-Control"].startswith("private")
    assert own["X-Content-Type-Options"] == "nosniff"
    assert own["Content-Disposition"].startswith("inline; filename=")
    assert own.content != photo()
    assert citizen_of(province).browser.get(address[1]).status_code == 404


@pytest.mark.parametrize("urgent", [{}, {"field": "fire", "urgent": "1"}], ids=["ordinary", "urgent"])
def test_the_receipt_says_what_comes_next_for_such_a_report_and_nothing_else(
    urgent: dict[str, str], province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    page = text(citizen.browser.get(f"/phieu/{citizen.sent_code(**urgent)}"))
    steps = page[page.index("Tiếp theo sẽ thế nào") :].partition("</ol>")[0].split("<li>")[1:]
    assert any("tức thời" in step or "khẩn cấp" in step for step in steps) == bool(urgent)
    assert any("Tiếp nhận" in step for step in steps) != bool(urgent)
    assert not any(word in step for step in steps for word in ("SMS", "tương tác", "được chỉ định"))


def test_the_receipt_proves_nothing_to_another_browser(province: TestProvince, citizen_of: CitizenOf) -> None:
    code = citizen_of(province).sent_code()
    page = text(citizen_of(province).browser.get(f"/phieu/{code}"))
    assert code in page
    assert TYPED["description"] not in page


def test_a_proof_given_before_proofs_named_their_case_is_still_good(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    mine, other = vinh_long.sent(time.at), vinh_long.sent(time.at)
    citizen = citizen_of(vinh_long)
    older = HttpResponse()
    for name in (f"gui-{mine.id.hex}", f"gui-{other.id.hex}"):
        sender = mine.sender if name.endswith(mine.id.hex) else vinh_long.intake
        older.set_signed_cookie(name, uuid.UUID(sender.id).hex, salt="paht.citizen.sender")
    citizen.browser.cookies.update(older.cookies)
    assert post(citizen, mine, "rut").status_code == 303
    assert post(citizen, other, "rut").status_code == 403

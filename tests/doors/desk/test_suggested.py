"""What the words suggest at the desk: hints beside the forms, with their words, and nothing done by themselves."""

import re
import time as clock_of_processor

import pytest
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.province import TestProvince

from paht.doors.desk.suggested import read_words, suggested
from paht.law.casework.states import Field


def case_page(province: TestProvince, time: Clock, description: str, **more: object) -> str:
    case = province.sent(time.at, description=description, **more)
    return Desk(province, "dieuphoi").page(f"/desk/case/{case.id}/")


def accept_page(province: TestProvince, time: Clock, description: str) -> str:
    case = province.sent(time.at, description=description).verified(time.at)
    return Desk(province, "dieuphoi").page(f"/desk/case/{case.id}/")


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
def test_danger_in_the_words_proposes_the_alarm_and_raises_none(province: TestProvince, time: Clock) -> None:
    page = case_page(province, time, "Cháy nhà ở đầu hẻm, lửa lan rồi, cứu với", field=Field.WASTE)
    assert "Lời kể có dấu hiệu khẩn cấp: Hỏa hoạn" in words_of(page)
    assert "«Cháy nhà»" in page
    assert "Khẩn cấp: Hỏa hoạn" not in words_of(page), "only an officer raises it"


@pytest.mark.clause("VL.1.1.b", "ST.3.9")
def test_a_denunciation_is_pointed_out_with_its_clause(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at, description="Tôi tố cáo ông trưởng ấp ăn chặn tiền hộ nghèo.")
    desk = Desk(province, "dieuphoi")
    page = desk.page(f"/desk/case/{case.id}/")
    assert "Có thể mang tính chất tố cáo, vì «" in words_of(page)
    assert 'href="?refuse=in_scope#viec-refuse"' in page
    filled = desk.page(f"/desk/case/{case.id}/?refuse=in_scope")
    assert "Có thể mang tính chất tố cáo" in filled[filled.index('name="reason_complaint"') :]


@pytest.mark.clause("VL.8.2.9")
def test_a_trial_is_pointed_out(vinh_long: TestProvince, time: Clock) -> None:
    page = words_of(case_page(vinh_long, time, "test thử hệ thống"))
    assert "Có thể là gửi thử, gửi nhầm" in page
    assert "khoản 2 Điều 8" in page
    clean = words_of(case_page(vinh_long, time, "Đường hư, ổ gà sâu trước số 12 Lê Lợi."))
    assert clean.count("Không thấy dấu hiệu gửi thử, gửi nhầm") == 2, (
        "beside the sheet, and where it is decided"
    )
    assert "Có thể là gửi thử" not in clean


@pytest.mark.clause("VL.5.3")
def test_improper_words_lead_to_where_they_are_recorded(vinh_long: TestProvince, time: Clock) -> None:
    page = case_page(vinh_long, time, "Đồ ngu, làm ăn như cứt, đường hư hoài")
    assert "Có từ ngữ không phù hợp" in words_of(page)
    assert 'href="#nguoi-gui-vi-pham"' in page


def test_another_field_is_offered_with_its_words_and_not_filled_in(
    vinh_long: TestProvince, time: Clock
) -> None:
    page = accept_page(vinh_long, time, "Rác chất đống đầu hẻm cả tuần không ai thu gom rác")
    assert "Gợi ý từ lời kể: Rác thải" in words_of(page)
    assert 'data-take="f-accept-field" data-value="waste"' in page
    assert '<option value="road" selected' in page, "the sender's field stays until an officer takes another"


def test_the_senders_field_is_confirmed_where_the_words_agree(vinh_long: TestProvince, time: Clock) -> None:
    page = accept_page(vinh_long, time, "Ổ gà sâu, mặt đường hư")
    assert "trùng với lĩnh vực người gửi chọn" in words_of(page)
    assert 'data-take="f-accept-field"' not in page


@pytest.mark.clause("VL.11.3", "ST.3.5")
def test_the_competent_body_of_the_directory_is_offered(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).accepted(time.at)
    page = Desk(province, "dieuphoi").page(f"/desk/case/{case.id}/")
    assert f'data-take-radio="agency" data-value="{province.roads.id}"' in page


@pytest.mark.clause("VL.7.5", "VL.16.1")
def test_urgency_and_personal_data_stand_on_the_sheet_beside_the_conditions(
    vinh_long: TestProvince, time: Clock
) -> None:
    page = words_of(
        case_page(vinh_long, time, "Cháy lớn ở chợ, có người mắc kẹt. Gọi ông Nguyễn Văn Tám số 0912345678.")
    )
    assert "Tính khẩn cấp Lời kể có dấu hiệu khẩn cấp" in page
    assert "Thông tin cá nhân trong lời kể Lời kể có" in page
    assert "số điện thoại" in page.partition("Thông tin cá nhân trong lời kể Lời kể có")[2][:60]
    assert "Khuôn mặt, biển số trong hình ảnh Không tìm thấy" in page
    assert "Còn 1 tệp chưa dò" in page


def test_a_body_that_the_words_do_not_name_has_no_share_of_anothers_likelihood(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at).accepted(time.at)
    page = words_of(Desk(vinh_long, "dieuphoi").page(f"/desk/case/{case.id}/"))
    assert re.search(r"Gợi ý theo lĩnh vực, địa bàn: [^(%]{3,80}\.", page)


def test_spelling_is_shown_as_a_difference_and_the_text_stays(vinh_long: TestProvince, time: Clock) -> None:
    page = accept_page(vinh_long, time, "Đường ngập ko đi dc, đề nghị xữ lý sớm.")
    assert "<del>ko</del> <ins>không</ins>" in page
    assert "<del>xữ lý</del> <ins>xử lý</ins>" in page
    assert "Đường ngập ko đi dc, đề nghị xữ lý sớm.</textarea>" in page


def test_after_dispatch_nothing_is_suggested_any_more(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at, description="test").dispatched(time.at)
    page = Desk(vinh_long, "dieuphoi").page(f"/desk/case/{case.id}/")
    assert "Có thể là gửi thử" not in page


def test_a_description_with_markup_is_shown_as_words(vinh_long: TestProvince, time: Clock) -> None:
    page = accept_page(vinh_long, time, "Đường hư <script>alert(1)</script> ko đi dc, rác đầy")
    assert "<script>alert(1)" not in page


def test_suggesting_takes_less_than_thirty_milliseconds(vinh_long: TestProvince, time: Clock) -> None:
    from paht.cases import queries

    case = vinh_long.sent(time.at)
    detail = queries.followed(jurisdiction_id=vinh_long.jurisdiction.id, code=case.code)
    assert detail is not None

    original = "Rác chất đống ko ai gom, hôi thối cả xóm, đề nghị xữ lý. " * 8

    def once() -> float:
        began = clock_of_processor.process_time()
        given = {"detail": detail, "original": original, "edition": vinh_long.jurisdiction.edition}
        found = read_words(**given, jurisdiction=vinh_long.jurisdiction)
        assert suggested(found, **given, candidates=[])
        return clock_of_processor.process_time() - began

    once()
    assert min(once() for _ in range(5)) < 0.03

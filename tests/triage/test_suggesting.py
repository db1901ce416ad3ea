"""What the words of a text suggest, as citizens write: with and without diacritics, in chats, in anger, by mistake."""

import time
import unicodedata

import pytest

from paht.law.casework.states import Field
from paht.law.editions import get
from paht.triage.competence import Place
from paht.triage.suggesting import Suggestion, suggest
from paht.triage.wordlist import LONGEST_TEXT

VINH_LONG, SOC_TRANG = get("vinh-long-2025"), get("soc-trang-2024")


def of(text: str) -> Suggestion:
    return suggest(text, edition=VINH_LONG)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Mặt đường đầy ổ gà, xe máy né qua né lại rất nguy hiểm", Field.ROAD),
        ("o ga to nhu cai ao giua duong nhua", Field.ROAD),
        ("Nắp cống trước chợ bị mất, mưa là ngập", Field.DRAINAGE),
        ("ĐÈN ĐƯỜNG HƯ CẢ THÁNG, TỐI OM", Field.LIGHTING),
        ("Hàng xóm hát karaoke loa kẹo kéo tới 1h sáng ko ai ngủ dc", Field.NOISE),
        ("Xí nghiệp xả nước thải đen ngòm ra kênh", Field.POLLUTION),
        ("Bịch rác chất đống cả tuần không ai thu gom", Field.WASTE),
        ("Tiền điện tháng này tăng gấp ba, công tơ chạy sai", Field.POWER),
        ("Cúp nước hai ngày, nước máy có mùi", Field.WATER_SUPPLY),
        ("Sạt lở bờ sông sau nhà", Field.LAND),
        ("Nước mặn vào ruộng lúa, cống ngăn mặn chưa đóng", Field.AGRICULTURE),
        ("Cán bộ một cửa hách dịch, quát nạt người dân", Field.CONDUCT),
        ("Trường thu quỹ lớp, bắt học thêm", Field.EDUCATION),
        ("Công ty không đóng bảo hiểm xã hội cho công nhân", Field.TAX_INSURANCE),
        ("Quán bày bàn ghế lấn chiếm vỉa hè", Field.BUILDING_ORDER),
        ("Garbage everywhere behind the market, nobody collects the trash", Field.WASTE),
    ],
)
def test_the_field_is_told_by_words_and_those_words_are_shown(text: str, field: Field) -> None:
    found = of(text)
    assert found.field.value == field
    assert found.field.because
    assert all(word in text for word in found.field.because), "the words are those of the text"
    assert found.field.confidence > 0.5


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", [VINH_LONG, SOC_TRANG], ids=lambda each: each.id)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cháy nhà ở hẻm 12, khói đen mù mịt", "fire"),
        ("Vừa có tai nạn, một người nằm bất tỉnh giữa đường", "accident"),
        ("Gần đó vừa cháy nhà, cứu với!", "fire"),
        ("Có em nhỏ rớt xuống kênh, cứu với", "accident"),
        ("Dây điện đứt nằm giữa đường đang xẹt lửa", "danger"),
        ("Đang đánh nhau bằng dao trước quán", "danger"),
        ("Bờ sông đang sạt lở, nhà sắp sập", "disaster"),
        ("Kẻ trộm đang bẻ khóa nhà bên cạnh", "theft"),
        ("co nguoi bi dien giat, can cap cuu gap", "accident"),
        ("Dây điện đứt từ hôm qua vẫn nằm dưới đường", "danger"),
    ],
)
def test_danger_now_is_told_with_its_kind(edition, text: str, kind: str) -> None:
    found = suggest(text, edition=edition)
    assert found.urgent.value is True
    assert found.urgent_kind == kind
    assert kind in {row.key for row in edition.urgent_kinds}
    assert found.urgent.because


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize(
    "text",
    [
        "Đám cháy ở chợ đã dập tắt hôm qua, xin dọn dẹp giúp",
        "Vụ tai nạn tuần trước không ai bị thương",
        "Không có cháy gì cả, chỉ là đốt lá",
        "Ngã tư này thường xuyên xảy ra tai nạn, đề nghị gắn đèn",
        "Nguy cơ cháy nổ vì để bình gas sát bếp",
        "Cho hỏi mua bình chữa cháy ở đâu",
        "Trường nên dạy bơi phòng đuối nước",
        "Bóng đèn bị cháy, tối om",
        "may bom nuoc bi hu, dang chay xe di mua",
        "Ổ gà trên đường Phạm Hùng",
    ],
)
def test_what_is_over_denied_or_only_feared_is_no_danger_now(text: str) -> None:
    assert of(text).urgent.value is False


@pytest.mark.clause("VL.1.1.b", "ST.3.9")
@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("Tôi khiếu nại quyết định thu hồi đất số 12/QĐ-UBND", "khieu_nai"),
        ("Gia đình tôi không đồng ý với quyết định cưỡng chế, đề nghị hủy quyết định", "khieu_nai"),
        ("Tôi tố cáo ông trưởng ấp ăn chặn tiền hộ nghèo", "to_cao"),
        ("toi to cao can bo dia chinh nhan hoi lo", "to_cao"),
        ("Tôi đã khiếu nại điện lực nhiều lần mà điện vẫn yếu", "none"),
        ("Cho hỏi thủ tục khiếu nại nộp ở đâu?", "none"),
        ("Tôi không tố cáo ai, chỉ phản ánh bãi rác", "none"),
        ("Có người đổ trộm rác xuống kênh", "none"),
        ("Cán bộ một cửa thái độ không tốt", "none"),
    ],
)
def test_a_complaint_or_denunciation_is_told_from_what_merely_uses_the_words(text: str, nature: str) -> None:
    assert of(text).complaint.value == nature


@pytest.mark.clause("VL.5.3")
@pytest.mark.parametrize(
    ("text", "is_improper"),
    [
        ("Đồ ngu, làm ăn như cứt", True),
        ("đ.m đường hư hoài", True),
        ("Lũ khốn nạn chúng mày ăn hại", True),
        ("Ông ấy chửi tôi là đồ chó trước mặt mọi người", False),
        ("lon bia vut day duong, cac em deo cap di hoc loi nuoc", False),
        ("Chó đẻ con ngoài đường, cột mốc cụt đầu", False),
        ("bon cho de xe truoc cong, do cho nhieu rac", False),
    ],
)
def test_improper_words_are_told_and_ordinary_ones_that_look_alike_are_not(
    text: str, is_improper: bool
) -> None:
    assert of(text).improper.value is is_improper


@pytest.mark.clause("VL.8.2.9", "ST.3.6")
@pytest.mark.parametrize(
    ("text", "is_trial"),
    [
        ("test", True),
        ("gửi thử xem được không", True),
        ("asdf qwer", True),
        ("alo alo", True),
        ("xin lỗi em gửi nhầm ạ", True),
        ("...", True),
        ("aaaaaaaaaaa", True),
        ("Trạm y tế hết test nhanh sốt xuất huyết", False),
        ("Hóa đơn tiền điện gửi nhầm địa chỉ", False),
        ("Ngập", False),
        ("Đèn hư", False),
        ("Công ty bắt thử việc sáu tháng không trả lương", False),
    ],
)
def test_a_trial_or_a_mistaken_sending_is_told(text: str, is_trial: bool) -> None:
    assert of(text).trial.value is is_trial


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Đường ngập", "vi"),
        ("duong ngap sau khong di duoc", "vi"),
        ("The street light near my house is broken, please repair it", "en"),
        ("ផ្លូវខូចខ្លាំងណាស់", "km"),
        ("路灯坏了两个星期", "zh"),
        ("ok", "vi"),
        ("", "vi"),
        ("wifi khách sạn yếu, check-in lâu", "vi"),
    ],
)
def test_the_language_is_told_and_what_is_too_short_is_vietnamese(text: str, language: str) -> None:
    assert of(text).language.value == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ổ gà trên đường Phạm Hùng, xin sửa", "report"),
        ("Cho hỏi làm căn cước cần giấy tờ gì?", "question"),
        ("Kiến nghị tỉnh đầu tư nâng cấp tuyến lộ", "petition"),
        ("Góp ý nên trồng thêm cây, sẽ tốt hơn", "suggestion"),
        ("Đường hư thế này mà không ai sửa à?", "report"),
    ],
)
def test_the_kind_is_told_by_turns_of_speech(text: str, kind: str) -> None:
    assert of(text).kind.value == kind


@pytest.mark.clause("ST.3.5", "VL.11.3")
@pytest.mark.parametrize(
    ("text", "in_two_levels", "in_three_levels"),
    [
        ("Ổ gà trên hẻm", "UBND Phường 5", "UBND Phường 5"),
        ("Ổ gà trên quốc lộ 1", "Sở Xây dựng", "Sở Giao thông vận tải"),
        ("Trộm xe máy", "Công an phường 5", "Công an phường 5"),
        ("Sạt lở bờ sông, lở đất", "UBND Phường 5", "UBND Thị xã Ngã Năm"),
        ("Mất điện, cúp điện hoài", "Công ty Điện lực", "Công ty Điện lực"),
    ],
)
def test_the_agency_follows_place_field_and_the_level_that_owns_it(
    text: str, in_two_levels: str, in_three_levels: str
) -> None:
    two = suggest(text, edition=VINH_LONG, place=Place("Phường 5"))
    three = suggest(text, edition=SOC_TRANG, place=Place("Phường 5", "Thị xã Ngã Năm"), has_districts=True)
    assert (two.agency.value, three.agency.value) == (in_two_levels, in_three_levels)
    unplaced = suggest(text, edition=VINH_LONG)
    assert unplaced.agency.confidence <= two.agency.confidence, "without a place less is sure"


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_personal_data_are_found_at_their_places_however_letters_are_composed(form) -> None:
    text = unicodedata.normalize(
        form, "Chị Thúy, số 0912 345 678, CCCD 086190001234, xe 64A-123.45, stk 0071000123456"
    )
    found = of(text).personal_data
    assert [each.kind for each in found] == ["name", "phone", "cccd", "plate", "account"]
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("goi anh Tuan 0938123456", [("name", "Tuan"), ("phone", "0938123456")]),
        ("ông trần văn tám mở loa", [("name", "trần văn tám")]),
        ("toi o ap 5 xa An Binh", [("address", "ap 5 xa An Binh")]),
        ("cau Ong Me, duong Tran Van On, ba con Khmer", []),
    ],
)
def test_personal_data_without_marks_or_capitals_are_found_too(text: str, expected) -> None:
    assert [(each.kind, each.text) for each in of(text).personal_data] == expected


@pytest.mark.parametrize(
    "written",
    [
        "Đường hoà bình bị ổ gà, thuỷ lợi nghẹt",
        unicodedata.normalize("NFD", "Đường hoà bình bị ổ gà, thuỷ lợi nghẹt"),
        "ĐƯỜNG HÒA BÌNH BỊ Ổ GÀ, THỦY LỢI NGHẸT",
    ],
)
def test_the_place_of_a_tone_mark_composition_and_capitals_make_no_difference(written: str) -> None:
    assert of(written).field.value == Field.ROAD


HOSTILE = {
    "equal letters": "a" * 5_000,
    "equal words": "cháy " * 4_000,
    "piled marks": "o" + "\u0301" * 5_000,
    "zalgo": "".join(letter + "\u0336\u0301\u0327\u0330" * 6 for letter in "đường hư " * 60),
    "right to left": "\u202eđường hư\u202c \u05d0\u05d1\u05d2 \u0627\u0644\u0637\u0631\u064a\u0642 " * 200,
    "digits": "0 " * 5_000,
    "dots": "0912." * 3_000,
    "at signs": "a@" * 4_000,
    "nothing": "\x00\ufeff\u200b",
    "emoji": "👨‍👩‍👧‍👦🔥" * 1_000,
    "titles": "ông " * 4_000,
    "names": "ông Nguyễn Văn " * 1_500,
    "surrogates": "\ud800" * 50,
    "too long": "đường hư ổ gà " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_answered_in_time(name: str) -> None:
    of("làm ấm")
    began = time.process_time()
    found = of(HOSTILE[name])
    assert time.process_time() - began < 1.5
    assert 0 < found.field.confidence < 1
    assert all(each.end <= LONGEST_TEXT for each in found.personal_data)


def test_a_text_that_says_nothing_is_proposed_for_without_words_and_without_confidence() -> None:
    found = of("ờ")
    assert (found.field.value, found.field.because) == ("other", ())
    assert found.field.confidence < 0.5

"""Proposals of what to mask: numbers in the many forms in which people write them; ordinary sentences stay."""

import random
import re

import pytest

from paht.people.finding import MASKS, Found, find, pieces, settle, tidied

SEEDS = range(40)
SEPARATORS = ("", " ", ".", "-", " . ", "_")


def grouped(chance: random.Random, digits: str) -> str:
    """The digits in groups, as people write them."""
    separator = chance.choice([s for s in SEPARATORS if len(s) < 3])
    sizes = chance.choice([(4, 3, 3, 9), (3, 3, 4, 9), (4, 2, 2, 2, 9), (10, 9), (2, 2, 2, 2, 2, 2, 9)])
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return separator.join(part for part in parts if part)


def number(chance: random.Random, kind: str) -> str:
    """A number of the kind, written one way or other."""

    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(count))

    if kind == "phone":
        national = chance.choice("35789") + digits(8)
        lead = chance.choice(["0", "0", "0", "+84", "84", "+84 ", "(+84) "])
        return lead + national if lead != "0" else grouped(chance, lead + national)
    if kind == "landline":
        return chance.choice(["0270{}", "(0270) {}", "0270.{}", "0299-{}"]).format("3" + digits(6))
    if kind == "cccd":
        written = grouped(chance, "0" + digits(11))
        # Ten digits and two more are a phone number and something behind it.
        return written if not re.fullmatch(r"\d{10}\D+\d\d", written) else "0" + digits(11)
    if kind == "plate":
        area, letter = chance.choice(["64", "83", "71", "51"]), chance.choice("ABCDGHLT")
        return chance.choice(["{}{}-{}.{}", "{}{} {}.{}", "{}{}-{}{}", "{}{}1 {}.{}", "{}-{}1 {}{}"]).format(
            area, letter, digits(3), digits(2)
        )
    local = "".join(chance.choice("abcdehnptuv") for _ in range(6))
    return f"{local}.{digits(2)}@{chance.choice(['gmail.com', 'vinhlong.gov.vn', 'mail.vidu.vn'])}"


SENTENCES = (
    "Đường hư từ tháng 5, {} nhờ xử lý.",
    "Liên hệ: {}",
    "({})",
    "Tôi để lại {}, xin gọi lại.\nCảm ơn.",
)


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("kind", ["phone", "landline", "cccd", "plate", "email"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_number_is_found_however_it_is_written(kind: str, seed: int) -> None:
    chance = random.Random(f"{kind}-{seed}")
    written = number(chance, kind)
    text = chance.choice(SENTENCES).format(written)
    assert [(f.kind, f.text) for f in find(text)] == [("phone" if kind == "landline" else kind, written)]


@pytest.mark.parametrize(
    ("text", "kind", "it"),
    [
        ("Chuyển vào STK 0123 4567 8901 Agribank.", "account", "0123 4567 8901"),
        ("số tài khoản: 19034567890123 (Techcombank)", "account", "19034567890123"),
        ("CMND 331234567 cấp tại Vĩnh Long", "cccd", "331234567"),
        ("Gọi O912345678 giúp", "phone", "O912345678"),
        ("Gọi 0 9 1 2 3 4 5 6 7 8 giúp", "phone", "0 9 1 2 3 4 5 6 7 8"),
        ("Nhà ông Nguyễn Văn Bảy đổ rác ra đường", "name", "Nguyễn Văn Bảy"),
        ("chị Thúy đã nhắc nhiều lần", "name", "Thúy"),
        ("Tôi tên là Đặng Thị Ảnh, xin phản ánh", "name", "Đặng Thị Ảnh"),
        (
            "Tôi ngụ tại số 12/4 đường Nguyễn Huệ, phường Long Châu.",
            "address",
            "số 12/4 đường Nguyễn Huệ, phường Long Châu",
        ),
        ("nhà tôi ở ấp 3, xã Phú Đức bị ngập", "address", "ấp 3, xã Phú Đức"),
    ],
)
def test_what_the_words_around_tell_is_found(text: str, kind: str, it: str) -> None:
    assert (kind, it) in [(f.kind, f.text) for f in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Quốc lộ 53, km 12+300, từ ngày 05/10/2026 lúc 22 giờ 30.",
        "Thiệt hại 100.000.000 đồng, 250000000 đồng và 1.234.567.890 đ.",
        "Hẻm 112/24/6, gọi 113, 114 và 1900 1091 không ai nghe.",
        "Tọa độ 10.253912, 105.972345; thửa 1024, tờ bản đồ 12.",
        "Cầu Ông Me và chợ Bà Bộ bị ngập, kênh Ông Kèo đầy rác.",
        "Trước nhà số 12 đường Nguyễn Huệ, phường Long Châu có ổ gà lớn.",
        "Tại số 45/2 đường 30 tháng 4, ấp 3, xã Phú Đức có đống rác.",
        "Kính gửi ông Chủ tịch UBND xã, bà Giám đốc Sở Xây dựng.",
        "Các anh chị em công nhân, ông bà ở xóm đều than phiền.",
        "Nghị định 123/2021/NĐ-CP, Quyết định số 0123456789/QĐ-UBND.",
        "Điện tăng 2.500 đồng/kWh, 120 hộ dân, 3.500 người.",
        "Đèn hư 15 ngày, đoạn dài 1.200 m, rộng 3,5 m, cột 471/12.",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    assert find(text) == ()


def test_the_address_of_the_matter_is_never_proposed_that_of_a_person_is() -> None:
    text = "Tại số 8 đường Phạm Hùng, phường 9 có hố sâu. Tôi ngụ số 10 đường Phạm Hùng."
    assert [f.text for f in find(text)] == ["số 10 đường Phạm Hùng"]


def test_the_senders_own_name_is_found_without_a_title_and_never_inside_a_word() -> None:
    assert [f.text for f in find("Lê Văn Tám báo tin.", own_name="Lê Văn Tám")] == ["Lê Văn Tám"]
    assert find("Thanh Long chín đỏ", own_name="Long") == find("Lê Văn Támm", own_name="Lê Văn Tám") == ()


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_masked_stays_and_nothing_else_goes(seed: int) -> None:
    chance = random.Random(seed)
    numbers = [number(chance, kind) for kind in ("phone", "cccd", "email", "plate")]
    text = tidied("Ổ gà lớn. " + "; ".join(numbers) + " – xin xử lý gấp.")
    found = find(text)
    settled = settle(text, {each.key: True for each in found})
    assert not any(one in settled.text for one in numbers)
    assert settled.text.startswith("Ổ gà lớn. ")
    assert settled.text.endswith(" – xin xử lý gấp.")
    assert (settled.undecided, sum(count for _, count in settled.masked)) == ((), 4)
    assert settle(settled.text, {}).undecided == (), "what was masked is not found again"
    assert "".join(part for part, _ in pieces(text, found)) == text


def test_what_nobody_decided_is_told_and_what_is_kept_stays() -> None:
    text = "Xe 64A-123.45 của anh Tám, gọi 0912345678."
    plate, name, phone = find(text)
    assert [(f.kind, f.sure) for f in (plate, name, phone)] == [
        ("plate", False),
        ("name", False),
        ("phone", True),
    ]
    settled = settle(text, {plate.key: False, phone.key: True})
    assert settled.text == f"Xe 64A-123.45 của anh Tám, gọi {MASKS['phone']}."
    assert settled.undecided == (name,)
    assert isinstance(name, Found)


@pytest.mark.parametrize("piece", ["a", "a@", "a.", "-", "1", "123456789 ", "ông An ", "ngụ số ", "stk 1 "])
def test_a_text_of_one_piece_over_and_over_is_searched_like_any_other(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(text[found.start : found.end] == found.text for found in find(text))

"""Masking by pattern: what identifies a person goes, what only looks like it stays."""

import pytest

from paht.people.masking import EMAIL_MASK, IDENTITY_MASK, PHONE_MASK, mask


@pytest.mark.parametrize(
    "number",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "091-234-5678",
        "+84912345678",
        "+84 912 345 678",
        "84912345678",
        "02703836021",
        "0270 3836 021",
    ],
)
def test_phone_numbers_are_masked(number: str) -> None:
    assert mask(f"Gọi {number}, gặp tôi.") == f"Gọi {PHONE_MASK}, gặp tôi."


@pytest.mark.parametrize("number", ["086190001234", "086 190 001 234", "331234567"])
def test_identity_numbers_are_masked(number: str) -> None:
    assert mask(f"CCCD {number}.") == f"CCCD {IDENTITY_MASK}."


def test_e_mail_addresses_are_masked() -> None:
    assert mask("Thư: buoi.nguyen@vidu.vn nhé") == f"Thư: {EMAIL_MASK} nhé"


@pytest.mark.parametrize(
    "text",
    [
        "Quốc lộ 53, km 12+300, từ ngày 05/10/2026 lúc 22 giờ 30.",
        "Thiệt hại 100.000.000 đồng, 250000000 đồng và 1.234.567.890 đ.",
        "Biển số 64A-123.45, hẻm 112/24/6, gọi 113 và 1900 1091.",
        "Tọa độ 10.253912, 105.972345; thửa 1024, tờ bản đồ 12.",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text

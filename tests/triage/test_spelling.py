"""Spelling proposed for the accepted text: slips and chat forms, never names, never what may be right."""

import pytest

from paht.triage.spelling import corrected, corrections, pieces


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Đường ngập ko đi dc", "Đường ngập không đi được"),
        ("Đề nghị xữ lý, SẠT LỠ BỜ SÔNG", "Đề nghị xử lý, SẠT LỞ BỜ SÔNG"),
        ("Xữ lý giúp, vĩa hè hư", "Xử lý giúp, vỉa hè hư"),
        ("Nước chưưa rút", "Nước chưa rút"),
        ("bải rác cạnh hẽm", "bãi rác cạnh hẻm"),
    ],
)
def test_slips_and_chat_forms_are_proposed_in_the_same_case(text: str, meant: str) -> None:
    found = corrections(text)
    assert corrected(text, found) == meant
    assert "".join(old for old, _ in pieces(text, found)) == text
    assert all(text[each.start : each.end] == each.written for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Đường hư, đề nghị xử lý sớm.",
        "duong ngap ko di dc",
        "Ông Trần Văn Kỷ, xe 64A-123.45, số 0912345678 gọi giúp với ạ",
        "Củng cố bờ kè, cây đổ, ngã tư, xã Phú Quới",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert corrections(text) == ()

"""``./paht suggest``: the JSON that others rely on, and questions that cannot be answered."""

import json

import pytest

from paht.doors.cli import main

TEXT = "Ổ gà sâu trên hẻm 12, gọi anh Tuấn 0912 345 678"


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["suggest", *arguments])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_the_json_has_the_names_that_others_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, TEXT, "--edition", "vinh-long-2025", "--json")
    found = json.loads(out)
    assert status == 0
    assert list(found) == [
        *("kind", "field", "agency", "urgent", "complaint", "language", "improper", "trial", "personal_data")
    ]
    for name in list(found)[:-1]:
        assert set(found[name]) == {"value", "confidence", "because"}
        assert 0 <= found[name]["confidence"] <= 1
    assert found["field"]["value"] == "road"
    assert found["kind"]["value"] == "report"
    assert (found["urgent"]["value"], found["improper"]["value"], found["trial"]["value"]) == (False,) * 3
    assert (found["complaint"]["value"], found["language"]["value"]) == ("none", "vi")
    assert [each["type"] for each in found["personal_data"]] == ["name", "phone"]
    assert all(TEXT[each["start"] : each["end"]] == each["text"] for each in found["personal_data"])


@pytest.mark.clause("ST.3.5", "VL.11.3")
@pytest.mark.parametrize(
    ("edition", "commune", "agency"),
    [
        ("vinh-long-2025", "28756", "UBND Phường Phú Khương"),
        ("soc-trang-2024", "31498", "UBND Phường 5"),
    ],
)
def test_a_commune_gives_the_agency(
    capsys: pytest.CaptureFixture[str], edition: str, commune: str, agency: str
) -> None:
    _, out, _ = asked(capsys, TEXT, "--edition", edition, "--commune", commune, "--json")
    assert json.loads(out)["agency"]["value"] == agency


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x", "--edition", "khong-co"), "các quy chế: soc-trang-2024, vinh-long-2025"),
        (("x", "--edition", "vinh-long-2025", "--commune", "1"), "không có xã, phường mã «1»"),
        (("x", "--edition", "vinh-long-2025", "--commune", "phu khuong"), "28756 (Phường Phú Khương)"),
        (("  ",), "Chưa có nội dung"),
        (("a" * 20_001,), "dài quá 20.000 ký tự"),
    ],
)
def test_a_wrong_question_gets_one_sentence_that_says_what_to_do(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    status, out, err = asked(capsys, *arguments, "--json")
    assert (status, out) == (2, "")
    assert words in err


def test_without_json_the_answer_is_read_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, TEXT)
    assert "Loại nội dung: phản ánh" in out
    assert "Lĩnh vực: Đường, cầu, biển báo" in out
    assert "«Ổ gà»" in out

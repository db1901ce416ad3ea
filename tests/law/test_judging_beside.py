"""What stands beside the conditions: signs of urgency and of personal data are doubts, finding none proves nothing."""

import pytest

from paht.law import editions
from paht.law.evidence.beside import PERSONAL_PICTURES, PERSONAL_TEXT, URGENCY, Beside, judge_beside
from paht.law.evidence.findings import Box, Mark
from paht.law.evidence.verdicts import Verdict
from paht.law.evidence.words import Sign

NO, BOX = Sign("", 0.9), Box(left=0.1, top=0.1, width=0.2, height=0.2)


def judged(edition: str = "vinh-long-2025", **found: object) -> dict[str, Verdict]:
    beside = Beside(**{"urgent": NO, "personal": NO, **found})  # type: ignore[arg-type]
    return {each.condition: each for each in judge_beside(beside, edition=editions.get(edition))}


@pytest.mark.clause("VL.7.5", "VL.16.1", "ST.4.5")
@pytest.mark.parametrize("edition", ["vinh-long-2025", "soc-trang-2024"])
def test_nothing_found_leaves_everything_to_the_officer_and_names_the_clause(edition: str) -> None:
    verdicts = judged(edition, marks=())
    assert list(verdicts) == [URGENCY, PERSONAL_TEXT, PERSONAL_PICTURES]
    assert {each.verdict for each in verdicts.values()} == {"unknown"}
    assert all("cán bộ xem" in each.reason.lower() for each in verdicts.values())
    assert verdicts[URGENCY].clause == editions.get(edition).urgent_clause
    assert verdicts[PERSONAL_TEXT].clause == editions.get(edition).consent_clause


@pytest.mark.clause("VL.16.1", "VL.1.1.b")
def test_a_sign_of_urgency_is_a_doubt_with_its_words() -> None:
    found = judged(urgent=Sign("có", 0.8, ("cháy",)))
    assert (found[URGENCY].verdict, found[URGENCY].score) == ("warn", 0.8)
    assert "vì «cháy»" in found[URGENCY].reason
    assert found[PERSONAL_TEXT].verdict == "unknown"


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_personal_data_in_words_is_named_by_kind() -> None:
    found = judged(personal=Sign("2 số điện thoại, 1 họ tên", 0.95))[PERSONAL_TEXT]
    assert (found.verdict, found.score) == ("warn", 0.95)
    assert "2 số điện thoại, 1 họ tên" in found.reason


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_faces_and_plates_are_counted_and_pictures_that_nobody_looked_at_are_told() -> None:
    marks = [
        Mark(kind="face", box=BOX, confidence=0.7),
        Mark(kind="face", box=BOX, confidence=0.9),
        Mark(kind="plate", box=BOX, confidence=0.6),
    ]
    found = judged(marks=marks, unseen=1)[PERSONAL_PICTURES]
    assert (found.verdict, found.score) == ("warn", 0.9)
    assert "2 khuôn mặt, 1 biển số:" in found.reason
    assert "Còn 1 tệp chưa dò." in found.reason
    only = judged(marks=marks[2:])[PERSONAL_PICTURES].reason
    assert "khuôn mặt" not in only
    assert "chưa dò" not in only
    assert "Còn 2 tệp chưa dò." in judged(marks=(), unseen=2)[PERSONAL_PICTURES].reason


def test_without_a_picture_there_is_nothing_to_say_of_pictures() -> None:
    assert PERSONAL_PICTURES not in judged(marks=None)

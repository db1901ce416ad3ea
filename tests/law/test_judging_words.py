"""Conditions of which words speak: a sign is a doubt, no sign is no proof, and nothing is failed or passed by words."""

import pytest

from paht.law import editions
from paht.law.casework.states import Kind
from paht.law.evidence.verdicts import Verdict
from paht.law.evidence.words import Sign, Words, judge_words

NO = Sign("", 0.9)


def judged(
    edition: str, *, kind: Kind = Kind.REPORT, linked: bool = False, **found: Sign
) -> dict[str, Verdict]:
    words = Words(**{"language": Sign("vi", 0.99), "improper": NO, "trial": NO, "complaint": NO, **found})
    return {
        each.condition: each
        for each in judge_words(words, edition=editions.get(edition), kind=kind, linked=linked)
    }


@pytest.mark.clause("VL.8.1.a", "VL.8.2.9", "VL.1.1.b")
def test_clean_words_leave_every_condition_to_the_officer() -> None:
    verdicts = judged("vinh-long-2025")
    assert list(verdicts) == ["content", "in_earnest", "in_scope"]
    assert {each.verdict for each in verdicts.values()} == {"unknown"}
    assert all("cán bộ xem" in each.reason.lower() for each in verdicts.values())


@pytest.mark.parametrize(
    ("found", "condition", "said"),
    [
        ({"language": Sign("en", 0.9, ("the",))}, "content", "tiếng Anh, vì «the»"),
        ({"language": Sign("fr", 0.9)}, "content", "tiếng nước ngoài."),
        ({"improper": Sign("có", 0.8, ("ngu",))}, "content", "không phù hợp, vì «ngu»"),
        ({"trial": Sign("có", 0.8, ("test",))}, "in_earnest", "gửi thử, gửi nhầm, vì «test»"),
        ({"complaint": Sign("to_cao", 0.7, ("tố cáo",))}, "in_scope", "tố cáo, vì «tố cáo»"),
        ({"complaint": Sign("khieu_nai", 0.7)}, "in_scope", "khiếu nại."),
    ],
)
@pytest.mark.clause("VL.8.2.9", "VL.1.1.b", "ST.3.9")
def test_a_sign_in_the_words_is_a_doubt_about_its_condition_alone(
    found: dict[str, Sign], condition: str, said: str
) -> None:
    verdicts = judged("vinh-long-2025", **found)
    assert (verdicts[condition].verdict, verdicts[condition].score) == (
        "warn",
        next(iter(found.values())).sure,
    )
    assert said in verdicts[condition].reason
    assert [each.condition for each in verdicts.values() if each.verdict != "unknown"] == [condition]


def test_words_speak_only_of_conditions_that_the_edition_has_and_that_bind() -> None:
    assert set(judged("soc-trang-2024")) <= {"content", "in_earnest", "in_scope"}
    assert judged("soc-trang-2024")["content"].clause == "ST.7.1"

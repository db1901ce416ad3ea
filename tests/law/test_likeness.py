"""Duplicates and matters still open, as pure rules: the last value on each side of every limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from paht.law.editions import get
from paht.law.editions.rows import Condition
from paht.law.evidence.likeness import NEAR_BITS, SAME_PLACE_M, SAME_WORDS, SIMILAR_WORDS, Earlier
from paht.law.evidence.likeness import duplicate as judged_duplicate
from paht.law.evidence.likeness import still_open as judged_still_open

SENT_AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
EARLIER = Earlier(
    code="VL-0000-0000-0000",
    pictures=True,
    bits=0,
    words=1.0,
    same_field=True,
    metres=0.0,
    is_open=True,
    handling_due_at=None,
)


def row(key: str) -> Condition:
    """The condition of Vĩnh Long with this key."""
    return next(each for each in get("vinh-long-2025").conditions if each.key == key)


@pytest.mark.clause("VL.8.2.7")
@pytest.mark.parametrize(
    ("changes", "pictures", "outcome"),
    [
        ({"bits": NEAR_BITS, "words": SAME_WORDS}, True, "fail"),
        ({"bits": NEAR_BITS + 1, "words": SAME_WORDS}, True, "warn"),
        ({"bits": NEAR_BITS, "words": SAME_WORDS - 0.05}, True, "warn"),
        ({"bits": NEAR_BITS + 1, "words": SAME_WORDS - 0.05}, True, "pass"),
        ({"bits": None, "words": 1.0}, True, "unknown"),
        ({"bits": None, "words": 0.1}, True, "pass"),
        ({"bits": 0, "words": None}, True, "unknown"),
        ({"bits": 30, "words": None}, True, "pass"),
        ({"bits": None, "pictures": False, "words": 1.0}, False, "fail"),
        ({"bits": None, "pictures": False, "words": 1.0}, True, "warn"),
        ({"bits": None, "pictures": True, "words": 1.0}, False, "warn"),
    ],
)
def test_words_and_picture_together_make_a_duplicate(
    changes: dict[str, object], pictures: bool, outcome: str
) -> None:
    found = judged_duplicate(row("not_duplicate"), [replace(EARLIER, **changes)], pictures=pictures)  # type: ignore[arg-type]
    assert (found.verdict, found.clause) == (outcome, "VL.8.2.7")


@pytest.mark.clause("VL.8.2.7")
def test_the_gravest_of_a_senders_reports_counts_and_none_is_no_duplicate() -> None:
    other = replace(EARLIER, bits=40, words=0.1, code="VL-1111-1111-1111")
    condition = row("not_duplicate")
    assert judged_duplicate(condition, [other, EARLIER, other], pictures=True).verdict == "fail"
    assert judged_duplicate(condition, [], pictures=True).verdict == "pass"


@pytest.mark.clause("VL.8.2.8")
@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "fail"),
        ({"metres": float(SAME_PLACE_M)}, "fail"),
        ({"metres": SAME_PLACE_M + 1.0}, "pass"),
        ({"same_field": False}, "pass"),
        ({"is_open": False}, "pass"),
        ({"bits": 40, "words": SIMILAR_WORDS}, "fail"),
        ({"bits": 40, "words": SIMILAR_WORDS - 0.05}, "warn"),
        ({"bits": 40, "words": None}, "warn"),
        ({"metres": None, "words": SAME_WORDS}, "fail"),
        ({"metres": None, "words": SAME_WORDS - 0.05}, "pass"),
        ({"handling_due_at": SENT_AT}, "fail"),
        ({"handling_due_at": SENT_AT - timedelta(seconds=1)}, "pass"),
    ],
)
def test_the_same_matter_is_one_that_is_open_near_of_its_field_and_within_its_term(
    changes: dict[str, object], outcome: str
) -> None:
    found = judged_still_open(row("not_pending"), [replace(EARLIER, **changes)], sent_at=SENT_AT)  # type: ignore[arg-type]
    assert (found.verdict, found.clause) == (outcome, "VL.8.2.8")

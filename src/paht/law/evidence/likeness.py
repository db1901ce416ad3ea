"""Whether a report repeats another one of the same sender: the same words and picture (VL.8.2.7), the same matter while
the earlier report is still within its handling term (VL.8.2.8). What others say nearby is a link, never a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from paht.law.editions.rows import Condition
from paht.law.evidence.verdicts import GRAVITY, Outcome, Verdict

NEAR_BITS = 3
"""Two pictures are alike when two of their hashes of 64 bits, one of them a whole picture's, differ in at most so many:
copies differ in two, and more would take pictures of one street for one picture."""
SAME_WORDS = 0.8
"""From here on two texts say the same with other marks, spelling or order; 1 is equal without diacritics."""
SIMILAR_WORDS = 0.5
"""From here on they are about the same matter, when place and field agree, too."""
SAME_PLACE_M = 150
"""So far apart two positions may be and mean one matter: a phone in a street is some tens of metres wrong, twice."""
NEIGHBOUR_DAYS = 30
"""How far back others' reports of the same matter are looked for."""

HANDLING_TERMS = (
    "handling",
    "extended",
    "sanction",
    "sanction_passed_on",
    "sanction_verified",
    "sanction_complicated",
    "urgent_total",
)
"""The keys of the terms within which a report is handled (VL.8.2.8: "còn trong thời hạn xử lý"); the last counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier report of the same sender beside the new one.

    ``bits`` is in how many bits their nearest pictures differ, ``None`` where pictures cannot be compared (yet);
    ``words`` how alike the texts are (0 to 1), ``None`` where nobody could compare them; ``metres`` how far apart the
    places are, ``None`` where one of them has none; ``handling_due_at`` when its handling term ends, ``None`` before
    one runs.
    """

    code: str
    pictures: bool
    bits: int | None
    words: float | None
    same_field: bool
    metres: float | None
    is_open: bool
    handling_due_at: datetime | None

    @property
    def same_picture(self) -> bool:
        """Whether one of its pictures comes again."""
        return self.bits is not None and self.bits <= NEAR_BITS


def duplicate(condition: Condition, earlier: Sequence[Earlier], *, pictures: bool) -> Verdict:
    """Whether words *and* picture come again (VL.8.2.7); one of the two alone is for the officer's eyes.

    ``pictures``: whether the new report has any. Without pictures on both sides the words are all there is.
    """
    best: Verdict | None = None
    for other in earlier:
        found = _against(condition, other, pictures=pictures)
        if best is None or GRAVITY[found.verdict] > GRAVITY[best.verdict]:
            best = found
    return best or _said(condition, "pass", 1.0, "Không có phản ánh nào khác của cùng người gửi để trùng.")


def _against(condition: Condition, other: Earlier, *, pictures: bool) -> Verdict:
    no_pictures = not pictures and not other.pictures
    same_picture = other.same_picture or no_pictures
    same_words = other.words is not None and other.words >= SAME_WORDS
    # Both must come again: where one of them is known not to, the other need not be known.
    if other.words is None and same_picture:
        return _said(condition, "unknown", 0.0, f"Chưa so sánh được nội dung với phản ánh {other.code}.")
    if same_words and other.bits is None and pictures and other.pictures:
        return _said(condition, "unknown", 0.0, f"Chưa so sánh được hình ảnh với phản ánh {other.code}.")
    if other.words is None:
        return _said(condition, "pass", 0.5, f"Hình ảnh khác phản ánh {other.code} của cùng người gửi.")
    words = f"nội dung giống {_percent(other.words)}"
    if same_words and same_picture:
        shown = f"hình ảnh lệch {other.bits}/64 bit" if other.bits is not None else "đều không có hình ảnh"
        reason = f"Trùng phản ánh {other.code} của cùng người gửi: {words}, {shown}."
        return _said(condition, "fail", other.words, reason)
    if other.same_picture:
        reason = f"Trùng hình ảnh với phản ánh {other.code} của cùng người gửi (lệch {other.bits}/64 bit), {words}."
        return _said(condition, "warn", 0.5, reason)
    if same_words:
        reason = f"Trùng nội dung với phản ánh {other.code} của cùng người gửi ({words}), hình ảnh khác."
        return _said(condition, "warn", 0.5, reason)
    reason = f"Không trùng phản ánh khác của cùng người gửi; so với {other.code}: {words}."
    return _said(condition, "pass", 1 - other.words, reason)


def still_open(condition: Condition, earlier: Sequence[Earlier], *, sent_at: datetime) -> Verdict:
    """Whether the same sender's earlier report of the same matter is open and within its handling term when this one
    is sent (VL.8.2.8). Field and place make it possible; words or picture make it plain."""
    near = [other for other in earlier if other.is_open and other.same_field and _is_near(other)]
    within = [o for o in near if o.handling_due_at is None or sent_at <= o.handling_due_at]
    for other in within:
        if other.same_picture or (other.words is not None and other.words >= SIMILAR_WORDS):
            reason = f"Cùng vụ việc với {_named(other)}, còn trong thời hạn xử lý: {_where(other)}."
            return _said(condition, "fail", other.words or 1.0, reason)
    for other in within:
        reason = (
            f"Cùng lĩnh vực, {_where(other)} so với {_named(other)}, còn trong thời hạn xử lý; nội dung khác: "
            "xin xem có phải một vụ việc."
        )
        return _said(condition, "warn", 0.5, reason)
    if near:
        reason = f"Cùng lĩnh vực, {_where(near[0])} so với {_named(near[0])}, nhưng đã quá thời hạn xử lý khi gửi lại."
        return _said(condition, "pass", 0.9, reason)
    return _said(condition, "pass", 1.0, "Không có vụ việc cùng lĩnh vực, cùng nơi của người gửi đang xử lý.")


def _is_near(other: Earlier) -> bool:
    """Without a place on one of the sides only the words tell whether it is one matter."""
    if other.metres is None:
        return other.words is not None and other.words >= SAME_WORDS
    return other.metres <= SAME_PLACE_M


def _named(other: Earlier) -> str:
    return f"phản ánh {other.code} của cùng người gửi"


def _where(other: Earlier) -> str:
    return "không rõ vị trí" if other.metres is None else f"cách {other.metres:.0f} m"


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _said(condition: Condition, verdict: Outcome, score: float, reason: str) -> Verdict:
    return Verdict(
        clause=condition.clause,
        condition=condition.key,
        verdict=verdict,
        score=round(score, 2),
        reason=reason,
    )

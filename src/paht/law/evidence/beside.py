"""What an officer is told beside the conditions of a report: whether it may be urgent, and what in it is personal.

Never ``pass`` and never ``fail``: a machine that found nothing has proved nothing, and people decide what is urgent and
what is masked (VL.1.1.b, VL.7.5, VL.16.1, ST.4.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from paht.law.editions.rows import Edition
from paht.law.evidence.findings import Mark
from paht.law.evidence.pictures import Found
from paht.law.evidence.verdicts import Verdict
from paht.law.evidence.words import Sign, because

URGENCY, PERSONAL_TEXT, PERSONAL_PICTURES = "urgency", "personal_text", "personal_pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """``personal``'s value names what was found in the words (``"2 số điện thoại"``), never the words themselves.
    ``marks`` are those of all pictures, ``unseen`` how many pictures nobody could look at yet; no picture: ``None``."""

    urgent: Sign
    personal: Sign
    marks: Sequence[Mark] | None = None
    unseen: int = 0


BY_FORM, GUESSED = 0.95, 0.6
"""How sure it is that words are personal: where their form alone tells, as a telephone's ten digits do, and where what
stands around them does, as "ông" before a name; ``docs/evidence.md`` has how often either is right."""


def personal(told: str, *, by_form: bool) -> Sign:
    """The sign of personal data in the words: ``told`` names what and how much, ``""`` for none; ``by_form``: whether
    the form alone told all of it."""
    return Sign(told, BY_FORM if by_form else GUESSED)


def judge_beside(beside: Beside, *, edition: Edition) -> tuple[Verdict, ...]:
    """A verdict on urgency, on personal data in the words, and on faces and plates where there is a picture."""
    made = [
        _verdict(URGENCY, edition.urgent_clause, _urgency(beside.urgent)),
        _verdict(PERSONAL_TEXT, edition.consent_clause, _text(beside.personal)),
    ]
    if beside.marks is not None:
        made.append(
            _verdict(PERSONAL_PICTURES, edition.consent_clause, _pictures(beside.marks, beside.unseen))
        )
    return tuple(made)


def _verdict(condition: str, clause: str, found: Found) -> Verdict:
    outcome, score, reason = found
    return Verdict(clause=clause, condition=condition, verdict=outcome, score=score, reason=reason)


def _urgency(sign: Sign) -> Found:
    if sign.value:
        return (
            "warn",
            sign.sure,
            f"Lời kể có dấu hiệu khẩn cấp{because(sign)}. Xin xem trước mọi điều kiện khác.",
        )
    return "unknown", 0.0, "Không thấy dấu hiệu khẩn cấp trong lời kể. Cán bộ xem và quyết định."


def _text(sign: Sign) -> Found:
    if sign.value:
        return (
            "warn",
            sign.sure,
            f"Lời kể có {sign.value}: được che trước khi rời bàn tiếp nhận, cán bộ xem lại.",
        )
    return (
        "unknown",
        0.0,
        "Không tìm thấy thông tin cá nhân trong lời kể. Cán bộ xem lại trước khi chuyển, công khai.",
    )


def _pictures(marks: Sequence[Mark], unseen: int) -> Found:
    counts = [(sum(mark.kind == kind for mark in marks), name) for kind, name in _NAMES]
    waiting = f" Còn {unseen} tệp chưa dò." if unseen else ""
    if marks:
        told = ", ".join(f"{count} {name}" for count, name in counts if count)
        sure = max(mark.confidence for mark in marks)
        return "warn", sure, f"Có thể có {told}: được che trong bản công khai, cán bộ xem lại.{waiting}"
    return "unknown", 0.0, f"Không tìm thấy khuôn mặt, biển số; máy có thể bỏ sót, cán bộ xem lại.{waiting}"


_NAMES = (("face", "khuôn mặt"), ("plate", "biển số"))

"""The verdicts on the conditions that a report's words speak of: in Vietnamese and proper, in earnest, no complaint.

What was found in the words comes from outside (:mod:`paht.triage`); the verdict is never ``pass``, for that a text is
clear, true and in scope only a person sees, and never ``fail``, for words are judged by a person (VL.1.1.b, 8.2.9).
"""

from collections.abc import Callable
from dataclasses import dataclass

from paht.law.casework.admission import binds
from paht.law.casework.states import Kind
from paht.law.editions.rows import Edition
from paht.law.evidence.pictures import Found
from paht.law.evidence.verdicts import Verdict

VIETNAMESE = "vi"
_LANGUAGES = {"en": "tiếng Anh", "km": "tiếng Khmer", "zh": "tiếng Trung"}
_NATURES = {"khieu_nai": "khiếu nại", "to_cao": "tố cáo"}


@dataclass(frozen=True, slots=True)
class Sign:
    """What the words were found to be, how likely that is right (0 to 1), and the words that led to it; an empty
    ``value`` is no sign at all."""

    value: str
    sure: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was found in a report's words: the language's code, and signs of improper words, of a trial, of a complaint
    (``khieu_nai``) or denunciation (``to_cao``)."""

    language: Sign
    improper: Sign
    trial: Sign
    complaint: Sign


def judge_words(
    words: Words, *, edition: Edition, kind: Kind, originated: bool = False, linked: bool = False
) -> tuple[Verdict, ...]:
    """One verdict for each condition of the edition that binds and of which words speak, in the edition's order."""
    made = []
    for condition in edition.conditions:
        judged = _OF_WORDS.get(condition.key)
        if judged and binds(condition, kind=kind, originated=originated, linked=linked):
            outcome, score, reason = judged(words)
            made.append(
                Verdict(
                    clause=condition.clause,
                    condition=condition.key,
                    verdict=outcome,
                    score=score,
                    reason=reason,
                )
            )
    return tuple(made)


def _content(words: Words) -> Found:
    if words.language.value != VIETNAMESE:
        named = _LANGUAGES.get(words.language.value, "tiếng nước ngoài")
        return "warn", words.language.sure, f"Lời kể có thể viết bằng {named}{because(words.language)}."
    if words.improper.value:
        return "warn", words.improper.sure, f"Có từ ngữ có thể không phù hợp{because(words.improper)}."
    return (
        "unknown",
        0.0,
        "Viết bằng tiếng Việt, không thấy từ ngữ không phù hợp. Có rõ ràng, đúng thực tế hay không do cán bộ xem.",
    )


def _in_earnest(words: Words) -> Found:
    if words.trial.value:
        return "warn", words.trial.sure, f"Có thể là gửi thử, gửi nhầm{because(words.trial)}."
    return "unknown", 0.0, "Không thấy dấu hiệu gửi thử, gửi nhầm. Cán bộ xem lời kể và quyết định."


def _in_scope(words: Words) -> Found:
    if words.complaint.value:
        nature = _NATURES.get(words.complaint.value, "khiếu nại, tố cáo")
        return "warn", words.complaint.sure, f"Có thể mang tính chất {nature}{because(words.complaint)}."
    return "unknown", 0.0, "Không thấy dấu hiệu khiếu nại, tố cáo. Cán bộ xem lời kể và quyết định."


_OF_WORDS: dict[str, Callable[[Words], Found]] = {
    "content": _content,
    "in_earnest": _in_earnest,
    "in_scope": _in_scope,
}
ABOUT_WORDS = frozenset(_OF_WORDS)
"""The keys on which words have something to say."""


def because(sign: Sign) -> str:
    """The words that led to a sign, as the end of a sentence."""
    return ", vì " + ", ".join(f"«{each}»" for each in sign.because) if sign.because else ""

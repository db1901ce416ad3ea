"""What else the words show: complaint or denunciation, improper words, a trial or a mistaken sending."""

import re
from dataclasses import dataclass

from paht.triage.fields import Spoken
from paht.triage.language import is_gibberish, is_syllable
from paht.triage.signs import found
from paht.triage.wordlist import Hit, Text

_HALF = 3.0
"""The weight at which a list is as likely right as wrong."""
_EVADED = re.compile(
    r"(?<!\w)(?:[đd]\s?[.*]\s?(?:m|c\s?[.*]\s?m)|v\s?[.*]\s?c\s?[.*]\s?l|[cl]\s?[*@]\s?[cn]|đ[*@]t|l\s?[.*]\s?ồn"
    r"|c\s?[.*]\s?ặc|f[*@]+c?k)(?!\w)",
    re.IGNORECASE,
)
"""Rude words written so that a list should miss them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, how sure it is (0 to 1), and the words that led to it."""

    value: str
    confidence: float
    words: tuple[str, ...]


def complaint(text: Text) -> Judged:
    """``khieu_nai``, ``to_cao`` or ``none``: by nature, not by mere use of the words (VL.1.1.b, ST.3.9).

    A complaint fights a decision against oneself, a denunciation accuses somebody; asking how one complains, or
    telling that one complained to a company, is neither.
    """
    merely = found("merely", text)
    sides = {
        "khieu_nai": _outside(found("complaint", text), merely),
        "to_cao": _outside(found("denunciation", text), merely),
    }
    against = sum(hit.value for hit in merely)
    asked = 1.5 if text.is_question and _begins_asking(text) else 0.0
    weights = {name: sum(hit.value for hit in hits) - against - asked for name, hits in sides.items()}
    name = max(weights, key=lambda each: weights[each])
    hits = sides[name]
    if weights[name] >= _HALF - 0.5:
        return Judged(name, _sure(weights[name] - _HALF + 1), _texts(hits))
    return Judged("none", _sure(_HALF - max(0.0, weights[name])), _texts(merely or hits))


def improper(text: Text) -> Judged:
    """Whether rude or insulting words stand there (VL.5.3); what is told as somebody else's words is not theirs."""
    hits = found("improper", text)
    evaded = [match[0] for match in _EVADED.finditer(text.text)]
    quoting = found("quoted", text)
    weight = 5.0 * len(evaded)
    for hit in hits:
        is_quoted = any(0 < hit.first - each.last <= 6 for each in quoting)
        weight += float(hit.value) * (0.3 if is_quoted else 1)
    words = (*evaded, *_texts(hits))
    if weight >= _HALF:
        return Judged("true", _sure(weight - _HALF + 1), words)
    return Judged("false", _sure(_HALF - weight), words)


def trial(text: Text, spoken: tuple[Spoken, ...]) -> Judged:
    """Whether it is a test of the system, sent by mistake, or says nothing (VL.8.2.9).

    A matter told in the same words weighs against it: «test nhanh covid» is none.
    """
    words = text.words
    meant = [word for word in words if word.text.isalpha()]
    if not meant:
        return Judged("true", 0.9 if len(text.text.strip()) < 30 else 0.6, ())
    matter = spoken[0].weight if spoken else 0.0
    gibberish = [word.text for word in meant if is_gibberish(word.bare)]
    if len(gibberish) >= max(1, len(meant) * 0.6) and matter < 4:
        return Judged("true", 0.9 if len(meant) < 8 else 0.75, tuple(dict.fromkeys(gibberish))[:3])
    if len(meant) > 5 and len({word.bare for word in meant}) <= 2:
        return Judged("true", 0.9, (meant[0].text,))
    trying, mistaken = found("trial", text), found("mistaken", text)
    best = max((float(hit.value) for hit in (*trying, *mistaken)), default=0.0)
    weight = best + 0.5 * (len(trying) + len(mistaken)) - 0.5 if best else 0.0
    weight -= matter * 0.45 + max(0, len(meant) - 12) * 0.12
    greeting = found("greeting", text)
    greeted = sum(hit.last - hit.first + 1 for hit in greeting)
    if not matter and greeted and greeted >= len(words) - 2:
        return Judged("true", 0.8, _texts(greeting))
    if weight >= 2:
        return Judged("true", _sure(weight - 1), _texts([*trying, *mistaken]))
    if not matter and len(meant) <= 2 and not any(is_syllable(word.bare) for word in meant):
        return Judged("true", 0.6, tuple(word.text for word in meant))
    return Judged("false", _sure(2.5 - max(0.0, weight)), _texts([*trying, *mistaken]))


def _begins_asking(text: Text) -> bool:
    return any(hit.value >= 3 for hit in found("question", text))


def _outside(hits: list[Hit], others: list[Hit]) -> list[Hit]:
    """Those that do not lie within one of the others."""
    return [hit for hit in hits if not any(o.first <= hit.last and hit.first <= o.last for o in others)]


def _sure(weight: float) -> float:
    """How sure a weight makes: 0 a half, 2 four fifths, never more than 0.97."""
    return min(0.97, 0.5 + 0.5 * weight / (weight + 1.3)) if weight > 0 else 0.5


def _texts(hits: list[Hit]) -> tuple[str, ...]:
    ranked = sorted(hits, key=lambda hit: -hit.value)
    return tuple(dict.fromkeys(hit.text for hit in ranked))[:4]

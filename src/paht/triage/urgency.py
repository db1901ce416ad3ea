"""Whether the words tell of danger now, and of which kind (VL.16.0, ST.8.6.0): a proposal to raise the alarm.

What is denied, over, or merely feared weighs little: «không ai bị thương», «đã dập tắt hôm qua», «nguy cơ cháy».
"""

from collections.abc import Iterator
from dataclasses import dataclass

from paht.triage.signs import found
from paht.triage.wordlist import Hit, Text

KINDS = ("fire", "accident", "disaster", "theft", "danger")
"""Keys of the editions' urgent kinds that are recognised by words."""
THRESHOLD = 0.5
_CALLS = frozenset(
    {
        "cứu với",
        "kêu cứu",
        "khẩn cấp",
        "khẩn",
        "cần lực lượng",
        "công an tới gấp",
        "gọi cấp cứu",
        "cần cấp cứu",
    }
)
"""Calls for help: they tell that something is urgent, hardly of which kind."""
_REACH = 4
"""How many words back a denial reaches."""
_NEAR = 14
"""How many words around a sign its moment is looked for."""
_EXPLAINED = {"denied": 0.08, "over": 0.15, "maybe": 0.35}


@dataclass(frozen=True, slots=True)
class Danger:
    """How likely it is that something urgent is told of (0 to 1), its likeliest kind, and the words that tell it."""

    chance: float
    kind: str
    words: tuple[str, ...]


def danger(text: Text) -> Danger:
    """What the words tell; a chance from ``THRESHOLD`` on proposes the alarm."""
    now = _moments(text)
    over = [hit for hit in found("over", text) if not _lasts(text, hit)]
    maybe, no = found("maybe", text), found("no", text)
    safe = 1.0
    by_kind: dict[str, float] = {}
    words: dict[str, float] = {}
    ends = _sentence_ends(text)
    for kind, hit in _signs(text):
        weight = _weight(hit, now, over, maybe, no, ends)
        safe *= 1 - weight
        telling = weight * 0.4 if hit.phrase in _CALLS else weight
        by_kind[kind] = 1 - (1 - by_kind.get(kind, 0.0)) * (1 - telling)
        words[hit.text] = max(weight, words.get(hit.text, 0.0))
    chance = min(0.99, 1 - safe)
    kind = max(by_kind, key=lambda key: by_kind[key], default="")
    ranked = sorted((word for word in words if words[word] >= 0.1), key=lambda word: -words[word])
    moments = [hit.text for hit in now[:1]] if ranked else []
    return Danger(chance, kind, tuple(dict.fromkeys([*ranked[:4], *moments])))


def _signs(text: Text) -> Iterator[tuple[str, Hit]]:
    """Each sign with its kind; of two that overlap only the surer one, so that one fire is told once."""
    every = [(kind, hit) for kind in KINDS for hit in found(kind, text)]
    taken: set[int] = set()
    for kind, hit in sorted(every, key=lambda each: (-each[1].value, each[1].first)):
        places = set(range(hit.first, hit.last + 1))
        if not places & taken:
            taken |= places
            yield kind, hit


def _weight(
    hit: Hit, now: list[Hit], over: list[Hit], maybe: list[Hit], no: list[Hit], ends: list[int]
) -> float:
    """How much the sign counts where it stands."""
    weight = float(hit.value)
    sentence = ends[hit.first]
    if any(hit.first - _REACH <= each.last < hit.first and ends[each.last] == sentence for each in no):
        return weight * _EXPLAINED["denied"]
    if any(_covers(each, hit) for each in maybe):
        return weight * _EXPLAINED["denied"]
    is_now = any(_near(each, hit) for each in now)
    if any(_near(each, hit) for each in over):
        return weight * _EXPLAINED["over"]
    feared = max((float(e.value) for e in maybe if _near(e, hit, 8) and ends[e.first] == sentence), default=0)
    if feared:
        weight *= 1 - (1 - _EXPLAINED["maybe"]) * feared * (0.5 if is_now else 1)
    elif is_now:
        weight = 1 - (1 - weight) * 0.55
    return weight


def _moments(text: Text) -> list[Hit]:
    """What tells that it is now; «vừa … vừa …» tells nothing of it."""
    hits = found("now", text)
    both = [hit for hit in hits if hit.phrase == "vừa"]
    return [hit for hit in hits if hit not in both] if len(both) > 1 else hits


def _lasts(text: Text, hit: Hit) -> bool:
    """Whether it only says since when: «từ hôm qua» is not over."""
    return hit.first > 0 and text.words[hit.first - 1].bare in ("tu", "since")


def _near(one: Hit, other: Hit, reach: int = _NEAR) -> bool:
    return one.first - reach <= other.last and other.first - reach <= one.last


def _covers(one: Hit, other: Hit) -> bool:
    return one.first <= other.first and other.last <= one.last and one.last > one.first


def _sentence_ends(text: Text) -> list[int]:
    """For each word the number of its sentence."""
    numbers, number, last = [], 0, 0
    for word in text.words:
        if any(mark in text.text[last : word.start] for mark in ".!?;\n"):
            number += 1
        numbers.append(number)
        last = word.end
    return numbers

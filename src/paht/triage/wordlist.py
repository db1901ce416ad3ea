"""Words of a text with their places, and lists of phrases looked up in them: with diacritics, without, in any case.

A phrase of a list is written with diacritics. In a text that has them it is found by letters and tones (wherever the
tone mark stands: hoà, hòa); in a text written without, by its bare letters, unless the list says that they mean too
many other things. Time is linear in the text: every phrase is a path in a tree of words.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

_BARE_RUN = 6
LONGEST_TEXT = 20_000
"""Characters that are looked at; the forms take fewer."""

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_CHAT = {
    "ko": "không", "k": "không", "kg": "không", "khg": "không", "hok": "không", "hong": "không", "hông": "không",
    "kô": "không", "khong": "không", "dc": "được", "đc": "được", "dk": "được", "đk": "được", "duoc": "được",
    "j": "gì", "z": "vậy", "vs": "với", "mn": "mọi người", "ng": "người", "bt": "biết", "cx": "cũng",
    "ntn": "như thế nào", "trc": "trước", "wá": "quá", "wa": "quá", "qá": "quá", "r": "rồi", "rùi": "rồi",
    "ròi": "rồi", "bn": "bao nhiêu", "lun": "luôn", "oy": "rồi", "nhìu": "nhiều", "bik": "biết", "nc": "nước",
    "tr": "triệu", "nh": "nhưng", "cty": "công ty", "xl": "xử lý", "vn": "Việt Nam", "hc": "học", "hs": "học sinh",
    "gv": "giáo viên", "bv": "bệnh viện", "ubnd": "ubnd", "cq": "cơ quan", "sx": "sản xuất", "dg": "đường",
    "đg": "đường",
}  # fmt: skip
"""What people write in chats for whole words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the text that was given; ``key`` with tone, ``bare`` without any mark."""

    text: str
    start: int
    end: int
    key: str
    bare: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: as the list has it, what stands there, between which words, and what the list says of it."""

    phrase: str
    text: str
    first: int
    last: int
    value: Any


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Lower case without any diacritics, đ as d."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@lru_cache(maxsize=1 << 14)
def keyed(word: str) -> str:
    """A syllable with its tone at the end, so that it is the same wherever the mark was put."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(_TONES[each] for each in decomposed if each in _TONES)
    return unicodedata.normalize("NFC", "".join(e for e in decomposed if e not in _TONES)) + tone[:1]


class Text:
    """A text as it is looked through: composed letters, its words, and whether it was written without diacritics."""

    def __init__(self, given: str) -> None:
        self.given = given[:LONGEST_TEXT]
        self.text, self._places = _composed(self.given)

    def place(self, at: int) -> int:
        """Where a place of the composed text lies in the text that was given."""
        return self._places[at]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, chat forms written out."""
        return tuple(self._read())

    @cached_property
    def is_bare(self) -> bool:
        """Whether nearly no word carries a mark: then bare letters are all there is to go by."""
        marked = sum(1 for word in self.words if not self.text[word.start : word.end].isascii())
        return marked <= len(self.words) * 0.12

    @cached_property
    def bare_words(self) -> tuple[bool, ...]:
        """For each word whether only its bare letters are to go by: all of a bare text, else runs without any mark."""
        if self.is_bare:
            return (True,) * len(self.words)
        found: list[bool] = []
        run = 0
        for at, word in enumerate(self.words):
            run = run + 1 if self.text[word.start : word.end].isascii() else 0
            found.append(run >= _BARE_RUN)
            if run == _BARE_RUN:
                found[at - _BARE_RUN + 1 :] = [True] * _BARE_RUN
        return tuple(found)

    @cached_property
    def is_question(self) -> bool:
        """Whether a question mark stands in it."""
        return "?" in self.text

    def _read(self) -> Iterator[Word]:
        for match in _WORD.finditer(self.text):
            written = match[0].casefold()
            for said in _CHAT.get(written, written).split():
                yield Word(said, match.start(), match.end(), keyed(said), bare(said))


class Phrases:
    """A list of phrases with what each means, looked up in a text in linear time."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """``values`` by phrase; a phrase that begins with ``!`` counts with its diacritics alone."""
        self._keyed: dict[str, Any] = {}
        self._bare: dict[str, Any] = {}
        for written, value in values.items():
            phrase = written.removeprefix("!")
            words = phrase.split()
            _plant(self._keyed, [keyed(word) for word in words], (phrase, value))
            if not written.startswith("!"):
                _plant(self._bare, [bare(word) for word in words], (phrase, value))

    def find(self, text: Text) -> list[Hit]:
        """Every longest phrase, from left to right, none inside another."""
        words, by_letters = text.words, text.bare_words
        found, at = [], 0
        while at < len(words):
            tree, attribute = (self._bare, "bare") if by_letters[at] else (self._keyed, "key")
            hit = _longest(tree, words, at, attribute)
            if hit is None:
                at += 1
                continue
            (phrase, value), last = hit
            standing = text.text[words[at].start : words[last].end]
            found.append(Hit(phrase, standing, at, last, value))
            at = last + 1
        return found


def _longest(tree: dict[str, Any], words: tuple[Word, ...], at: int, key: str) -> tuple[Any, int] | None:
    best, node, here = None, tree, at
    while here < len(words):
        node = node.get(getattr(words[here], key))  # type: ignore[assignment]
        if node is None:
            break
        if "" in node:
            best = (node[""], here)
        here += 1
    return best


def _plant(tree: dict[str, Any], words: list[str], leaf: tuple[str, Any]) -> None:
    for word in words:
        tree = tree.setdefault(word, {})
    tree.setdefault("", leaf)


def _composed(given: str) -> tuple[str, list[int]]:
    """The text in composed letters, with the place in the given one of each of its characters and of its end.

    More than eight marks on one letter are nobody's spelling: the rest is left out.
    """
    if given.isascii() or (unicodedata.is_normalized("NFC", given) and not _PILED.search(given)):
        return given, list(range(len(given) + 1))
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(given):
        end = start + 1
        while end < len(given) and unicodedata.combining(given[end]):
            end += 1
        made = unicodedata.normalize("NFC", given[start : min(end, start + 9)])
        letters.append(made)
        places += [start] * len(made)
        start = end
    return "".join(letters), [*places, len(given)]


_PILED = re.compile(r"[\u0300-\u036f]{4}")

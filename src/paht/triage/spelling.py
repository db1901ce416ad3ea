"""Spelling proposed for a text that an officer corrects: chat forms written out, known slips, doubled letters.

Nothing is guessed from meaning: a text written without diacritics stays as it is, and a name is never touched. The
list holds only what cannot be right (``lists/spelling.txt``). Shown as a difference; an officer takes it over or not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from paht.triage.language import is_syllable
from paht.triage.personal import find
from paht.triage.wordlist import Phrases, Text, bare

_CHAT = {
    "ko": "không", "kô": "không", "khg": "không", "hok": "không", "hông": "không", "dc": "được", "đc": "được",
    "vs": "với", "mn": "mọi người", "cx": "cũng", "ntn": "như thế nào", "wá": "quá", "qá": "quá", "rùi": "rồi",
    "ròi": "rồi", "nhìu": "nhiều", "bik": "biết", "oy": "rồi", "lun": "luôn", "k": "không", "j": "gì",
}  # fmt: skip
"""Chat forms that mean one thing only."""
_TRIPLED = re.compile(r"([^\W\d_])\1+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A proposed spelling: what stands there and where (in the text as given, NFC), and what is meant."""

    start: int
    end: int
    written: str
    proposed: str


def corrections(text: str) -> tuple[Correction, ...]:
    """What is proposed for the text, from left to right, without overlaps."""
    read = Text(text)
    if read.is_bare:
        return ()
    covered = bytearray(len(read.text) + 1)
    for found in find(read.text):
        covered[found.start : found.end] = b"\1" * (found.end - found.start)
    made = []
    for each in (*_slips(read), *_words(read)):
        if not any(covered[each.start : each.end]):
            covered[each.start : each.end] = b"\1" * (each.end - each.start)
            made.append(each)
    return tuple(sorted(made, key=lambda each: each.start))


def pieces(text: str, proposed: tuple[Correction, ...]) -> Iterator[tuple[str, str]]:
    """The text cut at the corrections, as pairs of what stands there and what is proposed (the same elsewhere)."""
    last = 0
    for each in proposed:
        if each.start > last:
            yield text[last : each.start], text[last : each.start]
        yield each.written, each.proposed
        last = each.end
    if last < len(text):
        yield text[last:], text[last:]


def corrected(text: str, proposed: tuple[Correction, ...]) -> str:
    """The text with everything proposed."""
    return "".join(new for _, new in pieces(text, proposed))


def _slips(read: Text) -> Iterator[Correction]:
    for hit in _list().find(read):
        start, end = read.words[hit.first].start, read.words[hit.last].end
        # A slip does not reach over a comma or a full stop.
        if re.fullmatch(r"[\w\s]+", read.text[start:end]):
            yield _correction(read.text, start, end, hit.value)


def _words(read: Text) -> Iterator[Correction]:
    last = -1
    for word in read.words:
        if word.start == last:
            continue
        last = word.start
        written = read.text[word.start : word.end]
        if (meant := _CHAT.get(written.casefold())) and not written.isupper():
            yield _correction(read.text, word.start, word.end, meant)
        elif (once := _TRIPLED.sub(r"\1", written)) != written and _is_slip(written, once):
            yield _correction(read.text, word.start, word.end, once)


def _is_slip(written: str, once: str) -> bool:
    """Whether only the word without its doubled letters is a Vietnamese one."""
    return not written.isascii() and not is_syllable(bare(written)) and is_syllable(bare(once))


def _correction(text: str, start: int, end: int, meant: str) -> Correction:
    written = text[start:end]
    if written.isupper() and len(written) > 1:
        meant = meant.upper()
    elif written[:1].isupper():
        meant = meant[:1].upper() + meant[1:]
    return Correction(start, end, written, meant)


@cache
def _list() -> Phrases:
    written = resources.files("paht.triage").joinpath("lists/spelling.txt").read_text(encoding="utf-8")
    values = {}
    for line in written.splitlines():
        for entry in line.split(";") if line and not line.startswith("#") else ():
            slip, _, meant = (part.strip() for part in entry.partition(">"))
            if slip != meant:
                values[f"!{slip}"] = meant
    return Phrases(values)

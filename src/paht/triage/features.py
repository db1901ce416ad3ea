"""A text as numbers for a linear model: hashed character n-grams of its bare letters, and of its words.

Only hashes come out, and figures are written as one: what people wrote cannot be read from a model. Both pure and fast;
the same text gives the same numbers on every machine.
"""

import zlib
from collections.abc import Iterator

from paht.triage.personal import find
from paht.triage.wordlist import Text

SIZE = 1 << 15
_LONGEST = 1_500
_SHORTEST_GRAM, _LONGEST_GRAM = 3, 5


def features(text: Text) -> list[int]:
    """The numbers (0 to ``SIZE`` - 1) of what stands in the text, each once, in order."""
    return sorted({zlib.crc32(gram.encode()) % SIZE for gram in _grams(text)})


def without_personal_data(text: str) -> str:
    """The text without whatever may be personal data, so that not even its hashes are learnt (VL.7.5)."""
    made, last = [], 0
    for found in find(text):
        made += [text[last : found.start], " "]
        last = found.end
    return "".join((*made, text[last:]))


def _grams(text: Text) -> Iterator[str]:
    words = [word for word in text.words if len(word.bare) <= 12]
    bare = ["0" if word.bare.isdecimal() else word.bare for word in words]
    line = f" {' '.join(bare)} "[:_LONGEST]
    for length in range(_SHORTEST_GRAM, _LONGEST_GRAM + 1):
        for at in range(len(line) - length + 1):
            yield line[at : at + length]
    for at, word in enumerate(bare[:300]):
        yield f"w:{word}"
        if at + 1 < len(bare):
            yield f"w:{word} {bare[at + 1]}"
    if not text.is_bare:
        yield from (f"k:{word.key}" for word in words[:300] if not word.bare.isdecimal())

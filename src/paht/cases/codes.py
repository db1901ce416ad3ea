"""Report codes: cannot be guessed (54 bits of chance), carry a check character, can be read out on the phone.

``VL-7K3M-9QXB-2TRC``: 31 characters without I, L, O, S, U; a code typed with these is understood all the same.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRTVWXYZ"
_RANDOM_CHARACTERS = 11
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "S": "5", "U": "V"})


def new_code(prefix: str) -> str:
    """A fresh code of an edition's prefix."""
    chance, body = secrets.randbelow(len(ALPHABET) ** _RANDOM_CHARACTERS), ""
    for _ in range(_RANDOM_CHARACTERS):
        chance, place = divmod(chance, len(ALPHABET))
        body += ALPHABET[place]
    return _written(prefix, body + _check(body))


def read_code(typed: str) -> str | None:
    """The code as stored, from what a person typed; ``None`` when it is no code or was misread."""
    match = re.fullmatch(r"([A-Z]{2})([0-9A-Z]{12})", re.sub(r"[\s.\-–]", "", typed.upper()))
    if match is None:
        return None
    prefix, body = match[1], match[2].translate(_LOOKALIKES)
    if any(letter not in ALPHABET for letter in body) or _check(body[:-1]) != body[-1]:
        return None
    return _written(prefix, body)


def _check(body: str) -> str:
    """Weighted sum modulo the prime 31: one wrong character or two changed places are always noticed."""
    return ALPHABET[sum([place * _VALUES[letter] for place, letter in enumerate(body, start=1)]) % 31]


def _written(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:8]}-{body[8:]}"

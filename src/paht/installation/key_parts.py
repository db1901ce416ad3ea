"""The keys of the vault in two parts for two people: one part alone says nothing, both give the keys back.

The first part is chance, the second the keys with that chance added (XOR): either is as good as random numbers,
whatever is known of the keys. A digest inside tells a part that was misread or belongs to another pair of parts.
"""

import base64
import hashlib
import json
import os
import secrets
import textwrap
from collections.abc import Mapping

from paht.installation.errors import InstallationError

_TITLE = "paht vault keys, part {number} of 2, set {name}"
_DIGEST_BYTES = 32


def split(files: Mapping[str, bytes]) -> tuple[str, str]:
    """Two texts, to be kept by two people; every call makes a new set, whose parts fit each other alone."""
    content = json.dumps({name: base64.b64encode(data).decode() for name, data in files.items()}).encode()
    whole = hashlib.sha256(content).digest() + content
    chance, name = os.urandom(len(whole)), secrets.token_hex(4)
    return _written(1, name, chance), _written(2, name, _added(whole, chance))


def join(one: str, other: str) -> dict[str, bytes]:
    """The files again, from both parts in either order; raises InstallationError where they do not fit."""
    (first, name, chance), (second, other_name, rest) = sorted((_read(one), _read(other)))
    if (first, second) != ("1", "2") or name != other_name or len(chance) != len(rest):
        raise InstallationError(
            f"These are part {first} of set {name} and part {second} of set {other_name}: "
            "bring both parts of one set."
        )
    whole = _added(chance, rest)
    content = whole[_DIGEST_BYTES:]
    if hashlib.sha256(content).digest() != whole[:_DIGEST_BYTES]:
        raise InstallationError("One of the parts was changed or misread: compare each with its original.")
    return {file: base64.b64decode(data) for file, data in json.loads(content).items()}


def _written(number: int, name: str, data: bytes) -> str:
    lines = textwrap.wrap(base64.b64encode(data).decode(), 64)
    return "\n".join((_TITLE.format(number=number, name=name), *lines, ""))


def _read(text: str) -> tuple[str, str, bytes]:
    """Number, set and data of a part."""
    title, _, rest = text.strip().partition("\n")
    words = title.split()
    if len(words) != 9 or title != _TITLE.format(number=words[4], name=words[8]):
        raise InstallationError("This is no part of the vault's keys: its first line says what it is.")
    try:
        return words[4], words[8], base64.b64decode("".join(rest.split()), validate=True)
    except ValueError as error:
        raise InstallationError("A part was misread: letters are missing or wrong.") from error


def _added(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))

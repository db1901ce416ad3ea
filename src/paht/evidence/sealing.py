"""How an original is closed while it arrives, and opened again: AES-256-GCM in chunks, as in STREAM (Hoang,
Reyhanitabar, Rogaway, Vizár 2015).

A sealed file is a head (magic, and a digest that commits to the key) and chunks of 64 KiB, each under a nonce that
holds its number and whether it is the last. So no chunk can be changed, moved, left out or taken from another file, and
no file ends early. The key is random, one a file; what is sealed is bound to the file's identity as associated data.
"""

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK_BYTES = 64 * 1024
KEY_BYTES = 32
MAGIC = b"PAHT sealed 1\n"
HEAD_BYTES = len(MAGIC) + 32
_TAG_BYTES = 16


class Tampered(Exception):  # noqa: N818 (no error of the program: it says what lies on the disk)
    """The sealed file is not what was sealed, or this is not its key."""


def original_identity(jurisdiction_id: int, file_id: UUID) -> bytes:
    """What an original is bound to."""
    return f"paht original {jurisdiction_id} {file_id}".encode()


class Sealer:
    """Seals what comes, piece by piece; what it returns is to be written in this order."""

    def __init__(self, identity: bytes, *, key: bytes | None = None) -> None:
        self.key = os.urandom(KEY_BYTES) if key is None else key
        self._cipher, self._identity = AESGCM(self.key), identity
        self._number, self._waiting = 0, bytearray()

    def head(self) -> bytes:
        """What comes first. AES-GCM alone would let somebody make a file that two keys open to two contents."""
        return MAGIC + _commitment(self.key)

    def seal(self, piece: bytes) -> bytes:
        """The chunks that are full by now."""
        self._waiting += piece
        sealed = []
        # The last one waits: only the end tells that it is the last.
        while len(self._waiting) > CHUNK_BYTES:
            sealed.append(self._closed(bytes(self._waiting[:CHUNK_BYTES]), is_last=False))
            del self._waiting[:CHUNK_BYTES]
        return b"".join(sealed)

    def end(self) -> bytes:
        """The last chunk; there is always one."""
        return self._closed(bytes(self._waiting), is_last=True)

    def _closed(self, chunk: bytes, *, is_last: bool) -> bytes:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last=is_last), chunk, self._identity)
        self._number += 1
        return sealed


def opened(file: BinaryIO, *, key: bytes, identity: bytes) -> Iterator[bytes]:
    """The clear content, chunk by chunk; raises :class:`Tampered` at the first one that is not what was sealed."""
    head = file.read(HEAD_BYTES)
    if not head.startswith(MAGIC) or head[len(MAGIC) :] != _commitment(key):
        raise Tampered("its head, or the key of another file")
    cipher, number = AESGCM(key), 0
    chunk = file.read(CHUNK_BYTES + _TAG_BYTES)
    while True:
        following = file.read(CHUNK_BYTES + _TAG_BYTES)
        try:
            content = cipher.decrypt(_nonce(number, is_last=not following), chunk, identity)
        except (InvalidTag, ValueError) as error:
            raise Tampered(f"chunk {number}") from error
        yield content
        if not following:
            return
        chunk, number = following, number + 1


def clear_bytes(sealed_bytes: int) -> int:
    """How many bytes a sealed file of that size holds in the clear."""
    body = sealed_bytes - HEAD_BYTES
    return body - _TAG_BYTES * -(-body // (CHUNK_BYTES + _TAG_BYTES))


def _commitment(key: bytes) -> bytes:
    return hashlib.sha256(b"paht original key " + key).digest()


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + (b"\1" if is_last else b"\0")

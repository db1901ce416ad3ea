"""Opening a sealed original: the vault gives the key and records the look, the bytes are opened chunk by chunk.

Whoever calls has asked whether the actor has the right; nothing is written anywhere.
"""

from typing import BinaryIO, Protocol
from uuid import UUID

from paht.evidence.keys import NotGiven, key_of
from paht.evidence.records import original_path
from paht.evidence.sealing import CHUNK_BYTES, Tampered, opened, original_identity

__all__ = ["CHUNK_BYTES", "Content", "NotGiven", "Sealed", "Tampered", "copied", "look"]


class Sealed(Protocol):
    """What must be known of a file to open it."""

    @property
    def id(self) -> UUID:
        """Which file it is."""

    @property
    def jurisdiction_id(self) -> int:
        """Whose it is."""

    @property
    def sha256(self) -> str:
        """Its checksum."""


class Content:
    """The clear bytes of one original, piece by piece; to be closed where it is not read to its end."""

    def __init__(self, sealed: BinaryIO, key: bytes, identity: bytes) -> None:
        self._sealed, self._pieces = sealed, opened(sealed, key=key, identity=identity)
        self._first: bytes | None = next(self._pieces)

    def __iter__(self) -> "Content":
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            piece, self._first = self._first, None
            return piece
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Nothing more is read."""
        self._sealed.close()


def look(file: Sealed, *, actor_id: str, purpose: str) -> Content:
    """The clear bytes, piece by piece. The look is on record before this returns, and the first piece has been proven.

    Raises :class:`NotGiven` for an erased file, FileNotFoundError for a lost one, :class:`Tampered` for one that was
    changed (in its first piece now, later while it is read: then the answer breaks off), and
    :class:`paht.people.vault.VaultClosed`.
    """
    path = original_path(jurisdiction_id=file.jurisdiction_id, sha256=file.sha256, file_id=file.id)
    sealed = path.open("rb")
    try:
        key = key_of(
            jurisdiction_id=file.jurisdiction_id, file_id=file.id, actor_id=actor_id, purpose=purpose
        )
        return Content(sealed, key, original_identity(file.jurisdiction_id, file.id))
    except BaseException:
        sealed.close()
        raise


def copied(file: Sealed, *, actor_id: str, purpose: str, into: BinaryIO) -> None:
    """The clear bytes written into a file that lies in memory, which then stands at its beginning."""
    for piece in look(file, actor_id=actor_id, purpose=purpose):
        into.write(piece)
    into.seek(0)

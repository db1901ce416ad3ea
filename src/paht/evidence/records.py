"""What is known of a file, and where its sealed bytes lie.

``sha256`` is the *checksum* of a file, hexadecimal, 32 bytes: a hash of its clear bytes keyed with the installation's
own key, so that equal files of one province are known as equal and nobody who has a photograph can prove by the record
that it was sent. Files of older homes have the plain SHA-256 there, which the event log holds for ever.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from paht.examining.exif import Circumstances as Circumstances
from paht.examining.exif import TakenSource as TakenSource
from paht.installation.home import Home


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What an arrived file showed. Width and height are in pixels as seen upright; sounds and documents have none."""

    sha256: str
    media_type: str
    size_bytes: int
    width: int | None
    height: int | None
    taken_at: datetime | None
    taken_source: TakenSource | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, kw_only=True)
class Arrived(Examined):
    """A file whose sealed bytes are on disk for good, and the key that nobody but the vault may keep."""

    id: UUID
    key: bytes = field(repr=False)
    smallest: bytes | None = field(default=None, repr=False)
    """The smallest copy as JPEG, where one could be made."""


@dataclass(frozen=True, kw_only=True)
class StoredFile(Examined):
    """A kept file with its row: the name the user gave it and its other EXIF are known to nobody."""

    id: UUID
    jurisdiction_id: int

    @property
    def is_video(self) -> bool:
        """Whether it is a moving picture."""
        return self.media_type.startswith("video/")


def jurisdiction_folder(jurisdiction_id: int) -> Path:
    """The folder of one jurisdiction's originals."""
    return Home.from_environment().files / str(jurisdiction_id)


def original_path(*, jurisdiction_id: int, sha256: str, file_id: UUID) -> Path:
    """Where the sealed bytes of a file lie. Two senders of the same bytes have a file each, under a key of its own: the
    one may be erased without the other."""
    return jurisdiction_folder(jurisdiction_id) / sha256[:2] / f"{sha256}.{file_id.hex}"


def clear_path(*, jurisdiction_id: int, sha256: str) -> Path:
    """Where an older program left the bytes in the clear."""
    return jurisdiction_folder(jurisdiction_id) / sha256[:2] / sha256

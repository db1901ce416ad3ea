"""What is known of a file, and where its bytes lie."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from paht.installation.home import Home

TakenSource = Literal["exif", "exif-local", "gps"]
"""Where a taking time comes from: EXIF with its offset, EXIF read as Vietnamese time, the GPS's clock."""


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """When and where a picture says that it was taken; None where it says nothing that can be believed."""

    taken_at: datetime | None = None
    taken_source: TakenSource | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A file whose bytes are on disk for good. Width and height are in pixels as seen upright; a video has
    none, since nothing here decodes one.
    """

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
class StoredFile(Examined):
    """A kept file with its row: the name the user gave it and its other EXIF are known to nobody."""

    id: UUID
    jurisdiction_id: int

    @property
    def is_video(self) -> bool:
        """Whether it is a moving picture, which has no copies."""
        return self.media_type.startswith("video/")


def jurisdiction_folder(jurisdiction_id: int) -> Path:
    """The folder of one jurisdiction's originals."""
    return Home.from_environment().files / str(jurisdiction_id)


def original_path(*, jurisdiction_id: int, sha256: str) -> Path:
    """Where the bytes with this hash lie; the caller shows them to nobody but those who handle the case."""
    return jurisdiction_folder(jurisdiction_id) / sha256[:2] / sha256

"""Signed words that let a form carry a file kept before the report is sent, so that the photo stays after an
error without JavaScript.
"""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from paht import signing
from paht.evidence.records import StoredFile

SALT = "paht.evidence.uploaded-file"
STORED_SALT = "paht.evidence.stored-file"


def sign(file_id: UUID, jurisdiction_id: int, *, holder: UUID | None = None) -> str:
    """The token of a kept file, good in this jurisdiction alone and, where a ``holder`` is named, for that one alone;
    about 90 characters (123 with a holder) fit for a form or URL."""
    return signing.TimestampSigner(salt=SALT).sign(f"{_owner(jurisdiction_id, holder)}.{file_id.hex}")


def read(
    token: str, jurisdiction_id: int, max_age_seconds: int = 86_400, *, holder: UUID | None = None
) -> UUID | None:
    """The file that the token names; None when it was changed, is too old, comes from another jurisdiction or is
    another holder's.

    Its age is the signature's own, told by the machine's time like any cookie's; no term of the law hangs on it.
    """
    try:
        words = signing.TimestampSigner(salt=SALT).unsign(token, max_age=max_age_seconds)
    except signing.BadSignature:
        return None
    owner, _, hexadecimal = words.rpartition(".")
    return UUID(hex=hexadecimal) if owner == _owner(jurisdiction_id, holder) else None


def _owner(jurisdiction_id: int, holder: UUID | None) -> str:
    return f"{jurisdiction_id}" if holder is None else f"{jurisdiction_id}.{holder.hex}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a token says of a kept file, so that sending it reads no row."""

    id: UUID
    jurisdiction_id: int
    sha256: str
    media_type: str
    size_bytes: int
    latitude: float | None = None
    longitude: float | None = None


def kept(stored: StoredFile) -> Kept:
    """What a token will say of the file."""
    return Kept(
        id=stored.id,
        jurisdiction_id=stored.jurisdiction_id,
        sha256=stored.sha256,
        media_type=stored.media_type,
        size_bytes=stored.size_bytes,
        latitude=stored.latitude,
        longitude=stored.longitude,
    )


def sign_kept(file: Kept) -> str:
    """The token of a file with its hash, media type and position, fit for a form or URL (about 220 characters).

    It is signed, not secret: whoever holds it sent the file, and knows all that it says.
    """
    words: dict[str, str | int | float | None] = {
        "j": file.jurisdiction_id,
        "i": file.id.hex,
        "h": file.sha256,
        "m": file.media_type,
        "s": file.size_bytes,
    }
    if file.latitude is not None and file.longitude is not None:
        words |= {"y": round(file.latitude, 6), "x": round(file.longitude, 6)}
    return _signer().sign_object(words)


@cache
def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=STORED_SALT)


def read_kept(token: str, *, jurisdiction_id: int, max_age_seconds: int = 86_400) -> Kept | None:
    """The file that the token tells of; None when it was changed, is too old or comes from another jurisdiction."""
    try:
        words = _signer().unsign_object(token, max_age=max_age_seconds)
    except signing.BadSignature:
        return None
    if words["j"] != jurisdiction_id:
        return None
    return Kept(
        id=UUID(hex=words["i"]),
        jurisdiction_id=jurisdiction_id,
        sha256=words["h"],
        media_type=words["m"],
        size_bytes=words["s"],
        latitude=words.get("y"),
        longitude=words.get("x"),
    )

"""Keeping what was sent: bytes first, each on disk for good, then the row that names them."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from django.db import connection

from paht.evidence import completeness, reading, refusals, signatures
from paht.evidence.records import (
    Circumstances,
    Examined,
    StoredFile,
    jurisdiction_folder,
    original_path,
)
from paht.evidence.refusals import Unreadable
from paht.evidence.signatures import Kind
from paht.identity import new_id

__all__ = ["StoredFile", "Unreadable", "keep", "put"]

MEGABYTE = 1024 * 1024
CHUNK_BYTES = 64 * 1024
VIDEO_LIMIT_MB = 60
INCOMING = "incoming"
"""The folder beside the kept files where one lies while it arrives; what is old there was left by a kill."""


@runtime_checkable
class Chunked(Protocol):
    """What a form's file is to Django."""

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece."""


Upload = BinaryIO | Chunked


def keep(*, jurisdiction_id: int, upload: Upload, received_at: datetime) -> StoredFile | Unreadable:
    """Keep the file and its row, or say why it cannot be evidence (then nothing is kept).

    The bytes are safe from a loss of power before the row is inserted, so no row can name a file that is not
    there. Raises OSError where the disk refuses and whatever the database raises.
    """
    assert received_at.tzinfo is not None, "a moment has a zone"
    examined = put(upload, jurisdiction_id=jurisdiction_id)
    if isinstance(examined, Unreadable):
        return examined
    return insert(examined, jurisdiction_id=jurisdiction_id, received_at=received_at)


def put(upload: Upload, *, jurisdiction_id: int) -> Examined | Unreadable:
    """Examine the file and put its bytes on disk under their hash, once however often they are sent; needs no
    database.
    """
    folder = jurisdiction_folder(jurisdiction_id)
    incoming = folder / INCOMING
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=incoming)
    arriving = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            received = receive(upload, into=file)
            if isinstance(received, Unreadable):
                return received
            kind, sha256, size = received
            file.flush()
            examined = examine(arriving, kind=kind, sha256=sha256, size_bytes=size)
            if isinstance(examined, Examined):
                settle(
                    arriving, file=file, home=original_path(jurisdiction_id=jurisdiction_id, sha256=sha256)
                )
        return examined
    finally:
        arriving.unlink(missing_ok=True)


def receive(upload: Upload, *, into: BinaryIO) -> tuple[Kind, str, int] | Unreadable:
    """Write the upload into a file as it comes; its kind, its SHA-256 (hexadecimal) and its size in bytes.

    Ends early when the first bytes already show that it cannot be evidence, or when it grows past its limit.
    """
    digest, size, head = hashlib.sha256(), 0, b""
    kind: Kind | None = None
    for chunk in pieces(upload):
        digest.update(chunk)
        size += len(chunk)
        into.write(chunk)
        if kind is None:
            head += chunk[: signatures.HEAD_BYTES]
            if len(head) < signatures.HEAD_BYTES:
                continue
            recognised = signatures.recognise(head[: signatures.HEAD_BYTES])
            if isinstance(recognised, Unreadable):
                return recognised
            kind = recognised
        if size > limit_mb(kind) * MEGABYTE:
            return refusals.too_large(limit_mb=limit_mb(kind), video=kind.is_video)
    if kind is None:
        recognised = signatures.recognise(head)
        if isinstance(recognised, Unreadable):
            return recognised
        kind = recognised
    return kind, digest.hexdigest(), size


def pieces(upload: Upload) -> Iterator[bytes]:
    """The content of a form's file or of any open file, piece by piece."""
    if isinstance(upload, Chunked):
        yield from upload.chunks()
        return
    while chunk := upload.read(CHUNK_BYTES):
        yield chunk


def limit_mb(kind: Kind) -> int:
    """The most megabytes that a file of this kind may have: PAHT_MAX_UPLOAD_MB (25) for a picture."""
    return VIDEO_LIMIT_MB if kind.is_video else int(os.environ.get("PAHT_MAX_UPLOAD_MB", "25"))


def examine(path: Path, *, kind: Kind, sha256: str, size_bytes: int) -> Examined | Unreadable:
    """What the arrived file says of itself, or why it cannot be evidence."""
    if not completeness.is_whole(path, kind=kind):
        return refusals.TRUNCATED_VIDEO if kind.is_video else refusals.TRUNCATED_PICTURE
    width: int | None = None
    height: int | None = None
    said = Circumstances()
    if not kind.is_video:
        measured = reading.measure(path, kind=kind)
        if isinstance(measured, Unreadable):
            return measured
        width, height, said = measured
    return Examined(
        sha256=sha256,
        media_type=kind.media_type,
        size_bytes=size_bytes,
        width=width,
        height=height,
        taken_at=said.taken_at,
        taken_source=said.taken_source,
        latitude=said.latitude,
        longitude=said.longitude,
    )


def settle(arriving: Path, *, file: BinaryIO, home: Path) -> None:
    """Give the arrived file its lasting name and make both survive a loss of power."""
    folder = home.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    if not home.exists():
        os.fsync(file.fileno())
        arriving.replace(home)
    # Also where the file was there already: whoever put it there may not have come to this line yet. Each
    # folder's own name lies in the folder above it.
    for path in (folder, folder.parent, folder.parent.parent):
        sync_folder(path)


def sync_folder(path: Path) -> None:
    """Make the names in this folder survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def insert(examined: Examined, *, jurisdiction_id: int, received_at: datetime) -> StoredFile:
    """Insert the row of a file whose bytes are on disk: one statement."""
    stored = StoredFile(
        id=new_id(),
        jurisdiction_id=jurisdiction_id,
        sha256=examined.sha256,
        media_type=examined.media_type,
        size_bytes=examined.size_bytes,
        width=examined.width,
        height=examined.height,
        taken_at=examined.taken_at,
        taken_source=examined.taken_source,
        latitude=examined.latitude,
        longitude=examined.longitude,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_file (jurisdiction_id, id, sha256, media_type, size_bytes, width, height,"
            " taken_at, taken_source, latitude, longitude, received_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                jurisdiction_id,
                stored.id,
                bytes.fromhex(stored.sha256),
                stored.media_type,
                stored.size_bytes,
                stored.width,
                stored.height,
                stored.taken_at,
                stored.taken_source,
                stored.latitude,
                stored.longitude,
                received_at,
            ],
        )
    return stored


def forget_unfinished(*, jurisdiction_id: int, before: datetime) -> int:
    """Remove what a killed process left half received before that moment; how many files. For the worker."""
    removed = 0
    incoming = jurisdiction_folder(jurisdiction_id) / INCOMING
    for path in incoming.glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                removed += 1
    return removed

"""Keeping what was sent: sealed while it arrives, on disk for good, then the row that names it and the key's record.

No clear byte reaches a disk: what is looked into lies in memory for that moment. The key of a file is a record of the
vault, whose identifier is the file's own; this process can make it and never read it again.
"""

import contextlib
import hmac
import os
import tempfile
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.db import connection

from paht.evidence import copies, examination
from paht.evidence.examination import Seen
from paht.evidence.keys import sealed_key
from paht.evidence.records import Arrived, StoredFile, jurisdiction_folder, original_path
from paht.evidence.sealing import Sealer, original_identity
from paht.examining import limits, refusals, signatures
from paht.examining.refusals import Unreadable
from paht.examining.signatures import Family, Kind
from paht.identity import new_id
from paht.installation.home import Home
from paht.installation.keys import evidence_key

__all__ = ["StoredFile", "Unreadable", "keep", "put"]

MEGABYTE = 1024 * 1024
CHUNK_BYTES = 64 * 1024
INCOMING = "incoming"
"""The folder beside the kept files where one lies while it arrives; what is old there was left by a kill."""


@runtime_checkable
class Chunked(Protocol):
    """What a form's file is to Django."""

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece."""


Upload = BinaryIO | Chunked


def keep(
    *,
    jurisdiction_id: int,
    upload: Upload,
    received_at: datetime,
    takes: Collection[Family] = signatures.SCENES,
) -> StoredFile | Unreadable:
    """Keep the file and its row, or say why it cannot be evidence (then nothing is kept): also where it is of no family
    that the form ``takes``.

    The bytes are safe from a loss of power before the row is inserted, so no row can name a file that is not
    there. Raises OSError where the disk refuses and whatever the database raises.
    """
    assert received_at.tzinfo is not None, "a moment has a zone"
    arrived = put(upload, jurisdiction_id=jurisdiction_id, takes=takes)
    if isinstance(arrived, Unreadable):
        return arrived
    return insert(arrived, jurisdiction_id=jurisdiction_id, received_at=received_at)


def put(
    upload: Upload, *, jurisdiction_id: int, takes: Collection[Family] = signatures.ATTACHMENTS
) -> Arrived | Unreadable:
    """Seal the file as it comes, look at it, and put its sealed bytes on disk; needs no database."""
    folder = jurisdiction_folder(jurisdiction_id)
    incoming = folder / INCOMING
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    file_id = new_id()
    sealer = Sealer(original_identity(jurisdiction_id, file_id))
    descriptor, name = tempfile.mkstemp(dir=incoming)
    arriving = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file, examination.in_memory() as clear:
            received = receive(upload, into=file, sealer=sealer, clear=clear, jurisdiction_id=jurisdiction_id)
            if isinstance(received, Unreadable):
                return received
            seen = examination.look_at(clear)
            if isinstance(seen, Unreadable):
                return seen
            family = signatures.KINDS[seen.findings.media_type].family
            if family not in takes:
                # Only now: a film's container may hold a sound alone.
                return refusals.not_here(family)
            file.flush()
            home = original_path(jurisdiction_id=jurisdiction_id, sha256=received, file_id=file_id)
            settle(arriving, file=file, home=home)
        return _arrived(seen, file_id, sealer.key, checksum=received)
    finally:
        arriving.unlink(missing_ok=True)


def judged(
    upload: Upload, *, jurisdiction_id: int, takes: Collection[Family] = signatures.ATTACHMENTS
) -> Unreadable | None:
    """Why :func:`put` would not take the file; ``None`` where it would. Nothing is kept."""
    sealer = Sealer(original_identity(jurisdiction_id, new_id()))
    with Path(os.devnull).open("wb") as nowhere, examination.in_memory() as clear:
        received = receive(upload, into=nowhere, sealer=sealer, clear=clear, jurisdiction_id=jurisdiction_id)
        seen = received if isinstance(received, Unreadable) else examination.look_at(clear)
    if isinstance(seen, Unreadable):
        return seen
    family = signatures.KINDS[seen.findings.media_type].family
    return None if family in takes else refusals.not_here(family)


def checksum_of(jurisdiction_id: int) -> hmac.HMAC:
    """The checksum of no bytes yet: equal ones for equal bytes of one province, by the installation's key."""
    keyed = _keyed().copy()
    keyed.update(b"%d " % jurisdiction_id)
    return keyed


@cache
def _keyed() -> hmac.HMAC:
    return hmac.new(evidence_key(settings.HOME), digestmod="sha256")


def receive(
    upload: Upload, *, into: BinaryIO, sealer: Sealer, clear: BinaryIO, jurisdiction_id: int
) -> str | Unreadable:
    """Seal the upload into a file as it comes; its checksum (hexadecimal).

    Ends early when the first bytes already show that it cannot be evidence, or when it grows past its limit.
    """
    checksum, size, head = checksum_of(jurisdiction_id), 0, b""
    kind: Kind | None = None
    into.write(sealer.head())
    for chunk in pieces(upload):
        checksum.update(chunk)
        size += len(chunk)
        into.write(sealer.seal(chunk))
        clear.write(chunk)
        if kind is None:
            head += chunk[: signatures.HEAD_BYTES]
            if len(head) < signatures.HEAD_BYTES:
                continue
            recognised = signatures.recognise(head[: signatures.HEAD_BYTES])
            if isinstance(recognised, Unreadable):
                return recognised
            kind = recognised
        if size > limits.megabytes(kind.family) * MEGABYTE:
            return refusals.too_large(limit_mb=limits.megabytes(kind.family), family=kind.family)
    if kind is None:
        recognised = signatures.recognise(head)
        if isinstance(recognised, Unreadable):
            return recognised
    into.write(sealer.end())
    return checksum.hexdigest()


def pieces(upload: Upload) -> Iterator[bytes]:
    """The content of a form's file or of any open file, piece by piece."""
    if isinstance(upload, Chunked):
        yield from upload.chunks()
        return
    while chunk := upload.read(CHUNK_BYTES):
        yield chunk


def _arrived(seen: Seen, file_id: UUID, key: bytes, *, checksum: str) -> Arrived:
    """What the row keeps of the findings. A film's header is not the camera's own word of the moment, and is none of
    it."""
    found = seen.findings
    taken = next((each for each in found.moments if each.source in ("exif", "exif-local", "gps")), None)
    spot = found.spots[0] if found.spots else None
    return Arrived(
        id=file_id,
        key=key,
        smallest=seen.smallest,
        sha256=checksum,
        media_type=found.media_type,
        size_bytes=found.size_bytes,
        width=found.width,
        height=found.height,
        taken_at=taken.at if taken else None,
        taken_source=taken.source if taken else None,  # type: ignore[arg-type]
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
    )


def settle(arriving: Path, *, file: BinaryIO, home: Path) -> None:
    """Give the arrived file its lasting name and make both survive a loss of power."""
    folder = home.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    os.fsync(file.fileno())
    arriving.replace(home)
    # Each folder's own name lies in the folder above it.
    for path in (folder, folder.parent, folder.parent.parent):
        sync_folder(path)


def sync_folder(path: Path) -> None:
    """Make the names in this folder survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def insert(arrived: Arrived, *, jurisdiction_id: int, received_at: datetime) -> StoredFile:
    """Insert the row of a file whose sealed bytes are on disk, its key as a record of the vault, and the worker's task
    of making copies: one statement. The smallest copy is there already."""
    stored = StoredFile(
        id=arrived.id,
        jurisdiction_id=jurisdiction_id,
        sha256=arrived.sha256,
        media_type=arrived.media_type,
        size_bytes=arrived.size_bytes,
        width=arrived.width,
        height=arrived.height,
        taken_at=arrived.taken_at,
        taken_source=arrived.taken_source,
        latitude=arrived.latitude,
        longitude=arrived.longitude,
    )
    key = sealed_key(arrived.key, jurisdiction_id=jurisdiction_id, file_id=stored.id)
    if arrived.smallest is not None:
        copies.keep_copies(stored, {(320, "jpeg"): arrived.smallest})
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "jurisdiction": jurisdiction_id,
                "id": stored.id,
                "sha256": bytes.fromhex(stored.sha256),
                "media_type": stored.media_type,
                "size": stored.size_bytes,
                "width": stored.width,
                "height": stored.height,
                "taken_at": stored.taken_at,
                "taken_source": stored.taken_source,
                "latitude": stored.latitude,
                "longitude": stored.longitude,
                "at": received_at,
                "version": key.key_version,
                "wrapped": key.wrapped_key,
                "sealed": key.sealed,
            },
        )
    return stored


_INSERT = """
WITH kept AS (
    INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
    VALUES (%(jurisdiction)s, %(id)s, %(version)s, %(wrapped)s, %(sealed)s, %(at)s)
), waits AS (
    INSERT INTO evidence_waiting (jurisdiction_id, file_id, since, due_at)
    VALUES (%(jurisdiction)s, %(id)s, %(at)s, %(at)s)
)
INSERT INTO evidence_file (jurisdiction_id, id, sha256, media_type, size_bytes, width, height,
    taken_at, taken_source, latitude, longitude, received_at)
VALUES (%(jurisdiction)s, %(id)s, %(sha256)s, %(media_type)s, %(size)s, %(width)s, %(height)s,
    %(taken_at)s, %(taken_source)s, %(latitude)s, %(longitude)s, %(at)s)
"""


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


def forget_all_unfinished(*, now: datetime) -> int:
    """The same for every province, of what is a day old; how many files."""
    numbers = [
        int(path.name) for path in Home.from_environment().files.glob("[0-9]*") if path.name.isdecimal()
    ]
    return sum(
        forget_unfinished(jurisdiction_id=number, before=now - timedelta(days=1)) for number in numbers
    )

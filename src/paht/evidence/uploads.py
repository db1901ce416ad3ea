"""Uploads in pieces, so that a bad connection costs the piece that was under way and not the file.

The pieces lie on disk sealed under a key that is worked out from the browser's own secret: while the browser speaks to
us the process knows it, at rest nobody does. What is whole is kept like any file (:mod:`paht.evidence.storage`); what
is not finished in a day is thrown away unread.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection, transaction

from paht.evidence import queries, storage
from paht.evidence.records import StoredFile, jurisdiction_folder
from paht.evidence.sealing import KEY_BYTES, Sealer, Tampered, opened
from paht.evidence.storage import MEGABYTE, sync_folder
from paht.examining import limits, refusals, signatures
from paht.examining.refusals import Unreadable
from paht.identity import new_id
from paht.people.allowances import SPENT, Allowance, keyed, parameters

LASTS = timedelta(days=1)
"""As long as a form is good."""
PIECE_BYTES = MEGABYTE
"""What is written at once: a cut costs at most so much."""
LONGEST_BYTES = limits.VIDEO_MB * MEGABYTE
MOST_WAITING_BYTES = 20 * 1024 * MEGABYTE
"""Of all uploads of a province that are not finished: what a flood may take of the disk."""
PIECES = "pieces"
SECRET_BYTES = 32


_BROKEN = Unreadable(
    "Các phần đã nhận của tệp không ghép lại được nên tệp chưa được nhận. Hãy chọn lại tệp để tải lên từ đầu."
)


class TooMuch(Exception):  # noqa: N818 (an answer)
    """Too much was begun: by this browser, phone, network, or in all."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An upload: its length and how much of it has come, in bytes; the file once it is whole."""

    jurisdiction_id: int
    id: UUID
    length: int
    received: int
    expires_at: datetime
    file_id: UUID | None

    @property
    def is_whole(self) -> bool:
        """Whether every byte has come."""
        return self.received == self.length


def begin(
    *, jurisdiction_id: int, secret: bytes, length: int, most: tuple[Allowance, ...], at: datetime
) -> Begun:
    """Begin an upload of the browser with this secret. Raises :class:`TooMuch`."""
    assert 0 < length <= LONGEST_BYTES
    begun = Begun(jurisdiction_id, new_id(), length, 0, at + LASTS, None)
    given = {
        **parameters(most),
        "at": at,
        "jurisdiction": jurisdiction_id,
        "id": begun.id,
        "owner": _owner(secret),
        "length": length,
        "expires": begun.expires_at,
        "most_waiting": MOST_WAITING_BYTES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, given)
        if cursor.rowcount == 0:
            raise TooMuch
    return begun


_BEGIN = f"""
WITH spent AS MATERIALIZED (SELECT {SPENT} AS place)
INSERT INTO evidence_upload (jurisdiction_id, id, owner, length, expires_at)
SELECT %(jurisdiction)s, %(id)s, %(owner)s, %(length)s, %(expires)s FROM spent
WHERE place = 0 AND %(length)s + (
    SELECT coalesce(sum(length), 0) FROM evidence_upload WHERE jurisdiction_id = %(jurisdiction)s AND file_id IS NULL
) <= %(most_waiting)s
"""


def find(*, jurisdiction_id: int, upload_id: UUID, secret: bytes, at: datetime) -> Begun | None:
    """The browser's own upload; ``None`` for another's, an expired one, none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT length, received, expires_at, file_id FROM evidence_upload "
            "WHERE jurisdiction_id = %s AND id = %s AND owner = %s AND expires_at > %s",
            [jurisdiction_id, upload_id, _owner(secret), at],
        )
        row = cursor.fetchone()
    return Begun(jurisdiction_id, upload_id, *row) if row else None


def add(begun: Begun, piece: bytes, *, secret: bytes) -> int | Unreadable | None:
    """Keep the piece that follows what has come; how many bytes have come then. ``None`` where something else came
    there meanwhile. A first piece of what can be no evidence is refused at once, and the upload with it."""
    assert 0 < len(piece) <= begun.length - begun.received
    if begun.received == 0 and len(piece) >= min(signatures.HEAD_BYTES, begun.length):
        recognised = signatures.recognise(piece[: signatures.HEAD_BYTES])
        if isinstance(recognised, Unreadable):
            drop(begun)
            return recognised
        if begun.length > limits.megabytes(recognised.family) * MEGABYTE:
            drop(begun)
            return refusals.too_large(limit_mb=limits.megabytes(recognised.family), family=recognised.family)
    folder = _folder(begun)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    arriving = folder / f".{new_id().hex}"
    try:
        _write_sealed(arriving, piece, key=_key(secret, begun.id), identity=_identity(begun, begun.received))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE evidence_upload SET received = received + %s "
                "WHERE jurisdiction_id = %s AND id = %s AND received = %s RETURNING received",
                [len(piece), begun.jurisdiction_id, begun.id, begun.received],
            )
            row = cursor.fetchone()
            if row is not None:
                arriving.replace(folder / _name(begun.received))
                sync_folder(folder)
        return int(row[0]) if row else None
    finally:
        arriving.unlink(missing_ok=True)


def finish(begun: Begun, *, secret: bytes, at: datetime) -> StoredFile | Unreadable:
    """Keep the whole file, once however often it is asked; or say why it is no evidence: then the upload is gone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT file_id FROM evidence_upload WHERE jurisdiction_id = %s AND id = %s FOR UPDATE",
                [begun.jurisdiction_id, begun.id],
            )
            row = cursor.fetchone()
        if row is not None and row[0] is not None:
            stored = queries.file(jurisdiction_id=begun.jurisdiction_id, id=row[0])
            assert stored is not None, "the file was kept in the same transaction"
            return stored
        kept: StoredFile | Unreadable
        try:
            kept = storage.keep(
                jurisdiction_id=begun.jurisdiction_id, upload=_Whole(begun, secret), received_at=at
            )
        except (Tampered, FileNotFoundError):
            kept = _BROKEN
        if isinstance(kept, StoredFile):
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE evidence_upload SET file_id = %s WHERE jurisdiction_id = %s AND id = %s",
                    [kept.id, begun.jurisdiction_id, begun.id],
                )
    if isinstance(kept, Unreadable):
        drop(begun)
    else:
        shutil.rmtree(_folder(begun), ignore_errors=True)
    return kept


class _Whole:
    """The pieces in their order, opened while they are read."""

    def __init__(self, begun: Begun, secret: bytes) -> None:
        self._begun, self._key = begun, _key(secret, begun.id)

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece."""
        at = 0
        while at < self._begun.length:
            with (_folder(self._begun) / _name(at)).open("rb") as file:
                for piece in opened(file, key=self._key, identity=_identity(self._begun, at)):
                    at += len(piece)
                    yield piece


def drop(begun: Begun) -> None:
    """Forget the upload and its pieces."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM evidence_upload WHERE jurisdiction_id = %s AND id = %s",
            [begun.jurisdiction_id, begun.id],
        )
    shutil.rmtree(_folder(begun), ignore_errors=True)


def forget_expired(*, at: datetime) -> int:
    """Throw away what was not finished in time, and the rows of what was; how many. For the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM evidence_upload WHERE expires_at <= %s "
            "RETURNING jurisdiction_id, id, length, received, expires_at, file_id",
            [at],
        )
        gone = [Begun(*row) for row in cursor.fetchall()]
    for begun in gone:
        shutil.rmtree(_folder(begun), ignore_errors=True)
    return len(gone)


def _write_sealed(path: Path, piece: bytes, *, key: bytes, identity: bytes) -> None:
    sealer = Sealer(identity, key=key)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealer.head() + sealer.seal(piece) + sealer.end())
        file.flush()
        os.fsync(file.fileno())


def _folder(begun: Begun) -> Path:
    return jurisdiction_folder(begun.jurisdiction_id) / PIECES / begun.id.hex


def _name(offset: int) -> str:
    return f"{offset:012d}"


def _identity(begun: Begun, offset: int) -> bytes:
    return f"paht piece {begun.jurisdiction_id} {begun.id} {offset}".encode()


def _owner(secret: bytes) -> bytes:
    return keyed(f"upload {secret.hex()}")


def _key(secret: bytes, upload_id: UUID) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=upload_id.bytes, info=b"paht pieces of an upload").derive(secret)

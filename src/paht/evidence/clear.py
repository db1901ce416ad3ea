"""Files that an older program left on disk in the clear: found, sealed, proven, removed.

Each row of such a file gets sealed bytes and a key of its own. The record of the key and the end of the task are one
transaction, and the clear file goes last: after a crash anywhere the same steps are gone again.
"""

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from paht.evidence import copies, examinations
from paht.evidence.keys import sealed_key
from paht.evidence.records import StoredFile, clear_path, jurisdiction_folder, original_path
from paht.evidence.sealing import Sealer, Tampered, opened, original_identity
from paht.evidence.storage import CHUNK_BYTES, INCOMING, settle, sync_folder
from paht.installation.home import Home
from paht.people.erasures import Ledger

_CLEAR_NAME = re.compile(r"[0-9a-f]{64}")


def enqueue_clear(*, now: datetime, ledger: Ledger) -> int:
    """Find what lies in the clear and make a task of each; what is sealed already is removed. How many tasks are new.

    Names are looked at, not files: some hundred thousand take a second. For the worker's start: a home of an older
    program, or a restored one.
    """
    erased = _erased(ledger)
    count = 0
    for jurisdiction_id, path in _lying_in_clear():
        count += _enqueue(jurisdiction_id, path, erased=erased, now=now)
    return count


def _lying_in_clear() -> Iterator[tuple[int, Path]]:
    for folder in Home.from_environment().files.glob("[0-9]*"):
        for path in folder.glob("??/*"):
            if folder.name.isdecimal() and _CLEAR_NAME.fullmatch(path.name):
                yield int(folder.name), path


def _enqueue(jurisdiction_id: int, path: Path, *, erased: frozenset[UUID], now: datetime) -> int:
    waiting = [
        file_id
        for file_id in _rows_of(jurisdiction_id, path.name)
        if file_id not in erased
        and not original_path(jurisdiction_id=jurisdiction_id, sha256=path.name, file_id=file_id).exists()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_waiting (jurisdiction_id, file_id, since, due_at, in_clear) "
            "SELECT %s, unnest(%s::uuid[]), %s, %s, true ON CONFLICT DO NOTHING",
            [jurisdiction_id, waiting, now, now],
        )
        made = int(cursor.rowcount)
    _remove_where_sealed(jurisdiction_id, path.name)
    return made


def seal_clear(stored: StoredFile, *, ledger: Ledger) -> None:
    """Seal the file that lies in the clear, prove the sealed one, then remove the clear one where no other row needs
    it. Raises :class:`Tampered` where the clear bytes are not those of the row's checksum, FileNotFoundError."""
    clear = clear_path(jurisdiction_id=stored.jurisdiction_id, sha256=stored.sha256)
    if stored.id in _erased(ledger):
        _is_sealed(stored)
        forget_copies(stored, ledger=ledger)
    else:
        _seal(stored, clear)
    _remove_where_sealed(stored.jurisdiction_id, stored.sha256)


def _seal(stored: StoredFile, clear: Path) -> None:
    identity = original_identity(stored.jurisdiction_id, stored.id)
    sealer, digest = Sealer(identity), hashlib.sha256()
    incoming = jurisdiction_folder(stored.jurisdiction_id) / INCOMING
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            file.write(sealer.head())
            with clear.open("rb") as source:
                while chunk := source.read(CHUNK_BYTES):
                    digest.update(chunk)
                    file.write(sealer.seal(chunk))
            file.write(sealer.end())
            if digest.hexdigest() != stored.sha256:
                raise Tampered("what lies in the clear")
            file.flush()
            _prove(name, key=sealer.key, identity=identity, sha256=stored.sha256)
            with transaction.atomic():
                _keep_key(stored, sealer.key)
                _is_sealed(stored)
                home = original_path(
                    jurisdiction_id=stored.jurisdiction_id, sha256=stored.sha256, file_id=stored.id
                )
                settle(Path(name), file=file, home=home)
    finally:
        Path(name).unlink(missing_ok=True)


def _prove(name: str, *, key: bytes, identity: bytes, sha256: str) -> None:
    digest = hashlib.sha256()
    with open(name, "rb") as file:
        for piece in opened(file, key=key, identity=identity):
            digest.update(piece)
    if digest.hexdigest() != sha256:
        raise Tampered("what was just sealed")


def _keep_key(stored: StoredFile, key: bytes) -> None:
    record = sealed_key(key, jurisdiction_id=stored.jurisdiction_id, file_id=stored.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at) "
            "SELECT f.jurisdiction_id, f.id, %s, %s, %s, f.received_at FROM evidence_file f "
            "WHERE f.jurisdiction_id = %s AND f.id = %s",
            [record.key_version, record.wrapped_key, record.sealed, stored.jurisdiction_id, stored.id],
        )


def _is_sealed(stored: StoredFile) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_waiting SET in_clear = false WHERE jurisdiction_id = %s AND file_id = %s",
            [stored.jurisdiction_id, stored.id],
        )


def _remove_where_sealed(jurisdiction_id: int, sha256: str) -> None:
    """Remove the clear file where no row waits for it. One without any row (its sending was broken off) goes, too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM evidence_file f JOIN evidence_waiting w "
            "ON w.jurisdiction_id = f.jurisdiction_id AND w.file_id = f.id AND w.in_clear "
            "WHERE f.jurisdiction_id = %s AND f.sha256 = %s)",
            [jurisdiction_id, bytes.fromhex(sha256)],
        )
        (is_needed,) = cursor.fetchone()
    if not is_needed:
        path = clear_path(jurisdiction_id=jurisdiction_id, sha256=sha256)
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            sync_folder(path.parent)


def _rows_of(jurisdiction_id: int, sha256: str) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM evidence_file WHERE jurisdiction_id = %s AND sha256 = %s",
            [jurisdiction_id, bytes.fromhex(sha256)],
        )
        return [row[0] for row in cursor.fetchall()]


_forgotten: dict[Path, int] = {}
"""How many of a ledger's erasures this process has followed: at its start it follows them all."""


def forget_erased_copies(ledger: Ledger) -> int:
    """Remove the copies of files whose keys were destroyed since this was last asked, unless another file that lives on
    has the same bytes, and what was found in them; how many copies. A copy shows the same as its original does."""
    every = ledger.read()
    fresh = every[_forgotten.get(ledger.path, 0) :]
    if not fresh:
        return 0
    erased = _erased(ledger)
    pairs = [(each.jurisdiction_id, record) for each in fresh for record in each.record_ids]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.jurisdiction_id, f.sha256, min(f.media_type) "
            "FROM unnest(%s::smallint[], %s::uuid[]) AS gone(jurisdiction_id, id) "
            "JOIN evidence_file f ON f.jurisdiction_id = gone.jurisdiction_id AND f.id = gone.id "
            "WHERE NOT EXISTS (SELECT FROM evidence_file o WHERE o.jurisdiction_id = f.jurisdiction_id "
            "AND o.sha256 = f.sha256 AND NOT (o.id = ANY(%s))) GROUP BY f.jurisdiction_id, f.sha256",
            [[one for one, _ in pairs], [record for _, record in pairs], list(erased)],
        )
        rows = cursor.fetchall()
    count = sum(copies.forget(copies.Bytes(where, bytes(sum_).hex(), kind)) for where, sum_, kind in rows)
    examinations.forget(pairs)
    _forgotten[ledger.path] = len(every)
    return count


def forget_copies(stored: StoredFile, *, ledger: Ledger) -> int:
    """Remove the copies of a file that was erased, unless another file that lives on has the same bytes; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM evidence_file WHERE jurisdiction_id = %s AND sha256 = %s "
            "AND id <> %s AND NOT (id = ANY(%s)))",
            [stored.jurisdiction_id, bytes.fromhex(stored.sha256), stored.id, list(_erased(ledger))],
        )
        (lives_on,) = cursor.fetchone() or (False,)
    return 0 if lives_on else copies.forget(stored)


def is_erased(file_id: UUID, ledger: Ledger) -> bool:
    """Whether the ledger says so."""
    return file_id in _erased(ledger)


def _erased(ledger: Ledger) -> frozenset[UUID]:
    return frozenset(record for each in ledger.read() for record in each.record_ids)

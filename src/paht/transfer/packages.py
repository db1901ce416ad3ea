"""Packages for state bodies on disk: sealed from the first byte on, so that no backup and no thief of a disk reads one.

The key of a package is a record of the vault. While a package is made it is a row of parts, each of so many reports and
on disk before the row says so; the finished one is a single file.
"""

import base64
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from paht.evidence.sealing import KEY_BYTES, Sealer, opened
from paht.identity import new_id
from paht.installation.home import Home
from paht.people import vault

KEY = "package_key"
"""The field of the vault's record."""
SEALED = "package.sealed"
Key = tuple[int, uuid.UUID]
"""The jurisdiction and the request."""


@dataclass(frozen=True, slots=True)
class Making:
    """How far a package is: of ``total`` reports ``done`` lie in ``parts`` parts, the last one sent at ``after``."""

    key_id: uuid.UUID
    begun_at: datetime
    moved_at: datetime
    total: int
    done: int
    parts: int
    after: tuple[datetime, uuid.UUID] | None


_MAKING = """
SELECT key_id, begun_at, moved_at, total, done, parts, after_at, after_id FROM transfer_making
WHERE jurisdiction_id = %s AND provision_id = %s
"""


def making(cursor: Any, key: Key, *, locking: bool = False) -> Making | None:
    """How far it is; with ``locking`` under its lock, and ``None`` also where another process has that."""
    cursor.execute(_MAKING + ("FOR UPDATE SKIP LOCKED" if locking else ""), [*key])
    row = cursor.fetchone()
    if row is None:
        return None
    key_id, begun_at, moved_at, total, done, parts, after_at, after_id = row
    after = (after_at, after_id) if after_at else None
    return Making(key_id, begun_at, moved_at, total, done, parts, after)


def folder_of(jurisdiction_id: int, provision_id: uuid.UUID) -> Path:
    """Where a package lies in the home."""
    return Home.from_environment().path / "packages" / str(jurisdiction_id) / str(provision_id)


def identity_of(jurisdiction_id: int, provision_id: uuid.UUID, name: str) -> bytes:
    """What a sealed file of a package is bound to."""
    return f"paht package {jurisdiction_id} {provision_id} {name}".encode()


def part_name(number: int) -> str:
    """The file of a part, from 1."""
    return f"part-{number:06}.sealed"


def files_name(number: int) -> str:
    """The file of a part's pictures and other files."""
    return f"files-{number:06}.sealed"


def new_key(cursor: Any, jurisdiction_id: int, *, now: datetime) -> tuple[uuid.UUID, bytes]:
    """A fresh key, kept by the vault; whoever wants it again asks there, on record."""
    key_id, key = new_id(), os.urandom(KEY_BYTES)
    record = vault.seal(
        record_id=key_id, jurisdiction_id=jurisdiction_id, fields={KEY: base64.b64encode(key).decode()}
    )
    cursor.execute(
        "INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at) "
        "VALUES (%s, %s, %s, %s, %s, %s)",
        [jurisdiction_id, key_id, record.key_version, record.wrapped_key, record.sealed, now],
    )
    return key_id, key


class SealedFile:
    """A file that is sealed while it is written, under a name that appears only when it is whole and on disk. Knows the
    SHA-256 and the size of what was written in the clear."""

    def __init__(self, path: Path, *, key: bytes, identity: bytes) -> None:
        self._path, self._sealer, self._digest = path, Sealer(identity, key=key), hashlib.sha256()
        self._arriving = path.with_name(f"{path.name}.arriving")
        self.size_bytes = 0

    def __enter__(self) -> "SealedFile":
        descriptor = os.open(self._arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._file.write(self._sealer.head())
        return self

    def write(self, piece: bytes) -> int:
        """More of the content."""
        self._digest.update(piece)
        self.size_bytes += len(piece)
        self._file.write(self._sealer.seal(bytes(piece)))
        return len(piece)

    def flush(self) -> None:
        """Nothing: what is not whole is of no use."""

    @property
    def sha256(self) -> str:
        """Of the content so far, hex."""
        return self._digest.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if kind is None:
                self._file.write(self._sealer.end())
                self._file.flush()
                os.fsync(self._file.fileno())
        if kind is None:
            self._arriving.replace(self._path)
            sync(self._path.parent)
        else:
            self._arriving.unlink(missing_ok=True)


def read_sealed(path: Path, *, key: bytes, identity: bytes) -> Iterator[bytes]:
    """The content of a sealed file, piece by piece."""
    with path.open("rb") as file:
        yield from opened(file, key=key, identity=identity)


def prepare(key: Key) -> Path:
    """The folder of a package, empty, for its owner alone."""
    folder = folder_of(*key)
    destroy(key)
    folder.mkdir(parents=True, mode=0o700)
    sync(folder.parent)
    return folder


def is_whole(key: Key, found: Making) -> bool:
    """Whether all of its parts lie there and it was not finished yet: else it is begun anew."""
    folder = folder_of(*key)
    numbers = range(1, found.parts + 1)
    parts = (folder / name(number) for number in numbers for name in (part_name, files_name))
    return folder.is_dir() and not (folder / SEALED).exists() and all(part.exists() for part in parts)


def destroy(key: Key) -> bool:
    """Remove all that lies on disk of a package; whether there was anything."""
    folder = folder_of(*key)
    was_there = folder.is_dir()
    shutil.rmtree(folder, ignore_errors=True)
    return was_there


def sync(path: Path) -> None:
    """On disk for good, as what it holds."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

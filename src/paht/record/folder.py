"""The folder of the record, which the database cannot reach.

``leaves`` and ``hashes`` only ever grow; every checkpoint is a file of its own, written beside and renamed, and only
what the newest of them counts is there: what a crash left behind it is cut off at the next writing.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from paht.record import checkpoints, merkle
from paht.record.checkpoints import COUNTED, FIRST_BEFORE, Checkpoint
from paht.record.index import Index
from paht.record.leaves import KEY_BYTES, LEAF_BYTES, Leaf

A_FOLDER = 1000
"""Checkpoints a subfolder: one a minute makes half a million a year."""

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


class Damaged(Exception):  # noqa: N818 (no error of the program: it says what the folder is)
    """The folder is not what its newest checkpoint says; nothing may be signed on top of it."""


@dataclass(frozen=True)
class Folder:
    """The folder at ``path``, for reading; it need not exist."""

    path: Path

    @property
    def leaves(self) -> Path:
        """Every leaf, one after the other."""
        return self.path / "leaves"

    @property
    def hashes(self) -> Path:
        """The tree's hashes in the order of :func:`paht.record.merkle.place`."""
        return self.path / "hashes"

    @property
    def key(self) -> Path:
        """A copy of the public key, to take away; whoever checks should have got it earlier."""
        return self.path / "key.pub"

    def note(self, number: int) -> Path:
        """Where the checkpoint of that number lies."""
        return self.path / f"{number // A_FOLDER:06d}" / f"{number:09d}.txt"

    def stamp(self, number: int) -> Path:
        """Where its time stamp lies, if it has one."""
        return self.note(number).with_suffix(".tsr")

    def stamps(self) -> list[int]:
        """The numbers of all checkpoints that have a time stamp, ascending."""
        return sorted(int(each.stem) for each in self.path.glob("[0-9]*/[0-9]*.tsr"))

    def numbers(self) -> list[int]:
        """The numbers of all checkpoints that are there, ascending."""
        return sorted(int(each.stem) for each in self.path.glob("[0-9]*/[0-9]*.txt"))

    def latest_number(self) -> int | None:
        """The highest number that is there."""
        # Every page of the desk asks: two folders are listed, not half a million files looked at.
        for name in sorted(filter(str.isdigit, _names(self.path)), reverse=True):
            numbers = (
                each.removesuffix(".txt") for each in _names(self.path / name) if each.endswith(".txt")
            )
            if found := max(map(int, filter(str.isdigit, numbers)), default=None):
                return found
        return None

    def latest(self) -> Checkpoint | None:
        """The newest checkpoint, its signature unchecked; ``Malformed`` where it cannot be read."""
        number = self.latest_number()
        return None if number is None else checkpoints.read(self.note(number).read_text())[0]

    def index(self) -> Index:
        """Which leaf is the newest of a log."""
        return Index(self.path / "index.sqlite3")

    @contextlib.contextmanager
    def opened(self) -> Iterator[merkle.Read]:
        """Reads hashes of the tree."""
        with self.hashes.open("rb") as file:

            def read(level: int, n: int) -> bytes:
                found = os.pread(file.fileno(), merkle.HASH_BYTES, merkle.place(level, n) * merkle.HASH_BYTES)
                if len(found) != merkle.HASH_BYTES:
                    raise Damaged("the file of hashes is too short")
                return found

            yield read

    def leaf(self, number: int) -> bytes:
        """The bytes of one leaf; fewer where there is none."""
        with self.leaves.open("rb") as file:
            return os.pread(file.fileno(), LEAF_BYTES, number * LEAF_BYTES)

    @contextlib.contextmanager
    def writing(self) -> Iterator["Writer | None"]:
        """The one writer of the folder, made where it is missing; ``None`` while another process is it.

        Raises :class:`Damaged`, or ``Malformed``, where nothing may be added.
        """
        self.path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
                return
            with self.index() as index:
                yield Writer(self, index)


@dataclass
class Writer:
    """Adds checkpoints; holds the folder's lock."""

    folder: Folder
    index: Index
    latest: Checkpoint | None = field(init=False)

    def __post_init__(self) -> None:
        self.latest = self.folder.latest()
        size = self.latest.size if self.latest else 0
        _cut(self.folder.leaves, size * LEAF_BYTES)
        _cut(self.folder.hashes, merkle.hashes_of(size) * merkle.HASH_BYTES)
        self._check_root()
        self.index.catch_up(size, self.folder.leaves)

    def _check_root(self) -> None:
        """Nothing is signed on top of hashes that do not give the root signed last."""
        if self.latest is None:
            return
        with self.folder.opened() as read:
            if merkle.root(self.latest.size, read) != self.latest.root:
                raise Damaged("its hashes do not give the root of its newest checkpoint")

    def add(
        self,
        leaves: Iterable[Leaf],
        *,
        at: datetime,
        horizon: int,
        database: str,
        key: Ed25519PrivateKey,
        successor: Ed25519PublicKey | None = None,
    ) -> Checkpoint:
        """Write and sign the next checkpoint, which covers these leaves too; durable when it returns. With a
        ``successor`` it is the last one of its key."""
        before = self.latest
        size = before.size if before else 0
        counts = {
            (log, jurisdiction): count for log, jurisdiction, count in (before.counts if before else ())
        }
        new: set[bytes] = set()
        with self.folder.leaves.open("ab") as rows, self.folder.hashes.open("a+b") as hashes:
            grown = _Growing(hashes.fileno(), size)
            for leaf in leaves:
                packed = leaf.packed()
                rows.write(packed)
                if packed[:KEY_BYTES] not in new and self.index.newest(packed) is None:
                    counted = (COUNTED[leaf.log], leaf.jurisdiction_id)
                    counts[counted] = counts.get(counted, 0) + 1
                new.add(packed[:KEY_BYTES])
                grown.add(merkle.leaf_hash(packed))
            root = grown.root()
            grown.write()
            for file in (rows, hashes):
                file.flush()
                os.fsync(file.fileno())
        made = Checkpoint(
            origin=checkpoints.origin_of(key.public_key()),
            size=grown.size,
            root=root,
            number=before.number + 1 if before else 1,
            at=at,
            before=before.digest if before else FIRST_BEFORE,
            counts=tuple((*name, count) for name, count in sorted(counts.items())),
            horizon=horizon,
            database=database,
            successor=checkpoints.written_key(successor).strip() if successor else "",
        )
        self._publish(made, key)
        self.index.catch_up(made.size, self.folder.leaves)
        self.latest = made
        return made

    def _publish(self, made: Checkpoint, key: Ed25519PrivateKey) -> None:
        line = checkpoints.written_key(key.public_key())
        if not self.folder.key.exists() or self.folder.key.read_text() != line:
            write_whole(self.folder.key, line)
        path = self.folder.note(made.number)
        if not path.parent.is_dir():
            path.parent.mkdir(mode=PRIVATE_FOLDER)
            _sync(path.parent.parent)
        # The files of leaves and hashes may be new themselves.
        _sync(self.folder.path)
        write_whole(path, checkpoints.signed(made, key))


class _Growing:
    """The list of hashes while leaves are added: what is new lies in memory until it is written."""

    def __init__(self, descriptor: int, size: int) -> None:
        self.size, self._descriptor = size, descriptor
        self._first = merkle.hashes_of(size)
        self._new: list[bytes] = []

    def add(self, hashed: bytes) -> None:
        self._new += merkle.appended(self.size, hashed, self._read)
        self.size += 1

    def root(self) -> bytes:
        return merkle.root(self.size, self._read)

    def write(self) -> None:
        _write_all(self._descriptor, b"".join(self._new))

    def _read(self, level: int, n: int) -> bytes:
        number = merkle.place(level, n)
        if number >= self._first:
            return self._new[number - self._first]
        return os.pread(self._descriptor, merkle.HASH_BYTES, number * merkle.HASH_BYTES)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file that is there whole or not at all, and lasts."""
    part = path.with_name(f".{path.name}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    _sync(path.parent)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cut(path: Path, length: int) -> None:
    """Cut off what was written after the newest checkpoint; :class:`Damaged` where something before is missing."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        there = os.fstat(descriptor).st_size
        if there < length:
            raise Damaged(f"the file {path.name} has {there} of {length} bytes")
        if there > length:
            os.ftruncate(descriptor, length)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Which leaf is the newest of a log: worked out from the leaves, kept beside them, made anew when it is lost.

It is no second store of the product: nothing is in it that the file of leaves does not say, and it lies with that file
because what lies in the database could be changed with the database.
"""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from paht.record.leaves import KEY_BYTES, LEAF_BYTES, Leaf, unpacked

_AT_ONCE = 20_000
_TABLES = """
CREATE TABLE IF NOT EXISTS newest (log BLOB PRIMARY KEY, number INTEGER NOT NULL, leaf BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reached (size INTEGER NOT NULL);
"""


class Found(NamedTuple):
    """A leaf and its number in the tree."""

    number: int
    leaf: Leaf


class Index:
    """The index at ``path``; :meth:`newest` alone is for readers."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        self._rows = sqlite3.connect(self._path, isolation_level=None, timeout=5)
        self._path.chmod(0o600)
        self._rows.executescript(_TABLES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._rows is not None:
            self._rows.close()
            self._rows = None

    def newest(self, key: bytes) -> Found | None:
        """The newest leaf of the log with which ``key`` begins; ``None`` where none is covered, or without index."""
        if self._rows is not None:
            return self._found(self._rows, key)
        if not self._path.exists():
            return None
        rows = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            return self._found(rows, key)
        except sqlite3.OperationalError:
            return None
        finally:
            rows.close()

    @staticmethod
    def _found(rows: sqlite3.Connection, key: bytes) -> Found | None:
        row = rows.execute("SELECT number, leaf FROM newest WHERE log = ?", [key[:KEY_BYTES]]).fetchone()
        return None if row is None else Found(row[0], unpacked(row[1]))

    def catch_up(self, size: int, leaves: Path) -> None:
        """Take in the leaves up to ``size``; anew from the first where the index has seen more than that."""
        assert self._rows is not None, "only the folder's writer writes"
        rows = self._rows
        reached = rows.execute("SELECT max(size) FROM reached").fetchone()[0] or 0
        if reached == size:
            return
        rows.execute("BEGIN IMMEDIATE")
        if reached > size:
            rows.execute("DELETE FROM newest")
            reached = 0
        with leaves.open("rb") as file:
            file.seek(reached * LEAF_BYTES)
            for first in range(reached, size, _AT_ONCE):
                wanted = min(_AT_ONCE, size - first)
                block = file.read(wanted * LEAF_BYTES)
                packed = [block[at : at + LEAF_BYTES] for at in range(0, len(block), LEAF_BYTES)]
                rows.executemany(
                    "INSERT INTO newest VALUES (?, ?, ?) "
                    "ON CONFLICT (log) DO UPDATE SET number = excluded.number, leaf = excluded.leaf",
                    [(leaf[:KEY_BYTES], first + offset, leaf) for offset, leaf in enumerate(packed)],
                )
        rows.execute("DELETE FROM reached")
        rows.execute("INSERT INTO reached VALUES (?)", [size])
        rows.execute("COMMIT")

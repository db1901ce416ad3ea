"""Erasure: the record's key is destroyed, its content stays as noise, and the event log stays as it was signed.

What was erased is written first into a ledger outside of the database, beside the signed record, so that a database
restored from a backup of before loses these keys again. Each line chains to the one before.
"""

import hashlib
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from paht.record.folder import PRIVATE_FILE, PRIVATE_FOLDER, Damaged

ERASED = "erased"
"""What the record of looks names as the field: an erasure is told to its person like a look."""
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Erasure:
    """That the records of a case were erased, and when."""

    at: datetime
    jurisdiction_id: int
    case_id: uuid.UUID
    record_ids: tuple[uuid.UUID, ...]

    def written(self) -> str:
        """One line, without its chain."""
        records = ",".join(map(str, self.record_ids))
        return f"{self.at.isoformat()} {self.jurisdiction_id} {self.case_id} {records}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The file of erasures; it need not exist."""

    path: Path

    def read(self) -> list[Erasure]:
        """Every erasure, oldest first; raises :class:`Damaged` where a line was changed or taken out."""
        found: list[Erasure] = []
        chain = _START
        for line in self.path.read_text().splitlines() if self.path.exists() else ():
            content, _, told = line.rpartition(" ")
            chain = _linked(chain, content)
            if told != chain:
                raise Damaged(f"line {len(found) + 1} of {self.path.name} is not what was written")
            at, jurisdiction, case, records = content.split(" ")
            ids = tuple(map(uuid.UUID, records.split(",")))
            found.append(Erasure(datetime.fromisoformat(at), int(jurisdiction), uuid.UUID(case), ids))
        return found

    def add(self, erasure: Erasure) -> None:
        """Add one, for good."""
        chain = _START
        for known in self.read():
            chain = _linked(chain, known.written())
        line = f"{erasure.written()} {_linked(chain, erasure.written())}\n"
        self.path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        with os.fdopen(descriptor, "w") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def erase(
    connection: psycopg.Connection[Any],
    ledger: Ledger,
    erasure: Erasure,
    *,
    actor: uuid.UUID,
    request: str,
) -> int:
    """Destroy the keys of these records; how many still had one. ``request`` names the document that asked for it.

    The ledger comes first: after a crash in between, the next replay does the rest.
    """
    ledger.add(erasure)
    with connection.transaction():
        for record in erasure.record_ids:
            connection.execute(
                "INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                [erasure.jurisdiction_id, record, actor, request, erasure.at, [ERASED]],
            )
        return _destroy(connection, erasure.jurisdiction_id, erasure.record_ids)


def replay(connection: psycopg.Connection[Any], erasures: Iterable[Erasure]) -> int:
    """Destroy again what a restore brought back; how many keys that were."""
    return sum(_destroy(connection, each.jurisdiction_id, each.record_ids) for each in erasures)


def _destroy(
    connection: psycopg.Connection[Any], jurisdiction_id: int, record_ids: Sequence[uuid.UUID]
) -> int:
    return connection.execute(
        "UPDATE people_vault_record SET wrapped_key = '' "
        "WHERE jurisdiction_id = %s AND id = ANY(%s) AND wrapped_key <> ''",
        [jurisdiction_id, list(record_ids)],
    ).rowcount


def _linked(chain: str, content: str) -> str:
    return hashlib.sha256(f"{chain} {content}".encode()).hexdigest()

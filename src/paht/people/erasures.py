"""Erasure: the record's key is destroyed, its content stays as noise, and the event log stays as it was signed.

What was erased is written first into a ledger outside of the database, beside the signed record, so that a database
restored from a backup of before loses these keys again. Each line chains to the one before.
"""

import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from paht.people.vault_wire import ask
from paht.record.folder import PRIVATE_FILE, PRIVATE_FOLDER, Damaged

ERASED = "erased"
"""What the record of looks names as the field: an erasure is told to its person like a look."""
AGAIN = "Xóa lại theo sổ xóa sau khi khôi phục dữ liệu"
"""The purpose on record of an erasure that a restored database did not know."""
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
        """Every erasure, oldest first; raises :class:`Damaged` where a line was changed or taken out.

        A last line without its end was being written when the machine stopped: nothing was erased for it, and it does
        not count.
        """
        found: list[Erasure] = []
        chain = _START
        for line in self._whole().splitlines():
            content, _, told = line.rpartition(" ")
            chain = _linked(chain, content)
            if told != chain:
                raise Damaged(f"line {len(found) + 1} of {self.path.name} is not what was written")
            at, jurisdiction, case, records = content.split(" ")
            ids = tuple(map(uuid.UUID, records.split(",")))
            found.append(Erasure(datetime.fromisoformat(at), int(jurisdiction), uuid.UUID(case), ids))
        return found

    def add(self, erasure: Erasure) -> None:
        """Add one, for good; two processes that add at once follow one another."""
        self.path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        with os.fdopen(descriptor, "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            os.ftruncate(file.fileno(), len(self._whole().encode()))
            chain = _START
            for known in self.read():
                chain = _linked(chain, known.written())
            file.write(f"{erasure.written()} {_linked(chain, erasure.written())}\n")
            file.flush()
            os.fsync(file.fileno())

    def _whole(self) -> str:
        """The lines that were written to their end."""
        written = self.path.read_text() if self.path.exists() else ""
        return written[: written.rfind("\n") + 1]


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
    return destroy(connection, erasure, actor=actor, request=request)


def erase_through_vault(ledger: Ledger, erasure: Erasure, *, actor: uuid.UUID, request: str) -> int:
    """The same by the vault process, for whoever has not the vault's role; raises :class:`VaultClosed` where it does
    not answer and :class:`TooMany` where it was asked for more than it takes in a minute."""
    ledger.add(erasure)
    answer = ask(
        "erase",
        jurisdiction=erasure.jurisdiction_id,
        about=str(erasure.case_id),
        records=[str(record) for record in erasure.record_ids],
        actor=str(actor),
        request=request,
    )
    return int(answer["destroyed"])


def destroy(connection: psycopg.Connection[Any], erasure: Erasure, *, actor: uuid.UUID, request: str) -> int:
    """Destroy the keys of what the ledger names already; how many still had one. It is recorded like a look."""
    with connection.transaction():
        for record in erasure.record_ids:
            given = [actor, request, erasure.at, [ERASED], erasure.jurisdiction_id, record]
            connection.execute(_TOLD, given)
        return _destroy(connection, erasure.jurisdiction_id, erasure.record_ids)


def replay(connection: psycopg.Connection[Any], erasures: Iterable[Erasure]) -> int:
    """Destroy again what a restore brought back, and record it where the database does not know; how many keys that
    were."""
    count = 0
    for each in erasures:
        with connection.transaction():
            connection.execute(
                _TOLD_AGAIN,
                [uuid.UUID(int=0), AGAIN, each.at, [ERASED], each.jurisdiction_id, list(each.record_ids)],
            )
            count += _destroy(connection, each.jurisdiction_id, each.record_ids)
    return count


_TOLD = """
INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
SELECT r.jurisdiction_id, r.id, %s, %s, %s, %s FROM people_vault_record r WHERE r.jurisdiction_id = %s AND r.id = %s
"""
# A file of an older home has no key yet: the ledger keeps the worker from making one.
_TOLD_AGAIN = """
INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
SELECT r.jurisdiction_id, r.id, %s, %s, %s, %s FROM people_vault_record r
WHERE r.jurisdiction_id = %s AND r.id = ANY(%s) AND r.wrapped_key <> ''
"""


def left(connection: psycopg.Connection[Any], record_ids: Sequence[uuid.UUID]) -> int:
    """How many of these records still have a key, or are where a push goes: more than none, where they were erased,
    means that a restore brought them back (or that a crash came between ledger and database), and a replay is due."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM people_vault_record WHERE id = ANY(%(records)s) AND wrapped_key <> '') "
        "+ (SELECT count(*) FROM people_push WHERE record_id = ANY(%(records)s))",
        {"records": list(record_ids)},
    ).fetchone()
    assert row is not None
    return int(row[0])


def replay_is_due(ledger: Ledger) -> int:
    """How many erased records have their key again; 0 where the ledger and the database agree.

    Raises :class:`VaultClosed` where the vault does not answer, :class:`Damaged` where the ledger was changed.
    """
    records = [str(record) for each in ledger.read() for record in each.record_ids]
    return sum(
        int(ask("left", records=records[start : start + _AT_ONCE])["left"])
        for start in range(0, len(records), _AT_ONCE)
    )


_AT_ONCE = 10_000
"""Records in one question: it must fit into a frame."""


def _destroy(
    connection: psycopg.Connection[Any], jurisdiction_id: int, record_ids: Sequence[uuid.UUID]
) -> int:
    given = [jurisdiction_id, list(record_ids)]
    pushes = connection.execute(
        "DELETE FROM people_push WHERE jurisdiction_id = %s AND record_id = ANY(%s)", given
    ).rowcount
    keys = connection.execute(
        "UPDATE people_vault_record SET wrapped_key = '' "
        "WHERE jurisdiction_id = %s AND id = ANY(%s) AND wrapped_key <> ''",
        given,
    ).rowcount
    return keys + pushes


def _linked(chain: str, content: str) -> str:
    return hashlib.sha256(f"{chain} {content}".encode()).hexdigest()

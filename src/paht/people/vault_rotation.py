"""Rotation of the vault's keys: records are wrapped anew, what they hold is not touched.

Every batch is a transaction of its own, so that a rotation goes on where it was broken off. The older pair may be
destroyed when nothing needs it any more: no record, and no process that might still seal to it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from paht.people.vault import EPOCH_SECONDS
from paht.people.vault_records import Unreadable, closed, identity_of, new_epoch, unwrapped

BATCH = 500
STILL_SEALING = timedelta(seconds=2 * EPOCH_SECONDS)
"""For so long after a new pair was published, a process may seal to the one before."""

Key = tuple[int, uuid.UUID]
_START: Key = (-1, uuid.UUID(int=0))


@dataclass(slots=True)
class Rewrapped:
    """How far it came: ``unreadable`` are records that no pair opens, which keep the older pair alive."""

    records: int = 0
    unreadable: int = 0


def rewrap(
    connection: psycopg.Connection[Any],
    *,
    pair: Callable[[int], X25519PrivateKey],
    version: int,
    batch: int = BATCH,
    after_batch: Callable[[int], None] = lambda _: None,
) -> Rewrapped:
    """Wrap every record of an older key version anew; ``connection`` commits by itself."""
    done, after = Rewrapped(), _START
    while True:
        with connection.transaction():
            rows = connection.execute(_OLDER, [version, *after, batch]).fetchall()
            if not rows:
                return done
            _rewrap(connection, rows, pair=pair, version=version, done=done)
        after = rows[-1][:2]
        after_batch(done.records)


def needed(connection: psycopg.Connection[Any], *, version: int) -> int:
    """How many records still need a pair older than that version."""
    row = connection.execute(
        "SELECT count(*) FROM people_vault_record WHERE key_version <> %s AND wrapped_key <> ''", [version]
    ).fetchone()
    assert row is not None
    return int(row[0])


def _rewrap(
    connection: psycopg.Connection[Any],
    rows: list[Any],
    *,
    pair: Callable[[int], X25519PrivateKey],
    version: int,
    done: Rewrapped,
) -> None:
    cipher, seal = new_epoch(pair(version).public_key())
    changes = []
    for jurisdiction, record, old, wrapped in rows:
        identity = identity_of(jurisdiction, record)
        try:
            key = unwrapped(old, bytes(wrapped), identity, pair(old))
        except Unreadable:
            done.unreadable += 1
            continue
        changes.append([version, seal + closed(cipher, key, identity), jurisdiction, record])
    with connection.cursor() as cursor:
        cursor.executemany(_CHANGE, changes)
    done.records += len(changes)


_OLDER = """
SELECT jurisdiction_id, id, key_version, wrapped_key FROM people_vault_record
WHERE key_version <> %s AND wrapped_key <> '' AND (jurisdiction_id, id) > (%s, %s)
ORDER BY jurisdiction_id, id LIMIT %s FOR UPDATE
"""
_CHANGE = """
UPDATE people_vault_record SET key_version = %s, wrapped_key = %s WHERE jurisdiction_id = %s AND id = %s
"""

"""What a client asked under an ``Idempotency-Key``, and the first answer, for as long as it may ask again.

Only what took effect is kept: a refusal changed nothing, and the same key may be tried again once its cause is gone.
The command's identifier is made of client and key, so that a crash between the command and this row doubles nothing.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

KEPT = timedelta(days=7)
"""For so long a key gets its first answer; its command is known to the case for ever."""
SHORTEST, LONGEST = 8, 200
"""Characters of a key."""


@dataclass(frozen=True, slots=True)
class First:
    """The first answer to a key; ``is_same`` is false where the key came with another request."""

    is_same: bool
    status: int
    answer: Any


def command_id(client_id: uuid.UUID, key: str) -> uuid.UUID:
    """The identifier of the command that a key gives: the same at every try."""
    return uuid.uuid5(client_id, key)


def fingerprint(path: str, body: bytes) -> bytes:
    """What a request is, as 32 bytes."""
    return hashlib.sha256(path.encode() + b"\0" + body).digest()


def first(*, jurisdiction_id: int, client_id: uuid.UUID, key: str, print_: bytes) -> First | None:
    """The first answer to the key; ``None`` where nothing came of it yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fingerprint, status, answer::text FROM exchange_request "
            "WHERE jurisdiction_id = %s AND client_id = %s AND key = %s",
            [jurisdiction_id, client_id, _digest(key)],
        )
        row = cursor.fetchone()
    return First(bytes(row[0]) == print_, row[1], json.loads(row[2])) if row else None


def keep(
    *,
    jurisdiction_id: int,
    client_id: uuid.UUID,
    key: str,
    print_: bytes,
    status: int,
    answer: Any,
    at: datetime,
) -> None:
    """Keep the answer; the first one stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchange_request (jurisdiction_id, client_id, key, fingerprint, status, answer, made_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [jurisdiction_id, client_id, _digest(key), print_, status, json.dumps(answer), at],
        )


def forget_old(*, now: datetime, most: int = 1000) -> int:
    """Forget answers older than :data:`KEPT`; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM exchange_request WHERE ctid IN (SELECT ctid FROM exchange_request "
            "WHERE made_at < %s LIMIT %s)",
            [now - KEPT, most],
        )
        return int(cursor.rowcount)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()

"""Keys of Open311's clients: issued by an administrator, shown once, limited, revocable. The database has a digest
alone; a key is 256 bits of chance, so that no guessing from a digest leads back to it."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.identity import new_id

PREFIX = "paht_"
MOST = 60
"""Reports that a key may send in a quarter of an hour, unless it was issued for more."""
LONGEST_NAME = 120
USED_EVERY = timedelta(minutes=5)
"""How exactly it is known when a key was last used: a row written at every report would be waited for."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: whose it is (an application or an organisation, never a person), how much it may send."""

    id: uuid.UUID
    name: str
    most: int
    made_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None = None
    maker: str = ""
    """The administrator who issued it; ``""`` for the command."""


def issue(
    *, jurisdiction_id: int, name: str, most: int, by: uuid.UUID, now: datetime
) -> tuple[uuid.UUID, str]:
    """A new key; its secret is told this once."""
    secret = PREFIX + secrets.token_urlsafe(32)
    key_id = new_id()
    given: list[Any] = [jurisdiction_id, key_id, name, _digest(secret), most, now, by]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO transfer_key (jurisdiction_id, id, name, digest, most, made_at, made_by) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            given,
        )
    return key_id, secret


def find(*, jurisdiction_id: int, secret: str) -> Key | None:
    """The key that is good in that province now; ``None`` for any other, also a revoked one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, most, made_at, revoked_at FROM transfer_key "
            "WHERE digest = %s AND jurisdiction_id = %s AND revoked_at IS NULL",
            [_digest(secret), jurisdiction_id],
        )
        row = cursor.fetchone()
    return Key(*row) if row else None


def listed(*, jurisdiction_id: int) -> list[Key]:
    """All keys of the province, the good ones first, then the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.id, k.name, k.most, k.made_at, k.revoked_at, k.last_used_at, coalesce(s.name, '') "
            "FROM transfer_key k "
            "LEFT JOIN people_staff s ON s.jurisdiction_id = k.jurisdiction_id AND s.id = k.made_by "
            "WHERE k.jurisdiction_id = %s "
            "ORDER BY k.revoked_at IS NOT NULL, k.made_at DESC, k.id DESC LIMIT 500",
            [jurisdiction_id],
        )
        return [Key(*row) for row in cursor.fetchall()]


def revoke(*, jurisdiction_id: int, key_id: uuid.UUID, by: uuid.UUID, now: datetime) -> bool:
    """From now on the key is good for nothing; whether it was good until now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE transfer_key SET revoked_at = %s, revoked_by = %s "
            "WHERE jurisdiction_id = %s AND id = %s AND revoked_at IS NULL",
            [now, by, jurisdiction_id, key_id],
        )
        return bool(cursor.rowcount)


def used(key: Key, *, jurisdiction_id: int, now: datetime) -> None:
    """The key was good for something, told to about five minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE transfer_key SET last_used_at = %s WHERE jurisdiction_id = %s AND id = %s "
            "AND (last_used_at IS NULL OR last_used_at <= %s)",
            [now, jurisdiction_id, key.id, now - USED_EVERY],
        )


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()

"""Senders of a time when the vault was down: sent without a blind index, known again afterwards.

Such a sender's row carries the 16 bytes of the vault record in the place of the 32 of an index. Where the number turns
out to be known, the row stays and points to the person it belongs to: what a case's events say of its sender is signed.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg

from paht.people.vault_keys import Keys
from paht.people.vault_records import Unreadable

BATCH = 100
PURPOSE = "Hệ thống nhận ra người gửi sau khi kho dữ liệu cá nhân tạm ngừng"

_WAITING = """
SELECT s.jurisdiction_id, s.id, r.id, r.key_version, r.wrapped_key, r.sealed
FROM people_sender s
JOIN people_vault_record r ON r.jurisdiction_id = s.jurisdiction_id AND r.id = encode(s.phone_index, 'hex')::uuid
WHERE octet_length(s.phone_index) = 16 AND s.same_as IS NULL
ORDER BY s.first_seen_at LIMIT %s
"""

_LOOKED = """
INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
VALUES (%s, %s, %s, %s, %s, '{phone}')
"""

Fields = Callable[[int, uuid.UUID, int, bytes, bytes], dict[str, str]]


def settle(connection: psycopg.Connection[Any], keys: Keys, fields: Fields, *, at: datetime) -> int:
    """Give waiting senders their index; how many there were. Each look is recorded as the system's."""
    rows = connection.execute(_WAITING, [BATCH]).fetchall()
    for jurisdiction, sender, record, *stored in rows:
        connection.execute(_LOOKED, [jurisdiction, record, uuid.UUID(int=0), PURPOSE, at])
        try:
            phone = fields(jurisdiction, record, *stored).get("phone", "")
        except Unreadable:
            phone = ""
        _settle(connection, jurisdiction, sender, keys.index(jurisdiction, phone) if phone else None)
    return len(rows)


def _settle(
    connection: psycopg.Connection[Any], jurisdiction: int, sender: uuid.UUID, index: bytes | None
) -> None:
    key = [jurisdiction, sender]
    known = connection.execute(
        "SELECT id FROM people_sender WHERE jurisdiction_id = %s AND phone_index = %s", [jurisdiction, index]
    ).fetchone()
    if index is None or known:
        # A sender whose record tells no number is nobody else than this one.
        connection.execute(
            "UPDATE people_sender SET same_as = %s WHERE jurisdiction_id = %s AND id = %s",
            [known[0] if known else sender, *key],
        )
        return
    try:
        connection.execute(
            "UPDATE people_sender SET phone_index = %s WHERE jurisdiction_id = %s AND id = %s", [index, *key]
        )
    except psycopg.errors.UniqueViolation:
        # Sent again meanwhile, with the index: the next round finds that one.
        return

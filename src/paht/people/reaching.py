"""How somebody is reached, beside their records: shown in their extract, forgotten on request."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

_OF_PERSON = """
SELECT id FROM people_citizen_session WHERE jurisdiction_id = %s AND person_id = %s
"""


def pushes_of(jurisdiction_id: int, person_id: uuid.UUID) -> list[tuple[str, datetime]]:
    """The kind and the moment of each address for pushes that is kept for the person; the address stays sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, made_at FROM people_push WHERE jurisdiction_id = %s "
            f"AND session_id IN ({_OF_PERSON}) ORDER BY made_at, session_id",
            [jurisdiction_id, jurisdiction_id, person_id],
        )
        return [(kind, at) for kind, at in cursor.fetchall()]


def push_records(jurisdiction_id: int, person_id: uuid.UUID) -> list[uuid.UUID]:
    """By which records the addresses for pushes are known in the ledger of erasures."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT record_id FROM people_push WHERE jurisdiction_id = %s AND session_id IN ({_OF_PERSON})",
            [jurisdiction_id, jurisdiction_id, person_id],
        )
        return [row[0] for row in cursor.fetchall()]


def forget_pushes(jurisdiction_id: int, person_id: uuid.UUID) -> None:
    """No address for pushes is kept for the person any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM people_push WHERE jurisdiction_id = %s AND session_id IN ({_OF_PERSON})",
            [jurisdiction_id, jurisdiction_id, person_id],
        )


def forget_wishes(jurisdiction_id: int, senders: Sequence[uuid.UUID]) -> None:
    """What these senders wished says nothing any more: it is as if they had never wished."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_wish SET language = 'vi', unwanted = '{}' "
            "WHERE jurisdiction_id = %s AND sender_id = ANY(%s)",
            [jurisdiction_id, list(senders)],
        )

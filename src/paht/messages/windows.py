"""Until when a person may be answered where they wrote last, by a channel that lets a reply through for some time."""

import uuid
from datetime import datetime

from django.db import connection


def heard(*, jurisdiction_id: int, sender_id: uuid.UUID, channel: str, until: datetime) -> None:
    """The person has just written: they may be answered there until then. What was heard late closes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO messages_window AS w (jurisdiction_id, sender_id, channel, until) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (jurisdiction_id, sender_id, channel) DO UPDATE SET until = excluded.until "
            "WHERE w.until < excluded.until",
            [jurisdiction_id, sender_id, channel, until],
        )


def closed(*, jurisdiction_id: int, sender_id: uuid.UUID, channel: str, at: datetime) -> None:
    """No more replies are let through there until the person writes again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_window SET until = %s "
            "WHERE jurisdiction_id = %s AND sender_id = %s AND channel = %s AND until > %s",
            [at, jurisdiction_id, sender_id, channel, at],
        )

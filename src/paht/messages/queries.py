"""Reading the outbox."""

from datetime import datetime

from django.db import connection


def waiting(*, at: datetime) -> tuple[int, float]:
    """How many messages wait, and for how many seconds the oldest one has been due (0.0 where none is)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(due_at) FROM messages_outbox WHERE delivered_at IS NULL")
        row = cursor.fetchone()
    assert row is not None
    count, oldest = row
    return count, max(0.0, (at - oldest).total_seconds()) if oldest else 0.0

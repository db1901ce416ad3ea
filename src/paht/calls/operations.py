"""What officers do with a call: link it to a case, note that a message was heard."""

import uuid
from datetime import datetime

from django.db import connection

from paht.people.actors import Official


def link(official: Official, *, call_id: uuid.UUID, case_id: uuid.UUID, at: datetime) -> None:
    """Note that the call was about the case; once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_link (jurisdiction_id, call_id, case_id, linked_at, staff_id) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [official.jurisdiction_id, call_id, case_id, at, official.id],
        )


def heard(official: Official, *, call_id: uuid.UUID, at: datetime) -> bool:
    """Note that the message was heard, or the missed caller answered; the first to say so counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_call SET heard_at = %s, heard_by = %s "
            "WHERE jurisdiction_id = %s AND id = %s AND heard_at IS NULL",
            [at, official.id, official.jurisdiction_id, call_id],
        )
        return bool(cursor.rowcount)

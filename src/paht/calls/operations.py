"""What officers do with a call: link it to a case, note that a message was heard, say at which telephone they sit."""

import uuid
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from paht.calls.keeping import put_record
from paht.identity import new_id
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


def sit_at(official: Official, *, extension: str, number: str | None, at: datetime) -> bool:
    """From now on this member of staff has the telephone; False where a colleague has the extension. ``number`` is
    their own for times of duty (sealed), ``None`` leaves what is there."""
    record = new_id() if number else None
    try:
        with transaction.atomic():
            if number and record:
                put_record(official.jurisdiction_id, {"phone": number}, now=at, record_id=record)
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO calls_line AS l (jurisdiction_id, staff_id, extension, record_id, set_at) "
                    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (jurisdiction_id, staff_id) DO UPDATE SET "
                    "extension = excluded.extension, set_at = excluded.set_at, "
                    "record_id = CASE WHEN %s THEN l.record_id ELSE excluded.record_id END",
                    [official.jurisdiction_id, official.id, extension, record, at, number is None],
                )
    except IntegrityError:
        return False
    return True

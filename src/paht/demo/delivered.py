"""The past's notices: they reached their telephones in their time, and ring on none today."""

import uuid
from datetime import datetime, timedelta

from django.db import connection

PAST = timedelta(hours=6)


def deliver_past(*, jurisdiction_id: int, now: datetime) -> None:
    """Take what was ordered longer ago than :data:`PAST` as delivered by text message when it was ordered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_outbox SET delivered_at = made_at, via = 'sms' WHERE jurisdiction_id = %s "
            "AND recipient_kind = 'sender' AND way = 'message' AND delivered_at IS NULL AND made_at < %s",
            [jurisdiction_id, now - PAST],
        )


def deliver_course(*, jurisdiction_id: int, case_id: uuid.UUID) -> None:
    """What a case of today told its sender before the result reached them in its time; the result goes out now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_outbox SET delivered_at = made_at, via = 'sms' WHERE jurisdiction_id = %s "
            "AND case_id = %s AND recipient_kind = 'sender' AND template <> 'answered' AND delivered_at IS NULL",
            [jurisdiction_id, case_id],
        )

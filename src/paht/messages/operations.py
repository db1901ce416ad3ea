"""What becomes of an order of the outbox."""

import uuid
from datetime import datetime

from django.db import connection


def answer_call(*, jurisdiction_id: int, order_id: uuid.UUID, at: datetime) -> bool:
    """Record that the call was answered, once: the first answer counts. False for no such call or a second answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_outbox SET answered_at = %s, delivered_at = coalesce(delivered_at, %s) "
            "WHERE jurisdiction_id = %s AND id = %s AND way = 'call' AND answered_at IS NULL",
            [at, at, jurisdiction_id, order_id],
        )
        answered: bool = cursor.rowcount == 1
    return answered

"""Reminding the data-protection officer of requests: bounded batches, each won by a guarded update that goes with its
orders in one transaction, so that two sweeps at once send nothing twice."""

import json
from datetime import datetime

from django.db import connection, transaction

from paht.agencies import jurisdictions
from paht.law.casework.codec import decode_plain
from paht.law.subjects import SubjectRequest, request_reminder
from paht.subjects.orders import order, orders_of_mark

BATCH = 100

_WAITING = """
SELECT jurisdiction_id, id, state, reminded FROM subjects_request
WHERE remind_at <= %s ORDER BY remind_at, jurisdiction_id, id LIMIT %s
"""
_WON = """
UPDATE subjects_request SET remind_at = %s, reminded = %s
WHERE jurisdiction_id = %s AND id = %s AND reminded = %s AND remind_at <= %s AND closed_at IS NULL
"""


def remind_of_requests(*, now: datetime, batch: int = BATCH) -> int:
    """Send what is due of reminders of requests; returns how many were looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [now, batch])
        rows = cursor.fetchall()
        for jurisdiction_id, request_id, state, done in rows:
            duty = decode_plain(SubjectRequest, json.loads(state)).owed
            assert duty is not None, "only an open request has a moment to remind of it"
            calendar = jurisdictions.of_id(jurisdiction_id).calendar
            found = request_reminder(duty, done=frozenset(done), now=now, calendar=calendar)
            with transaction.atomic():
                cursor.execute(
                    _WON, [found.next_at, sorted(found.done), jurisdiction_id, request_id, done, now]
                )
                if cursor.rowcount and found.mark is not None:
                    for each in orders_of_mark(found.mark):
                        order(cursor, jurisdiction_id, request_id, each, sender_id=None, now=now)
    return len(rows)

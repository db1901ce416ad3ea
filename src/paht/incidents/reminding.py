"""Reminding of the notices that leaks owe: bounded batches, each won by a guarded update that goes with its orders in
one transaction, so that two sweeps at once send nothing twice."""

import json
from datetime import datetime

from django.db import connection, transaction

from paht.incidents.orders import order, orders_of_mark
from paht.law.casework.codec import decode_plain
from paht.law.incidents import Incident, reminder

BATCH = 100

_WAITING = """
SELECT jurisdiction_id, id, state, reminded FROM incidents_incident
WHERE remind_at <= %s ORDER BY remind_at, jurisdiction_id, id LIMIT %s
"""
_WON = """
UPDATE incidents_incident SET remind_at = %s, reminded = %s
WHERE jurisdiction_id = %s AND id = %s AND reminded = %s AND remind_at <= %s AND notice_due_at IS NOT NULL
"""


def remind_of_notices(*, now: datetime, batch: int = BATCH) -> int:
    """Send what is due of reminders of notices; returns how many incidents were looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [now, batch])
        rows = cursor.fetchall()
        for jurisdiction_id, incident_id, state, done in rows:
            duty = decode_plain(Incident, json.loads(state)).notice
            assert duty is not None, "only an open notice has a moment to remind of it"
            found = reminder(duty, done=frozenset(done), now=now)
            with transaction.atomic():
                cursor.execute(
                    _WON, [found.next_at, sorted(found.done), jurisdiction_id, incident_id, done, now]
                )
                if cursor.rowcount and found.mark is not None:
                    for each in orders_of_mark(found.mark):
                        order(cursor, jurisdiction_id, incident_id, each, now=now)
    return len(rows)

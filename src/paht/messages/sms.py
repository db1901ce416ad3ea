"""Text messages on their way: claimed one by one, sent, tried again, given up, reported as delivered.

The worker keeps the queue; it asks the vault process to open and send, and hears the outcome alone. A message is
claimed for :data:`CLAIMED`: a worker that dies leaves it to the next one, which has it sent again under the same
identifier. Its seal is gone from the row as soon as it is sent, given up or too old to be wanted.
"""

import logging
import uuid
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from paht.messages.asking_vault import CLAIMED, Send, through_vault, waits
from paht.messages.gateway import Accepted, Again, Answer, Declined, Report, at_path

BATCH = 20

log = logging.getLogger(__name__)


class _Claimed(NamedTuple):
    jurisdiction_id: int
    id: uuid.UUID
    sealed: bytes
    attempts: int


_CLAIM = """
WITH over AS (
    UPDATE messages_sms SET state = 'lapsed', settled_at = %(at)s, sealed = NULL
    WHERE state = 'waiting' AND ends_at <= %(at)s
), mine AS (
    SELECT jurisdiction_id, id FROM messages_sms
    WHERE state = 'waiting' AND due_at <= %(at)s AND ends_at > %(at)s
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE messages_sms s SET attempts = s.attempts + 1, due_at = %(at)s + %(claimed)s
FROM mine WHERE (s.jurisdiction_id, s.id) = (mine.jurisdiction_id, mine.id)
RETURNING s.jurisdiction_id, s.id, s.sealed, s.attempts
"""

_SETTLE = """
UPDATE messages_sms SET state = %(state)s, settled_at = %(at)s, sealed = NULL, reference = %(reference)s,
    problem = %(problem)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND state = 'waiting'
"""

_POSTPONE = """
UPDATE messages_sms SET due_at = %(due)s, problem = %(problem)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND state = 'waiting'
"""


def send_waiting(*, now: datetime, send: Send = through_vault) -> int:
    """Have sent what waits, at most :data:`BATCH`; how many were handed over. Without a gateway messages wait until
    they lapse."""
    sent = 0
    for _ in range(BATCH):
        # One by one: a claim must outlast its own request, not those of a whole batch at a slow gateway.
        each = _claim(now)
        if each is None:
            break
        answer = send(
            {
                "jurisdiction": each.jurisdiction_id,
                "message": str(each.id),
                "sealed": bytes(each.sealed).hex(),
            }
        )
        _settled(each, answer, now)
        sent += isinstance(answer, Accepted)
        if isinstance(answer, Again):
            break  # it is busy or away: other chores wait for this worker
    return sent


def _claim(now: datetime) -> _Claimed | None:
    given: dict[str, Any] = {"at": now, "claimed": CLAIMED}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed(*row) if row else None


def _settled(each: _Claimed, answer: Answer, now: datetime) -> None:
    given: dict[str, Any] = {"jurisdiction": each.jurisdiction_id, "id": each.id, "at": now}
    with connection.cursor() as cursor:
        if isinstance(answer, Again):
            due = now + waits(answer, attempts=each.attempts)
            cursor.execute(_POSTPONE, {**given, "due": due, "problem": answer.problem})
            log.warning("a text message waits: %s", answer.problem)
        elif isinstance(answer, Declined):
            failed = {"state": "failed", "reference": "", "problem": answer.problem}
            cursor.execute(_SETTLE, {**given, **failed})
            log.warning("a text message was declined: %s", answer.problem)
        else:
            done = {"state": "sent", "reference": answer.reference, "problem": ""}
            cursor.execute(_SETTLE, {**given, **done})


def reported(answer: Any, *, report: Report, at: datetime) -> bool:
    """Note what the gateway says became of a message; whether it was news. A later report of an end changes nothing."""
    reference = at_path(answer, report.reference)
    state = "delivered" if report.delivered.holds(answer) else "failed" if report.failed.holds(answer) else ""
    if not reference or not state:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_sms SET state = %s, settled_at = %s, problem = %s "
            "WHERE reference = %s AND reference <> '' AND state = 'sent'",
            [state, at, "reported as not delivered" if state == "failed" else "", reference],
        )
        return bool(cursor.rowcount)

"""Text messages on their way: claimed one by one, sent, tried again, given up, reported as delivered.

A message is claimed for :data:`CLAIMED`: a worker that dies leaves it to the next one, which sends it again under the
same identifier. Its seal is gone from the row as soon as it is sent, given up or too old to be wanted.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from django.db import connection

from paht.messages.gateway import Accepted, Again, Answer, Declined, Gateway, Report, at_path, connected
from paht.messages.sealing import open_sms

BATCH = 20
CLAIMED = timedelta(seconds=30)
BACK_OFF = tuple(timedelta(seconds=n) for n in (2, 5, 10, 20, 40, 60))
"""After the first, second … try; the last one from then on."""

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
    ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
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


def send_waiting(*, now: datetime, gateway: Gateway | None = None) -> int:
    """Send what waits, at most :data:`BATCH`; how many were handed over. Without a gateway messages wait until they
    lapse."""
    gateway = gateway or connected()
    if gateway is None:
        _claim(now, most=0)
        return 0
    sent = 0
    for _ in range(BATCH):
        # One by one: a claim must outlast its own request, not those of a whole batch at a slow gateway.
        each = _claim(now, most=1)
        if each is None:
            break
        answer = _sent(each, gateway)
        _settled(each, answer, now)
        sent += isinstance(answer, Accepted)
        if isinstance(answer, Again):
            break  # it is busy or away: other chores wait for this worker
    return sent


def _sent(each: _Claimed, gateway: Gateway) -> Answer:
    try:
        sms = open_sms(bytes(each.sealed), jurisdiction_id=each.jurisdiction_id, message_id=each.id)
    except (InvalidTag, ValueError):
        return Declined("the seal does not open")
    return gateway.send(sms, message_id=each.id)


def _claim(now: datetime, *, most: int) -> _Claimed | None:
    given: dict[str, Any] = {"at": now, "most": most, "claimed": CLAIMED}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed(*row) if row else None


def _settled(each: _Claimed, answer: Answer, now: datetime) -> None:
    given: dict[str, Any] = {"jurisdiction": each.jurisdiction_id, "id": each.id, "at": now}
    with connection.cursor() as cursor:
        if isinstance(answer, Again):
            wait = max(
                BACK_OFF[min(each.attempts, len(BACK_OFF)) - 1], timedelta(seconds=answer.after_seconds)
            )
            cursor.execute(_POSTPONE, {**given, "due": now + wait, "problem": answer.problem})
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

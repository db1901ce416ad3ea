"""What senders are told: the outbox's orders to them, handed to the vault process one by one.

An order names whom it is for; the record with their number is that of their report, which this process cannot open. An
order that nobody could deliver within :data:`WANTED` is given up: nobody wants to hear today what was so last week.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from paht.messages.asking_vault import CLAIMED, Send, through_vault, waits
from paht.messages.gateway import Accepted, Again, Answer, Declined

BATCH, GIVEN_UP_AT_ONCE = 20, 500
WANTED = timedelta(days=1)

log = logging.getLogger(__name__)

_GIVE_UP = """
UPDATE messages_outbox SET given_up_at = %(at)s WHERE (jurisdiction_id, id) IN (
    SELECT jurisdiction_id, id FROM messages_outbox
    WHERE recipient_kind = 'sender' AND delivered_at IS NULL AND given_up_at IS NULL
      AND due_at <= %(at)s AND made_at <= %(at)s - %(wanted)s
    ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
"""

_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, id FROM messages_outbox
    WHERE recipient_kind = 'sender' AND delivered_at IS NULL AND given_up_at IS NULL
      AND due_at <= %(at)s AND made_at > %(at)s - %(wanted)s
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE messages_outbox o SET attempts = o.attempts + 1, due_at = %(at)s + %(claimed)s
FROM mine WHERE (o.jurisdiction_id, o.id) = (mine.jurisdiction_id, mine.id)
RETURNING o.jurisdiction_id, o.id, o.way, o.template, o.attempts,
    (SELECT c.code FROM cases_case c WHERE c.jurisdiction_id = o.jurisdiction_id AND c.id = o.case_id),
    (SELECT c.state::jsonb -> 'original' ->> 'id' FROM cases_case c
     WHERE c.jurisdiction_id = o.jurisdiction_id AND c.sender_id = o.recipient_id
     ORDER BY (c.id = o.case_id) DESC, c.sent_at DESC LIMIT 1)
"""
"""The record is that of the case itself, where it is theirs; of their latest case, where they only asked about it."""

_SETTLE = """
UPDATE messages_outbox SET delivered_at = %(delivered)s, given_up_at = %(given_up)s, due_at = %(due)s, problem = %(why)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND delivered_at IS NULL
"""


class _Claimed(NamedTuple):
    jurisdiction_id: int
    id: uuid.UUID
    way: str
    template: str
    attempts: int
    code: str | None
    record: str | None


def tell_senders(*, now: datetime, send: Send = through_vault) -> int:
    """Have at most :data:`BATCH` orders delivered; how many were."""
    told = 0
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"at": now, "wanted": WANTED, "most": GIVEN_UP_AT_ONCE}
        cursor.execute(_GIVE_UP, given)
    for _ in range(BATCH):
        each = _claim(now)
        if each is None:
            break
        answer = _sent(each, send)
        _settle(each, answer, now)
        told += isinstance(answer, Accepted)
        if isinstance(answer, Again) and not answer.after_seconds:
            break  # the vault or the gateway is busy or away: other chores wait for this worker
    return told


def _sent(each: _Claimed, send: Send) -> Answer:
    if each.record is None:
        return Declined("no record of a number")
    return send(
        {
            "jurisdiction": each.jurisdiction_id,
            "message": str(each.id),
            "way": each.way,
            "record": each.record,
            "template": each.template,
            "code": each.code or "",
        }
    )


def _claim(now: datetime) -> _Claimed | None:
    given: dict[str, Any] = {"at": now, "wanted": WANTED, "claimed": CLAIMED}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed(*row) if row else None


def _settle(each: _Claimed, answer: Answer, now: datetime) -> None:
    given: dict[str, Any] = {
        "jurisdiction": each.jurisdiction_id,
        "id": each.id,
        "delivered": None,
        "given_up": None,
    }
    given |= {"due": now, "why": "" if isinstance(answer, Accepted) else answer.problem}
    if isinstance(answer, Again):
        given["due"] = now + waits(answer, attempts=each.attempts)
    else:
        given["delivered" if isinstance(answer, Accepted) else "given_up"] = now
    if given["why"]:
        log.warning("a notice was not delivered: %s", given["why"])
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, given)

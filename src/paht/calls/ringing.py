"""The worker's part in calling: orders of the outbox to call somebody are rung, again while nobody confirms, and what
came of every call that we had placed is noted: who confirmed by key, which agency answered the shared number."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.calls.confirming import MOST_RINGS, note_outcomes
from paht.calls.exchanges import of_province
from paht.calls.ordering import dial, settle_placed
from paht.messages.gateway import Accepted, Again, Answer
from paht.people.actors import SYSTEM, actor_key
from paht.people.roster import now_on_duty

BATCH = 20
ASKED_WITHIN = timedelta(hours=1)
"""A call that was ordered longer ago, and never placed, is none that anybody waits for."""
RINGS_FOR = timedelta(minutes=2)
"""For so long a call that was placed is waited for before it is placed anew."""
BACK_OFF = tuple(timedelta(seconds=n) for n in (2, 5, 10, 20, 40, 60))
PURPOSE = "Tổng đài gọi người trực về việc khẩn cấp"
log = logging.getLogger("paht.calls")
Dial = Callable[[dict[str, Any]], Answer]


def work_on_orders(*, now: datetime, dial: Dial = dial) -> int:
    """Collect what the outbox orders, note what came of what was placed, ring what is due; how many calls were
    placed."""
    for jurisdiction in jurisdictions.every():
        if (exchange := of_province(settings.HOME, jurisdiction.slug)) is not None:
            _collect(jurisdiction.id, exchange.name, now)
    note_outcomes(now=now)
    placed = 0
    for _ in range(BATCH):
        order = _claim(now)
        if order is None:
            break
        came = _dialled(order, dial, now)
        again = order.attempts < MOST_RINGS or isinstance(came, Again)
        wait = RINGS_FOR
        if isinstance(came, Again):
            wait = max(
                BACK_OFF[min(order.attempts, len(BACK_OFF)) - 1], timedelta(seconds=came.after_seconds)
            )
        settle_placed(order.jurisdiction_id, order.id, came, at=now, again=again, due=now + wait)
        placed += isinstance(came, Accepted)
        if isinstance(came, Again):
            log.warning("a call waits: %s", came.problem)
            break
    return placed


_COLLECT = """
INSERT INTO calls_order (jurisdiction_id, id, kind, exchange, outbox_id, case_id, agency_id, staff_id, made_at, due_at)
SELECT o.jurisdiction_id, o.id, 'announce', %(exchange)s, o.id, o.case_id,
       CASE WHEN o.recipient_kind = 'agency' THEN o.recipient_id END, o.staff_id, o.made_at, %(at)s
FROM messages_outbox o
WHERE o.jurisdiction_id = %(jurisdiction)s AND o.way = 'call' AND o.recipient_kind IN ('agency', 'desk')
  AND o.answered_at IS NULL AND o.made_at > %(since)s
ON CONFLICT DO NOTHING
"""


def _collect(jurisdiction_id: int, exchange: str, now: datetime) -> None:
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "exchange": exchange,
        "at": now,
        "since": now - ASKED_WITHIN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COLLECT, given)


@dataclass(frozen=True, slots=True)
class _Order:
    jurisdiction_id: int
    id: uuid.UUID
    kind: str
    exchange: str
    agency_id: uuid.UUID | None
    staff_id: uuid.UUID | None
    attempts: int
    dial_id: uuid.UUID
    template: str
    code: str
    call: str


_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, id FROM calls_order
    WHERE settled_at IS NULL AND due_at <= %(at)s AND kind <> 'connect'
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE calls_order o SET due_at = %(at)s + %(claimed)s, attempts = o.attempts + 1
FROM mine WHERE (o.jurisdiction_id, o.id) = (mine.jurisdiction_id, mine.id)
RETURNING o.jurisdiction_id, o.id, o.kind, o.exchange, o.agency_id, o.staff_id, o.attempts, o.state, o.dial_ids,
    coalesce((SELECT x.template FROM messages_outbox x
        WHERE x.jurisdiction_id = o.jurisdiction_id AND x.id = o.outbox_id), ''),
    coalesce((SELECT c.code FROM cases_case c WHERE c.jurisdiction_id = o.jurisdiction_id AND c.id = o.case_id), ''),
    coalesce((SELECT c.reference FROM calls_call c
        WHERE c.jurisdiction_id = o.jurisdiction_id AND c.id = o.call_id), '')
"""


def _claim(now: datetime) -> _Order | None:
    """The next order that is due. What was placed and not confirmed is a new call; what nobody knows of is the same."""
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"at": now, "claimed": timedelta(seconds=60)}
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
        if row is None:
            return None
        jurisdiction_id, key, kind, exchange, agency, staff, attempts, state, dials, template, code, call = (
            row
        )
        if state == "placed" or not dials:
            dials = [*dials, uuid.uuid5(key, f"dial {len(dials)}")]
            cursor.execute(
                "UPDATE calls_order SET dial_ids = %s, state = 'waiting' WHERE jurisdiction_id = %s AND id = %s",
                [dials, jurisdiction_id, key],
            )
    row = (jurisdiction_id, key, kind, exchange, agency, staff, attempts, dials[-1], template, code, call)
    return _Order(*row)


def _dialled(order: _Order, dial: Dial, now: datetime) -> Answer:
    question: dict[str, Any] = {
        "jurisdiction": order.jurisdiction_id,
        "exchange": order.exchange,
        "dial": str(order.dial_id),
        "kind": order.kind,
        "template": order.template,
        "code": order.code,
        "passed": order.call,
    }
    return dial(question | _reached(order, now))


def _reached(order: _Order, now: datetime) -> dict[str, str]:
    """How whoever is called is reached: the number of the one on duty, their extension, else the body's telephone."""
    jurisdiction = jurisdictions.of_id(order.jurisdiction_id)
    body = order.agency_id or _centre(jurisdiction)
    people = [order.staff_id] if order.staff_id else []
    if not people and body is not None and (order.kind == "transfer" or order.agency_id is None):
        people = [each.staff_id for each in now_on_duty(agency_id=body, at=now)]
        # Whoever did not answer is followed by the next on duty.
        turn = (order.attempts - 1) % len(people) if people else 0
        people = people[turn:] + people[:turn]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, extension FROM calls_line WHERE jurisdiction_id = %s AND staff_id = ANY(%s) "
            "AND (record_id IS NOT NULL OR extension <> '') ORDER BY array_position(%s::uuid[], staff_id) LIMIT 1",
            [order.jurisdiction_id, people, people],
        )
        line = cursor.fetchone()
        if line is not None and line[0] is not None:
            return {"record": str(line[0]), "actor": str(actor_key(SYSTEM.id)), "purpose": PURPOSE}
        if line is not None:
            return {"number": line[1]}
        cursor.execute("SELECT phone FROM agencies_agency WHERE id = %s", [body])
        found = cursor.fetchone()
    return {"number": found[0] if found else ""}


def _centre(jurisdiction: Jurisdiction) -> uuid.UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM agencies_agency WHERE jurisdiction_id = %s AND kind = 'ioc' ORDER BY id LIMIT 1",
            [jurisdiction.id],
        )
        found = cursor.fetchone()
    return found[0] if found else None

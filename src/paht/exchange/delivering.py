"""Calling agencies' endpoints: at least once, in order for each case, with back-off; a dead one delays nobody else.

A call that is not answered is tried again under the same ``webhook-id``. Of one case the next call waits for the one
before; another case's does not. What an endpoint answers with 5xx, 429 or not at all holds the whole endpoint back;
what it refuses (4xx) holds back that case alone. After three days without any success the endpoint is switched off and
its people are told; what waits stays, and flows when it is switched on again.
"""

import json
import logging
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from paht.exchange import guard, signing
from paht.exchange.endpoints import Endpoint
from paht.identity import new_id

BACK_OFF = tuple(timedelta(seconds=n) for n in (5, 30, 120, 300, 600, 900))
"""After the first, second … failure; the last one from then on."""
CLAIMED = timedelta(seconds=60)
DISABLED_AFTER = timedelta(days=3)
"""So long after its first failure without a success in between an endpoint is switched off."""
GIVEN_UP_AFTER = timedelta(days=3)
"""So long a call that the endpoint refuses is tried while others get through."""
BATCH = 50
GONE = 410

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is this worker's for a minute, with where it goes."""

    id: uuid.UUID
    endpoint: Endpoint
    case_id: uuid.UUID
    change: int
    version: int
    kind: str
    happened_at: datetime
    due_at: datetime | None
    attempts: int
    made_at: datetime
    failures: int

    @property
    def body(self) -> bytes:
        """What is sent: no word of a case, no name; the software reads the case with its token."""
        data = {
            "number": self.change,
            "case": str(self.case_id),
            "href": f"/api/exchange/v1/cases/{self.case_id}",
            "version": self.version,
            "due_at": _moment(self.due_at),
        }
        plain = {"type": self.kind, "timestamp": _moment(self.happened_at), "data": data}
        return json.dumps(plain, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a call. ``holds_all``: the endpoint itself is in trouble, not this one call."""

    delivered: bool
    status: int | None
    problem: str
    milliseconds: int
    holds_all: bool = True
    wait: float | None = None


_CLAIM = """
WITH mine AS (
    SELECT d.jurisdiction_id, d.id FROM exchange_delivery d
    JOIN exchange_endpoint p ON p.jurisdiction_id = d.jurisdiction_id AND p.agency_id = d.agency_id
    WHERE d.state = 'waiting' AND d.due_at <= %(at)s AND p.state = 'on' AND p.try_at <= %(at)s
      AND NOT EXISTS (SELECT FROM exchange_delivery b WHERE b.jurisdiction_id = d.jurisdiction_id
                      AND b.agency_id = d.agency_id AND b.case_id = d.case_id AND b.state = 'waiting'
                      AND b.change < d.change)
    ORDER BY d.due_at, d.change LIMIT 1 FOR UPDATE OF d SKIP LOCKED
), claimed AS (
    UPDATE exchange_delivery d SET attempts = d.attempts + 1, due_at = %(at)s + %(claimed)s
    FROM mine WHERE (d.jurisdiction_id, d.id) = (mine.jurisdiction_id, mine.id)
    RETURNING d.*
)
SELECT d.id, d.case_id, d.change, d.attempts, d.made_at, c.version, c.kind, c.happened_at, c.due_at,
       p.jurisdiction_id, p.agency_id, p.url, p.secret_version, p.former_until, p.state, p.problem, p.failing_since,
       p.try_at, p.changed_at, p.failures
FROM claimed d
JOIN exchange_change c ON c.jurisdiction_id = d.jurisdiction_id AND c.agency_id = d.agency_id AND c.number = d.change
JOIN exchange_endpoint p ON p.jurisdiction_id = d.jurisdiction_id AND p.agency_id = d.agency_id
"""
_SETTLE = """
UPDATE exchange_delivery SET state = %(state)s, due_at = %(due)s, status = %(status)s, problem = %(problem)s,
    milliseconds = %(milliseconds)s, settled_at = %(settled)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND state = 'waiting'
"""
_WELL = """
UPDATE exchange_endpoint SET failures = 0, failing_since = NULL, problem = '', try_at = least(try_at, %(at)s)
WHERE jurisdiction_id = %(jurisdiction)s AND agency_id = %(agency)s AND failures > 0
"""
_ILL = """
UPDATE exchange_endpoint SET failures = failures + 1, failing_since = coalesce(failing_since, %(at)s),
    problem = %(problem)s, try_at = %(try)s,
    state = CASE WHEN state = 'on' AND (%(gone)s OR failing_since <= %(long_ago)s) THEN 'disabled' ELSE state END
WHERE jurisdiction_id = %(jurisdiction)s AND agency_id = %(agency)s RETURNING state
"""
_TELL = """
INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context, way,
    made_at, due_at)
VALUES (%(jurisdiction)s, %(id)s, %(case)s, 'agency', %(agency)s, 'exchange_disabled', '{}', 'message', %(at)s, %(at)s)
"""


def deliver(*, now: datetime, limit: int = BATCH) -> int:
    """Call what is due, one after the other, at most ``limit``; how many were delivered."""
    done = 0
    for _ in range(limit):
        call = _claim(now)
        if call is None:
            break
        done += _settle(call, _called(call, now=now), now=now)
    return done


def _claim(now: datetime) -> Call | None:
    given: dict[str, Any] = {"at": now, "claimed": CLAIMED}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    if row is None:
        return None
    key, case_id, change, attempts, made_at, version, kind, happened_at, due_at = row[:9]
    endpoint = Endpoint(*row[9:19])
    return Call(
        key, endpoint, case_id, change, version, kind, happened_at, due_at, attempts, made_at, row[19]
    )


def _called(call: Call, *, now: datetime) -> Came:
    return send(call.endpoint, message_id=f"msg_{call.id.hex}", body=call.body, now=now)


def send(endpoint: Endpoint, *, message_id: str, body: bytes, now: datetime) -> Came:
    """Post a signed call to the endpoint and say what came of it."""
    began = time.monotonic()

    def came(status: int | None, problem: str, *, holds_all: bool = True, wait: float | None = None) -> Came:
        spent = int((time.monotonic() - began) * 1000)
        return Came(not problem, status, problem, spent, holds_all, wait)

    signed = signing.headers(
        endpoint.keys(now), message_id=message_id, timestamp=int(now.timestamp()), body=body
    )
    headers = {**signed, "Content-Type": "application/json", "User-Agent": "PAHT-Webhooks/1"}
    try:
        status, wait = guard.post(guard.checked(endpoint.url), body, headers)
    except guard.Forbidden as error:
        return came(None, str(error))
    except guard.Unreachable as error:
        return came(None, str(error))
    if 200 <= status < 300:
        return came(status, "")
    is_its_own = 400 <= status < 500 and status not in (401, 403, 404, 408, 410, 425, 429)
    return came(status, f"trả lời mã {status}", holds_all=not is_its_own, wait=wait)


def _settle(call: Call, came: Came, *, now: datetime) -> bool:
    given: dict[str, Any] = {
        "jurisdiction": call.endpoint.jurisdiction_id,
        "agency": call.endpoint.agency_id,
        "case": call.case_id,
        "id": call.id,
        "state": "delivered" if came.delivered else "waiting",
        "status": came.status,
        "problem": came.problem[:200],
        "milliseconds": came.milliseconds,
        "settled": now if came.delivered else None,
        "due": now + _pause(call.attempts, came),
        "at": now,
    }
    if not came.delivered and not came.holds_all and now - call.made_at >= GIVEN_UP_AFTER:
        given |= {"state": "given_up", "settled": now}
    if not came.delivered and came.holds_all:
        given["due"] = now  # the endpoint's own pause holds: when it is well again, what is oldest goes first
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, given)
        if came.delivered:
            cursor.execute(_WELL, given)
        elif came.holds_all:
            _ill(cursor, call, came, given, now=now)
    return came.delivered


def _ill(cursor: Any, call: Call, came: Came, given: dict[str, Any], *, now: datetime) -> None:
    given = {
        **given,
        "try": now + _pause(call.failures + 1, came),
        "gone": came.status == GONE,
        "long_ago": now - DISABLED_AFTER,
    }
    cursor.execute(_ILL, given)
    if cursor.fetchone()[0] == "disabled":
        log.warning("the endpoint of agency %s was switched off: %s", call.endpoint.agency_id, came.problem)
        cursor.execute(_TELL, {**given, "id": new_id()})


def _pause(times: int, came: Came) -> timedelta:
    """The back-off, or longer where the endpoint asks for it, an hour at most."""
    pause = BACK_OFF[min(max(times, 1), len(BACK_OFF)) - 1]
    return max(pause, timedelta(seconds=min(came.wait or 0, 3600)))


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None

"""What senders are told: the outbox's orders to them, handed to the vault process one by one.

An order names whom it is for; the record with their number is that of their report, which this process cannot open.
:mod:`paht.law.telling` says by which way it goes and when; each try is a row. An order that nobody could deliver within
:data:`WANTED` is given up, and shown to the desk: nobody wants to hear today what was so last week.
"""

import json
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.law.telling import CALL, By, Later, Notice, NoWay, Quiet, next_step
from paht.messages import threads
from paht.messages.asking_vault import CLAIMED, Send, through_vault, waits
from paht.messages.delivering import TOLD_OFTEN
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.people.vault_wire import TooMany, VaultClosed, ask
from paht.people.wishes import of as of_sender

BATCH, GIVEN_UP_AT_ONCE = 20, 500
WANTED = timedelta(days=3)
"""For so long an order is tried, from when it was made or ordered anew; a weekend without a gateway loses nothing."""
SHUNNED = timedelta(seconds=60)
"""For so long orders wait whose way did not answer in this round."""

Available = Callable[[], frozenset[str]]
"""The ways that the installation has."""

log = logging.getLogger(__name__)

_GIVE_UP = """
UPDATE messages_outbox SET given_up_at = %(at)s WHERE (jurisdiction_id, id) IN (
    SELECT jurisdiction_id, id FROM messages_outbox
    WHERE recipient_kind = 'sender' AND delivered_at IS NULL AND given_up_at IS NULL
      AND due_at <= %(at)s AND coalesce(wanted_from, made_at) <= %(at)s - %(wanted)s
    ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
"""

_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, id FROM messages_outbox
    WHERE recipient_kind = 'sender' AND delivered_at IS NULL AND given_up_at IS NULL
      AND due_at <= %(at)s AND coalesce(wanted_from, made_at) > %(at)s - %(wanted)s
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE messages_outbox o SET attempts = o.attempts + 1, due_at = %(at)s + %(claimed)s
    FROM mine WHERE (o.jurisdiction_id, o.id) = (mine.jurisdiction_id, mine.id)
    RETURNING o.*
)
SELECT o.jurisdiction_id, o.id, o.way, o.template, o.attempts, o.made_at, o.via, o.declined, o.case_id,
    coalesce(c.code, ''), coalesce(c.channel, ''),
    coalesce(c.state -> 'alarm' ->> 'raised_at' IS NOT NULL
        AND c.state -> 'alarm' ->> 'lowered_at' IS NULL, false),
    o.recipient_id,
    (SELECT jsonb_object_agg(w.channel, w.until) FROM messages_window w
     WHERE w.jurisdiction_id = o.jurisdiction_id AND w.sender_id = o.recipient_id AND w.until > %(at)s),
    (SELECT k.state -> 'original' ->> 'id' FROM cases_case k
     WHERE k.jurisdiction_id = o.jurisdiction_id AND k.sender_id = o.recipient_id
     ORDER BY (k.id = o.case_id) DESC, k.sent_at DESC LIMIT 1)
FROM claimed o LEFT JOIN cases_case c ON c.jurisdiction_id = o.jurisdiction_id AND c.id = o.case_id
"""
"""The record is that of the case itself, where it is theirs; of their latest case, where they only asked about it."""

_PUT_OFF = """
UPDATE messages_outbox SET due_at = %(due)s, attempts = attempts - 1
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND delivered_at IS NULL
"""
_BEGIN = "UPDATE messages_outbox SET via = %s WHERE jurisdiction_id = %s AND id = %s"
_GIVE_UP_ONE = """
UPDATE messages_outbox SET given_up_at = %(at)s, problem = CASE problem WHEN '' THEN %(why)s ELSE problem END
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND delivered_at IS NULL
"""
_SETTLE = """
WITH settled AS (
    UPDATE messages_outbox SET delivered_at = %(delivered)s, given_up_at = %(given_up)s, due_at = %(due)s,
        problem = %(why)s, via = %(via)s, declined = %(declined)s
    WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND delivered_at IS NULL
    RETURNING jurisdiction_id, id
)
INSERT INTO messages_try (jurisdiction_id, order_id, at, way, outcome, why)
SELECT jurisdiction_id, id, %(at)s, %(way)s, %(outcome)s, %(why)s FROM settled
"""


@dataclass(frozen=True, slots=True)
class _Claimed:
    jurisdiction_id: int
    id: uuid.UUID
    attempts: int
    case_id: uuid.UUID | None
    code: str
    sender_id: uuid.UUID
    record: str | None
    language: str
    notice: Notice

    @classmethod
    def of_row(cls, row: tuple[Any, ...]) -> "_Claimed":
        jurisdiction_id, order_id, way, template, attempts, made_at, via, declined, case_id = row[:9]
        code, channel, urgent, sender_id, windows, record = row[9:]
        wishes = of_sender(jurisdiction_id, sender_id)
        notice = Notice(
            template=template,
            origin=channel,
            made_at=made_at,
            calls=way == CALL,
            urgent=urgent,
            windows=_moments(windows),
            via=via,
            declined=tuple(declined),
            unwanted=wishes.unwanted | ({"zns"} if "zalo" in wishes.unwanted else set()),
        )
        return cls(
            jurisdiction_id, order_id, attempts, case_id, code, sender_id, record, wishes.language, notice
        )


def _moments(windows: str | None) -> dict[str, datetime]:
    read: dict[str, str] = json.loads(windows or "{}")
    return {channel: datetime.fromisoformat(until) for channel, until in read.items()}


def ways_of_vault() -> frozenset[str]:
    """What the vault process can send by; nothing while it is away."""
    try:
        return frozenset(ask("ways")["ways"])
    except (VaultClosed, TooMany):
        return frozenset()


def tell_senders(
    *,
    now: datetime,
    send: Send = through_vault,
    available: Available = ways_of_vault,
    quiet: Quiet | None = None,
) -> int:
    """Have at most :data:`BATCH` orders delivered; how many were. A way that does not answer is left alone for the
    rest of the round: the other ways go on."""
    told = 0
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"at": now, "wanted": WANTED, "most": GIVEN_UP_AT_ONCE}
        cursor.execute(_GIVE_UP, given)
    ways = available()
    if not ways:
        return 0  # nothing is connected, or the vault is away: what waits goes on waiting
    silent: set[str] = set()
    for _ in range(BATCH):
        each = _claim(now)
        if each is None:
            break
        step = next_step(each.notice, now=now, available=ways, quiet=quiet)
        if isinstance(step, Later):
            _put_off(each, step.until)
        elif isinstance(step, NoWay):
            _give_up(each, now)
        elif step.way in silent:
            _put_off(each, now + SHUNNED)
        else:
            answer = _sent(each, step, send)
            _settle(each, step.way, answer, now, ways)
            told += isinstance(answer, Accepted)
            if isinstance(answer, Again) and not answer.after_seconds:
                silent.add(step.way)
    return told


def _sent(each: _Claimed, step: By, send: Send) -> Answer:
    if each.record is None:
        return Declined("no record of a number")
    if step.way != each.notice.via:
        # Before anything is handed over: whoever takes up the order of a worker that died asks the same way.
        _execute(_BEGIN, [step.way, each.jurisdiction_id, each.id])
    return send(
        {
            "jurisdiction": each.jurisdiction_id,
            "message": str(each.id),
            "way": step.way,
            "sender": str(each.sender_id),
            "record": each.record,
            "language": each.language,
            "template": each.notice.template,
            "code": each.code,
            "urgent": each.notice.urgent,
            "thread": _thread(each, step.way),
        }
    )


def _thread(each: _Claimed, way: str) -> str:
    """The record of the letter that a letter about the case answers."""
    if way != "email" or each.case_id is None:
        return ""
    record = threads.first_letter(jurisdiction_id=each.jurisdiction_id, case_id=each.case_id)
    return str(record or "")


def _claim(now: datetime) -> _Claimed | None:
    given: dict[str, Any] = {"at": now, "wanted": WANTED, "claimed": CLAIMED}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed.of_row(row) if row else None


def _put_off(each: _Claimed, until: datetime) -> None:
    """It waits without having been tried."""
    _execute(_PUT_OFF, {"due": until, "jurisdiction": each.jurisdiction_id, "id": each.id})


def _give_up(each: _Claimed, now: datetime) -> None:
    given = {"at": now, "jurisdiction": each.jurisdiction_id, "id": each.id, "why": "no way is left"}
    _execute(_GIVE_UP_ONE, given)


def _settle(each: _Claimed, way: str, answer: Answer, now: datetime, ways: frozenset[str]) -> None:
    why = "" if isinstance(answer, Accepted) else answer.problem
    given: dict[str, Any] = {
        "jurisdiction": each.jurisdiction_id,
        "id": each.id,
        "at": now,
        "way": way,
        "outcome": "braked" if why == TOLD_OFTEN else type(answer).__name__.lower(),
        "why": why,
        "due": now,
        "via": way,
        "declined": list(each.notice.declined),
        "delivered": now if isinstance(answer, Accepted) else None,
        "given_up": None,
    }
    if isinstance(answer, Again):
        given["due"] = now + waits(answer, attempts=each.attempts)
    elif isinstance(answer, Declined):
        given |= {"via": "", "declined": [*each.notice.declined, way]}
        left = each.notice.after(way)
        if each.record is None or isinstance(next_step(left, now=now, available=ways, quiet=None), NoWay):
            given["given_up"] = now
    if why:
        log.warning("a notice was not delivered by %s: %s", way, why)
    _execute(_SETTLE, given)


def _execute(statement: str, given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)

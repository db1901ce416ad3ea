"""Reading the outbox."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection


def waiting(*, at: datetime) -> tuple[int, float]:
    """How many messages to senders wait, and for how many seconds the oldest one has been due (0.0 where none is)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(due_at) FROM messages_outbox "
            "WHERE recipient_kind = 'sender' AND delivered_at IS NULL AND given_up_at IS NULL"
        )
        row = cursor.fetchone()
    assert row is not None
    count, oldest = row
    return count, max(0.0, (at - oldest).total_seconds()) if oldest else 0.0


@dataclass(frozen=True, slots=True)
class Ordered:
    """A message or call as ordered: to whom, in which case, about what, and whether a call was answered.

    ``case_id`` is ``None``, ``code`` empty, where it is about no case.
    ``agency``, ``staff``: names, where the order has them; the IOC's orders have no agency.
    """

    id: uuid.UUID
    case_id: uuid.UUID | None
    code: str
    recipient_kind: str
    recipient_id: uuid.UUID | None
    agency: str
    staff: str
    template: str
    way: str
    made_at: datetime
    answered_at: datetime | None


_ORDERED = """
SELECT o.id, o.case_id, coalesce(c.code, ''), o.recipient_kind, o.recipient_id, coalesce(a.name, ''),
       coalesce(s.name, ''), o.template, o.way, o.made_at, o.answered_at
FROM messages_outbox o
LEFT JOIN cases_case c ON c.jurisdiction_id = o.jurisdiction_id AND c.id = o.case_id
LEFT JOIN agencies_agency a ON a.id = o.recipient_id AND o.recipient_kind = 'agency'
LEFT JOIN people_staff s ON s.id = o.staff_id
"""


def latest(*, jurisdiction_id: int, limit: int) -> list[Ordered]:
    """What was ordered in the province, newest first, at most ``limit``."""
    return _ordered(
        "WHERE o.jurisdiction_id = %s ORDER BY o.made_at DESC, o.id DESC LIMIT %s", jurisdiction_id, limit
    )


def calls_of(*, jurisdiction_id: int, case_id: uuid.UUID) -> list[Ordered]:
    """The calls of a case, oldest first."""
    return _ordered(
        "WHERE o.jurisdiction_id = %s AND o.case_id = %s AND o.way = 'call' ORDER BY o.made_at, o.id",
        jurisdiction_id,
        case_id,
    )


def _ordered(where: str, *parameters: Any) -> list[Ordered]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_ORDERED} {where}", list(parameters))
        return [Ordered(*row) for row in cursor.fetchall()]

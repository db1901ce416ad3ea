"""Reading calls: for the desk, whose officers are of this province; no number is read here."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.people.actors import Official

PAGE = 50
LIVE_HOURS = 4
"""A call that nobody said the end of is not shown as going on for longer."""


@dataclass(frozen=True, slots=True)
class Row:
    """A call as the desk sees it. ``staff`` has it, ``order`` says what we had ordered, ``problem`` why its recording
    is not there yet; ``cases`` are codes with their keys."""

    id: uuid.UUID
    direction: str
    state: str
    rung_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    queue: str
    extension: str
    staff_id: uuid.UUID | None
    staff: str
    number_record_id: uuid.UUID | None
    is_voice_message: bool
    is_urgent: bool
    file_id: uuid.UUID | None
    due_at: datetime | None
    heard_at: datetime | None
    heard_by: str
    sender_id: uuid.UUID | None
    recording: str
    recording_problem: str
    transfer: str
    cases: list[list[str]]

    @property
    def code(self) -> str:
        """How a call is called between people."""
        return f"CG-{self.id.hex[-8:].upper()}"

    @property
    def is_missed(self) -> bool:
        """Whether nobody took it."""
        return (
            self.direction == "in"
            and self.ended_at is not None
            and self.answered_at is None
            and not self.is_voice_message
        )


_ROW = """
SELECT c.id, c.direction, c.state, c.rung_at, c.answered_at, c.ended_at, c.queue, c.extension, c.staff_id,
       coalesce(s.name, ''), c.number_record_id, c.is_voice_message, c.is_urgent, c.file_id, c.due_at, c.heard_at,
       coalesce(h.name, ''), coalesce(p.same_as, p.id), coalesce(r.state, ''), coalesce(r.problem, ''),
       coalesce((SELECT o.state FROM calls_order o
          WHERE o.jurisdiction_id = c.jurisdiction_id AND o.call_id = c.id), ''),
       coalesce((SELECT jsonb_agg(jsonb_build_array(k.code, k.id::text) ORDER BY l.linked_at)
          FROM calls_link l JOIN cases_case k ON k.jurisdiction_id = l.jurisdiction_id AND k.id = l.case_id
          WHERE l.jurisdiction_id = c.jurisdiction_id AND l.call_id = c.id)::text, '[]')
FROM calls_call c
LEFT JOIN people_staff s ON s.id = c.staff_id
LEFT JOIN people_staff h ON h.id = c.heard_by
LEFT JOIN people_sender p ON p.jurisdiction_id = c.jurisdiction_id AND p.phone_index = c.caller
LEFT JOIN calls_recording r ON r.jurisdiction_id = c.jurisdiction_id AND r.call_id = c.id
"""


def live(official: Official, *, at: datetime) -> list[Row]:
    """The calls that go on, the longest waiting first."""
    where = (
        "c.ended_at IS NULL AND c.rung_at > %s AND NOT c.is_voice_message ORDER BY c.rung_at, c.id LIMIT %s"
    )
    return _rows(official, where, at - timedelta(hours=LIVE_HOURS), PAGE)


def voice_messages(official: Official) -> list[Row]:
    """Voice messages that nobody has heard, by due moment."""
    where = "c.due_at IS NOT NULL AND c.heard_at IS NULL ORDER BY c.due_at, c.id LIMIT %s"
    return _rows(official, where, PAGE)


def missed(official: Official, *, at: datetime) -> list[Row]:
    """Calls of the last two days that nobody took and nobody answered since, the latest first."""
    where = (
        "c.rung_at > %s AND c.direction = 'in' AND c.ended_at IS NOT NULL AND c.answered_at IS NULL "
        "AND NOT c.is_voice_message AND c.heard_at IS NULL ORDER BY c.rung_at DESC, c.id DESC LIMIT %s"
    )
    return _rows(official, where, at - timedelta(days=2), PAGE)


def latest(official: Official, *, after: tuple[datetime, uuid.UUID] | None = None) -> list[Row]:
    """Calls that are over, the latest first; ``after`` is (rung_at, id) of the last one seen."""
    where = (
        "c.ended_at IS NOT NULL AND (%s::timestamptz IS NULL OR (c.rung_at, c.id) < (%s, %s)) "
        "ORDER BY c.rung_at DESC, c.id DESC LIMIT %s"
    )
    at, key = after or (None, None)
    return _rows(official, where, at, at, key, PAGE + 1)


def call(official: Official, *, call_id: uuid.UUID) -> Row | None:
    """The call, ``None`` where this province has none such."""
    found = _rows(official, "c.id = %s", call_id)
    return found[0] if found else None


def calls_of_case(official: Official, *, case_id: uuid.UUID) -> list[Row]:
    """The calls that were about a case, oldest first."""
    where = (
        "c.id IN (SELECT call_id FROM calls_link l WHERE l.jurisdiction_id = c.jurisdiction_id AND l.case_id = %s) "
        "ORDER BY c.rung_at, c.id LIMIT %s"
    )
    return _rows(official, where, case_id, PAGE)


def just_taken(official: Official, *, since: datetime) -> uuid.UUID | None:
    """The call that this official has taken since that moment, where there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM calls_call WHERE jurisdiction_id = %s AND staff_id = %s AND answered_at > %s "
            "AND direction = 'in' AND ended_at IS NULL ORDER BY answered_at DESC LIMIT 1",
            [official.jurisdiction_id, official.id, since],
        )
        found = cursor.fetchone()
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Line:
    """Where somebody is reached by telephone."""

    extension: str
    has_number: bool


def line_of(official: Official) -> Line:
    """The telephone of this member of staff."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extension, record_id IS NOT NULL FROM calls_line WHERE jurisdiction_id = %s AND staff_id = %s",
            [official.jurisdiction_id, official.id],
        )
        found = cursor.fetchone()
    return Line(*found) if found else Line("", has_number=False)


def _rows(official: Official, where: str, *parameters: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_ROW} WHERE c.jurisdiction_id = %s AND {where}", [official.jurisdiction_id, *parameters]
        )
        found = cursor.fetchall()
    return [Row(*(*row[:-1], json.loads(row[-1]))) for row in found]


def demo_calls(*, jurisdiction_id: int) -> list[dict[str, Any]]:
    """The calls of the demo's exchange that go on, as its page of telephones shows them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reference, state, queue, extension, rung_at FROM calls_call WHERE jurisdiction_id = %s "
            "AND exchange = 'demo' AND direction = 'in' AND ended_at IS NULL ORDER BY rung_at DESC, id LIMIT 20",
            [jurisdiction_id],
        )
        names = ("reference", "state", "queue", "extension", "rung_at")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_DEMO_OPEN = """
SELECT d.id::text FROM calls_order o CROSS JOIN LATERAL (SELECT o.dial_ids[cardinality(o.dial_ids)] AS id) d
LEFT JOIN calls_call c ON c.jurisdiction_id = o.jurisdiction_id AND c.id = o.call_id
WHERE o.jurisdiction_id = %s AND d.id = ANY(%s::uuid[])
  AND CASE WHEN o.kind = 'transfer' THEN c.ended_at IS NULL
      ELSE o.settled_at IS NULL AND NOT EXISTS (SELECT FROM calls_call x
          WHERE x.jurisdiction_id = o.jurisdiction_id AND x.order_id = d.id AND x.ended_at IS NOT NULL) END
"""


def demo_ringing(*, jurisdiction_id: int, dial_ids: list[str]) -> set[str]:
    """Which of these calls, placed by the demo's exchange, are the province's own and go on."""
    with connection.cursor() as cursor:
        cursor.execute(_DEMO_OPEN, [jurisdiction_id, dial_ids])
        return {row[0] for row in cursor.fetchall()}

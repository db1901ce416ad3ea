"""What came of the calls that we had placed, as the exchange tells it: a key that confirms, an agency that answers the
shared number or does not (VL.13.2.c). Found from rows alone, so that a worker that dies does it again."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.agencies import jurisdictions
from paht.cases import operations, queries
from paht.evidence import queries as evidence
from paht.law.casework.case import Actor, FileRef
from paht.law.casework.states import AssignmentState, Role
from paht.messages.operations import answer_call
from paht.people.models import Membership

RECORDING_WITHIN = timedelta(minutes=15)
"""For so long the recording of an answered call is waited for before the call is recorded without."""
NEVER_HEARD_OF = timedelta(hours=6)
"""An officer's call of which the exchange tells nothing for so long is taken for not placed."""
KEY = "1"
"""The key by which a call is confirmed: a machine that answers presses none."""
MOST_RINGS = 5
"""So often somebody is rung who does not confirm; the alarm goes on to the next on duty by itself."""
BATCH = 100


@dataclass(frozen=True, slots=True)
class _Came:
    jurisdiction_id: int
    order_id: uuid.UUID
    kind: str
    outbox_id: uuid.UUID | None
    template: str
    case_id: uuid.UUID | None
    assignment: int | None
    agency_id: uuid.UUID | None
    staff_id: uuid.UUID | None
    attempts: int
    call_id: uuid.UUID
    answered_at: datetime | None
    ended_at: datetime | None
    confirmed: bool
    file_id: uuid.UUID | None
    expects_recording: bool


_OUTCOMES = """
SELECT o.jurisdiction_id, o.id, o.kind, o.outbox_id,
       coalesce((SELECT x.template FROM messages_outbox x
           WHERE x.jurisdiction_id = o.jurisdiction_id AND x.id = o.outbox_id), ''),
       o.case_id, o.assignment, o.agency_id, o.staff_id, o.attempts, c.id, c.answered_at, c.ended_at,
       EXISTS (SELECT FROM jsonb_array_elements(c.known -> 'keys') k WHERE k ->> 1 = %(key)s), c.file_id,
       NOT EXISTS (SELECT FROM calls_recording r
           WHERE r.jurisdiction_id = c.jurisdiction_id AND r.call_id = c.id AND r.state = 'failed')
FROM calls_order o JOIN calls_call c ON c.jurisdiction_id = o.jurisdiction_id AND c.exchange = o.exchange
    AND (c.order_id = ANY(o.dial_ids) OR (o.reference <> '' AND c.reference = o.reference))
WHERE o.settled_at IS NULL AND o.kind <> 'transfer' ORDER BY o.made_at, o.id LIMIT %(most)s
"""


def note_outcomes(*, now: datetime) -> int:
    """Note what came of what was placed; how many orders are settled by it."""
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOMES, {"key": KEY, "most": BATCH})
        found = [_Came(*row) for row in cursor.fetchall()]
        cursor.execute(
            "UPDATE calls_order SET state = 'failed', settled_at = %s, problem = 'the exchange tells nothing of it' "
            "WHERE settled_at IS NULL AND kind = 'connect' AND made_at < %s",
            [now, now - NEVER_HEARD_OF],
        )
        cursor.execute(
            "UPDATE calls_order SET state = 'unanswered', settled_at = %s WHERE settled_at IS NULL "
            "AND kind = 'announce' AND state = 'placed' AND cardinality(dial_ids) >= %s AND due_at <= %s",
            [now, MOST_RINGS, now],
        )
        # A call that was passed on and has its officer is done.
        cursor.execute(
            "UPDATE calls_order SET state = 'placed', settled_at = %s "
            "WHERE settled_at IS NULL AND kind = 'transfer' AND state = 'placed'",
            [now],
        )
    return sum(_noted(each, now) for each in found)


def _noted(came: _Came, now: datetime) -> bool:
    if came.kind == "connect":
        return _connected(came, now)
    if came.confirmed:
        at = came.answered_at or now
        if came.outbox_id is not None:
            answer_call(jurisdiction_id=came.jurisdiction_id, order_id=came.outbox_id, at=at)
        if came.template == "urgent_dispatch":
            _confirm_urgency(came, now)
        _settle(came, "confirmed", now)
        return True
    return False


def _connected(came: _Came, now: datetime) -> bool:
    """An officer's own call: recorded in the case where it was to an agency, answered or not."""
    if came.ended_at is None:
        return False
    answered = came.answered_at is not None
    waits = answered and came.file_id is None and came.expects_recording
    if came.assignment is not None and waits and now - came.ended_at < RECORDING_WITHIN:
        return False
    if came.assignment is not None and came.case_id is not None and came.staff_id is not None:
        operations.record_call(
            _step(came, _actor(came.staff_id, now), now, "call"),
            assignment=came.assignment,
            answered=answered,
            note="Gọi từ số chung của Trung tâm; tổng đài ghi nhận.",
            recording=_recording(came),
        )
    _link(came, now)
    _settle(came, "answered" if answered else "unanswered", now)
    return True


def _confirm_urgency(came: _Came, now: datetime) -> None:
    """Key 1 is the body's confirmation where the person who was called is one of its own (VL.16.3, ST.8.6.2). Who
    called a shared telephone is nobody whom the law knows: then the call counts as answered alone."""
    if came.staff_id is None or came.case_id is None or came.agency_id is None:
        return
    actor = _actor(came.staff_id, now)
    case = queries.case_alone(jurisdiction_id=came.jurisdiction_id, case_id=came.case_id)
    if case is None or actor.body != str(came.agency_id):
        return
    for assignment in case.assignments:
        if assignment.agency == actor.body and assignment.state is AssignmentState.SUMMONED:
            operations.confirm_urgency(
                _step(came, actor, now, "confirm"),
                assignment=assignment.number,
                force="Xác nhận bằng phím 1 khi tổng đài gọi: đã nhận, cử lực lượng ngay.",
            )


def _step(came: _Came, actor: Actor, now: datetime, what: str) -> operations.Step:
    assert came.case_id is not None
    return operations.Step(
        jurisdiction=jurisdictions.of_id(came.jurisdiction_id),
        case_id=came.case_id,
        actor=actor,
        now=now,
        command_id=uuid.uuid5(came.order_id, what),
    )


def _actor(staff_id: uuid.UUID, now: datetime) -> Actor:
    """The member of staff as they are a member now."""
    rows = list(
        Membership.objects.filter(staff_id=staff_id, valid_from__lte=now, staff__is_active=True)
        .exclude(valid_until__lte=now)
        .order_by("agency_id", "role")
        .values_list("agency_id", "role")
    )
    body = str(rows[0][0]) if rows else None
    roles = frozenset(Role(role) for agency, role in rows if str(agency) == body)
    return Actor(id=str(staff_id), roles=roles, body=body)


def _recording(came: _Came) -> FileRef | None:
    if came.file_id is None:
        return None
    file = evidence.file(jurisdiction_id=came.jurisdiction_id, id=came.file_id)
    return FileRef(str(file.id), file.sha256, file.media_type) if file else None


def _link(came: _Came, now: datetime) -> None:
    if came.case_id is None or came.staff_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_link (jurisdiction_id, call_id, case_id, linked_at, staff_id) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [came.jurisdiction_id, came.call_id, came.case_id, now, came.staff_id],
        )


def _settle(came: _Came, state: str, now: datetime) -> None:
    given: list[Any] = [state, now, came.jurisdiction_id, came.order_id]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_order SET state = %s, settled_at = %s WHERE jurisdiction_id = %s AND id = %s "
            "AND settled_at IS NULL",
            given,
        )

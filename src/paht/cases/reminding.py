"""Reminding of terms and telling others of missed ones. Bounded batches; each duty is won by a guarded update that
writes its orders in the same statement, so that two sweeps at once send nothing twice."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.agencies import jurisdictions, reminders, settings
from paht.identity import new_id
from paht.law.casework.case import Duty
from paht.law.casework.states import Party, Subject
from paht.law.reminding import DUE, Mark, reminder

BATCH = 200

_WAITING = """
SELECT d.jurisdiction_id, d.case_id, d.number, d.term, d.clause, d.holder, d.agency_id, d.subject, d.subject_number,
       d.internal, d.starts_at, d.due_at, d.violation_at, d.reminded, c.sender_id,
       (SELECT x.superior_id FROM cases_assignment x WHERE x.jurisdiction_id = d.jurisdiction_id
        AND x.case_id = d.case_id AND x.agency_id = d.agency_id
        AND (d.subject <> 'assignment' OR x.number = d.subject_number) ORDER BY x.number DESC LIMIT 1),
       (SELECT g.id FROM agencies_agency g WHERE g.jurisdiction_id = d.jurisdiction_id AND g.is_supervising
        ORDER BY g.id LIMIT 1)
FROM cases_duty d
JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id
WHERE d.ended_at IS NULL AND d.remind_at <= %s
ORDER BY d.remind_at, d.jurisdiction_id, d.case_id, d.number LIMIT %s
"""

_WON = """
WITH won AS (
    UPDATE cases_duty SET remind_at = coalesce(%(next_at)s, 'infinity'::timestamptz), reminded = %(done)s
    WHERE jurisdiction_id = %(jurisdiction)s AND case_id = %(case)s AND number = %(number)s
      AND ended_at IS NULL AND reminded = %(was)s AND due_at = %(due_at)s
    RETURNING jurisdiction_id, case_id
), ordered AS (
    INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context,
        made_at, due_at)
    SELECT w.jurisdiction_id, o.id, w.case_id, o.recipient_kind, o.recipient_id, o.template, %(context)s::jsonb,
        %(now)s, %(now)s
    FROM won w, jsonb_to_recordset(%(orders)s::jsonb)
         AS o(id uuid, recipient_kind text, recipient_id uuid, template text)
)
SELECT count(*) FROM won
"""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An open duty to look at, with those who are to be told."""

    jurisdiction_id: int
    case_id: uuid.UUID
    duty: Duty
    agency_id: uuid.UUID | None
    done: tuple[str, ...]
    sender_id: uuid.UUID
    superior_id: uuid.UUID | None
    supervising_id: uuid.UUID | None


def remind(*, now: datetime, batch: int = BATCH) -> int:
    """Send what is due of reminders and escalations (ST.16.4, VL.20.1.đ); returns how many duties were looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [now, batch])
        waiting = [_waiting(row) for row in cursor.fetchall()]
        chosen = {
            key: reminders.choices(jurisdiction_id=key) for key in {each.jurisdiction_id for each in waiting}
        }
        own = settings.own_calendars(agency_ids={e.agency_id for e in waiting if e.agency_id}, at=now)
        for each in waiting:
            choices = chosen[each.jurisdiction_id]
            jurisdiction = jurisdictions.of_id(each.jurisdiction_id)
            legal = jurisdiction.calendar
            changes = own.get(each.agency_id) if each.agency_id else None
            found = reminder(
                each.duty,
                done=frozenset(each.done),
                now=now,
                reminding=choices.get(each.agency_id, choices[None]).reminding,
                legal=legal,
                own=legal.overlaid(changes) if changes else None,
            )
            cursor.execute(
                _WON,
                {
                    "jurisdiction": each.jurisdiction_id,
                    "case": each.case_id,
                    "number": each.duty.number,
                    "was": list(each.done),
                    "due_at": each.duty.due_at,
                    "done": sorted(found.done),
                    "next_at": found.next_at,
                    "now": now,
                    "context": json.dumps(_context(each.duty, found.mark)),
                    "orders": json.dumps(list(_orders(each, found.mark))),
                },
            )
    return len(waiting)


def _waiting(row: tuple[Any, ...]) -> _Waiting:
    jurisdiction_id, case_id, number, term, clause, holder, agency_id, subject, subject_number, *rest = row
    internal, starts_at, due_at, violation_at, reminded, sender_id, superior_id, supervising_id = rest
    duty = Duty(
        number=number,
        term=term,
        clause=clause,
        holder=Party(holder),
        body=str(agency_id) if agency_id else None,
        subject=Subject(subject),
        subject_number=subject_number,
        starts_at=starts_at,
        due_at=due_at,
        violation_at=violation_at,
        internal=internal,
    )
    return _Waiting(
        jurisdiction_id, case_id, duty, agency_id, tuple(reminded), sender_id, superior_id, supervising_id
    )


def _context(duty: Duty, mark: Mark | None) -> dict[str, str]:
    if mark is None:
        return {}
    return {"term": duty.term, "clause": duty.clause, "due_at": duty.due_at.isoformat(), "mark": mark.name}


def _orders(each: _Waiting, mark: Mark | None) -> Iterable[dict[str, Any]]:
    """Who is told: the holder of a reminder; the superior body and the supervising department of an escalation."""
    if mark is None:
        return
    if mark.is_escalation:
        for body in dict.fromkeys((each.superior_id, each.supervising_id)):
            if body is not None and body != each.agency_id:
                yield _order("agency", body, "overdue_below_you")
        return
    template = "overdue" if mark.name == DUE else "due_soon"
    if each.duty.holder is Party.SENDER:
        yield _order("sender", each.sender_id, template)
    elif each.agency_id is not None:
        yield _order("agency", each.agency_id, template)
    elif each.duty.holder is Party.SUPERVISING_DEPARTMENT and each.supervising_id is not None:
        yield _order("agency", each.supervising_id, template)
    else:
        yield _order("desk", None, template)


def _order(kind: str, recipient: uuid.UUID | None, template: str) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "recipient_kind": kind,
        "recipient_id": str(recipient) if recipient else None,
        "template": template,
    }

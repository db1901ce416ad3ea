"""What the system does by itself when a term runs out. Bounded batches, each case through its operation, so that the
sweep may run twice, or in two processes, without harm."""

import uuid
from datetime import datetime, timedelta

from django.db import connection

from paht.agencies import jurisdictions
from paht.agencies.models import CalendarVersion
from paht.cases import operations
from paht.people.actors import SYSTEM

BATCH = 100
_NAMESPACE = uuid.UUID("6e0d6f0a-3f0e-4c55-9d1c-7f6a2b1f8a10")

LAPSES = {"supplement": operations.lapse_supplement, "contact": operations.lapse_verification}
"""What ends a report whose sender let the term of a request pass, by term."""

_DUE = """
SELECT jurisdiction_id, case_id, subject_number, term FROM cases_duty
WHERE ended_at IS NULL AND subject = 'request' AND NOT internal AND holder = 'sender' AND due_at < %s
AND term = ANY(%s)
ORDER BY due_at, jurisdiction_id, case_id, number LIMIT %s
"""


def lapse_supplements(*, now: datetime, batch: int = BATCH) -> int:
    """Close the reports whose supplement did not come (VL.8.2.4), or whose verification did not succeed (VL.8.2.5), in
    term; returns how many were closed."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now, list(LAPSES), batch])
        rows = cursor.fetchall()
    closed = 0
    for jurisdiction_id, case_id, request, term in rows:
        step = operations.Step(
            jurisdiction=jurisdictions.of_id(jurisdiction_id),
            case_id=case_id,
            actor=SYSTEM,
            now=now,
            # The same lapse has the same command, whoever finds it first.
            command_id=uuid.uuid5(_NAMESPACE, f"{jurisdiction_id} {case_id} {request}"),
        )
        outcome = LAPSES[term](step, request=request)
        closed += isinstance(outcome, operations.Done) and not outcome.repeated
    return closed


_UNATTENDED = """
SELECT jurisdiction_id, case_id, number FROM cases_duty
WHERE ended_at IS NULL AND term IN ('alarm', 'alarm_repeated') AND due_at < %s
ORDER BY due_at, jurisdiction_id, case_id LIMIT %s
"""


def pass_alarms(*, now: datetime, batch: int = BATCH) -> int:
    """Pass alarms that nobody took up to the next on duty, never to a machine's dispatch; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_UNATTENDED, [now, batch])
        rows = cursor.fetchall()
    passed = 0
    for jurisdiction_id, case_id, duty in rows:
        step = operations.Step(
            jurisdiction=jurisdictions.of_id(jurisdiction_id),
            case_id=case_id,
            actor=SYSTEM,
            now=now,
            command_id=uuid.uuid5(_NAMESPACE, f"alarm {jurisdiction_id} {case_id} {duty}"),
        )
        outcome = operations.pass_alarm(step)
        passed += isinstance(outcome, operations.Done) and not outcome.repeated
    return passed


# Somebody holds every open case, and an answered one as long as a clarification is owed.
_OPEN = """
SELECT id FROM cases_case
WHERE jurisdiction_id = %s AND holder IS NOT NULL AND (%s::uuid IS NULL OR id > %s)
ORDER BY id LIMIT %s
"""


def follow_calendars(*, now: datetime, batch: int = BATCH) -> int:
    """Let open terms follow calendars put in force lately; returns how many cases were looked at.

    It waits until every process has surely read the new calendar, so that no case opens under the old one behind it.
    """
    waiting = CalendarVersion.objects.filter(
        applied_at__isnull=True, made_at__lte=now - timedelta(seconds=2 * jurisdictions.KEPT_FOR_SECONDS)
    )
    looked = 0
    for version in waiting.order_by("jurisdiction_id", "version"):
        looked += _follow(version, now=now, batch=batch)
    return looked


def _follow(version: CalendarVersion, *, now: datetime, batch: int) -> int:
    jurisdiction = jurisdictions.of_id(version.jurisdiction_id)
    through = version.applied_through
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [jurisdiction.id, through, through, batch])
        ids = [row[0] for row in cursor.fetchall()]
    for case_id in ids:
        operations.move_terms(
            operations.Step(
                jurisdiction=jurisdiction,
                case_id=case_id,
                actor=SYSTEM,
                now=now,
                command_id=uuid.uuid5(_NAMESPACE, f"calendar {version.pk} {case_id}"),
            )
        )
    same = CalendarVersion.objects.filter(pk=version.pk, applied_through=through)
    if len(ids) < batch:
        same.update(applied_through=ids[-1] if ids else through, applied_at=now)
    else:
        same.update(applied_through=ids[-1])
    return len(ids)


_JOINED = """
SELECT c.jurisdiction_id, c.id, (r ->> 'number')::int, r ->> 'agency'
FROM agencies_jurisdiction j
JOIN cases_case c ON c.jurisdiction_id = j.id AND c.holder = 'supervising_department' AND c.ended_at IS NULL
CROSS JOIN LATERAL jsonb_array_elements(c.state -> 'requests') r
JOIN agencies_agency a ON a.id = (r ->> 'agency')::uuid AND a.joined_at IS NOT NULL
WHERE r ->> 'kind' = 'invitation' AND r ->> 'state' = 'open'
ORDER BY c.jurisdiction_id, c.id, 3 LIMIT %s
"""


def answer_invitations(*, now: datetime, batch: int = BATCH) -> int:
    """Bring the reports that waited for a body that has joined back to the desk (VL.11.6, ST.7.3.3); returns how
    many."""
    with connection.cursor() as cursor:
        cursor.execute(_JOINED, [batch])
        rows = cursor.fetchall()
    answered = 0
    for jurisdiction_id, case_id, request, agency in rows:
        step = operations.Step(
            jurisdiction=jurisdictions.of_id(jurisdiction_id),
            case_id=case_id,
            actor=SYSTEM,
            now=now,
            command_id=uuid.uuid5(_NAMESPACE, f"joined {jurisdiction_id} {case_id} {request}"),
        )
        outcome = operations.record_joining(step, request=request, agency=agency)
        answered += isinstance(outcome, operations.Done) and not outcome.repeated
    return answered

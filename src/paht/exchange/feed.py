"""What changed for an agency, in order, each once: the worker follows the cases' log and numbers what concerns an
agency that has software.

New events are found by the transaction that wrote them, as the record's checkpoints find them
(:mod:`paht.cases.checkpointing`): whatever the last round did not see was written at or above its horizon, however late
it was committed. What a round finds twice has its source already and is left out. Of one case the events come in order,
for its row lock lets one after the other commit.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

NEAR = timedelta(hours=24)
"""So long before a term of the agency ends its software is told once; of a shorter term when half of it is over."""
BATCH = 500

OWN = {
    "Dispatched": "case.dispatched",
    "CoordinationAsked": "case.dispatched",
    "UrgencyOrdered": "case.dispatched",
    "Received": "case.received",
    "AssignmentReturned": "case.given_back",
    "ResultRecorded": "case.result_recorded",
    "ResultSubmitted": "case.submitted",
    "ResultApproved": "case.approved",
    "ResultRejected": "case.rejected",
    "ResultReturned": "case.returned",
    "AnswerSentBack": "case.returned",
    "CooperationAsked": "case.cooperation_asked",
    "Urged": "case.urged",
    "ExtensionGranted": "case.extension_granted",
    "ExtensionRefused": "case.extension_refused",
    "StepBackAgreed": "case.step_back_agreed",
    "StepBackDeclined": "case.step_back_declined",
}
"""Events about one assignment, told to its agency."""
ALL = {
    "Published": "case.published",
    "AnsweredPrivately": "case.answered",
    "AnsweredElsewhere": "case.answered",
    "Withdrawn": "case.withdrawn",
    "HandlerDesignated": "case.directed",
    "Instructed": "case.directed",
    "Disagreed": "case.changed",
    "TermMoved": "case.term_moved",
    "TextReleased": "case.changed",
    "PicturesReleased": "case.changed",
    "InteractionJudged": "case.asked",
    "AnswerReturned": "case.asked",
    "AlarmRaised": "case.urgent",
    "AlarmLowered": "case.changed",
}
"""Events of the case as a whole, told to every agency that was charged with it before."""
KINDS = frozenset({*OWN.values(), *ALL.values(), "case.deadline_near"})


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed for an agency; ``version`` is the case's then."""

    number: int
    case_id: uuid.UUID
    version: int
    kind: str
    happened_at: datetime
    due_at: datetime | None


_LOCK = "SELECT horizon, database FROM exchange_horizon WHERE jurisdiction_id = 0 FOR UPDATE SKIP LOCKED"
_BEGIN = "INSERT INTO exchange_horizon VALUES (0, 0, '') ON CONFLICT DO NOTHING"
_SEEN = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       (SELECT system_identifier::text FROM pg_control_system())
"""
_MOVE = "UPDATE exchange_horizon SET horizon = %s, database = %s WHERE jurisdiction_id = 0"
_NEW = """
SELECT DISTINCT e.jurisdiction_id, f.agency_id, e.case_id, e.number,
       CASE WHEN %(own)s::jsonb ? e.type THEN %(own)s::jsonb ->> e.type ELSE %(all)s::jsonb ->> e.type END,
       (e.content::jsonb ->> 'at')::timestamptz
FROM cases_event e
JOIN cases_assignment x ON x.jurisdiction_id = e.jurisdiction_id AND x.case_id = e.case_id
JOIN exchange_feed f ON f.jurisdiction_id = x.jurisdiction_id AND f.agency_id = x.agency_id
WHERE e.written_in >= %(horizon)s AND (%(own)s::jsonb ? e.type OR %(all)s::jsonb ? e.type)
  AND (e.content::jsonb ->> 'at')::timestamptz >= f.since
  AND CASE WHEN %(own)s::jsonb ? e.type THEN (e.content::jsonb -> 'body' ->> 'assignment')::int = x.number
           ELSE (e.content::jsonb ->> 'at')::timestamptz >= x.dispatched_at END
  AND NOT EXISTS (SELECT FROM exchange_change c WHERE c.jurisdiction_id = e.jurisdiction_id
                  AND c.agency_id = f.agency_id AND c.source = e.case_id || ':' || e.number)
ORDER BY 1, 6, 3, 4, 2 LIMIT %(batch)s
"""
_NEAR = """
SELECT d.jurisdiction_id, d.agency_id, d.case_id, d.number, d.due_at, c.version
FROM exchange_feed f
JOIN cases_duty d ON d.jurisdiction_id = f.jurisdiction_id AND d.agency_id = f.agency_id
JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id
WHERE d.ended_at IS NULL AND NOT d.internal AND d.due_at > %(now)s AND d.due_at <= %(until)s AND f.since <= %(now)s
  AND d.due_at - %(now)s <= (d.due_at - d.starts_at) / 2
  AND NOT EXISTS (SELECT FROM exchange_change x WHERE x.jurisdiction_id = d.jurisdiction_id
                  AND x.agency_id = d.agency_id AND x.source = 'near:' || d.case_id || ':' || d.number)
ORDER BY d.due_at, d.case_id, d.number LIMIT %(batch)s
"""
_ADD = """
WITH counted AS (
    UPDATE exchange_feed SET latest = latest + 1 WHERE jurisdiction_id = %(jurisdiction)s AND agency_id = %(agency)s
    RETURNING latest
), changed AS (
    INSERT INTO exchange_change (jurisdiction_id, agency_id, number, case_id, version, kind, source, happened_at,
        due_at)
    SELECT %(jurisdiction)s, %(agency)s, latest, %(case)s, %(version)s, %(kind)s, %(source)s, %(happened)s, %(due)s
    FROM counted RETURNING number
)
INSERT INTO exchange_delivery (jurisdiction_id, id, agency_id, change, case_id, made_at, due_at)
SELECT p.jurisdiction_id, %(id)s, p.agency_id, n.number, %(case)s, %(now)s, %(now)s
FROM changed n JOIN exchange_endpoint p ON p.jurisdiction_id = %(jurisdiction)s AND p.agency_id = %(agency)s
     AND p.state <> 'off'
"""


def follow(*, now: datetime, batch: int = BATCH) -> int:
    """Number what is new, with a delivery for each where the agency has an endpoint; how many there were. A second
    worker at the same moment does nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BEGIN)
        cursor.execute(_LOCK)
        row = cursor.fetchone()
        if row is None:
            return 0
        cursor.execute(_SEEN)
        horizon, database = cursor.fetchone()
        # A restored database counts its transactions anew: everything is looked through, and what is known left out.
        since = row[0] if row[1] == database else 0
        new = _events(cursor, since, now=now, batch=batch)
        if new < batch:
            cursor.execute(_MOVE, [horizon, database])
        return new + _near(cursor, now=now, batch=batch)


def _events(cursor: Any, horizon: int, *, now: datetime, batch: int) -> int:
    given = {"own": json.dumps(OWN), "all": json.dumps(ALL), "horizon": horizon, "batch": batch}
    cursor.execute(_NEW, given)
    rows = cursor.fetchall()
    for jurisdiction, agency, case, version, kind, happened in rows:
        _add(cursor, jurisdiction, agency, case, version, kind, f"{case}:{version}", happened, None, now)
    return len(rows)


def _near(cursor: Any, *, now: datetime, batch: int) -> int:
    cursor.execute(_NEAR, {"now": now, "until": now + NEAR, "batch": batch})
    rows = cursor.fetchall()
    for jurisdiction, agency, case, duty, due, version in rows:
        source = f"near:{case}:{duty}"
        _add(cursor, jurisdiction, agency, case, version, "case.deadline_near", source, now, due, now)
    return len(rows)


def _add(
    cursor: Any,
    jurisdiction: int,
    agency: uuid.UUID,
    case: uuid.UUID,
    version: int,
    kind: str,
    source: str,
    happened: datetime,
    due: datetime | None,
    now: datetime,
) -> None:
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "agency": agency,
        "case": case,
        "version": version,
        "kind": kind,
        "source": source,
        "happened": happened,
        "due": due,
        "now": now,
        # The delivery's name follows from its source: whatever is done twice has one identifier.
        "id": uuid.uuid5(agency, source),
    }
    cursor.execute(_ADD, given)


def latest(*, jurisdiction_id: int, agency_id: uuid.UUID) -> int:
    """The number of the agency's latest change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT latest FROM exchange_feed WHERE jurisdiction_id = %s AND agency_id = %s",
            [jurisdiction_id, agency_id],
        )
        row = cursor.fetchone()
    return row[0] if row else 0


def changes(*, jurisdiction_id: int, agency_id: uuid.UUID, since: int, limit: int) -> list[Change]:
    """The changes after that number, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, case_id, version, kind, happened_at, due_at FROM exchange_change "
            "WHERE jurisdiction_id = %s AND agency_id = %s AND number > %s ORDER BY number LIMIT %s",
            [jurisdiction_id, agency_id, since, limit],
        )
        return [Change(*row) for row in cursor.fetchall()]

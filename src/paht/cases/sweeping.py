"""What the system does by itself when a term runs out. Bounded batches, each case through its operation, so that the
sweep may run twice, or in two processes, without harm."""

import uuid
from datetime import datetime

from django.db import connection

from paht.agencies import jurisdictions
from paht.cases import operations
from paht.people.actors import SYSTEM

BATCH = 100
_NAMESPACE = uuid.UUID("6e0d6f0a-3f0e-4c55-9d1c-7f6a2b1f8a10")

_DUE = """
SELECT jurisdiction_id, case_id, subject_number FROM cases_duty
WHERE ended_at IS NULL AND subject = 'request' AND NOT internal AND due_at < %s
ORDER BY due_at, jurisdiction_id, case_id, number LIMIT %s
"""


def lapse_supplements(*, now: datetime, batch: int = BATCH) -> int:
    """Close the reports whose supplement did not come in term (VL.8.2.4); returns how many were closed."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [now, batch])
        rows = cursor.fetchall()
    closed = 0
    for jurisdiction_id, case_id, request in rows:
        step = operations.Step(
            jurisdiction=jurisdictions.of_id(jurisdiction_id),
            case_id=case_id,
            actor=SYSTEM,
            now=now,
            # The same lapse has the same command, whoever finds it first.
            command_id=uuid.uuid5(_NAMESPACE, f"{jurisdiction_id} {case_id} {request}"),
        )
        outcome = operations.lapse_supplement(step, request=request)
        closed += isinstance(outcome, operations.Done) and not outcome.repeated
    return closed

"""The log of calls to an agency's endpoint, for its people and the administrator; sending again by hand."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

PAGE = 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """A call as the page shows it."""

    id: uuid.UUID
    change: int
    kind: str
    code: str
    case_id: uuid.UUID
    state: str
    attempts: int
    status: int | None
    problem: str
    milliseconds: int | None
    made_at: datetime
    due_at: datetime
    settled_at: datetime | None


_LISTED = """
SELECT d.id, d.change, x.kind, c.code, d.case_id, d.state, d.attempts, d.status, d.problem, d.milliseconds, d.made_at,
       d.due_at, d.settled_at
FROM exchange_delivery d
JOIN exchange_change x ON x.jurisdiction_id = d.jurisdiction_id AND x.agency_id = d.agency_id AND x.number = d.change
JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id
WHERE d.jurisdiction_id = %(jurisdiction)s AND d.agency_id = %(agency)s AND d.change < %(before)s
  AND (%(state)s = '' OR d.state = %(state)s)
ORDER BY d.change DESC LIMIT %(limit)s
"""
_NOW = """
UPDATE exchange_endpoint SET try_at = %s WHERE jurisdiction_id = %s AND agency_id = %s AND state = 'on'
"""
_AGAIN = """
UPDATE exchange_delivery SET state = 'waiting', due_at = %s
WHERE jurisdiction_id = %s AND agency_id = %s AND id = %s
"""


def listed(
    *,
    jurisdiction_id: int,
    agency_id: uuid.UUID,
    state: str = "",
    before: int | None = None,
    limit: int = PAGE,
) -> list[Delivery]:
    """The calls, latest first, from behind the change ``before`` on."""
    given: dict[str, str | int | uuid.UUID] = {
        "jurisdiction": jurisdiction_id,
        "agency": agency_id,
        "state": state,
        "before": before or 2**62,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, given)
        return [Delivery(*row) for row in cursor.fetchall()]


def send_again(*, jurisdiction_id: int, agency_id: uuid.UUID, delivery_id: uuid.UUID, at: datetime) -> bool:
    """Let the worker send it now, under the identifier that it had: a receiver that knows it does nothing twice."""
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, [at, jurisdiction_id, agency_id, delivery_id])
        found = bool(cursor.rowcount)
        cursor.execute(_NOW, [at, jurisdiction_id, agency_id])
    return found

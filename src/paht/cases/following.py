"""What a superior body follows: how many cases the bodies below it hold, and how many are late (VL.21.4, ST.15.3)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Subordinate:
    """A body below: the cases it holds, those with a legal term past due, those in violation."""

    id: uuid.UUID
    name: str
    held: int
    overdue: int
    violated: int


_BELOW = """
SELECT g.id, g.name, count(x.case_id),
       count(x.case_id) FILTER (WHERE d.due_at < %(now)s), count(x.case_id) FILTER (WHERE d.violation_at < %(now)s)
FROM agencies_agency g
LEFT JOIN cases_assignment x ON x.jurisdiction_id = g.jurisdiction_id AND x.agency_id = g.id AND x.is_open
LEFT JOIN LATERAL (
    SELECT min(y.due_at) AS due_at, min(y.violation_at) AS violation_at FROM cases_duty y
    WHERE y.jurisdiction_id = x.jurisdiction_id AND y.case_id = x.case_id AND y.agency_id = g.id
      AND y.ended_at IS NULL AND NOT y.internal) d ON true
WHERE g.jurisdiction_id = %(jurisdiction)s AND g.superior_id = %(superior)s
GROUP BY g.id, g.name
HAVING count(x.case_id) > 0
ORDER BY 4 DESC, 3 DESC, g.name, g.id
LIMIT %(most)s
"""


def subordinates(official: Official, *, now: datetime, most: int = 200) -> list[Subordinate]:
    """The bodies directly below the official's own that hold cases, those with most overdue first; one statement."""
    if official.agency_id is None:
        return []
    parameters: dict[str, Any] = {
        "now": now,
        "jurisdiction": official.jurisdiction_id,
        "superior": official.agency_id,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, parameters)
        return [Subordinate(*row) for row in cursor.fetchall()]

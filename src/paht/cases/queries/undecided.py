"""Published results with a picture that waits for an officer: nobody outside sees it until then (VL.7.5, ST.4.5)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries.public import PUBLIC
from paht.cases.queries.scope import PAGE, visible_to
from paht.cases.store import read_state
from paht.law.casework.case import FileRef
from paht.law.casework.publicity import undecided_pictures
from paht.people.actors import Official

UNDECIDED = "undecided"
"""Where :func:`paht.cases.queries.desk_counts` tells them."""
UNDECIDED_OF_PUBLIC = f"{PUBLIC} AND evidence_is_undecided(c.state)"


@dataclass(frozen=True, slots=True)
class Undecided:
    """A published case and its photos that wait."""

    id: uuid.UUID
    code: str
    excerpt: str
    field: str
    published_at: datetime
    pictures: tuple[FileRef, ...]


_SELECT = """
SELECT c.id, c.code, coalesce((SELECT left(t.body, 240) FROM cases_text t
                               WHERE t.jurisdiction_id = c.jurisdiction_id
                               AND t.id = (c.state -> 'text' ->> 'id')::uuid), ''),
       c.field, c.published_at, c.state
FROM cases_case c
"""


def undecided_results(
    official: Official, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> list[Undecided]:
    """Those that were published first, first; ``after`` is (published_at, id) of the last row seen."""
    scope = visible_to(official)
    conditions = [scope.condition, UNDECIDED_OF_PUBLIC]
    parameters: list[Any] = [*scope.parameters]
    if after:
        conditions.append("(c.published_at, c.id) > (%s, %s)")
        parameters += after
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY c.published_at, c.id LIMIT %s",
            [*parameters, limit],
        )
        rows = cursor.fetchall()
    return [
        Undecided(case_id, code, excerpt, field, published_at, undecided_pictures(read_state(state)))
        for case_id, code, excerpt, field, published_at, state in rows
    ]

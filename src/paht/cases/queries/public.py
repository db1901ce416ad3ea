"""What everybody may read: every statement asks ``PUBLIC``, the answer of :func:`paht.law.casework.publicity.publicity`
as it was written with the case's last event."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries.rows import ASSIGNED, COLUMNS, Row, rows_of

PUBLIC = "c.is_public"


def public_results(
    *,
    jurisdiction_id: int,
    field: str = "",
    commune: str = "",
    kind: str = "",
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = 20,
) -> list[Row]:
    """Published results, latest first; ``after`` is (published_at, id) of the last row seen."""
    conditions = ["c.jurisdiction_id = %s", PUBLIC]
    parameters: list[Any] = [jurisdiction_id]
    for column, value in (("field", field), ("commune", commune), ("kind", kind)):
        if value:
            conditions.append(f"c.{column} = %s")
            parameters.append(value)
    if after:
        conditions.append("(c.published_at, c.id) < (%s, %s)")
        parameters += after
    return rows_of(
        f"SELECT {COLUMNS}, a.name, a.number, a.state, c.published_at, c.latitude, c.longitude, "
        f"c.state ->> 'rating' FROM cases_case c {ASSIGNED.replace('AND x.is_open', '')} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.published_at DESC, c.id DESC LIMIT %s",
        [*parameters, limit],
    )


@dataclass(frozen=True, slots=True)
class Point:
    """A published result on the map."""

    id: uuid.UUID
    latitude: float
    longitude: float
    field: str
    excerpt: str


def public_points(
    *, jurisdiction_id: int, box: tuple[float, float, float, float] | None, limit: int
) -> list[Point]:
    """Published results within (west, south, east, north) in degrees, latest first, at most ``limit``."""
    conditions = ["c.jurisdiction_id = %s", PUBLIC, "c.latitude IS NOT NULL"]
    parameters: list[Any] = [jurisdiction_id]
    if box:
        west, south, east, north = box
        conditions.append("c.longitude BETWEEN %s AND %s AND c.latitude BETWEEN %s AND %s")
        parameters += [west, east, south, north]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.latitude, c.longitude, c.field, "
            "coalesce((SELECT left(t.body, 90) FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id "
            "AND t.id = (c.state -> 'text' ->> 'id')::uuid), '') "
            f"FROM cases_case c WHERE {' AND '.join(conditions)} ORDER BY c.published_at DESC, c.id DESC LIMIT %s",
            [*parameters, limit],
        )
        return [Point(*row) for row in cursor.fetchall()]

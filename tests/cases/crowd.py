"""Many cases at once, for the tests of plans: what PostgreSQL chooses on a small table says nothing."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from tests.province import TestProvince

COLUMNS = (
    "edition, kind, field, channel, stage, commune, latitude, longitude, sender_id, sent_at, published_at, "
    "ended_at, due_at, due_term, due_clause, holder, is_public, version, head"
)


@contextmanager
def copies(province: TestProvince, case_id: str, times: int) -> Iterator[None]:
    """Lay copies of a case's row around it while the block runs, and let the planner count them. They have no events,
    so they must be gone before anybody verifies."""
    key = str(uuid.uuid4())
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cases_case (jurisdiction_id, id, code, command_id, state, {COLUMNS}) "
            f"SELECT jurisdiction_id, key, '{key}' || key::text, gen_random_uuid(), "
            f"replace(state::text, id::text, key::text)::jsonb, {COLUMNS} "
            "FROM (SELECT c.*, gen_random_uuid() AS key FROM cases_case c, generate_series(1, %s) "
            "WHERE c.jurisdiction_id = %s AND c.id = %s) AS copied",
            [times, province.jurisdiction.id, case_id],
        )
        cursor.execute("ANALYZE cases_case")
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM cases_case WHERE code LIKE %s", [key + "%"])

"""Folding the counts: steps write small differences, the worker adds them up, and nobody waits for a hot counter."""

from django.db import connection

_FOLD = """
WITH taken AS (
    DELETE FROM figures_delta WHERE id IN (
        SELECT id FROM figures_delta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING jurisdiction_id, sent_on, field, commune, stage, cases
), folded AS (
    INSERT INTO figures_count AS f (jurisdiction_id, sent_on, field, commune, stage, cases)
    SELECT jurisdiction_id, sent_on, field, commune, stage, sum(cases)::integer FROM taken
    GROUP BY jurisdiction_id, sent_on, field, commune, stage
    HAVING sum(cases) <> 0
    ORDER BY jurisdiction_id, sent_on, field, commune, stage
    ON CONFLICT (jurisdiction_id, sent_on, field, commune, stage) DO UPDATE SET cases = f.cases + excluded.cases
)
SELECT count(*) FROM taken
"""
# The fixed order in which counters are locked keeps two folding processes from waiting for each other in a ring.


def fold_deltas(*, limit: int = 10_000) -> int:
    """Add at most ``limit`` differences to the counts and delete them, in one statement; how many there were.

    Several processes may fold at once: each takes what the others have not locked. A reader sees every difference
    exactly once, folded or not, since both tables change together.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [limit])
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])

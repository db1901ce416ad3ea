"""The list stays as cheap with ten thousand candidates as with fifty: statements, and rows that are looked at."""

import json
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from paht.candidates import queries
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import TestProvince

BrowserOf = Callable[[TestProvince], Client]

MANY = """
INSERT INTO candidates_candidate (jurisdiction_id, id, group_id, source, origin_id, event, found_at, received_at, word,
    kind, field, words, confidence, latitude, longitude, commune, score, state)
SELECT %(here)s, i, i, 'camera', gen_random_uuid(), n::text, %(at)s, %(at)s, 'Ngập nước', 'report', 'drainage', '', 0.5,
    10 + n / 50000.0, 106, '', n %% 90, 'open'
FROM (SELECT n, gen_random_uuid() AS i FROM generate_series(1, %(many)s) n) s
"""


@pytest.fixture
def crowded(vinh_long: TestProvince, time: Clock) -> TestProvince:
    with connections["owner"].cursor() as cursor:
        cursor.execute(MANY, {"here": vinh_long.jurisdiction.id, "at": time.at, "many": 10_000})
        cursor.execute("ANALYZE candidates_candidate")
    return vinh_long


def test_a_page_is_one_statement_that_looks_at_one_page_of_rows(crowded: TestProvince, time: Clock) -> None:
    here = crowded.jurisdiction.id
    given = {"jurisdiction": here, "score": 1000, "id": queries.LAST, "limit": 51, "near": 0.001}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {queries._LIST}", given | {"recent": queries.RECENT})  # type: ignore[arg-type]
        (plan,) = cursor.fetchone()
    read = plan if isinstance(plan, str) else json.dumps(plan)
    assert "candidates_candidate_listed" in read
    nodes = [json.loads(read)[0]["Plan"]]
    scanned = 0
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node.get("Relation Name") == "candidates_candidate":
            scanned += node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    assert scanned <= 51


def test_the_pages_follow_one_another_without_gap_or_repeat(crowded: TestProvince) -> None:
    here, seen, after = crowded.jurisdiction.id, [], None
    for _ in range(12):
        rows = queries.listed(jurisdiction_id=here, after=after, limit=100)
        seen += [(row.score, row.id) for row in rows]
        after = seen[-1]
    assert len(set(seen)) == 1200
    assert seen == sorted(seen, reverse=True)


def test_the_page_asks_as_much_of_the_database_whatever_waits(
    crowded: TestProvince, browser_of: BrowserOf, make_province: Callable[[str], TestProvince]
) -> None:
    asked = []
    for province in (make_province("vinh-long-2025"), crowded):
        desk = signed_in(browser_of(province), "tiepnhan")
        desk.get("/desk/phat-hien/")
        with CaptureQueriesContext(connection) as captured:
            page = desk.get("/desk/phat-hien/")
        assert page.status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
    print(f"{asked[1]} statements")

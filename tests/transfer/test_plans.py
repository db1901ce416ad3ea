"""The lists of Open311 are read by indexes, however many cases there are; ``PAHT_LISTED=200000`` measures with that
many."""

import os
import time as machine
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases.queries.published import Asked, published, statement

COUNT = int(os.environ.get("PAHT_LISTED", "4000"))
_CLONE = """
INSERT INTO cases_case (jurisdiction_id, id, code, command_id, edition, kind, field, channel, stage, commune, latitude,
    longitude, sender_id, sent_at, published_at, ended_at, holder, is_public, version, head, state)
SELECT jurisdiction_id, gen_random_uuid(), code || n, gen_random_uuid(), edition, kind,
    CASE n %% 20 WHEN 0 THEN 'waste' ELSE field END, channel, stage, commune, latitude, longitude, gen_random_uuid(),
    sent_at - n * interval '5 minutes', published_at - n * interval '5 minutes', ended_at, holder, is_public, version,
    head, state
FROM cases_case, generate_series(1, %s) n WHERE jurisdiction_id = %s
"""


def scanned(plan: dict[str, Any]) -> Iterator[str]:
    """How the plan reads: its indexes, and the kinds of scan that need none."""
    if "Index Name" in plan:
        yield plan["Index Name"]
    elif plan["Node Type"] == "Seq Scan":
        yield "Seq Scan"
    for each in plan.get("Plans", []):
        yield from scanned(each)


@pytest.fixture
def many(vinh_long: TestProvince, time: Clock) -> Iterator[TestProvince]:
    """A province with many published cases, five minutes apart; rows without events of their own, gone afterwards."""
    case = vinh_long.sent(time.at).published(time.at)
    with connections["owner"].cursor() as cursor:
        try:
            cursor.execute(_CLONE, [COUNT, vinh_long.jurisdiction.id])
            cursor.execute("ANALYZE cases_case")
            yield vinh_long
        finally:
            cursor.execute(
                "DELETE FROM cases_case WHERE jurisdiction_id = %s AND id <> %s",
                [vinh_long.jurisdiction.id, case.id],
            )


def test_every_list_is_read_by_an_index(many: TestProvince, time: Clock) -> None:
    day, told = timedelta(days=1), []
    lists = {
        "default": Asked(sent_from=time.at - 90 * day, sent_until=time.at + day),
        "one field": Asked(sent_from=time.at - 90 * day, sent_until=time.at + day, fields=["waste"]),
        "an old week": Asked(sent_from=time.at - 12 * day, sent_until=time.at - 5 * day),
        "changed": Asked(published_from=time.at - 5 * day),
        "page 20": Asked(sent_from=time.at - 90 * day, sent_until=time.at + day, limit=100, offset=1900),
    }
    for name, asked in lists.items():
        sql, parameters = statement(jurisdiction_id=many.jurisdiction.id, asked=asked)
        with transaction.atomic(), connection.cursor() as cursor:
            # A few thousand rows are read faster as they lie; the question is whether an index serves.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", parameters)
            explained = cursor.fetchone()[0][0]
        # Which of the two serves better is the planner's to say, by the rows that are there.
        used = set(scanned(explained["Plan"]))
        assert used & {"cases_case_public", "transfer_public_by_sending"}, name
        assert "Seq Scan" not in used, name
        began = machine.perf_counter()
        rows = published(jurisdiction_id=many.jurisdiction.id, asked=asked)
        spent = (machine.perf_counter() - began) * 1000
        told.append(
            f"{name}: {len(rows)} rows, {explained['Execution Time']:.1f} ms database, {spent:.0f} ms"
        )
        assert rows
    print("\n" + "\n".join(told))

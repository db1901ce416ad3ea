"""What a sender says beside a rating is kept sealed, and read where it is needed, each look recorded (VL.7.5)."""

import hashlib
import uuid
from collections.abc import Callable

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases import operations, queries
from paht.cases.texts import opinions
from paht.law.casework.case import Actor

Sits = Callable[[TestProvince, Actor], Desk]
OPINION = "Chưa hài lòng: mặt đường vá còn gồ ghề."
COMMENT = f"{OPINION} Gọi {PERSONAL['name']}, số {PERSONAL['phone']}."


@pytest.fixture
def rated(province: TestProvince, time: Clock) -> TestCase:
    """A published case that its sender has rated, with words."""
    case = province.sent(time.at).published(time.at)
    level = province.jurisdiction.edition.levels[-1].key
    done = operations.rate(case.step(case.sender, time.at), level=level, comment=COMMENT)
    assert isinstance(done, operations.Done), done
    return case


def rows(statement: str, *values: object) -> list[tuple[object, ...]]:
    """What the database holds, as its owner sees it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_an_opinion_lies_in_the_vault_and_not_beside_the_log(rated: TestCase, province: TestProvince) -> None:
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=rated.code)
    assert detail is not None
    (record,) = {each.id for event in detail.events for each in opinions(event.body)}
    assert rows("SELECT 1 FROM people_vault_record WHERE id = %s", uuid.UUID(record)) == [(1,)]
    texts = rows("SELECT body FROM cases_text WHERE case_id = %s", rated.id)
    assert texts
    assert not [body for (body,) in texts if "Chưa hài lòng" in str(body)]


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_desk_reads_the_opinion_by_a_recorded_look_and_nobody_else_before_it_is_released(
    rated: TestCase, province: TestProvince, sits: Sits
) -> None:
    looked = "SELECT count(*) FROM people_look WHERE actor_id = %s AND 'description' = ANY(fields)"
    shown = page(sits(province, province.intake).get(f"/desk/case/{rated.id}/"))
    assert COMMENT in shown
    assert rows(looked, uuid.UUID(province.intake.id)) != [(0,)]
    for reader, path in (
        (province.staff, f"/agency/case/{rated.id}"),
        (province.leader_of_province, f"/leadership/case/{rated.id}"),
    ):
        assert "Chưa hài lòng: mặt" not in page(sits(province, reader).get(path)), path


def test_a_rating_of_the_first_versions_is_still_read_from_beside_the_log(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    from paht.cases.operations.performing import perform
    from paht.cases.texts import compose
    from paht.law.casework import commands as c

    case = province.sent(time.at).published(time.at)
    text = compose(OPINION, purpose="rating")
    assert text.written.commitment == hashlib.sha256(text.salt + OPINION.encode()).hexdigest()
    level = province.jurisdiction.edition.levels[0].key
    done = perform(case.step(case.sender, time.at), c.Rate(level=level, comment=text.written), [text])
    assert isinstance(done, operations.Done), done
    assert OPINION in page(sits(province, province.intake).get(f"/desk/case/{case.id}/"))

"""PostgreSQL shows a connection the rows of the province it is at work in, whatever a query forgot."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from tests.conftest import Clock
from tests.province import TestProvince

from paht import walls
from paht.bench.wire import listen
from paht.cases import queries
from paht.cases.queries import whole
from paht.cases.queries.scope import Scope
from paht.installation.postgres import Server
from paht.people.models import Staff
from paht.walls import here
from paht.walls.policies import OPEN

_TABLES = """
SELECT c.relname, c.relrowsecurity,
       ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""


def count(table: str) -> int:
    """How many rows the connection is shown, by a query without any filter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def provinces_in(table: str) -> set[int]:
    """The provinces whose rows a query without any filter is shown."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT jurisdiction_id FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def test_every_table_is_walled_or_named_with_the_reason(database: Server) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = {name: (walled, policies) for name, walled, policies in cursor.fetchall()}
    bare = {name for name, (walled, policies) in tables.items() if not (walled and policies)}
    assert bare == set(OPEN)
    assert all(OPEN.values())


@pytest.mark.parametrize(
    "table",
    [
        "cases_case",
        "cases_event",
        "cases_duty",
        "cases_text",
        "cases_assignment",
        "messages_outbox",
        "people_sender",
    ],
)
def test_a_query_without_the_filter_finds_nothing_of_another_province(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, table: str
) -> None:
    for province in (vinh_long, soc_trang):
        province.sent(time.at).dispatched(time.at)
    own = vinh_long.jurisdiction.id
    with walls.within(own):
        assert provinces_in(table) == {own}
    with walls.everywhere():
        assert {own, soc_trang.jurisdiction.id} <= provinces_in(table)


def test_what_hangs_on_a_body_or_a_person_is_walled_with_them(
    vinh_long: TestProvince, soc_trang: TestProvince
) -> None:
    with walls.within(vinh_long.jurisdiction.id):
        assert count("people_membership") == len(vinh_long.logins) + 1
        assert count("agencies_competence") == 3
        assert count("people_factor") == len(vinh_long.logins)
        assert not Staff.objects.filter(pk=soc_trang.staff.id).exists()


def test_outside_of_every_province_nothing_is_seen(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vinh_long.sent(time.at)
    monkeypatch.setattr(here, "_beginning", here.NOWHERE)
    assert count("cases_case") == count("people_staff") == 0
    with walls.within(vinh_long.jurisdiction.id):
        assert count("cases_case") == 1


def test_a_row_is_written_into_no_other_province(vinh_long: TestProvince, soc_trang: TestProvince) -> None:
    with (
        walls.within(vinh_long.jurisdiction.id),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        cursor.execute(
            "INSERT INTO figures_delta (jurisdiction_id, sent_on, field, commune, stage, cases) "
            "VALUES (%s, '2026-01-01', 'road', '', 'sent', 1)",
            [soc_trang.jurisdiction.id],
        )


def test_whoever_is_in_one_province_enters_no_other() -> None:
    with walls.within(1):
        with walls.within(1):
            pass
        with pytest.raises(AssertionError), walls.within(2):
            pass
        with pytest.raises(AssertionError), walls.everywhere():
            pass


def test_after_a_rollback_the_connection_is_told_again(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    for province in (vinh_long, soc_trang):
        province.sent(time.at)
    with walls.within(soc_trang.jurisdiction.id):
        assert count("cases_case") == 1
    with walls.within(vinh_long.jurisdiction.id):
        with transaction.atomic():
            assert provinces_in("cases_case") == {vinh_long.jurisdiction.id}
            transaction.set_rollback(True)
        assert provinces_in("cases_case") == {vinh_long.jurisdiction.id}


def test_entering_a_province_costs_no_round_trip_of_its_own(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    for _ in range(3):  # psycopg prepares a statement in a round trip of its own, once
        count("cases_case")
    for province in (vinh_long, soc_trang, vinh_long):
        with walls.within(province.jurisdiction.id):
            assert listen(lambda: count("cases_case")).round_trips == 1
            assert listen(lambda: count("cases_case")) == (1, 1)


def test_sending_in_one_province_after_another_still_takes_one_round_trip(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    for number, province in enumerate((vinh_long, soc_trang, vinh_long, soc_trang)):
        personal = {**province.filled().personal, "phone": f"0912 345 7{number:02}"}
        with walls.within(province.jurisdiction.id):
            heard = listen(lambda p=province, d=personal: p.sent(time.at, personal=d))
        if number > 1:  # the first on a connection also prepares the statement
            assert heard.round_trips == 1


def test_a_page_that_forgot_the_province_shows_nothing_of_another(
    vinh_long: TestProvince,
    soc_trang: TestProvince,
    browser_of: Callable[[TestProvince], Client],
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = soc_trang.sent(time.at).received(time.at)
    monkeypatch.setattr(whole, "visible_to", lambda official: Scope("true", ()))
    desk = browser_of(vinh_long)
    desk.force_login(Staff.objects.get(pk=vinh_long.dispatcher.id))
    assert desk.get(f"/desk/case/{case.id}/").status_code == 404
    assert queries.followed(jurisdiction_id=soc_trang.jurisdiction.id, code=case.code) is not None


def test_the_application_cannot_take_the_wall_down(database: Server) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="must be owner"):
        cursor.execute("ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY")


def test_the_worker_is_walled_like_the_web(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, database: Server
) -> None:
    for province in (vinh_long, soc_trang):
        province.sent(time.at)
    with psycopg.connect(database.url("worker"), application_name=f"paht/{vinh_long.jurisdiction.id}") as raw:
        assert raw.execute("SELECT DISTINCT jurisdiction_id FROM cases_case").fetchall() == [
            (vinh_long.jurisdiction.id,)
        ]
    with psycopg.connect(database.url("worker"), application_name="psql") as raw:
        assert raw.execute("SELECT count(*) FROM cases_case").fetchone() == (0,)

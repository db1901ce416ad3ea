"""Every column of a case's rows that its events give is held against them, found and named; the others are listed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.cases.tampering import TABLES as KEYS
from tests.cases.tampering_beside import OTHERWISE
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.cases.checkpointing import make_checkpoint
from paht.cases.deriving import NOT_DERIVED
from paht.cases.verification import Record, verify
from paht.installation.postgres import Server
from paht.people.kept_logs import LOGS
from paht.record.checkpoints import read_key
from paht.record.findings import Kind
from paht.record.folder import Folder

Raw = psycopg.Connection[Any]


@pytest.fixture
def raw(database: Server) -> Iterator[Raw]:
    """Someone whom no grant and no trigger stops."""
    with psycopg.connect(database.url("super"), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


@pytest.fixture
def signed(vinh_long: TestProvince, time: Clock, record: Folder) -> tuple[TestCase, Record]:
    """A case whose result is published, signed whole."""
    time.forward(microseconds=120)
    vinh_long.sent(time.at)
    case = vinh_long.sent(time.at).published(time.at)
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    return case, Record(folder=record, key=read_key(record.key.read_text()))


def columns(raw: Raw, table: str) -> dict[str, str]:
    """The columns of a table as the database has them, with their types."""
    return dict(
        raw.execute(
            "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table],
        ).fetchall()
    )


@pytest.mark.parametrize("one_of", [1, 2**62], ids=["replayed", "believed"])
def test_a_change_of_any_column_that_events_give_is_found_at_its_case(
    raw: Raw, signed: tuple[TestCase, Record], one_of: int
) -> None:
    case, record = signed
    mine, unnoticed = case.province.jurisdiction.id, []
    for table, key in KEYS.items():
        for name, kind in columns(raw, table).items():
            if f"{table}.{name}" in NOT_DERIVED:
                continue
            raw.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} WHERE {key} = %s", [case.id])  # type: ignore[arg-type]
            statement = f"UPDATE {table} SET {name} = {OTHERWISE[kind].format(name)} WHERE {key} = %s"
            at = raw.execute(
                f"{statement} AND ctid = (SELECT min(ctid) FROM {table} WHERE {key} = %s) RETURNING {key}",  # type: ignore[arg-type]
                [case.id, case.id],
            ).fetchone()
            fault = verify(jurisdiction_id=mine, record=record, one_of=one_of).fault
            assert at is not None
            raw.execute(f"DELETE FROM {table} WHERE {key} IN (%s, %s)", [case.id, at[0]])  # type: ignore[arg-type]
            raw.execute(f"INSERT INTO {table} SELECT * FROM kept")  # type: ignore[arg-type]
            raw.execute("DROP TABLE kept")
            if fault is None or (name not in (key, "jurisdiction_id") and fault.case_id != case.id):
                unnoticed.append(f"{table}.{name}: {fault}")
    assert not unnoticed
    assert verify(jurisdiction_id=mine, record=record, one_of=one_of).fault is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE cases_case SET code = 'VL-0000-0000-0000' WHERE id = %s", "the row's code"),
        ("UPDATE cases_case SET commune = '00000' WHERE id = %s", "in: commune"),
        ("UPDATE cases_case SET sender_id = gen_random_uuid() WHERE id = %s", "in: sender_id"),
        ("UPDATE cases_case SET published_at = NULL WHERE id = %s", "in: published_at"),
        ("UPDATE cases_case SET command_id = gen_random_uuid() WHERE id = %s", "first event answers"),
        ("UPDATE cases_duty SET outcome = 'late' WHERE case_id = %s AND outcome = 'met'", "in: outcome"),
        ("DELETE FROM cases_duty WHERE case_id = %s AND ended_at IS NOT NULL", "has no row"),
        ("UPDATE cases_assignment SET agency_id = gen_random_uuid() WHERE case_id = %s", "in: agency_id"),
        ("UPDATE cases_assignment SET state = 'received', is_open = true WHERE case_id = %s", "in: state, is_open"),
        ("DELETE FROM cases_assignment WHERE case_id = %s", "assignment 1 has no row"),
        ("INSERT INTO cases_assignment SELECT (jsonb_populate_record(a, '{\"number\": 9}')).* "
         "FROM cases_assignment a WHERE case_id = %s", "there is a row of assignment 9"),
    ],
)  # fmt: skip
def test_what_was_changed_is_said_by_its_name(
    raw: Raw, signed: tuple[TestCase, Record], statement: str, words: str
) -> None:
    case, record = signed
    (table,) = (each for each in KEYS if f" {each} " in statement.partition("WHERE")[0] + " ")
    raw.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} WHERE {KEYS[table]} = %s", [case.id])  # type: ignore[arg-type]
    assert raw.execute(statement, [case.id]).rowcount > 0  # type: ignore[arg-type]
    fault = verify(jurisdiction_id=case.province.jurisdiction.id, record=record).fault
    raw.execute(f"DELETE FROM {table} WHERE {KEYS[table]} = %s", [case.id])  # type: ignore[arg-type]
    raw.execute(f"INSERT INTO {table} SELECT * FROM kept")  # type: ignore[arg-type]
    assert fault is not None
    assert (fault.kind, fault.case_id) == (Kind.ROW_CHANGED, case.id)
    assert words in fault.what


def test_the_page_for_operators_lists_every_column_that_is_not_compared(raw: Raw) -> None:
    page = (Path(__file__).parents[2] / "docs" / "verify.md").read_text()
    lists = dict(NOT_DERIVED) | {name: why for kept in LOGS for name, why in kept.not_derived.items()}
    for place, why in lists.items():
        table, _, name = place.partition(".")
        assert name in columns(raw, table)
        assert f"| `{place}` | {why} |" in page

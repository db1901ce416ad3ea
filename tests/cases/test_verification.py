"""``verify`` finds what somebody with every right over the database has changed, and says where."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.cases import operations, verification
from paht.cases.checkpointing import make_checkpoint
from paht.cases.texts import opinions, references, references_in
from paht.cases.verification import Record, Verification
from paht.doors.cli import verify as command
from paht.installation.postgres import Server
from paht.law.casework.codec import encode_plain
from paht.law.casework.events import BODIES
from paht.record.checkpoints import read_key
from paht.record.folder import Folder

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def superuser(database: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Someone whom no grant and no trigger stops; everything done is undone at the end, for the other tests."""
    with psycopg.connect(database.url("super"), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


@contextmanager
def tampered(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, *tables: str
) -> Iterator[None]:
    """Keep a copy of the case's rows, and put them back afterwards."""
    for table in tables:
        key = "id" if table == "cases_case" else "case_id"
        superuser.execute(
            f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WHERE {key} = %s",  # type: ignore[arg-type]
            [case.id],
        )
    try:
        yield
    finally:
        for table in tables:
            key = "id" if table == "cases_case" else "case_id"
            superuser.execute(f"DELETE FROM {table} WHERE {key} = %s", [case.id])  # type: ignore[arg-type]
            superuser.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # type: ignore[arg-type]
            superuser.execute(f"DROP TABLE kept_{table}")  # type: ignore[arg-type]


def named(found: Verification, case: TestCase) -> tuple[int | None, str]:
    """The event and the words of a fault, which must be this case's."""
    assert found.fault is not None, "nothing was found"
    assert (found.fault.case_id, found.fault.code) == (case.id, case.code)
    assert found.fault.jurisdiction_id == case.province.jurisdiction.id
    return found.fault.event, found.fault.what


@pytest.fixture
def case(province: TestProvince, time: Clock) -> TestCase:
    """A case with many events, beside one that nobody touches."""
    # A moment whose last digit is a zero: PostgreSQL leaves such digits out where Python writes them.
    time.forward(microseconds=120)
    province.sent(time.at)
    return province.sent(time.at).handled(time.at)


def test_an_untouched_log_verifies(case: TestCase) -> None:
    found = verification.verify(jurisdiction_id=case.province.jurisdiction.id, chunk=2)
    assert found.fault is None
    assert (found.cases, found.events) == (2, 7)
    assert found.texts == 3, "guidance, note and result lie beside the log"


@pytest.mark.parametrize(
    ("statement", "event", "words"),
    [
        ("UPDATE cases_event SET content = replace(content, '\"road\"', '\"fire\"') "
         "WHERE case_id = %s AND number = 1", 1, "content or its place"),
        ("UPDATE cases_event SET type = 'Rated' WHERE case_id = %s AND number = 2", 2, "its row says Rated"),
        ("DELETE FROM cases_event WHERE case_id = %s AND number = 3", 3, "event 3 is missing"),
        ("DELETE FROM cases_event WHERE case_id = %s AND number = (SELECT version FROM cases_case c "
         "WHERE c.id = case_id)", None, "the last events are missing"),
        ("UPDATE cases_event e SET (content, hash, type) = (SELECT o.content, o.hash, o.type FROM cases_event o "
         "WHERE o.case_id = e.case_id AND o.number = 5 - e.number) WHERE case_id = %s AND number IN (2, 3)",
         2, "content or its place"),
    ],
    ids=["edited", "renamed", "deleted", "cut-off", "reordered"],
)  # fmt: skip
def test_an_event_that_was_touched_is_found_and_named(
    superuser: psycopg.Connection[tuple[object, ...]],
    case: TestCase,
    statement: str,
    event: int | None,
    words: str,
) -> None:
    with tampered(superuser, case, "cases_event"):
        superuser.execute(statement, [case.id])  # type: ignore[arg-type]
        at, what = named(verification.verify(jurisdiction_id=case.province.jurisdiction.id), case)
    assert at == event
    assert words in what


def test_a_chain_forged_with_right_hashes_still_differs_from_the_rows_head(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase
) -> None:
    with tampered(superuser, case, "cases_event"):
        superuser.execute(
            """
            WITH RECURSIVE forged AS (
                SELECT number, replace(content, '"road"', '"fire"') AS content,
                       sha256(decode(repeat('00', 32), 'hex')
                              || convert_to(replace(content, '"road"', '"fire"'), 'UTF8')) AS hash
                FROM cases_event WHERE case_id = %(case)s AND number = 1
                UNION ALL
                SELECT e.number, e.content, sha256(f.hash || convert_to(e.content, 'UTF8'))
                FROM forged f JOIN cases_event e ON e.case_id = %(case)s AND e.number = f.number + 1
            )
            UPDATE cases_event e SET content = f.content, hash = f.hash FROM forged f
            WHERE e.case_id = %(case)s AND e.number = f.number
            """,
            {"case": case.id},
        )
        _, what = named(verification.verify(jurisdiction_id=case.province.jurisdiction.id), case)
    assert "head" in what


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE cases_case SET state = jsonb_set(state, '{rating}', '\"satisfied\"') WHERE id = %s",
         "replay of its events in: rating"),
        ("UPDATE cases_case SET version = version - 1 WHERE id = %s", "the row stayed behind"),
        ("DELETE FROM cases_case WHERE id = %s", "no row"),
    ],
    ids=["state", "version", "deleted"],
)  # fmt: skip
def test_a_row_that_was_changed_is_found(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, statement: str, words: str
) -> None:
    with tampered(superuser, case, "cases_case"):
        superuser.execute(statement, [case.id])  # type: ignore[arg-type]
        found = verification.verify(jurisdiction_id=case.province.jurisdiction.id)
    assert found.fault is not None
    assert found.fault.case_id == case.id
    assert words in found.fault.what


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE cases_duty SET due_at = due_at + interval '1 day' WHERE case_id = %s AND ended_at IS NULL",
         "differs"),
        ("UPDATE cases_duty SET ended_at = now(), outcome = 'met' WHERE case_id = %s AND ended_at IS NULL",
         "ended_at, outcome"),
        ("UPDATE cases_duty SET ended_at = NULL WHERE case_id = %s AND number = 1", "ended_at"),
        ("UPDATE cases_duty SET number = number + 1000 WHERE case_id = %s AND number = 1", "has no row"),
        ("INSERT INTO cases_duty SELECT (jsonb_populate_record(d, '{\"number\": 1000}')).* FROM cases_duty d "
         "WHERE case_id = %s AND number = 1", "know no such one"),
    ],
    ids=["later", "ended", "reopened", "renumbered", "invented"],
)  # fmt: skip
def test_a_duty_that_was_changed_is_found(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, statement: str, words: str
) -> None:
    with tampered(superuser, case, "cases_duty"):
        superuser.execute(statement, [case.id])  # type: ignore[arg-type]
        _, what = named(verification.verify(jurisdiction_id=case.province.jurisdiction.id), case)
    assert words in what


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE cases_text SET body = body || '!' WHERE case_id = %s AND purpose = 'accepted'", "is not the one"),
        ("DELETE FROM cases_text WHERE case_id = %s AND purpose = 'accepted'", "is missing"),
    ],
    ids=["edited", "deleted"],
)  # fmt: skip
def test_a_text_that_was_changed_is_found_with_the_event_that_bears_it(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, statement: str, words: str
) -> None:
    with tampered(superuser, case, "cases_text"):
        superuser.execute(statement, [case.id])  # type: ignore[arg-type]
        at, what = named(verification.verify(jurisdiction_id=case.province.jurisdiction.id), case)
    assert at == 3, "the acceptance"
    assert words in what


def test_the_report_names_case_and_event_and_what_it_does_not_cover(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase
) -> None:
    with tampered(superuser, case, "cases_event"):
        superuser.execute(
            "UPDATE cases_event SET content = content || ' ' WHERE case_id = %s AND number = 2", [case.id]
        )
        words = command.report(verification.verify(jurisdiction_id=case.province.jurisdiction.id))
    assert case.code in words
    assert "event 2" in words
    assert "not covered: no checkpoint is there" in words


def test_the_command_exits_1_when_something_is_wrong(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, tmp_path: Path
) -> None:
    slug = case.province.jurisdiction.slug

    def run() -> tuple[int, dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-m", "paht", "verify", "--json", "--jurisdiction", slug],
            # A record of its own: what other tests' workers signed in the home is not asked about.
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PAHT_CHECKPOINTS": str(tmp_path / "record")},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    status, found = run()
    assert (status, found["fault"]) == (0, None), found
    with tampered(superuser, case, "cases_event"):
        superuser.execute("DELETE FROM cases_event WHERE case_id = %s AND number = 2", [case.id])
        status, found = run()
    assert (status, found["fault"]["code"], found["fault"]["event"]) == (1, case.code, 2)


def test_what_a_sender_answered_lies_in_the_vault_and_is_not_missed(
    vinh_long: TestProvince, time: Clock
) -> None:
    asked = vinh_long.sent(time.at)
    step = asked.step(vinh_long.intake, time.at)
    assert isinstance(
        operations.request_verification(step, matter="content", way="sms", note="Xin xác nhận vị trí."),
        operations.Done,
    )
    answer = operations.answer_verification(
        asked.step(asked.sender, time.at), request=1, answer="Trước nhà số 12."
    )
    assert isinstance(answer, operations.Done)
    assert verification.verify(jurisdiction_id=vinh_long.jurisdiction.id).fault is None


def test_a_text_typed_for_an_urgent_call_that_is_accepted_already_is_not_kept(
    province: TestProvince, time: Clock
) -> None:
    accepted = province.sent(time.at).accepted(time.at)
    called = operations.dispatch_urgently(
        accepted.step(province.dispatcher, time.at),
        agency=str(province.roads.pk),
        note="Đề nghị cử ngay lực lượng.",
        text="Nội dung đã tiếp nhận rồi.",
        reached=True,
        kind="danger",
    )
    assert isinstance(called, operations.Done)
    assert verification.verify(jurisdiction_id=province.jurisdiction.id).fault is None


def test_several_processes_find_what_one_finds(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "A_RANGE", 1)
    mine = case.province.jurisdiction.id
    found = verification.verify(jurisdiction_id=mine, processes=2)
    assert (found.fault, found.cases, found.events) == (None, 2, 7)
    with tampered(superuser, case, "cases_event"):
        superuser.execute("DELETE FROM cases_event WHERE case_id = %s AND number = 3", [case.id])
        at, _ = named(verification.verify(jurisdiction_id=mine, processes=2), case)
    assert at == 3


@pytest.fixture
def signed(case: TestCase, time: Clock, record: Folder) -> Record:
    """The record, with a checkpoint that covers the cases."""
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    return Record(folder=record, key=read_key(record.key.read_text()))


NEVER = 10**12
"""No sample: only what must be replayed is."""


def test_a_case_is_replayed_only_where_the_record_does_not_vouch_for_its_row(
    case: TestCase, signed: Record, time: Clock
) -> None:
    mine = case.province.jurisdiction.id

    def replayed(record: Record | None, one_of: int) -> tuple[object, int]:
        found = verification.verify(jurisdiction_id=mine, record=record, one_of=one_of)
        return found.fault, found.replayed

    assert replayed(signed, NEVER) == (None, 0)
    assert replayed(signed, 1) == (None, 2), "when all are asked for"
    assert replayed(None, NEVER) == (None, 2), "without a record nothing vouches"
    case.province.sent(time.forward(seconds=5))
    step = case.step(case.province.staff, time.at)
    assert isinstance(operations.submit_result(step, assignment=1, note="Kính trình."), operations.Done)
    assert replayed(signed, NEVER) == (None, 2), "what no checkpoint covers yet: a new case, a new event"


def test_a_log_from_before_events_vouched_for_rows_is_replayed(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, time: Clock, record: Folder
) -> None:
    with tampered(superuser, case, "cases_event", "cases_case"):
        superuser.execute(
            """
            WITH RECURSIVE older AS (
                SELECT number, regexp_replace(content, '"row":"[0-9a-f]{64}",', '') AS content,
                       sha256(decode(repeat('00', 32), 'hex') || convert_to(
                           regexp_replace(content, '"row":"[0-9a-f]{64}",', ''), 'UTF8')) AS hash
                FROM cases_event WHERE case_id = %(case)s AND number = 1
                UNION ALL
                SELECT e.number, x.content, sha256(f.hash || convert_to(x.content, 'UTF8'))
                FROM older f JOIN cases_event e ON e.case_id = %(case)s AND e.number = f.number + 1,
                LATERAL (SELECT regexp_replace(e.content, '"row":"[0-9a-f]{64}",', '') AS content) x
            ), written AS (
                UPDATE cases_event e SET content = f.content, hash = f.hash FROM older f
                WHERE e.case_id = %(case)s AND e.number = f.number
            )
            UPDATE cases_case SET head = (SELECT hash FROM older ORDER BY number DESC LIMIT 1) WHERE id = %(case)s
            """,
            {"case": case.id},
        )
        assert make_checkpoint(now=time.forward(minutes=1)) == 1
        signed = Record(folder=record, key=read_key(record.key.read_text()))
        mine = case.province.jurisdiction.id
        found = verification.verify(jurisdiction_id=mine, record=signed, one_of=NEVER)
        assert (found.fault, found.replayed) == (None, 1), "the other case vouches for itself"
        superuser.execute(
            "UPDATE cases_case SET state = jsonb_set(state, '{rating}', '\"satisfied\"') WHERE id = %s",
            [case.id],
        )
        _, what = named(verification.verify(jurisdiction_id=mine, record=signed, one_of=NEVER), case)
    assert "replay of its events in: rating" in what


def test_a_number_that_the_database_writes_in_another_way_accuses_nobody(
    vinh_long: TestProvince, time: Clock, record: Folder
) -> None:
    place = replace(vinh_long.place, accuracy_m=1e17)
    vinh_long.sent(time.at, place=place)
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    signed = Record(folder=record, key=read_key(record.key.read_text()))
    found = verification.verify(jurisdiction_id=vinh_long.jurisdiction.id, record=signed, one_of=NEVER)
    assert (found.fault, found.replayed) == (None, 1), "the digest differs, the values do not"


@pytest.mark.parametrize(
    "change",
    ["is_public = true", "holder = 'nobody'", "due_at = due_at + interval '1 day'", "stage = 'withdrawn'"],
)
def test_what_lists_and_the_public_go_by_is_covered_with_the_row(
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase, signed: Record, change: str
) -> None:
    mine = case.province.jurisdiction.id
    for record in (signed, None):
        with tampered(superuser, case, "cases_case"):
            superuser.execute(f"UPDATE cases_case SET {change} WHERE id = %s", [case.id])  # type: ignore[arg-type]
            _, what = named(verification.verify(jurisdiction_id=mine, record=record, one_of=NEVER), case)
        assert "the row is not as its last event left it" in what


_ANY_MOMENT = st.datetimes(timezones=st.just(UTC))


@pytest.mark.parametrize("kind", sorted(BODIES))
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_the_texts_of_a_plain_event_are_those_of_the_event(kind: str, data: st.DataObject) -> None:
    st.register_type_strategy(datetime, _ANY_MOMENT)
    body: Any = data.draw(st.from_type(BODIES[kind]))
    opinion = {each.id for each in opinions(body)}
    expected = [(w.id, w.commitment, w.characters, w.id in opinion) for w in references(body)]
    assert list(references_in(kind, encode_plain(body))) == expected

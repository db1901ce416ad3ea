"""``verify`` finds what somebody with every right over the database has changed, and says where."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.cases import operations, verification
from paht.cases.verification import Verification
from paht.doors.cli import verify as command
from paht.installation.postgres import Server

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
         "has no row"),
        ("UPDATE cases_duty SET ended_at = NULL WHERE case_id = %s AND number = 1", "owes no such duty"),
    ],
    ids=["later", "ended", "reopened"],
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
    superuser: psycopg.Connection[tuple[object, ...]], case: TestCase
) -> None:
    slug = case.province.jurisdiction.slug

    def run() -> tuple[int, dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-m", "paht", "verify", "--json", "--jurisdiction", slug],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    status, found = run()
    assert (status, found["fault"]) == (0, None)
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

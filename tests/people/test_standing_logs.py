"""A sender's standing is an event log too: checkpoints cover it, and ``verify`` names what was done to it."""

import uuid

import psycopg
import pytest
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases.checkpointing import make_checkpoint
from paht.cases.verification import Fault, Record, verify
from paht.installation.postgres import Server
from paht.law.standing import Standing
from paht.people import standings
from paht.record.checkpoints import read_key
from paht.record.folder import Folder

OF_EVENTS = "FROM people_standing_event WHERE sender_id = %(sender)s"
OF_ROW = "WHERE sender_id = %(sender)s"


@pytest.fixture
def sender(vinh_long: TestProvince, time: Clock, record: Folder) -> uuid.UUID:
    """Somebody with three violations on record, the first two under one checkpoint, all under the next."""
    make_checkpoint(now=time.at)
    case = vinh_long.sent(time.at)
    found = uuid.UUID(case.sender.id)
    for number in range(1, 4):
        step = standings.Step(
            jurisdiction=vinh_long.jurisdiction,
            sender=found,
            actor=vinh_long.intake,
            now=time.forward(minutes=1),
            command_id=uuid.uuid4(),
        )
        outcome = standings.record_violation(
            step, case_id=uuid.uuid4(), ground="improper", finding=f"Lời lẽ thô tục, lần {number}."
        )
        assert isinstance(outcome, Standing), outcome
        if number > 1:
            assert make_checkpoint(now=time.forward(minutes=1)) == 1
    return found


def verified(record: Folder, province: TestProvince) -> Fault | None:
    key = read_key(record.key.read_text())
    found = verify(jurisdiction_id=province.jurisdiction.id, record=Record(folder=record, key=key))
    assert found.fault is not None or found.logs["standings"] == 1
    return found.fault


def test_an_untouched_standing_verifies_and_is_counted(
    record: Folder, vinh_long: TestProvince, sender: uuid.UUID
) -> None:
    assert verified(record, vinh_long) is None
    latest = record.latest()
    assert latest is not None
    assert ("standings", vinh_long.jurisdiction.id, 1) in latest.counts


@pytest.mark.parametrize(
    ("statement", "kind", "event"),
    [
        ("UPDATE people_standing_event SET content = replace(content, 'improper', 'rude') "
         "WHERE sender_id = %(sender)s AND number = 1", "edited", 1),
        ("UPDATE people_standing_event SET made_at = made_at + interval '1 day' "
         "WHERE sender_id = %(sender)s AND number = 3", "edited", 3),
        ("UPDATE people_standing_event SET finding = 'Khác' WHERE sender_id = %(sender)s AND number = 2",
         "text changed", 2),
        (f"DELETE {OF_EVENTS} AND number = 1", "deleted", 1),
        (f"DELETE {OF_EVENTS} AND number > 2", "truncated", 3),
        (f"WITH gone AS (DELETE {OF_EVENTS}) DELETE FROM people_standing {OF_ROW}", "case dropped", None),
        ("UPDATE people_standing_event SET case_id = gen_random_uuid() "
         "WHERE sender_id = %(sender)s AND number = 2", "edited", 2),
        (f"UPDATE people_standing SET version = 9 {OF_ROW}", "row changed", None),
        ("INSERT INTO people_standing_event (jurisdiction_id, sender_id, number, type, content, salt, finding, "
         f"made_at, written_in) SELECT jurisdiction_id, sender_id, (SELECT max(number) + 1 {OF_EVENTS}), type, "
         f"content, salt, finding, made_at, written_in {OF_EVENTS} AND number = 1", "slipped in", None),
    ],
    ids=["edited", "moment", "finding", "deleted", "truncated", "dropped", "case", "row", "slipped-in"],
)  # fmt: skip
def test_what_was_done_to_a_standing_is_named(
    record: Folder,
    vinh_long: TestProvince,
    sender: uuid.UUID,
    database: Server,
    statement: str,
    kind: str,
    event: int | None,
) -> None:
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        for table in ("people_standing", "people_standing_event"):
            raw.execute(
                f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} {OF_ROW}", {"sender": sender}
            )  # type: ignore[arg-type]
        try:
            raw.execute(statement, {"sender": sender})  # type: ignore[arg-type]
            fault = verified(record, vinh_long)
        finally:
            for table in ("people_standing", "people_standing_event"):
                raw.execute(f"DELETE FROM {table} {OF_ROW}", {"sender": sender})  # type: ignore[arg-type]
                raw.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # type: ignore[arg-type]
    assert fault is not None
    assert (fault.kind, fault.log, fault.subject_id) == (kind, "standing of the sender", sender)
    assert event is None or fault.event == event

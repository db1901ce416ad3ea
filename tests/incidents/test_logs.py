"""The history of an incident is covered by the checkpoints, and ``verify`` names what was done to it."""

import uuid
from datetime import timedelta

import psycopg
import pytest
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases.checkpointing import make_checkpoint
from paht.cases.verification import Fault, Record, verify
from paht.doors.cli.verify import report
from paht.incidents import operations
from paht.incidents.operations import Recorded, Step
from paht.installation.postgres import Server
from paht.people.kept_logs import KeptLog
from paht.record.checkpoints import read_key
from paht.record.folder import Folder

OF_EVENTS = "FROM incidents_event WHERE incident_id = %(incident)s"
OF_ROW = "WHERE id = %(incident)s"
TABLES = {"incidents_incident": "id", "incidents_event": "incident_id"}


def step(province: TestProvince, time: Clock) -> Step:
    now = time.forward(minutes=1)
    return Step(
        jurisdiction=province.jurisdiction, actor=province.dispatcher, now=now, command_id=uuid.uuid4()
    )


@pytest.fixture
def incident(vinh_long: TestProvince, time: Clock, record: Folder) -> uuid.UUID:
    """A leak: reported under the second checkpoint, noted and its notice recorded under the third."""
    make_checkpoint(now=time.at)
    found = operations.report(
        step(vinh_long, time),
        kind="leak",
        found_at=time.at - timedelta(minutes=5),
        description="Danh sách người gửi hiện ra khi chưa đăng nhập.",
        page="desk-case",
    )
    assert isinstance(found, Recorded), found
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    done = operations.note(step(vinh_long, time), incident_id=found.id, words="Đã chặn trang.")
    assert isinstance(done, Recorded), done
    given = step(vinh_long, time)
    done = operations.record_notice(
        given, incident_id=found.id, given_at=given.now, document="Công văn 12/IOC"
    )
    assert isinstance(done, Recorded), done
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    return found.id


def verified(record: Folder, province: TestProvince) -> Fault | None:
    key = read_key(record.key.read_text())
    found = verify(jurisdiction_id=province.jurisdiction.id, record=Record(folder=record, key=key))
    assert found.fault is not None or found.logs["incidents"] == 1
    return found.fault


def test_an_untouched_incident_verifies_and_is_counted(
    record: Folder, vinh_long: TestProvince, incident: uuid.UUID
) -> None:
    assert verified(record, vinh_long) is None
    latest = record.latest()
    assert latest is not None
    assert ("incidents", vinh_long.jurisdiction.id, 1) in latest.counts


@pytest.mark.parametrize(
    ("statement", "kind", "event"),
    [
        ("UPDATE incidents_event SET content = replace(content, '\"leak\"', '\"fault\"') "
         "WHERE incident_id = %(incident)s AND number = 1", "edited", 1),
        ("UPDATE incidents_event SET made_at = made_at - interval '3 days' "
         "WHERE incident_id = %(incident)s AND number = 3", "edited", 2),
        ("UPDATE incidents_event SET type = 'IncidentNoted' WHERE incident_id = %(incident)s AND number = 3",
         "edited", 3),
        ("UPDATE incidents_event SET words = 'Khác' WHERE incident_id = %(incident)s AND number = 2",
         "text changed", 2),
        ("UPDATE incidents_event SET words = 'Thêm' WHERE incident_id = %(incident)s AND number = 3",
         "text changed", 3),
        (f"DELETE {OF_EVENTS} AND number = 1", "deleted", 1),
        (f"DELETE {OF_EVENTS} AND number > 1", "truncated", 2),
        (f"WITH gone AS (DELETE {OF_EVENTS}) DELETE FROM incidents_incident {OF_ROW}", "case dropped", None),
        (f"DELETE FROM incidents_incident {OF_ROW}", "row changed", None),
        (f"UPDATE incidents_incident SET version = 9 {OF_ROW}", "row changed", None),
        (f"UPDATE incidents_incident SET page = 'desk-other' {OF_ROW}", "row changed", None),
        (f"UPDATE incidents_incident SET reported_at = reported_at - interval '1 day' {OF_ROW}", "row changed", None),
        (f"UPDATE incidents_incident SET closed_at = reported_at {OF_ROW}", "row changed", None),
        (f"UPDATE incidents_incident SET notice_due_at = reported_at {OF_ROW}", "row changed", None),
        (f"UPDATE incidents_incident SET state = jsonb_set(state, '{{kind}}', '\"other\"') {OF_ROW}",
         "row changed", None),
        ("INSERT INTO incidents_event (jurisdiction_id, incident_id, number, type, command_id, content, salt, words, "
         "made_at, written_in) SELECT jurisdiction_id, incident_id, 4, type, gen_random_uuid(), content, salt, words, "
         f"made_at, written_in {OF_EVENTS} AND number = 2", "slipped in", 4),
    ],
    ids=["edited", "moment", "type", "words", "words-added", "deleted", "truncated", "dropped", "row-gone", "version",
         "page", "reported", "closed", "notice", "state", "slipped-in"],
)  # fmt: skip
def test_what_was_done_to_an_incident_is_named(
    record: Folder,
    vinh_long: TestProvince,
    incident: uuid.UUID,
    database: Server,
    statement: str,
    kind: str,
    event: int | None,
) -> None:
    given = {"incident": incident}
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        for table, key in TABLES.items():
            raw.execute(
                f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WHERE {key} = %(incident)s", given
            )  # type: ignore[arg-type]
        try:
            assert raw.execute(statement, given).rowcount > 0  # type: ignore[arg-type]
            fault = verified(record, vinh_long)
        finally:
            for table, key in TABLES.items():
                raw.execute(f"DELETE FROM {table} WHERE {key} = %(incident)s", given)  # type: ignore[arg-type]
                raw.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # type: ignore[arg-type]
    assert fault is not None
    assert (fault.kind, fault.log, fault.subject_id, fault.event) == (kind, "incident", incident, event)


def test_incidents_from_before_they_were_covered_are_taken_in_with_the_first_checkpoint(
    record: Folder, vinh_long: TestProvince, time: Clock, database: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as former:
        former.setattr(KeptLog, "logs", lambda *_, **__: iter(()))
        assert make_checkpoint(now=time.at) == 1
        for _ in range(2):
            operations.report(
                step(vinh_long, time),
                kind="fault",
                found_at=time.at,
                description="Trang không mở.",
                page="desk",
            )
        assert make_checkpoint(now=time.forward(minutes=1)) == 1
    mine = [vinh_long.jurisdiction.id]
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute("UPDATE incidents_event SET written_in = NULL WHERE jurisdiction_id = %s", mine)
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    key = read_key(record.key.read_text())
    found = verify(jurisdiction_id=vinh_long.jurisdiction.id, record=Record(folder=record, key=key))
    assert (found.fault, found.logs["incidents"]) == (None, 2)
    assert "2 incidents, " in report(found)
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute("DELETE FROM incidents_event WHERE jurisdiction_id = %s", mine)
        raw.execute("DELETE FROM incidents_incident WHERE jurisdiction_id = %s", mine)
    found = verify(jurisdiction_id=vinh_long.jurisdiction.id, record=Record(folder=record, key=key))
    assert found.fault is not None
    assert f"incident {found.fault.subject_id}: case dropped" in report(found)

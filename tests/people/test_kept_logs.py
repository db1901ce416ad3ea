"""Questions for consent and requests of data subjects are logs of the record, as standings and incidents are."""

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases.checkpointing import make_checkpoint
from paht.cases.verification import Record, Verification, verify
from paht.consents import operations as consents
from paht.doors.cli.verify import report
from paht.installation.postgres import Server
from paht.law.casework.case import Actor, FileRef
from paht.law.casework.states import Role
from paht.law.providing import Scope
from paht.people.kept_logs import CONSENTS, LOGS, PROVISIONS, SUBJECTS, KeptLog, Step
from paht.record.checkpoints import read_key
from paht.record.folder import Folder
from paht.subjects import operations as subjects
from paht.subjects.subject import DataSubject
from paht.transfer import provisions

Kept = KeptLog[Any, Any]
Steps = Callable[[Actor], Step]


def _sign(time: Clock) -> None:
    assert make_checkpoint(now=time.forward(minutes=1)) == 1


def asked_for_consent(province: TestProvince, time: Clock, step: Steps) -> uuid.UUID:
    """Asked under the second checkpoint, given and withdrawn under the third."""
    case = province.sent(time.at).received(time.at)
    found = consents.ask(
        step(province.staff),
        case_id=case.id,
        fields=frozenset({"phone"}),
        purpose="Hẹn gặp tại hiện trường.",
        hours=24,
    )
    assert isinstance(found, consents.Recorded), found
    _sign(time)
    for outcome in (
        consents.answer(step(case.sender), consent_id=found.id, agrees=True),
        consents.withdraw(step(case.sender), consent_id=found.id),
    ):
        assert isinstance(outcome, consents.Recorded), outcome
    _sign(time)
    return found.id


def asked_as_a_subject(province: TestProvince, time: Clock, step: Steps) -> uuid.UUID:
    """Asked under the second checkpoint, put off and refused under the third."""
    case = province.sent(time.at)
    subject = DataSubject(province.jurisdiction.id, None, case.id, uuid.UUID(case.sender.id))
    found = subjects.ask(
        step(subject.actor), subject, right="restrict", note="Xin hạn chế.", corrected={}, is_proven=True
    )
    assert isinstance(found, subjects.Recorded), found
    _sign(time)
    officer = Actor(str(uuid.uuid4()), frozenset({Role.DATA_PROTECTION_OFFICER}))
    for outcome in (
        subjects.extend(step(officer), request_id=found.id, days=2, reason="Hồ sơ nhiều."),
        subjects.refuse(step(officer), request_id=found.id, ground=GROUND, reason="Theo luật khác."),
    ):
        assert isinstance(outcome, subjects.Recorded), outcome
    _sign(time)
    return found.id


def asked_for_reports(province: TestProvince, time: Clock, step: Steps) -> uuid.UUID:
    """Asked under the second checkpoint, approved and recalled under the third."""
    day = time.at.date()
    found = provisions.record(
        step(province.dispatcher),
        body=None,
        body_name="Thanh tra tỉnh",
        number="15/TTT-VP",
        dated_on=day,
        file=FileRef(str(uuid.uuid4()), "0" * 64, "image/jpeg"),
        ground="Điều 47 Luật Thanh tra",
        purpose="Thanh tra việc giải quyết phản ánh.",
        scope=Scope(first_on=day, last_on=day),
        personal=frozenset(),
    )
    assert isinstance(found, provisions.Recorded), found
    _sign(time)
    office = Actor(str(uuid.uuid4()), frozenset({Role.SUPERVISING_DEPARTMENT}))
    reason = "Đúng thẩm quyền."
    approved = {"approves": True, "fields": frozenset[str](), "law": "", "reason": reason}
    for outcome in (
        provisions.settle(step(office), provision_id=found.id, **approved),  # type: ignore[arg-type]
        provisions.recall(step(office), provision_id=found.id),
    ):
        assert isinstance(outcome, provisions.Recorded), outcome
    _sign(time)
    return found.id


GROUND = "others"
BEGUN = {
    CONSENTS.word: asked_for_consent,
    SUBJECTS.word: asked_as_a_subject,
    PROVISIONS.word: asked_for_reports,
}


@pytest.fixture(params=[CONSENTS, SUBJECTS, PROVISIONS], ids=lambda kept: kept.word)
def kept(request: pytest.FixtureRequest) -> Kept:
    """Each of the logs in turn."""
    found: Kept = request.param
    return found


@pytest.fixture
def subject(vinh_long: TestProvince, time: Clock, record: Folder, kept: Kept) -> uuid.UUID:
    """A log of three events."""
    _sign(time)

    def step(actor: Actor) -> Step:
        now = time.forward(minutes=1)
        return Step(jurisdiction=vinh_long.jurisdiction, actor=actor, now=now, command_id=uuid.uuid4())

    return BEGUN[kept.word](vinh_long, time, step)


def verified(record: Folder, province: TestProvince) -> Verification:
    key = read_key(record.key.read_text())
    return verify(jurisdiction_id=province.jurisdiction.id, record=Record(folder=record, key=key))


def test_an_untouched_log_verifies_and_is_counted(
    record: Folder, vinh_long: TestProvince, kept: Kept, subject: uuid.UUID
) -> None:
    found = verified(record, vinh_long)
    assert (found.fault, found.logs[kept.word]) == (None, 1)
    assert f"1 {kept.word}" in report(found)
    latest = record.latest()
    assert latest is not None
    assert (kept.word, vinh_long.jurisdiction.id, 1) in latest.counts


EVENT, ROW = "{events} WHERE {subject} = %(it)s", "{row} WHERE {key} = %(it)s"
TAMPERINGS = {
    "actor": ("UPDATE {events} SET content = replace(content, '\"actor\": {{\"', '\"actor\": {{ \"') "
              "WHERE {subject} = %(it)s AND number = 1", "edited", 1),
    "moment": ("UPDATE {events} SET made_at = made_at - interval '1 day' WHERE {subject} = %(it)s AND number = 3",
               "edited", 2),
    "type": ("UPDATE {events} SET type = 'Looked' WHERE {subject} = %(it)s AND number = 3", "edited", 3),
    "salt": ("UPDATE {events} SET salt = sha256(salt) WHERE {subject} = %(it)s AND number = {worded}",
             "text changed", None),
    "deleted": (f"DELETE FROM {EVENT} AND number = 1", "deleted", 1),
    "truncated": (f"DELETE FROM {EVENT} AND number > 1", "truncated", 2),
    "dropped": (f"WITH gone AS (DELETE FROM {EVENT}) DELETE FROM {ROW}", "case dropped", None),
    "row-gone": (f"DELETE FROM {ROW}", "row changed", None),
    "version": ("UPDATE {row} SET version = 9 WHERE {key} = %(it)s", "row changed", None),
    "state": ("UPDATE {row} SET state = jsonb_set(state, '{{closed_at}}', 'null') WHERE {key} = %(it)s",
              "row changed", None),
    "column": ("UPDATE {row} SET asked_at = asked_at - interval '1 day' WHERE {key} = %(it)s", "row changed", None),
    "command": ("UPDATE {events} SET command_id = gen_random_uuid() WHERE {subject} = %(it)s AND number = 2",
                "edited", 2),
    "slipped-in": ("INSERT INTO {events} SELECT (jsonb_populate_record(e, jsonb_build_object('number', 4, "
                   "'command_id', gen_random_uuid()))).* FROM {events} e "
                   "WHERE {subject} = %(it)s AND number = 2", "slipped in", 4),
}  # fmt: skip
OF_ONE = {
    CONSENTS.word: {
        "purpose": ("UPDATE consents_consent SET purpose = 'Khác' WHERE id = %(it)s", "text changed", 1),
        "body": ("UPDATE consents_consent SET body_id = gen_random_uuid() WHERE id = %(it)s", "row changed", None),
        "case": ("UPDATE consents_consent SET case_id = gen_random_uuid() WHERE id = %(it)s", "row changed", None),
    },
    SUBJECTS.word: {
        "words": ("UPDATE subjects_event SET words = 'Khác' WHERE request_id = %(it)s AND number = 3",
                  "text changed", 3),
        "words-added": ("UPDATE subjects_event SET words = 'Thêm' WHERE request_id = %(it)s AND number = 1",
                        "text changed", 1),
        "open-again": ("UPDATE subjects_request SET closed_at = NULL WHERE id = %(it)s", "row changed", None),
        "person": ("UPDATE subjects_request SET person_id = gen_random_uuid(), case_id = NULL WHERE id = %(it)s",
                   "row changed", None),
        "case": ("UPDATE subjects_request SET case_id = gen_random_uuid() WHERE id = %(it)s", "row changed", None),
        "sender": ("UPDATE subjects_request SET sender_id = gen_random_uuid() WHERE id = %(it)s",
                   "row changed", None),
        "record": ("UPDATE subjects_request SET record_id = gen_random_uuid() WHERE id = %(it)s",
                   "row changed", None),
        "due": ("UPDATE subjects_request SET due_at = asked_at WHERE id = %(it)s", "row changed", None),
    },
    PROVISIONS.word: {
        "reason": ("UPDATE transfer_provision_event SET words = 'Khác' WHERE provision_id = %(it)s AND number = 2",
                   "text changed", 2),
        "stands": ("UPDATE transfer_provision SET stands = 'ready' WHERE id = %(it)s", "row changed", None),
        "asker": ("UPDATE transfer_provision SET asked_by = gen_random_uuid() WHERE id = %(it)s", "row changed", None),
    },
}  # fmt: skip


def test_what_was_done_to_a_log_is_named(
    record: Folder, vinh_long: TestProvince, database: Server, kept: Kept, subject: uuid.UUID
) -> None:
    given, tables = {"it": subject}, {kept.row: kept.key, kept.events: kept.subject}
    worded = 1 if kept is CONSENTS else 2
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        for table, key in tables.items():
            raw.execute(
                f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WHERE {key} = %(it)s",  # type: ignore[arg-type]
                given,
            )
        for name, (statement, kind, event) in (TAMPERINGS | OF_ONE[kept.word]).items():
            sql: Any = statement.format(
                events=kept.events, subject=kept.subject, row=kept.row, key=kept.key, worded=worded
            )
            assert raw.execute(sql, given).rowcount > 0, name
            fault = verified(record, vinh_long).fault
            for table, key in tables.items():
                raw.execute(f"DELETE FROM {table} WHERE {key} = %(it)s", given)  # type: ignore[arg-type]
                raw.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # type: ignore[arg-type]
            assert fault is not None, name
            assert (fault.kind, fault.log, fault.subject_id) == (kind, kept.called, subject), (name, fault)
            assert event is None or fault.event == event, (name, fault)
    assert verified(record, vinh_long).fault is None


def test_logs_from_before_they_were_covered_are_taken_in_with_the_first_checkpoint(
    record: Folder,
    vinh_long: TestProvince,
    time: Clock,
    database: Server,
    kept: Kept,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def step(actor: Actor) -> Step:
        now = time.forward(minutes=1)
        return Step(jurisdiction=vinh_long.jurisdiction, actor=actor, now=now, command_id=uuid.uuid4())

    with monkeypatch.context() as former:
        former.setattr(KeptLog, "logs", lambda *_, **__: iter(()))
        BEGUN[kept.word](vinh_long, time, step)
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute(
            f"UPDATE {kept.events} SET written_in = NULL WHERE jurisdiction_id = %s",  # type: ignore[arg-type]
            [vinh_long.jurisdiction.id],
        )
    _sign(time)
    found = verified(record, vinh_long)
    assert (found.fault, found.logs[kept.word]) == (None, 1)


def test_every_log_beside_the_cases_has_its_word_and_its_tables() -> None:
    assert [kept.word for kept in LOGS] == ["standings", "incidents", "consents", "requests", "provisions"]
    assert len({kept.log for kept in LOGS}) == len({kept.events for kept in LOGS}) == len(LOGS)

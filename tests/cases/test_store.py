"""What the store promises: guarded, all or nothing, once only, append-only, alive after a broken connection."""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest
from django.db import DataError, OperationalError, connection, connections
from tests.conftest import Clock
from tests.province import PERSONAL, TestProvince

from paht.bench.wire import listen
from paht.cases import operations, queries, rows, sending, store
from paht.cases.connecting import kept_connection
from paht.installation.postgres import Server
from paht.law.casework.case import Refused
from paht.law.casework.decide import Decided, Facts, decided
from paht.law.casework.states import Field


@pytest.fixture
def superuser(database: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The database's superuser."""
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        yield raw


def test_every_step_takes_two_round_trips(province: TestProvince, time: Clock) -> None:
    province.sent(time.at).verified(time.at)
    again = province.sent(time.at)
    assert listen(lambda: again.verified(time.at)).round_trips == 2


def test_sending_takes_one_round_trip_for_an_unknown_sender_and_two_for_a_known_one(
    province: TestProvince, time: Clock
) -> None:
    def send(phone: str) -> Callable[[], object]:
        return lambda: province.sent(time.at, personal={**PERSONAL, "phone": phone})

    send("0912 345 601")()
    assert listen(send("0912 345 602")).round_trips == 1
    assert listen(send("0912 345 602")).round_trips == 2


def test_a_command_sent_again_takes_one_round_trip_and_leaves_nothing(
    province: TestProvince, time: Clock
) -> None:
    filled = province.filled()
    first = sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at)
    # The answer was lost, and the person has corrected the number meanwhile: still no second report, no second sender.
    other = replace(filled, personal={**PERSONAL, "phone": "0912 345 603"})
    repeats: list[operations.Done | Refused] = []

    def repeat() -> None:
        repeats.append(sending.send(jurisdiction=province.jurisdiction, filled=other, now=time.at))

    assert listen(repeat).round_trips == 1
    (again,) = repeats
    assert isinstance(first, operations.Done)
    assert isinstance(again, operations.Done)
    assert (again.code, again.case, again.repeated) == (first.code, first.case, True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_sender WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        assert cursor.fetchone() == (1,)


def test_a_command_sent_again_with_a_form_that_is_refused_gets_its_first_answer(
    province: TestProvince, time: Clock
) -> None:
    filled = province.filled()
    sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at)
    spoilt = replace(filled, declared=False)
    again = sending.send(jurisdiction=province.jurisdiction, filled=spoilt, now=time.at)
    assert isinstance(again, operations.Done)
    assert again.repeated


def test_a_statement_that_failed_does_not_spoil_the_connection_for_the_next_step(
    province: TestProvince, time: Clock
) -> None:
    cases = [province.sent(time.at) for _ in range(3)]
    grounds = [province.jurisdiction.edition.supplement_grounds[0].key]
    connection.close()
    for case in cases:  # a statement is prepared once it has been used before on the connection
        for _ in range(2):
            step = case.step(province.intake, time.at)
            with pytest.raises(DataError):
                operations.request_supplement(step, grounds=grounds, guidance="Xin chụp lại\x00.")
        case.verified(time.at)


def test_a_step_writes_only_on_the_version_that_it_decided_on(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    command_id = uuid.uuid4()

    def write_on_a_wrong_version() -> None:
        with store.locked(
            jurisdiction_id=province.jurisdiction.id, case_id=case.id, command_id=command_id, now=time.at
        ) as (raw, found):
            assert found is not None
            stale = replace(found.case, version=7)
            decision = _supplement_requested(province, stale, time)
            change = rows.Step(
                jurisdiction=province.jurisdiction,
                command_id=command_id,
                before=stale,
                events=decision.events,
                after=decision.after,
            )
            store.write(raw, step=change, head=found.head)

    with pytest.raises(AssertionError, match="keeps the version"):
        write_on_a_wrong_version()
    found = queries.followed(jurisdiction_id=province.jurisdiction.id, code=case.code)
    assert found is not None
    assert (found.case.version, len(found.events)) == (1, 1), "no part of the step was written"


def _supplement_requested(province: TestProvince, case: store.Case, time: Clock) -> Decided:
    from paht.cases.texts import compose
    from paht.law.casework.commands import RequestSupplement

    edition = province.jurisdiction.edition
    command = RequestSupplement(
        grounds=(edition.supplement_grounds[0].key,),
        guidance=compose("Chụp lại.", purpose="guidance").written,
    )
    decision = decided(
        case,
        command,
        actor=province.intake,
        facts=Facts(),
        now=time.at,
        edition=edition,
        calendar=province.jurisdiction.calendar,
    )
    assert isinstance(decision, Decided)
    return decision


def test_a_refused_step_lets_the_case_go_at_once(
    province: TestProvince, time: Clock, superuser: psycopg.Connection[tuple[object, ...]]
) -> None:
    case = province.sent(time.at)
    refused = operations.accept(case.step(province.intake, time.at), text="Ổ gà.", field=Field.ROAD)
    assert isinstance(refused, Refused)
    superuser.execute("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE NOWAIT", [case.id])
    assert connection.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_an_error_inside_a_step_undoes_all_of_it_and_leaves_the_connection_usable(
    province: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = province.sent(time.at)
    # The last part of the statement fails after every other part has run.
    monkeypatch.setattr(store, "_MOVE", store._MOVE.replace("SELECT count(*)", "SELECT 1 / (count(*) - 1)"))
    with pytest.raises(Exception, match="division by zero"):
        case.verified(time.at)
    monkeypatch.undo()
    found = queries.followed(jurisdiction_id=province.jurisdiction.id, code=case.code)
    assert found is not None
    assert (found.case.version, len(found.events)) == (1, 1)
    case.verified(time.at)


@pytest.mark.parametrize("moment", ["before", "inside"])
def test_a_connection_that_the_server_ends_is_an_operational_error_once_and_made_anew(
    province: TestProvince,
    time: Clock,
    superuser: psycopg.Connection[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    case = province.sent(time.at)
    with kept_connection() as raw:
        backend = raw.info.backend_pid

    def kill() -> None:
        superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])

    if moment == "before":
        kill()
    else:
        write = store.write

        def killed_before_writing(*args: object, **named: object) -> store.Case:
            kill()
            return write(*args, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(store, "write", killed_before_writing)
    with pytest.raises(OperationalError):
        case.verified(time.at)
    monkeypatch.undo()
    case.verified(time.at)


def test_sending_on_a_connection_that_the_server_ended_is_an_operational_error_once(
    province: TestProvince, time: Clock, superuser: psycopg.Connection[tuple[object, ...]]
) -> None:
    with kept_connection() as raw:
        superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [raw.info.backend_pid])
    with pytest.raises(OperationalError):
        province.sent(time.at)
    province.sent(time.at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_event SET type = 'Rated'",
        "DELETE FROM cases_event",
        "TRUNCATE cases_event",
        "SELECT * FROM people_vault_record",
        "UPDATE cases_text SET body = ''",
        "DELETE FROM cases_text",
        "DELETE FROM cases_case",
    ],
)
@pytest.mark.parametrize("role", ["app", "worker"])
def test_the_program_itself_may_not_change_the_log_or_read_the_vault(
    database: Server, statement: str, role: str
) -> None:
    with (
        psycopg.connect(database.url(role)) as raw,  # type: ignore[arg-type]
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        raw.execute(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE cases_event SET type = 'Rated'", "DELETE FROM cases_event", "TRUNCATE cases_event"],
)
def test_a_trigger_stops_even_the_owner_of_the_log(
    database: Server, province: TestProvince, time: Clock, statement: str
) -> None:
    province.sent(time.at)
    with (
        psycopg.connect(database.url("owner")) as raw,
        pytest.raises(psycopg.errors.RaiseException, match="append-only"),
    ):
        raw.execute(statement)  # type: ignore[arg-type]


def together[T](acts: list[Callable[[], T]]) -> list[T]:
    """What the acts return, each in a thread with a connection of its own, all let go at the same moment."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_act_at_once_one_succeeds_and_the_other_is_told(
    province: TestProvince, time: Clock
) -> None:
    edition = province.jurisdiction.edition
    for _ in range(5):
        case = province.sent(time.at)
        ask = case.step(province.intake, time.at, expected_version=1)
        end = case.step(province.dispatcher, time.at, expected_version=1)

        def request(ask: operations.Step = ask) -> operations.Outcome:
            grounds = [edition.supplement_grounds[0].key]
            return operations.request_supplement(ask, grounds=grounds, guidance="Chụp lại ảnh.")

        def refuse(end: operations.Step = end) -> operations.Outcome:
            return operations.refuse(end, ground=edition.refusal_grounds[-1].key, reason="Không rõ.")

        outcomes = together([request, refuse])
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Overtaken"]
        found = queries.followed(jurisdiction_id=province.jurisdiction.id, code=case.code)
        assert found is not None
        assert found.case.version == 2


def test_one_command_from_eight_threads_makes_exactly_one_case(province: TestProvince, time: Clock) -> None:
    filled = province.filled(command_id=uuid.uuid4())

    def send() -> operations.Done | Refused:
        return sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at)

    outcomes = together([send] * 8)
    done = [outcome for outcome in outcomes if isinstance(outcome, operations.Done)]
    assert len(done) == 8
    assert len({outcome.code for outcome in done}) == 1
    assert sum(not outcome.repeated for outcome in done) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case WHERE command_id = %s", [filled.command_id])
        assert cursor.fetchone() == (1,)


def test_eight_first_reports_of_one_phone_at_once_have_one_sender(
    province: TestProvince, time: Clock
) -> None:
    forms = [province.filled() for _ in range(8)]

    def send(filled: sending.Filled) -> Callable[[], operations.Done | Refused]:
        return lambda: sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at)

    outcomes = together([send(filled) for filled in forms])
    done = [outcome for outcome in outcomes if isinstance(outcome, operations.Done)]
    assert len({outcome.code for outcome in done}) == 8
    assert len({outcome.case.sender for outcome in done}) == 1

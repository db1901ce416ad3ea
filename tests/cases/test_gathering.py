"""Reports that arrive at the same moment share one statement: nobody waits for company, no one harms another."""

import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from random import Random
from time import monotonic

import pytest
from django.db import DataError, connection, connections
from tests.conftest import Clock
from tests.province import PERSONAL, TestProvince

from paht.cases import first_step, rows, sending
from paht.cases.gathering import AT_ONCE, Gathering
from paht.cases.operations import Done
from paht.law.casework.case import Refused

SECONDS = 30


class _Held[Wanted, Answer]:
    """A writing whose first call waits, so that the others gather behind it; what came together is kept."""

    def __init__(self, write: Callable[[Sequence[Wanted]], Sequence[Answer]]) -> None:
        self.write = write
        self.entered, self.may_go_on = threading.Event(), threading.Event()
        self.calls: list[list[Wanted]] = []

    def __call__(self, wanted: Sequence[Wanted]) -> Sequence[Answer]:
        self.calls.append(list(wanted))
        if len(self.calls) == 1:
            self.entered.set()
            assert self.may_go_on.wait(SECONDS)
        return self.write(wanted)


def _all_at_once[Answer](
    held: _Held[int, Answer], gathering: Gathering[int, Answer], wanted: Sequence[int]
) -> list[Future[Answer]]:
    """The first is being written while all the others come."""
    with ThreadPoolExecutor(len(wanted)) as threads:
        futures = [threads.submit(gathering.run, "one", wanted[0])]
        assert held.entered.wait(SECONDS)
        futures += [threads.submit(gathering.run, "one", one) for one in wanted[1:]]
        _until(lambda: len(gathering) == len(wanted) - 1)
        held.may_go_on.set()
    return futures


def _until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + SECONDS
    while not is_so():
        assert monotonic() < deadline
        threading.Event().wait(0.001)


def test_who_comes_alone_goes_at_once() -> None:
    held = _Held[int, int](lambda wanted: [one * 2 for one in wanted])
    held.may_go_on.set()
    gathering = Gathering(held)
    assert [gathering.run("one", 1), gathering.run("one", 2)] == [2, 4]
    assert held.calls == [[1], [2]]


def test_who_comes_while_another_is_written_goes_with_all_who_came_meanwhile() -> None:
    held = _Held[int, int](lambda wanted: [one * 2 for one in wanted])
    amount = 2 * AT_ONCE
    answers = [future.result() for future in _all_at_once(held, Gathering(held), range(amount))]
    assert answers == [one * 2 for one in range(amount)]
    assert [len(call) for call in held.calls] == [1, AT_ONCE, AT_ONCE - 1]


def test_what_belongs_apart_does_not_wait_for_each_other() -> None:
    held = _Held[int, int](lambda wanted: [one * 2 for one in wanted])
    gathering = Gathering(held)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(gathering.run, "one", 1)
        assert held.entered.wait(SECONDS)
        assert gathering.run("another", 2) == 4
        held.may_go_on.set()
        assert first.result() == 2


def test_one_that_cannot_be_written_gets_its_own_error_and_harms_no_other() -> None:
    def write(wanted: Sequence[int]) -> list[int]:
        if 5 in wanted:
            raise ValueError(wanted)
        return [one * 2 for one in wanted]

    held = _Held(write)
    futures = _all_at_once(held, Gathering(held), range(8))
    with pytest.raises(ValueError, match=r"^\[5\]$"):
        futures[5].result()
    assert [future.result() for nth, future in enumerate(futures) if nth != 5] == [0, 2, 4, 6, 8, 12, 14]


def test_whoever_leads_and_fails_leaves_the_lead_to_the_next() -> None:
    def write(wanted: Sequence[int]) -> list[int]:
        if 0 in wanted:
            raise KeyboardInterrupt
        return list(wanted)

    held = _Held(write)
    futures = _all_at_once(held, Gathering(held), range(4))
    assert isinstance(futures[0].exception(), KeyboardInterrupt)
    assert [future.result() for future in futures[1:]] == [1, 2, 3]


def test_a_thousand_from_eight_threads_have_each_its_own_answer() -> None:
    chance = Random(20)

    def write(wanted: Sequence[int]) -> list[int]:
        if len(wanted) > 1 and chance.random() < 0.2:
            raise ValueError(wanted)
        return [one * 2 for one in wanted]

    gathering = Gathering(write)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda one: gathering.run(one % 2, one), range(1000)))
    assert answers == [one * 2 for one in range(1000)]
    assert len(gathering) == 0


def _sent_together(
    province: TestProvince, time: Clock, forms: Sequence[sending.Filled], monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Future[Done | Refused]], list[int]]:
    """The forms sent while a first one is being written; also how many each statement wrote."""
    held = _Held(first_step._together)
    gathering = Gathering(held)
    monkeypatch.setattr(first_step, "_gathering", gathering)

    def send(filled: sending.Filled) -> Done | Refused:
        try:
            return sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(forms) + 1) as threads:
        threads.submit(send, _form(province, 99))
        assert held.entered.wait(SECONDS)
        futures = [threads.submit(send, filled) for filled in forms]
        _until(lambda: len(gathering) == len(forms))
        held.may_go_on.set()
    return futures, [len(call) for call in held.calls]


def _form(province: TestProvince, number: int) -> sending.Filled:
    return replace(province.filled(), personal={**PERSONAL, "phone": f"0912 3456 {number:02}"})


def _codes(futures: Sequence[Future[Done | Refused]]) -> list[str]:
    done = [future.result() for future in futures]
    return [one.code for one in done if isinstance(one, Done)]


def _rows(table: str, jurisdiction_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE jurisdiction_id = %s", [jurisdiction_id])
        (found,) = cursor.fetchone()
    return int(found)


def test_reports_sent_together_are_written_by_one_statement_each_with_all_its_rows(
    province: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [_form(province, number) for number in range(6)]
    futures, calls = _sent_together(province, time, forms, monkeypatch)
    codes = _codes(futures)
    assert calls == [1, 6]
    assert len(set(codes)) == 6
    tables = ("cases_case", "cases_event", "messages_outbox", "people_sender", "figures_delta")
    assert {_rows(table, province.jurisdiction.id) for table in tables} == {7}
    for code, filled in zip(codes, forms, strict=True):
        again = sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at)
        assert isinstance(again, Done)
        assert (again.code, again.repeated) == (code, True)


def test_one_command_sent_twice_together_is_one_report(
    province: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = _form(province, 1)
    other = replace(form, personal={**PERSONAL, "phone": "0912 345 603"})
    futures, _ = _sent_together(province, time, [form, form, other, _form(province, 2)], monkeypatch)
    first, second, third, apart = _codes(futures)
    assert first == second == third != apart
    assert _rows("cases_case", province.jurisdiction.id) == 3


def test_two_first_reports_of_one_phone_together_have_one_sender(
    province: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = _form(province, 1)
    forms = [form, replace(form, command_id=uuid.uuid4()), _form(province, 2)]
    futures, _ = _sent_together(province, time, forms, monkeypatch)
    assert len(set(_codes(futures))) == 3
    assert _rows("people_sender", province.jurisdiction.id) == 3
    assert _rows("cases_case", province.jurisdiction.id) == 4


def test_a_report_that_the_database_refuses_does_not_take_the_others_with_it(
    province: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [_form(province, number) for number in range(4)]
    whole = rows.first

    def first(step: rows.Step, *, code: str) -> dict[str, object]:
        is_broken = step.command_id == forms[2].command_id
        return whole(step, code=code) | ({"sent_on": "no day"} if is_broken else {})

    monkeypatch.setattr(rows, "first", first)
    futures, _ = _sent_together(province, time, forms, monkeypatch)
    with pytest.raises(DataError):
        futures[2].result()
    assert len(_codes([futures[0], futures[1], futures[3]])) == 3

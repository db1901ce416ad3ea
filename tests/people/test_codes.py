"""One-time codes: six digits, five minutes, five tries, once, in one browser; how many may be asked for; guessing."""

import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from django.conf import settings
from django.db import connection, connections
from tests.conftest import Clock
from tests.people.citizens import ADDRESS, PHONE, code_on
from tests.province import TestProvince

from paht.messages import codes as asking
from paht.messages.codes import Asked, TooOften
from paht.people import codes
from paht.people.allowances import SPENT, Allowance, parameters
from paht.people.codes import Guess, Proven, mobile

GUESSES = int(os.environ.get("PAHT_GUESSES", "3000"))
"""How many guesses are tried; 100,000 with PAHT_GUESSES=100000."""
HOUR = timedelta(hours=1)


@dataclass
class Asker:
    """Somebody at a browser who asks for codes and guesses."""

    province: TestProvince
    time: Clock
    address: str = ADDRESS
    browser: str = ""

    def ask(self, phone: str = PHONE) -> Asked | TooOften:
        asked = asking.ask(
            jurisdiction_id=self.province.jurisdiction.id,
            phone=phone,
            browser=self.browser,
            address=self.address,
            at=self.time.at,
        )
        if isinstance(asked, Asked):
            self.browser = asked.browser
        return asked

    def guess(self, typed: str) -> Proven | Guess:
        return codes.guess(
            jurisdiction_id=self.province.jurisdiction.id,
            browser=self.browser,
            typed=typed,
            address=self.address,
            at=self.time.at,
        )

    @property
    def code(self) -> str:
        return code_on(self.province, PHONE)

    @property
    def wrong(self) -> str:
        return f"{(int(self.code) + 1) % 1_000_000:06}"


@pytest.fixture
def asker(vinh_long: TestProvince, time: Clock) -> Asker:
    return Asker(vinh_long, time)


def test_a_code_has_six_digits_and_confirms_the_phone_once(asker: Asker) -> None:
    asker.ask()
    assert re.fullmatch(r"\d{6}", asker.code)
    found = asker.guess(f" {asker.code[:3]} {asker.code[3:]} ")
    assert isinstance(found, Proven)
    assert asker.guess(asker.code) is Guess.WRONG


@pytest.mark.parametrize(("seconds", "opens"), [(299, True), (300, False)])
def test_a_code_lasts_five_minutes(asker: Asker, seconds: int, opens: bool) -> None:
    asker.ask()
    code = asker.code
    asker.time.forward(seconds=seconds)
    assert isinstance(asker.guess(code), Proven) is opens


@pytest.mark.parametrize(("wrong", "opens"), [(4, True), (5, False)])
def test_a_code_bears_five_tries(asker: Asker, wrong: int, opens: bool) -> None:
    asker.ask()
    for _ in range(wrong):
        assert asker.guess(asker.wrong) is Guess.WRONG
    assert isinstance(asker.guess(asker.code), Proven) is opens


def test_a_code_is_of_no_use_in_another_browser_or_province(
    asker: Asker, time: Clock, soc_trang: TestProvince
) -> None:
    asker.ask()
    other = Asker(asker.province, time, browser=codes.new_browser())
    assert other.guess(asker.code) is Guess.WRONG
    elsewhere = Asker(soc_trang, time, browser=asker.browser)
    assert elsewhere.guess(asker.code) is Guess.WRONG
    assert isinstance(asker.guess(asker.code), Proven)


def test_a_new_code_replaces_the_one_before_in_its_browser(asker: Asker) -> None:
    asker.ask()
    first = asker.code
    asker.time.forward(minutes=1)
    asker.ask()
    assert first == asker.code or asker.guess(first) is Guess.WRONG
    assert isinstance(asker.guess(asker.code), Proven)


def test_no_table_tells_the_code_or_the_number(asker: Asker) -> None:
    asker.ask()
    with connections["owner"].cursor() as cursor:
        for table in ("people_code", "messages_sms", "people_allowance", "people_sender"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows = " ".join(row[0] for row in cursor.fetchall())
            assert PHONE[1:] not in rows
            assert not re.search(rf"(?<![0-9a-f]){asker.code}(?![0-9a-f])", rows)


def test_asking_does_not_tell_whether_the_number_is_known(asker: Asker) -> None:
    asker.province.sent(asker.time.at)
    known, unknown = Asker(asker.province, asker.time), Asker(asker.province, asker.time)
    statements = []
    for who, phone in ((known, PHONE), (unknown, "0987654321")):
        with _Listening() as heard:
            assert isinstance(who.ask(phone), Asked)
        statements.append(heard)
    assert statements[0] == statements[1]
    assert len(statements[0]) == 1, "one statement counts, makes and orders"


class _Listening(list[str]):
    """The statements of the default connection, without their values."""

    def __enter__(self) -> "_Listening":
        self._wrapper = connection.execute_wrapper(self._hear)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._wrapper.__exit__(*error)  # type: ignore[arg-type]

    def _hear(self, execute: Callable[..., object], sql: str, *rest: object) -> object:
        self.append(sql)
        return execute(sql, *rest)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+84 912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("02703822222", None),
        ("0612345678", None),
        ("091234567", None),
        ("+1 212 555 0100", None),
        ("19001900", None),
    ],
)
def test_codes_go_to_vietnamese_mobile_numbers_alone(typed: str, number: str | None) -> None:
    assert mobile(typed) == number


def test_a_number_gets_one_code_a_minute_five_an_hour_and_ten_a_day(asker: Asker) -> None:
    assert isinstance(asker.ask(), Asked)
    asker.time.forward(seconds=59)
    assert asker.ask() == TooOften(timedelta(minutes=1))
    for _ in range(4):
        asker.time.forward(minutes=2)
        assert isinstance(Asker(asker.province, asker.time, f"198.51.100.{_}").ask(), Asked)
    asker.time.forward(minutes=2)
    assert asker.ask() == TooOften(HOUR)
    for _ in range(5):
        asker.time.forward(hours=1)
        assert isinstance(asker.ask(), Asked)
    asker.time.forward(hours=1)
    assert asker.ask() == TooOften(timedelta(days=1))


def _numbers(start: int = 0, step: int = 1000) -> "count[int]":
    return count(900_000_000 + start, step)


def test_one_address_gets_twenty_codes_an_hour_that_do_not_come_back(asker: Asker) -> None:
    numbers = _numbers()
    outcomes = [Asker(asker.province, asker.time).ask(f"0{next(numbers)}") for _ in range(21)]
    assert [isinstance(each, Asked) for each in outcomes] == [True] * 20 + [False]
    other = Asker(asker.province, asker.time, "198.51.100.9")
    assert isinstance(other.ask(f"0{next(numbers)}"), Asked)


def test_codes_that_come_back_are_not_held_against_their_address(asker: Asker) -> None:
    for number in range(25):
        who, phone = Asker(asker.province, asker.time), f"09{number:02}345678"
        assert isinstance(who.ask(phone), Asked)
        assert isinstance(who.guess(code_on(asker.province, phone)), Proven)


def test_a_thousand_neighbouring_numbers_share_ten_codes_an_hour(asker: Asker) -> None:
    outcomes = [Asker(asker.province, asker.time, f"198.51.100.{n}").ask(f"0912345{n:03}") for n in range(11)]
    assert [isinstance(each, Asked) for each in outcomes] == [True] * 10 + [False]


def test_one_browser_gets_ten_codes_an_hour(asker: Asker) -> None:
    asker.browser = codes.new_browser()
    outcomes = []
    for number in range(11):
        asker.address = f"198.51.100.{number}"
        outcomes.append(isinstance(asker.ask(f"09{number:02}345678"), Asked))
    assert outcomes == [True] * 10 + [False]


def test_a_province_sends_no_more_than_its_allowance_whatever_it_is_asked_from(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CODES_AN_HOUR", 30)
    outcomes: list[bool] = []
    numbers = iter(range(80))
    lock = threading.Lock()

    def pump() -> None:
        try:
            while True:
                with lock:
                    n = next(numbers, None)
                if n is None:
                    return
                who = Asker(asker.province, asker.time, f"198.51.{n}.9")
                outcomes.append(isinstance(who.ask(f"09{n:02}345678"), Asked))
        finally:
            connections.close_all()

    _together([pump] * 4)
    assert (outcomes.count(True), outcomes.count(False)) == (30, 50)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM messages_sms WHERE jurisdiction_id = %s", [asker.province.jurisdiction.id]
        )
        assert cursor.fetchone() == (30,)


def test_whoever_is_refused_uses_up_nobody_elses_allowance(asker: Asker) -> None:
    asker.ask()
    for _ in range(40):
        assert isinstance(asker.ask(), TooOften)
    assert isinstance(asker.ask("0987654321"), Asked)


def test_an_allowance_is_kept_to_the_last_one_under_concurrency(vinh_long: TestProvince, time: Clock) -> None:
    first, second = Allowance(f"a {vinh_long.host}", 50, HOUR), Allowance(f"b {vinh_long.host}", 70, HOUR)
    places: list[int] = []

    def spend(order: list[Allowance]) -> Callable[[], None]:
        def work() -> None:
            try:
                for _ in range(30):
                    with connection.cursor() as cursor:
                        cursor.execute(f"SELECT {SPENT}", {**parameters(order), "at": time.at})
                        places.append(cursor.fetchone()[0])
            finally:
                connections.close_all()

        return work

    _together([spend([first, second]), spend([second, first])] * 2)
    assert places.count(0) == 50
    assert len(places) == 120


@dataclass
class Guessing:
    """What came of many guesses."""

    wrong: int = 0
    refused: int = 0
    opened: list[Proven] = field(default_factory=list)


def test_a_hundred_thousand_guesses_open_nothing(asker: Asker) -> None:
    """Every guesser has a code waiting and guesses in turn; the right code is among the guesses, but for the first few,
    for even it must open nothing once the tries are used up."""
    guessers = [Asker(asker.province, asker.time, f"198.51.100.{n}") for n in range(4)]
    for number, guesser in enumerate(guessers):
        assert isinstance(guesser.ask(f"09{number}1234567"), Asked)
    found, lock = Guessing(), threading.Lock()

    def work(number: int, guesser: Asker) -> Callable[[], None]:
        right = code_on(asker.province, f"09{number}1234567")
        wrong = f"{(int(right) + 1) % 1_000_000:06}"

        def run() -> None:
            try:
                for n in range(GUESSES // len(guessers)):
                    # The first are wrong for certain: a lucky one would be the one in two hundred thousand it may be.
                    outcome = guesser.guess(wrong if n < codes.TRIES else right if n % 7 == 0 else f"{n:06}")
                    with lock:
                        found.wrong += outcome is Guess.WRONG
                        found.refused += outcome is Guess.TOO_MANY
                        if isinstance(outcome, Proven):
                            found.opened.append(outcome)
            finally:
                connections.close_all()

        return run

    _together([work(number, guesser) for number, guesser in enumerate(guessers)])
    assert found.opened == []
    assert found.wrong == min(GUESSES, len(guessers) * codes.WRONG_FROM_ADDRESS)
    assert found.wrong + found.refused == GUESSES // len(guessers) * len(guessers)


def test_five_threads_that_guess_at_once_have_five_tries_together(asker: Asker) -> None:
    asker.ask()
    wrong = asker.wrong

    def run() -> None:
        try:
            for _ in range(3):
                asker.guess(wrong)
        finally:
            connections.close_all()

    _together([run] * 5)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tries FROM people_code WHERE jurisdiction_id = %s", [asker.province.jurisdiction.id]
        )
        assert cursor.fetchall() == [(5,)]


def test_of_several_right_answers_at_once_one_counts(asker: Asker) -> None:
    asker.ask()
    code, outcomes = asker.code, []

    def run() -> None:
        try:
            outcomes.append(asker.guess(code))
        finally:
            connections.close_all()

    _together([run] * 4)
    assert sum(isinstance(each, Proven) for each in outcomes) == 1


def test_wrong_guesses_of_a_whole_province_are_a_thousand_an_hour(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "WRONG_IN_ALL", 20)
    outcomes = [
        Asker(asker.province, asker.time, f"198.51.100.{n}", codes.new_browser()).guess("123456")
        for n in range(21)
    ]
    assert outcomes == [Guess.WRONG] * 20 + [Guess.TOO_MANY]
    asker.time.forward(hours=1)
    assert asker.guess("123456") is Guess.WRONG


def _together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

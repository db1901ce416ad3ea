"""How often something may be tried, by whom, and the brake that asks the browser for work and nobody for anything."""

import hashlib
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client, override_settings
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen
from tests.doors.conftest import Desk
from tests.province import PERSONAL, TestProvince

from paht.cases.codes import new_code
from paht.doors.citizen import work
from paht.doors.pages import limits
from paht.law.casework.case import Actor
from paht.people import attempts

BrowserOf = Callable[[TestProvince], Client]
Sits = Callable[[TestProvince, Actor], Desk]


@pytest.fixture
def citizen(vinh_long: TestProvince, browser_of: BrowserOf) -> Citizen:
    return Citizen(browser_of(vinh_long), vinh_long)


def spent(name: str, times: int, clock: Clock) -> None:
    """As if it had been tried so often already."""
    for _ in range(times):
        attempts.count((name,), at=clock.at)
    work.often.forget()


def solved(page: str) -> dict[str, str]:
    """What the browser's script finds on a braked page, and the form's fresh word."""
    field = re.search(r'name="work" value="" data-work="(\d+)" data-word="([^"]+)"', page)
    assert field is not None
    word = unescape(field.group(2))
    number = next(n for n in range(10_000_000) if work.is_done(word, str(n)))
    return {"command_id": word, "work": str(number)}


def from_address(citizen: Citizen, at: Clock, *, often: int) -> None:
    """As if so many reports had come from the citizen's network."""
    spent(f"send:address:{citizen.province.jurisdiction.id}:127.0.0.1", often, at)


def test_a_phone_number_sends_ten_reports_in_a_quarter_of_an_hour_and_then_waits(
    citizen: Citizen, time: Clock
) -> None:
    for _ in range(work.PER_PHONE):
        assert citizen.send().status_code == 303
    answer = citizen.send()
    assert answer.status_code == 429
    page = unescape(answer.content.decode())
    assert TYPED["description"] in page
    assert "sau 15 phút" in page
    assert 'name="photo_kept"' in page
    assert citizen.send(phone="0912 345 679").status_code == 303
    time.forward(minutes=15)
    assert citizen.send().status_code == 303


def test_much_from_one_address_costs_the_browser_work_and_keeps_what_was_typed(
    citizen: Citizen, time: Clock
) -> None:
    from_address(citizen, time, often=work.ADDRESS_WORKS)
    answer = citizen.send()
    page = answer.content.decode()
    assert answer.status_code == 429
    assert TYPED["description"] in unescape(page)
    assert "paht/work.js" in page
    assert "<img" not in page.partition('name="work"')[2].partition("f-photo")[0]
    assert citizen.send(work="1").status_code == 429
    done = solved(page)
    assert citizen.send(**done).status_code == 303
    again = citizen.send(**{**done, "command_id": citizen.opened()["command_id"]})
    assert again.status_code == 429


def test_far_beyond_that_an_address_waits_whatever_work_it_does(citizen: Citizen, time: Clock) -> None:
    from_address(citizen, time, often=work.ADDRESS_WORKS)
    done = solved(citizen.send().content.decode())
    from_address(citizen, time, often=work.ADDRESS_STOPS)
    assert citizen.send(**done).status_code == 429


def test_the_whole_province_has_a_limit_from_which_on_every_report_costs_work(
    citizen: Citizen, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "ALL_WORK", 2)
    assert [citizen.send(phone=f"091234567{n}").status_code for n in range(3)] == [303, 303, 429]


def test_something_urgent_is_never_braked(citizen: Citizen, time: Clock) -> None:
    from_address(citizen, time, often=work.ADDRESS_STOPS + 1)
    assert citizen.send().status_code == 429
    assert citizen.send(urgent="1").status_code == 303


def test_a_report_that_was_refused_does_not_count(citizen: Citizen) -> None:
    for _ in range(2 * work.PER_PHONE):
        assert citizen.send(declared=None).status_code == 422
    assert citizen.send().status_code == 303


def test_an_operator_may_widen_the_limits_of_sending(citizen: Citizen, time: Clock) -> None:
    from_address(citizen, time, often=work.ADDRESS_WORKS)
    with override_settings(LIMIT_FACTOR=2):
        assert citizen.send().status_code == 303


def test_five_wrong_phone_numbers_for_a_report_and_then_even_the_right_one_waits(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    case, browser = vinh_long.sent(time.at), browser_of(vinh_long)
    address = f"/theo-doi/{case.code}/xac-nhan"
    for _ in range(limits.CONFIRMATIONS_PER_CASE):
        assert browser.post(address, {"phone": "0900000000"}).status_code == 422
    assert browser.post(address, {"phone": PERSONAL["phone"]}).status_code == 429
    time.forward(minutes=15)
    for _ in range(2 * limits.CONFIRMATIONS_PER_CASE):  # a right one does not count
        assert browser.post(address, {"phone": PERSONAL["phone"]}).status_code == 303


def test_codes_that_nobody_has_are_looked_up_sixty_times_from_one_network(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    browser = browser_of(vinh_long)
    address = {"REMOTE_ADDR": "2001:db8:1:2::7"}
    spent("miss:2001:db8:1:2::/64", limits.LOOK_UPS_PER_ADDRESS - 1, time)
    unknown = {"ma": new_code("VL")}
    assert browser.get("/tra-cuu/", unknown, **address).status_code == 404  # type: ignore[arg-type]
    address = {"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}
    assert browser.get("/tra-cuu/", unknown, **address).status_code == 429  # type: ignore[arg-type]
    address = {"REMOTE_ADDR": "2001:db8:1:3::7"}
    assert browser.get("/tra-cuu/", unknown, **address).status_code == 404  # type: ignore[arg-type]


def test_what_another_process_counts_is_known_a_second_later(citizen: Citizen, time: Clock) -> None:
    name = f"send:all:{citizen.province.jurisdiction.id}"
    ours, theirs = attempts.Often(), attempts.Often()
    assert [ours.count((name,), at=time.at)[name] for _ in range(3)] == [1, 2, 3]
    assert theirs.count((name,), at=time.at)[name] == 2  # of ours the first alone was told
    time.forward(seconds=1)
    assert ours.count((name,), at=time.at)[name] == 5
    assert theirs.count((name,), at=time.at)[name] == 6
    ours.give_back(name)
    time.forward(seconds=1)
    assert ours.count((name,), at=time.at)[name] == 6


def test_a_flood_from_ever_new_addresses_fills_no_memory_and_loses_no_sum(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "_REMEMBERED", 50)
    often = attempts.Often()
    for number in range(300):
        time.forward(seconds=0.1)
        counts = often.count((f"flood:2001:db8:{number:x}::/64", "flood:all"), at=time.at)
    assert counts["flood:all"] == 300
    assert len(often) <= 51


def test_what_is_counted_is_known_by_a_keyed_digest_alone(citizen: Citizen) -> None:
    citizen.send()
    name = f"send:address:{citizen.province.jurisdiction.id}:127.0.0.1"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_attempt WHERE bucket = %s", [attempts._bucket(name)])
        assert cursor.fetchone() == (1,)
        plain = hashlib.sha256(name.encode()).digest()
        cursor.execute("SELECT count(*) FROM people_attempt WHERE bucket = %s", [plain])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("work_typed", ["", "x", "²", "-1", "9" * 21])
def test_what_is_no_number_is_no_work(work_typed: str) -> None:
    assert not work.is_done("word", work_typed)

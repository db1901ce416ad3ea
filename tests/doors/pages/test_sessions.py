"""Sessions of staff: how long they last, how they are seen and ended."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import TestProvince

from paht.people.models import StaffSession

BrowserOf = Callable[[TestProvince], Client]
PAGE = "/lich-truc/"


def is_out(client: Client) -> bool:
    """Whether the next page leads to signing in."""
    answer = client.get(PAGE)
    return answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")


def listed(client: Client) -> list[str]:
    """The sessions that the person's own page lists, by the value of the button that ends each."""
    page = unescape(client.get("/tai-khoan/").content.decode())
    return re.findall(r'name="session" value="([0-9a-f-]{36})"', page)


def test_a_session_ends_after_half_an_hour_without_work(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    time.forward(minutes=29, seconds=59)
    assert not is_out(client)
    time.forward(minutes=30)
    assert is_out(client)


def test_work_keeps_a_session_for_eight_hours_and_no_longer(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    for _ in range(8 * 3 - 1):
        time.forward(minutes=20)
        assert not is_out(client)
    time.forward(minutes=19, seconds=59)
    assert not is_out(client)
    time.forward(seconds=1)
    assert is_out(client)


def test_a_queue_that_fetches_itself_keeps_no_session(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    queue = client.get("/desk/").content.decode()
    assert """hx-trigger="every 30s" hx-headers='{"X-Unattended": "1"}'""" in queue
    alone = {"HX-Request": "true", "X-Unattended": "1"}
    for _ in range(5):
        time.forward(minutes=5)
        assert client.get("/desk/", headers=alone).status_code == 200
    time.forward(minutes=5)
    assert client.get("/desk/", headers=alone)["HX-Redirect"].startswith("/dang-nhap/")
    assert is_out(client)


def test_an_operator_may_set_shorter_sessions(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock, settings_with: Callable[..., None]
) -> None:
    settings_with(PAHT_SESSION_IDLE_MINUTES="10")
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    time.forward(minutes=10)
    assert is_out(client)


def test_nobody_sets_longer_sessions(settings_with: Callable[..., None]) -> None:
    from django.conf import settings

    settings_with(PAHT_SESSION_IDLE_MINUTES="600", PAHT_SESSION_HOURS="24")
    assert (settings.SESSION_IDLE.total_seconds(), settings.SESSION_LONGEST.total_seconds()) == (1800, 28800)


def test_a_session_costs_one_statement_a_request_and_is_written_once_a_minute(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    rows = StaffSession.objects.filter(staff_id=vinh_long.dispatcher.id)

    def written() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT xmin FROM people_staffsession WHERE id = %s", [rows.get().pk])
            return str(cursor.fetchone())

    versions = []
    for _ in range(3):
        time.forward(seconds=30)
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        assert sum("people_staffsession" in query["sql"] for query in seen.captured_queries) == 1
        versions.append(written())
    assert versions[0] != versions[1] == versions[2], "after 30, 60 and 90 seconds"


def test_a_person_sees_their_sessions_and_ends_one_of_them(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    here = signed_in(browser_of(vinh_long), "dieuphoi")
    time.forward(minutes=1)
    browser = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"
    there = browser_of(vinh_long)
    there.defaults["HTTP_USER_AGENT"] = browser
    signed_in(there, "dieuphoi")
    time.forward(minutes=1)
    page = unescape(here.get("/tai-khoan/").content.decode())
    assert "Chrome trên Android" in page
    assert page.count("Phiên này") == 1
    first, second = listed(here)
    assert here.post("/tai-khoan/phien", {"session": second}).status_code == 302
    assert is_out(there), "the row seen last is the one that asks, so the second is the other"
    assert listed(here) == [first]


def test_a_person_ends_every_other_session_at_once(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    clients = []
    for _ in range(3):
        time.forward(minutes=1)
        clients.append(signed_in(browser_of(vinh_long), "dieuphoi"))
    clients[1].post("/tai-khoan/phien", {"session": "others"})
    assert [is_out(client) for client in clients] == [True, False, True]


def test_nobody_ends_the_session_of_another(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    mine, theirs = signed_in(browser_of(vinh_long), "dieuphoi"), signed_in(browser_of(vinh_long), "tiepnhan")
    mine.post("/tai-khoan/phien", {"session": listed(theirs)[0]})
    mine.post("/tai-khoan/phien", {"session": "khong-phai-ma"})
    assert not is_out(theirs)


def test_signing_out_ends_this_session_and_a_copy_of_its_cookie_but_no_other(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    here = signed_in(browser_of(vinh_long), "dieuphoi")
    time.forward(minutes=1)
    there, copied = signed_in(browser_of(vinh_long), "dieuphoi"), browser_of(vinh_long)
    copied.cookies = here.cookies.copy()
    here.post("/dang-xuat/")
    assert [is_out(client) for client in (here, copied, there)] == [True, True, False]


def test_who_is_signed_in_already_is_led_on_from_the_sign_in_page(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    assert client.get("/dang-nhap/")["Location"] == "/desk/"
    assert client.get("/dang-nhap/?next=/lich-truc/")["Location"] == "/lich-truc/"


def test_the_database_holds_nothing_that_opens_a_session(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    secret = client.cookies["session"].value
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s::text FROM people_staffsession s WHERE staff_id = %s", [vinh_long.dispatcher.id]
        )
        assert secret not in str(cursor.fetchall())


@pytest.fixture
def settings_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Reads the program's settings again under the given environment."""
    import importlib

    from django.conf import settings

    import paht.settings

    def read(**environment: str) -> None:
        before = {name: getattr(settings, name) for name in ("SESSION_IDLE", "SESSION_LONGEST")}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            importlib.reload(paht.settings)
        for name in before:
            monkeypatch.setattr(settings, name, getattr(paht.settings, name))
        importlib.reload(paht.settings)

    return read

"""A whole journey with marked personal data: afterwards they are nowhere but in the vault."""

import io
import logging
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, code_of
from tests.doors.conftest import Desk
from tests.province import TestCase, TestProvince

from paht.cases import queries
from paht.doors.pages.logs import Line
from paht.law.casework.case import Actor
from paht.people.actors import sender

MARKED = {
    "name": "Đinh Xuân Dấuriêng",
    "phone": "0987 651 234",
    "email": "dauriengtu@vidu.vn",
    "address": "77 hẻm Dấuriêng",
    "identity_number": "086190776655",
}
MARKS = ("Dấuriêng", "0987651234", "0987 651 234", "84987651234", "dauriengtu", "086190776655")
TABLES = ["messages_outbox", "figures_delta", "figures_count", "cases_event", "cases_case", "cases_duty"]


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """Everything that any logger says, at any level, as the program's own handler writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    (own,) = [h for h in logging.getLogger().handlers if isinstance(h.formatter, Line)]
    handler.setFormatter(own.formatter)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


class Remembering(Client):
    """A browser that remembers every address it asked for or was sent to."""

    def request(self, **request: object) -> object:  # type: ignore[override]
        answer = super().request(**request)
        self.addresses = [
            *getattr(self, "addresses", []),
            f"{request.get('PATH_INFO')}?{request.get('QUERY_STRING')}",
            answer.headers.get("Location", ""),
        ]
        return answer


def journey(province: TestProvince, citizen: Citizen, sits: object, time: Clock) -> list[str]:
    """Refused, sent, found, answered, followed, confirmed, failed; every address that was asked for."""
    assert callable(sits)
    assert citizen.send(**{**MARKED, "declared": None}).status_code == 422
    code = code_of(citizen.send(**MARKED))
    found = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert found is not None
    case = TestCase(province, uuid.UUID(found.case.id), code, sender(uuid.UUID(found.case.sender)))
    desk = sits(province, province.intake).client
    desk.post("/desk/search/", {"phone": MARKED["phone"], "purpose": "Gọi lại"})
    desk.get(f"/desk/search/?code={code}")
    desk.post(f"/desk/case/{case.id}/sender/", {"purpose": "Gọi lại"})
    case.published(time.at)
    browser = citizen.browser
    browser.get(f"/theo-doi/{code}")
    browser.cookies.clear()
    browser.post(f"/theo-doi/{code}/xac-nhan", {"phone": "0987651230"})
    browser.post(f"/theo-doi/{code}/xac-nhan", {"phone": MARKED["phone"]})
    browser.raise_request_exception = False
    browser.post(f"/theo-doi/{code}/bo-sung", {"description": f"{MARKED['name']}\x00"})
    browser.get("/khong-co")
    browser.get(f"/theo-doi/{MARKED['identity_number']}")
    return list(getattr(browser, "addresses", []))[:-6]


def test_after_a_whole_journey_no_log_message_address_or_figure_holds_what_the_sender_typed(
    vinh_long: TestProvince,
    sits: Callable[[TestProvince, Actor], Desk],
    time: Clock,
    told: io.StringIO,
) -> None:
    citizen = Citizen(Remembering(headers={"host": vinh_long.host}), vinh_long)
    addresses = journey(vinh_long, citizen, sits, time)
    assert addresses
    logging.getLogger("paht").warning("the log is heard")
    metrics = citizen.browser.get("/metrics").content.decode()
    with connection.cursor() as cursor:
        rows = {}
        for table in TABLES:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            (rows[table],) = cursor.fetchone() or ("",)
    assert all(rows[table] for table in ("messages_outbox", "cases_event", "cases_case", "figures_delta"))
    assert "the log is heard" in told.getvalue()
    places = {**rows, "log": told.getvalue(), "metrics": metrics, "addresses": "\n".join(addresses)}
    assert {(place, mark) for place, text in places.items() for mark in MARKS if mark in text} == set()


def test_a_failure_on_the_way_says_nothing_of_what_was_typed(
    vinh_long: TestProvince,
    time: Clock,
    told: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from paht.doors.citizen import views_send

    def fail(**given: object) -> None:
        raise RuntimeError(f"{given}")

    monkeypatch.setattr(views_send.sending, "send", fail)
    browser = Client(headers={"host": vinh_long.host}, raise_request_exception=False)
    answer = Citizen(browser, vinh_long).send(**MARKED)
    assert answer.status_code == 500
    assert "RuntimeError" in told.getvalue()
    for mark in MARKS:
        assert mark not in told.getvalue()
        assert mark not in answer.content.decode()

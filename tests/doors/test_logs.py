"""The log tells the route of a request, never its path, nor what an exception says of a form."""

import io
import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import PERSONAL, TestProvince

from paht.doors.pages.logs import Line


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the program's own log handler writes meanwhile."""
    handlers = [h for h in logging.getLogger().handlers if isinstance(h.formatter, Line)]
    (handler,) = handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


def test_no_code_of_a_report_stands_in_the_log(
    vinh_long: TestProvince,
    browser_of: Callable[[TestProvince], Client],
    time: Clock,
    written: io.StringIO,
) -> None:
    case = vinh_long.sent(time.at)
    client = browser_of(vinh_long)
    assert client.post(f"/theo-doi/{case.code}/rut", {}).status_code == 403
    assert client.get(f"/theo-doi/{case.code}/khong-co").status_code == 404
    assert client.post(f"/theo-doi/{case.code}").status_code == 405
    assert "/theo-doi/<str:code>/rut" in written.getvalue()
    assert case.code not in written.getvalue()


def test_an_exception_is_logged_by_its_type_and_place_without_its_message(written: io.StringIO) -> None:
    name, phone = PERSONAL["name"], PERSONAL["phone"]
    try:
        try:
            int(name)
        except ValueError as error:
            raise RuntimeError(phone) from error
    except RuntimeError:
        logging.getLogger("paht").exception("Failed")
    assert "RuntimeError" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert name not in written.getvalue()
    assert phone not in written.getvalue()


def test_a_refused_page_is_one_line_of_the_log(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], written: io.StringIO
) -> None:
    assert signed_in(browser_of(vinh_long), "dieuphoi").get("/leadership/").status_code == 403
    assert "/leadership/" in written.getvalue()
    assert len(written.getvalue().splitlines()) == 1


def test_no_handler_mails_forms_to_anybody() -> None:
    assert logging.getLogger("django").handlers == []

"""What a camera found becomes a report in two clicks (VL.8.3), or by two keys."""

import uuid
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import expect
from tests.browser.visitor import Watched, aside
from tests.candidates.telling import event, registered, tell
from tests.province import TestProvince

from paht import clock
from paht.candidates import queries

pytestmark = pytest.mark.browser


@pytest.fixture
def findings(provinces: dict[str, TestProvince], before: bytes, work: Callable[[], None]) -> list[uuid.UUID]:
    """Two things that cameras saw, far from each other; told and worked off before a browser starts."""
    province = provinces["vinh-long-2025"]
    time = SimpleNamespace(at=clock.now())
    client = Client(headers={"host": province.host})
    for number, kind in enumerate(("pothole", "flooding")):
        place = {"latitude": province.place.latitude + number / 50, "longitude": province.place.longitude}
        given = event(time, kind=kind, confidence=0.95, **place)  # type: ignore[arg-type]
        camera = registered(province, time)  # type: ignore[arg-type]
        picture = before if number == 0 else b""
        answer = tell(client, province, time, camera, given, picture=picture)  # type: ignore[arg-type]
        assert answer.status_code == 202, answer.content
    work()
    found = [row.id for row in queries.listed(jurisdiction_id=province.jurisdiction.id)]
    connections.close_all()
    assert len(found) >= 2
    return found


@pytest.mark.parametrize("here", ["vinh-long-2025"], indirect=True)
@pytest.mark.clause("VL.8.3")
def test_an_officer_makes_a_report_of_a_finding_in_two_clicks_and_of_the_next_by_the_keyboard(
    findings: list[uuid.UUID], here: TestProvince, watched: Watched
) -> None:
    officer = watched.signed_in("tiepnhan")
    page, keys = officer.page, officer.page.keyboard
    officer.open("/desk/phat-hien/")
    officer.look("findings")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Tạo phản ánh")).to_be_visible()
    officer.look("finding")

    page.get_by_label("Đã xác thực nguồn tin").click()
    officer.press("Tạo phản ánh")
    expect(page.get_by_text("Đã tạo phản ánh")).to_be_visible()
    expect(page.get_by_role("heading", name="Tạo phản ánh")).to_be_visible()
    officer.look("finding-next")

    page.locator("[name=verified]").focus()
    keys.press("Space")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    keys.press("t")
    expect(page.get_by_text("Không còn phát hiện nào chờ xem xét")).to_be_visible()
    left = aside(lambda: {row.id for row in queries.listed(jurisdiction_id=here.jurisdiction.id)})
    assert not left & set(findings[:2])

"""Data subjects in a test: the code, the request, the officer who does it."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.doors.conftest import Desk
from tests.people.citizens import PHONE, code_on
from tests.province import FACTOR, TestCase, TestProvince

from paht.agencies.models import Jurisdiction
from paht.doors.citizen import views_data
from paht.doors.pages import erasures
from paht.law.casework.case import Actor
from paht.law.casework.states import Role
from paht.messages.gateway import DemoPhone
from paht.people import factors
from paht.people.staffing import Appointment, appoint

Sits = Callable[[TestProvince, Actor], Desk]
CitizenOf = Callable[[TestProvince], Citizen]
OWN, LIST = "/toi/du-lieu/", "/du-lieu-ca-nhan/"
YEARS = 5


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A gateway is connected, reports are kept for five years, and the ledger of erasures is the test's own."""
    monkeypatch.setattr(views_data, "connected", lambda: DemoPhone(folder / "sms"))
    monkeypatch.setattr(settings, "KEPT_YEARS", YEARS)
    monkeypatch.setattr(settings, "CHECKPOINTS", folder / "record")
    erasures.forget()


def officer(province: TestProvince, time: Clock) -> Actor:
    """The province's data-protection officer."""
    (staff,) = appoint(
        jurisdiction=Jurisdiction.objects.get(pk=province.jurisdiction.id),
        appointments=[
            Appointment("baove", "Lâm Ngọc Ánh", province.committee, [Role.DATA_PROTECTION_OFFICER])
        ],
        password="mat-khau-thu-nghiem",
        at=time.at,
    )
    factors.give_everybody(secret=FACTOR, staff_ids=[staff.id], name="Điện thoại", at=time.at)
    roles = frozenset({Role.DATA_PROTECTION_OFFICER})
    return Actor(id=str(staff.id), roles=roles, body=str(province.committee.id))


def post(citizen: Citizen, path: str, **typed: str | list[str]) -> HttpResponse:
    """Post with the protection of this browser."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(citizen.browser.get("/gui/")))
    assert token
    return citizen.browser.post(path, {"csrfmiddlewaretoken": token[1], **typed})  # type: ignore[return-value]


def proves(citizen: Citizen, case: TestCase | None, *, phone: str = PHONE, **kept: str) -> HttpResponse:
    """Ask for the code and type it; the answer to it."""
    identity = {"report": case.code, "phone": phone} if case else {}
    asked = post(citizen, f"{OWN}ma", **identity, **kept)
    assert asked.status_code == 200, text(asked)
    typed = {name: value for name, value in identity.items() if name == "report"}
    return post(citizen, f"{OWN}xac-nhan", otp=code_on(citizen.province, phone), **typed, **kept)


def asks(citizen: Citizen, right: str, **typed: str) -> HttpResponse:
    return post(citizen, f"{OWN}yeu-cau", command_id=str(uuid.uuid4()), right=right, **typed)


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def page(citizen: Citizen, path: str = OWN) -> str:
    return words(citizen.browser.get(path))  # type: ignore[arg-type]


def address(desk: Desk) -> str:
    """The page of the newest request in the officer's list."""
    found = re.search(r'href="(/du-lieu-ca-nhan/[0-9a-f]{8}-[0-9a-f-]+/)"', desk.text(LIST))
    assert found is not None
    return found.group(1)


def act(desk: Desk, at: str, action: str, **typed: str) -> HttpResponse:
    form = {"command_id": str(uuid.uuid4()), **typed}
    return desk.client.post(f"{at}{action}", form)  # type: ignore[return-value]

"""An official's browser and short words for the pages of the agency."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.doors.citizen import work
from paht.law.casework.case import Actor
from paht.people.models import Staff


@dataclass
class Desk:
    """One official at a browser."""

    client: Client

    def get(self, path: str) -> HttpResponse:
        """The page."""
        return self.client.get(path)  # type: ignore[return-value]

    def text(self, path: str) -> str:
        """The page's text, entities resolved."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status_code
        return unescape(answer.content.decode())

    def act(self, case: TestCase, action: str, *, version: int | None = None, **typed: Any) -> HttpResponse:
        """Post the form of an action with what the page's hidden fields say."""
        version = version or self.version(case)
        form = {"command_id": str(uuid.uuid4()), "expected_version": version, "assignment": 1, **typed}
        return self.client.post(f"/agency/case/{case.id}/{action}", form)  # type: ignore[return-value]

    def version(self, case: TestCase) -> int:
        """The version of the case on the page; the next action expects it."""
        from paht.cases import queries

        detail = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
        assert detail is not None
        return detail.case.version


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """The counts that a process keeps for a second are another test's."""
    work.often.forget()


@pytest.fixture
def sits(browser_of: Callable[[TestProvince], Client], time: Clock) -> Callable[[TestProvince, Actor], Desk]:
    """Signs a person of the cast in: ``sits(province, province.staff)``."""

    def sit(province: TestProvince, actor: Actor) -> Desk:
        client = browser_of(province)
        client.force_login(Staff.objects.get(pk=actor.id))
        return Desk(client)

    return sit


def page(answer: HttpResponse) -> str:
    """The text of an answer, entities resolved, blanks gathered."""
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))

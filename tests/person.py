"""A browser in a test: how members of staff sign in, in one place."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from paht import clock
from paht.people import factors
from paht.people.models import Staff, qualified
from paht.people.sessions import open_session
from tests.province import FACTOR, PASSWORD, TestProvince


class Browser(Client):
    """An HTTP client. Whoever is signed in by :meth:`force_login` signs in again when the session may have run out
    or wants to be confirmed again, as people do; a test of sessions signs in through the pages."""

    signs_in_again_after = timedelta(minutes=14)

    _staff_id: uuid.UUID | None = None
    _since: datetime

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Be signed in as this member of staff: one statement, no password."""
        self._staff_id = user.pk
        self._sign_in(user.pk)

    def request(self, **request: Any) -> Any:
        """The request, signed in where somebody is."""
        if self._staff_id and clock.now() - self._since >= self.signs_in_again_after:
            self._sign_in(self._staff_id)
        return super().request(**request)

    def _sign_in(self, staff_id: uuid.UUID) -> None:
        self._since = clock.now()
        token = open_session(staff_id=staff_id, device="Chrome trên Windows", at=self._since, confirmed=True)
        self.cookies[settings.SESSION_COOKIE_NAME] = token


def token_of(province: TestProvince, login: str) -> str:
    """The secret of a session of the person, for a browser; asked in a thread of its own, for a browser's test has an
    event loop in which Django refuses to."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_token_of, province, login).result()


def _token_of(province: TestProvince, login: str) -> str:
    try:
        person = Staff.objects.get(login=qualified(login, province.jurisdiction.slug))
        return open_session(staff_id=person.pk, device="Chromium", at=clock.now(), confirmed=True)
    finally:
        connections.close_all()


def signed_in(client: Client, login: str) -> Client:
    """The client after its person has signed in through the pages."""
    answer = enters(client, login)
    assert answer.status_code == 302, answer.content.decode()
    return client


def enters(client: Client, login: str, *, target: str = "") -> Any:
    """The answer to the second factor, after the password."""
    answer = client.post("/dang-nhap/", {"username": login, "password": PASSWORD, "next": target})
    assert answer.status_code == 302, answer.content.decode()
    return client.post(answer["Location"], {"otp": code()})


def code() -> str:
    """What everybody's authenticator application shows now; each person's is good once."""
    return factors.code_at(FACTOR, clock.now())

"""The short way of the hottest address: a form that is right in everything is taken in before Django's middleware.

It knows success alone: province, form and law are asked as always, by the same code, the protection by a stricter and
cheaper question than Django's, and at the first thing that is not plainly right the request goes the long way,
untouched, where every answer but this one is given. Sending is once only by its command, so a request that fails here
half-way may be tried again there.
"""

import io
import logging
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from paht import clock
from paht.agencies import jurisdictions
from paht.cases import sending
from paht.cases.operations import Done
from paht.doors.citizen import proof, views_send, work
from paht.doors.citizen.protection import is_plainly_ours
from paht.doors.citizen.signed import SESSION
from paht.doors.pages.devices import address_in
from paht.doors.pages.requests import SMALL_BYTES, Files, Request, Texts, read_plain
from paht.law.casework.case import Refused
from paht.walls import within

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Any], Any]
"""As WSGI has it; the stubs do not say that Django's response can be iterated over."""

_ANSWERED_THERE = (DatabaseError, SuspiciousOperation, UnicodeError)
"""What the long way has an answer for; it meets the same again and gives it."""

_NO_FILES: Files = Files()

_log = logging.getLogger(__name__)


class ShortWay:
    """A WSGI application before another: posted forms that are right end here, everything else goes on."""

    def __init__(self, long_way: Application) -> None:
        self._long_way = long_way
        self._path = reverse("citizen-send")
        self._proxy_header = settings.SECURE_PROXY_SSL_HEADER
        self._receipts = reverse("citizen-receipt", args=["-"]).removesuffix("-")
        self._headers = _headers_of_every_answer()

    def __call__(self, environ: Environ, start_response: Start) -> Any:
        """Answer the request."""
        # Whoever is signed in goes the long way, which knows the person.
        is_form = (
            f"{SESSION}=" not in environ.get("HTTP_COOKIE", "")
            and environ["REQUEST_METHOD"] == "POST"
            and environ["PATH_INFO"] == self._path
        )
        if not is_form or environ.get("SCRIPT_NAME"):  # served below a folder, our addresses begin with it
            return self._long_way(environ, start_response)
        body = _small_body(environ)
        if body is None:
            return self._long_way(environ, start_response)
        now = clock.now()
        done = self._tried(environ, body, now)
        if done is None:
            return self._long_way({**environ, "wsgi.input": io.BytesIO(body)}, start_response)
        start_response("303 See Other", self._head(done, now))
        return [b""]

    def _head(self, done: Done, now: datetime) -> list[tuple[str, str]]:
        """The way to the receipt, as the view writes it and the middleware adds to it."""
        second = int(now.timestamp())
        return [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Location", self._receipts + done.code),
            *_never_cached(second),
            *self._headers,
            ("Set-Cookie", proof.header(case=done.case, second=second)),
        ]

    def _tried(self, environ: Environ, body: bytes, now: datetime) -> Done | None:
        try:
            return self._taken(environ, body, now)
        except _ANSWERED_THERE:
            return None
        except Exception:
            # Nobody would notice otherwise: the long way answers all the same.
            _log.exception("The short way failed")
            return None

    def _taken(self, environ: Environ, body: bytes, now: datetime) -> Done | None:
        """The report taken in; ``None`` where anything is not plainly right."""
        jurisdiction = jurisdictions.of_host(environ.get("HTTP_HOST", ""))
        post = read_plain(environ.get("CONTENT_TYPE", ""), body)
        if jurisdiction is None or post is None:
            return None
        jurisdiction = jurisdiction.at(now)
        scheme = self._scheme(environ)
        token = post.get("csrfmiddlewaretoken", "")
        if scheme is None or not is_plainly_ours(environ, scheme=scheme, token=token):
            return None
        with within(jurisdiction.id):
            return self._sent(environ, post, jurisdiction, now)

    def _sent(
        self, environ: Environ, post: Texts, jurisdiction: jurisdictions.Jurisdiction, now: datetime
    ) -> Done | None:
        got = views_send.read_posted(post, _NO_FILES, jurisdiction=jurisdiction, now=now)
        if got.word is None or got.word.is_expired or not got.is_readable:
            return None
        filled = got.filled(jurisdiction, command_id=got.word.command_id)
        address = address_in(environ)
        if not views_send.may_be_taken(got, post, jurisdiction=jurisdiction, address=address, now=now):
            return None
        outcome: Done | Refused | None
        try:
            outcome = sending.send(jurisdiction=jurisdiction, filled=filled, now=now, most=work.per_phone())
        except sending.TooOften:
            outcome = None
        if not isinstance(outcome, Done):
            work.was_refused(jurisdiction=jurisdiction, address=address)  # the long way counts it
            return None
        return outcome

    def _scheme(self, environ: Environ) -> str | None:
        """The scheme of the browser's address; ``None`` where a site with https is asked without it."""
        if self._proxy_header is None:
            return str(environ["wsgi.url_scheme"])
        name, secure = self._proxy_header
        return "https" if environ.get(name) == secure else None


def _unanswered(request: HttpRequest) -> HttpResponse:
    raise AssertionError("the protection is asked, it answers nothing")


def _small_body(environ: Environ) -> bytes | None:
    """The whole body where it is a small form's, not yet read otherwise."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
    return environ["wsgi.input"].read(length) if 0 < length <= SMALL_BYTES else None


@lru_cache(maxsize=1)
def _never_cached(_second: int) -> tuple[tuple[str, str], ...]:
    """The headers of an answer that nobody may keep; the moment in them changes with the second."""
    response = HttpResponse()
    del response.headers["Content-Type"]
    add_never_cache_headers(response)
    return tuple(response.items())


def _headers_of_every_answer() -> list[tuple[str, str]]:
    """What the middleware writes on every answer, asked of the middleware itself."""
    scheme = "https" if settings.IS_HTTPS else "http"
    environ = {"REQUEST_METHOD": "GET", "wsgi.url_scheme": scheme, "wsgi.input": io.BytesIO()}
    if settings.SECURE_PROXY_SSL_HEADER:
        environ[settings.SECURE_PROXY_SSL_HEADER[0]] = settings.SECURE_PROXY_SSL_HEADER[1]
    request, response = Request(environ), HttpResponse()
    del response.headers["Content-Type"]
    for kind in (XFrameOptionsMiddleware, ContentSecurityPolicyMiddleware, SecurityMiddleware):
        kind(_unanswered).process_response(request, response)
    return list(response.items())

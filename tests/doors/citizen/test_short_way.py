"""The short way of a posted form: it takes in what is right, and for everything else it is as if it were not there."""

import io
import logging
import re
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _does_token_match
from django.test import override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import given
from hypothesis.strategies import integers, sampled_from, text
from tests.doors.citizen.pages import TYPED, Citizen, picture
from tests.doors.citizen.test_sending import cases_in
from tests.province import TestProvince

from paht import clock
from paht.bench.wire import listen
from paht.cases import sending
from paht.doors.citizen import opened
from paht.doors.citizen.protection import is_plainly_ours
from paht.doors.citizen.short_way import Application, Environ, ShortWay, Start
from paht.doors.pages.requests import SMALL_BYTES, Handler
from paht.evidence import tokens
from paht.evidence.tokens import Kept

CitizenOf = Callable[[TestProvince], Citizen]


@dataclass
class LongWay:
    """The whole program behind the short way, and whether it was asked."""

    application: Application = field(default_factory=Handler)
    asked: int = 0

    def __call__(self, environ: Environ, start_response: Start) -> Any:
        self.asked += 1
        return self.application(environ, start_response)


@dataclass
class Answer:
    """Status, headers and body."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    @property
    def location(self) -> str:
        """Where it leads."""
        return dict(self.headers)["Location"]

    @property
    def shape(self) -> list[tuple[str, str]]:
        """The headers in their order, without what differs from report to report and from second to second."""
        chance = (
            r"VL-[0-9A-Z-]{14}|[0-9a-f]{32}|:[\w-]{6}:[\w-]{43}|\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"
        )
        return [(name, re.sub(chance, "…", value)) for name, value in self.headers]


def asked(application: Application, environ: Environ) -> Answer:
    """The application's answer; the environment may be used again."""
    body = environ["body"]
    heads: list[tuple[str, list[tuple[str, str]]]] = []
    given = {**environ, "wsgi.input": io.BytesIO(body)}
    del given["body"]
    content = application(given, lambda status, headers: heads.append((status, headers)))
    told = b"".join(content).decode()
    ((status, headers),) = heads
    return Answer(int(status[:3]), headers, told)


@dataclass
class Form:
    """A form that is right in everything, as a browser sends it; each test spoils what it is about."""

    province: TestProvince
    cookie: str
    hidden: dict[str, str]

    def environ(self, *, changes: dict[str, Any] | None = None, **headers: str) -> Environ:
        """A request with the form; ``None`` leaves a field out."""
        place = self.province.place
        fields: dict[str, Any] = {
            **TYPED,
            "lat": str(place.latitude),
            "lon": str(place.longitude),
            "source": "gps",
            "csrfmiddlewaretoken": self.hidden["csrfmiddlewaretoken"],
            "command_id": self.opened_at(None),
            "photo_kept": self.photo(),
            **(changes or {}),
        }
        body = encode_multipart(BOUNDARY, {k: v for k, v in fields.items() if v is not None})
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/gui/",
            "QUERY_STRING": "",
            "CONTENT_TYPE": MULTIPART_CONTENT,
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": self.province.host,
            "SERVER_PORT": "80",
            "HTTP_HOST": self.province.host,
            "HTTP_COOKIE": self.cookie,
            "HTTP_ORIGIN": f"http://{self.province.host}",
            "wsgi.url_scheme": "http",
            "body": body,
            **headers,
        }

    def opened_at(self, now: datetime | None, *, jurisdiction_id: int | None = None) -> str:
        """The word of a form opened at that moment (``None``: now)."""
        mine = self.province.jurisdiction.id
        return opened.fresh(jurisdiction_id=jurisdiction_id or mine, now=now or clock.now())

    def photo(self) -> str:
        """The token of a stored photograph."""
        return tokens.sign_kept(
            Kept(
                id=uuid.uuid4(),
                jurisdiction_id=self.province.jurisdiction.id,
                sha256="0" * 64,
                media_type="image/jpeg",
                size_bytes=1000,
            )
        )


@pytest.fixture
def right(vinh_long: TestProvince, citizen_of: CitizenOf) -> Form:
    """The form of a browser that has just opened it."""
    citizen = citizen_of(vinh_long)
    hidden = citizen.opened()
    return Form(vinh_long, f"csrf={citizen.browser.cookies['csrf'].value}", hidden)


def test_the_program_is_served_with_the_short_way_before_it() -> None:
    # In a process of its own: a web worker ties its life to its parent's.
    asks = "import paht.wsgi; print(type(paht.wsgi.application).__name__)"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ShortWay.__name__


def test_a_right_form_is_taken_in_without_the_long_way(right: Form) -> None:
    long_way = LongWay()
    answer = asked(ShortWay(long_way), right.environ())
    assert (answer.status, long_way.asked) == (303, 0)
    assert re.fullmatch(r"/phieu/VL-[0-9A-Z-]{14}", answer.location)
    assert cases_in(right.province) == 1


def test_its_answer_is_the_long_way_s_to_the_last_header(right: Form) -> None:
    short = asked(ShortWay(Handler()), right.environ())
    long = asked(Handler(), right.environ())
    assert short.shape == long.shape
    assert {name for name, _ in short.headers} >= {"Content-Security-Policy", "X-Frame-Options", "Set-Cookie"}
    assert (short.status, short.body) == (long.status, long.body)


def test_on_a_site_with_https_too_and_without_it_only_the_long_way_answers(right: Form) -> None:
    https = {
        "IS_HTTPS": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
    }
    secure = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_ORIGIN": f"https://{right.province.host}"}
    with override_settings(**https):
        long_way = LongWay()
        application = ShortWay(long_way)
        short = asked(application, right.environ(**secure))
        assert long_way.asked == 0
        assert short.shape == asked(Handler(), right.environ(**secure)).shape
        assert "Strict-Transport-Security" in dict(short.headers)
        assert "Secure" in dict(short.headers)["Set-Cookie"]
        assert asked(application, right.environ()).status == 301
    assert cases_in(right.province) == 2


def _without(name: str) -> Callable[[Form], Environ]:
    return lambda form: {k: v for k, v in form.environ().items() if k != name}


def _with(**headers: str) -> Callable[[Form], Environ]:
    return lambda form: form.environ(**headers)


def _changed(**changes: Any) -> Callable[[Form], Environ]:
    return lambda form: form.environ(changes=changes)


SPOILT: dict[str, tuple[Callable[[Form], Environ], int]] = {
    "no cookie": (_without("HTTP_COOKIE"), 403),
    "another's cookie": (_with(HTTP_COOKIE="csrf=" + "a" * 32), 403),
    "a cookie of another form": (_with(HTTP_COOKIE="csrf=x"), 403),
    "no protection in the form": (_changed(csrfmiddlewaretoken=None), 403),
    "a wrong protection in the form": (_changed(csrfmiddlewaretoken="b" * 64), 403),
    "another origin": (_with(HTTP_ORIGIN="https://evil.test"), 403),
    "no origin at all": (_with(HTTP_ORIGIN="null"), 403),
    "an unknown host": (_with(HTTP_HOST="evil.test"), 421),
    "no host": (_without("HTTP_HOST"), 421),
    "a form that is too old": (
        lambda form: form.environ(changes={"command_id": form.opened_at(clock.now() - timedelta(hours=25))}),
        409,
    ),
    "a form of another province": (
        lambda form: form.environ(changes={"command_id": form.opened_at(None, jurisdiction_id=30_000)}),
        409,
    ),
    "a changed command": (_changed(command_id="1.x.1:y"), 409),
    "a missing name": (_changed(name=""), 422),
    "a place that is none": (_changed(lat="x"), 422),
    "a place elsewhere": (_changed(lat="21.0", lon="105.8"), 422),
    "no photo": (_changed(photo_kept=None), 422),
    "a file that is no photo": (
        _changed(photo=SimpleUploadedFile("a.jpg", b"xin chao", content_type="image/jpeg")),
        422,
    ),
    "a character that cannot be kept": (_changed(description="Ổ gà\x00."), 303),
    "a broken body": (lambda form: {**form.environ(), "body": form.environ()["body"][:-40]}, 400),
    "a length that is no number": (_with(CONTENT_LENGTH="x"), 403),
    "no body": (lambda form: {**form.environ(), "body": b"", "CONTENT_LENGTH": "0"}, 403),
    "another coding": (_with(CONTENT_TYPE="application/x-www-form-urlencoded"), 403),
    "a page that is opened": (_with(REQUEST_METHOD="GET"), 200),
    "another address": (_with(PATH_INFO="/gui"), 404),
    "a program served below a folder": (_with(SCRIPT_NAME="/tinh"), 303),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_not_right_is_answered_by_the_long_way_as_ever(right: Form, name: str) -> None:
    spoil, status = SPOILT[name]
    environ = spoil(right)
    long_way = LongWay()
    answer = asked(ShortWay(long_way), environ)
    alone = asked(Handler(), environ)
    assert answer.status == alone.status
    assert [name for name, _ in answer.headers] == [name for name, _ in alone.headers]
    if status != 303:
        assert (answer.status, long_way.asked) == (status, 1)
        assert cases_in(right.province) == 0


UNSURE: dict[str, Callable[[Form], Environ]] = {
    "no origin": _without("HTTP_ORIGIN"),
    "the token as it lies in the cookie": lambda form: form.environ(
        changes={"csrfmiddlewaretoken": form.cookie.removeprefix("csrf=")}
    ),
    "the token in a header": lambda form: form.environ(
        changes={"csrfmiddlewaretoken": None}, HTTP_X_CSRFTOKEN=form.hidden["csrfmiddlewaretoken"]
    ),
}


@pytest.mark.parametrize("name", UNSURE)
def test_where_the_short_way_is_not_sure_of_the_protection_django_is_asked_and_may_say_yes(
    right: Form, name: str
) -> None:
    long_way = LongWay()
    assert asked(ShortWay(long_way), UNSURE[name](right)).status == 303
    assert (long_way.asked, cases_in(right.province)) == (1, 1)


def test_without_an_origin_a_wrong_token_is_refused(right: Form) -> None:
    wrong = right.environ(changes={"csrfmiddlewaretoken": "b" * 64})
    del wrong["HTTP_ORIGIN"]
    assert asked(ShortWay(Handler()), wrong).status == 403


_LETTERS = text(CSRF_ALLOWED_CHARS, min_size=32, max_size=32)


@given(_LETTERS, _LETTERS, sampled_from(["", "a", "9", "ổ", "-", "aa"]), integers(0, 63))
def test_the_short_way_and_django_find_the_same_secret_in_a_token(
    secret: str, mask: str, spoilt: str, place: int
) -> None:
    pairs = zip(secret, mask, strict=True)
    masked = [sum(CSRF_ALLOWED_CHARS.index(letter) for letter in pair) % 62 for pair in pairs]
    token = mask + "".join(CSRF_ALLOWED_CHARS[number] for number in masked)
    if spoilt:
        token = token[:place] + spoilt + token[place + 1 :]

    def is_ours(cookie: str) -> bool:
        environ = {"HTTP_HOST": "a.vn", "HTTP_ORIGIN": "https://a.vn", "HTTP_COOKIE": f"csrf={cookie}"}
        return is_plainly_ours(environ, scheme="https", token=token)

    is_token = len(token) == 64 and set(token) <= set(CSRF_ALLOWED_CHARS)
    assert is_ours(secret) == (is_token and _does_token_match(token, secret))
    assert not is_ours("a" + secret)
    assert not is_ours("")


def test_a_new_photo_and_a_large_form_go_the_long_way(right: Form) -> None:
    long_way = LongWay()
    photo = asked(ShortWay(long_way), right.environ(changes={"photo_kept": None, "photo": picture()}))
    assert (photo.status, long_way.asked) == (303, 1)
    large = right.environ(changes={"unused": "x" * SMALL_BYTES})
    assert (asked(ShortWay(long_way), large).status, long_way.asked) == (303, 2)


def test_a_form_sent_twice_is_one_report(right: Form) -> None:
    environ, long_way = right.environ(), LongWay()
    application = ShortWay(long_way)
    assert asked(application, environ).location == asked(application, environ).location
    assert (cases_in(right.province), long_way.asked) == (1, 0)


def test_a_database_lost_half_way_is_met_by_the_long_way_and_the_report_is_once_there(
    right: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, calls = sending.send, 0

    def answer_lost(**named: Any) -> Any:
        nonlocal calls
        calls += 1
        outcome = send(**named)
        if calls == 1:
            raise OperationalError("the server closed the connection")
        return outcome

    monkeypatch.setattr(sending, "send", answer_lost)
    long_way = LongWay()
    assert asked(ShortWay(long_way), right.environ()).status == 303
    assert (calls, long_way.asked, cases_in(right.province)) == (2, 1, 1)


def test_a_failure_of_its_own_is_logged_and_costs_nobody_a_report(
    right: Form, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(TYPED["phone"])

    application = ShortWay(LongWay())
    monkeypatch.setattr(application, "_taken", fail)
    with caplog.at_level(logging.ERROR):
        assert asked(application, right.environ()).status == 303
    assert "The short way failed" in caplog.text
    assert cases_in(right.province) == 1


def test_it_takes_one_round_trip_where_the_limits_were_asked_within_the_second(right: Form) -> None:
    application = ShortWay(Handler())
    asked(application, right.environ())
    environ = right.environ(changes={"phone": "0912 345 699"})
    heard = listen(lambda: asked(application, environ))
    assert (heard.round_trips, heard.statements) == (1, 1)

"""A form that was filled in elsewhere, in a chat or a letter, and is handed over by a link.

Whoever holds a link need not be whom it was sent to, and programs open links to show what is behind them. So the link
itself opens nothing: its page asks to press a button, and for the last digits of the telephone number where one was
told. The first browser that does so gets a cookie for this one form; the address of the form holds no secret.
"""

import re
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from paht import clock, signing
from paht.doors.pages.devices import address_of
from paht.doors.pages.limits import WINDOW_WORDS
from paht.doors.pages.rendering import render
from paht.people import attempts
from paht.people.allowances import SPENT, Allowance, parameters
from paht.people.networks import network_of

PHONE = re.compile(r"(?<!\d)(?:\+84[ .]?|0)(?:[35789](?:[ .]?\d){8}|2(?:[ .]?\d){9})(?!\d)")
"""A telephone number in words."""
DIGITS, TRIES, TRIES_PER_ADDRESS = 4, 5, 60
"""How many last digits are asked for, and how often they may be tried in a quarter of an hour."""

_WRONG = f"{DIGITS} số cuối chưa khớp với số điện thoại ông/bà đã cung cấp. Xin nhập lại."
_TOO_OFTEN = f"Đã thử quá nhiều lần. Xin mở lại liên kết sau {WINDOW_WORDS}."


@dataclass(frozen=True, slots=True)
class Door:
    """Where forms come from: its name in what is signed, for how long (seconds) an opened form stays open, the words on
    how to get another link."""

    name: str
    seconds: int
    anew: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What this browser has opened; ``shows_personal``: whether it proved to know the telephone number."""

    about: str
    shows_personal: bool


def opened(request: HttpRequest, *, door: Door, jurisdiction_id: int, draft_id: uuid.UUID) -> Opened | None:
    """What the gate gave to this browser for the draft; ``None`` where it did not, or too long ago."""
    try:
        word = _signer().unsign(request.COOKIES.get(_name(draft_id), ""), max_age=door.seconds)
    except signing.BadSignature:
        return None
    named, about, extent = word.split("|")
    if named != _named(door, jurisdiction_id, draft_id):
        return None
    return Opened(about, extent == "whole")


def gate(
    request: HttpRequest,
    *,
    door: Door,
    jurisdiction_id: int,
    draft_id: uuid.UUID,
    word: str,
    target: str,
    numbers: Callable[[], Collection[str]],
    about: str = "",
) -> HttpResponse:
    """The page of a link, and what is done with it. ``numbers`` opens what was said and gives the telephone numbers in
    it: it is asked when the button is pressed, never by a visit. Where there is none, the form opens without the
    personal fields, for nothing could prove whose they are."""
    if request.method != "POST":
        if opened(request, door=door, jurisdiction_id=jurisdiction_id, draft_id=draft_id) is not None:
            return _closed_to_others(HttpResponseRedirect(target))
        return _page(request, door)
    at, named = clock.now(), _named(door, jurisdiction_id, draft_id)
    limits = {f"form:{named}": TRIES, f"form:address:{network_of(address_of(request))}": TRIES_PER_ADDRESS}
    if not attempts.spend(limits, at=at):
        return _page(request, door, error=_TOO_OFTEN, status=429)
    known = {re.sub(r"\D", "", each)[-DIGITS:] for each in numbers()}
    typed = re.sub(r"\D", "", request.POST.get("digits", "")[:40])[-DIGITS:]
    if known and typed not in known:
        return _page(request, door, error=_WRONG, status=422)
    if not _is_first(word, at=at, length=timedelta(seconds=door.seconds)):
        return _page(request, door, is_elsewhere=True, status=409)
    response = _closed_to_others(HttpResponseRedirect(target, status=303))
    response.set_cookie(
        _name(draft_id),
        _signer().sign(f"{named}|{about}|{'whole' if known else 'bare'}"),
        max_age=door.seconds,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def over(request: HttpRequest, door: Door) -> HttpResponse:
    """The answer to a button that was pressed on a link that is none of ours, or not any more."""
    return _page(request, door, is_over=True, status=404)


def _is_first(word: str, *, at: datetime, length: timedelta) -> bool:
    """Whether nobody has opened the link before; it is used up then."""
    given: dict[str, Any] = {**parameters([Allowance(f"form link {word}", 1, length)]), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SPENT}", given)
        row = cursor.fetchone()
    return bool(row[0] == 0)


def _page(
    request: HttpRequest,
    door: Door,
    *,
    error: str = "",
    is_elsewhere: bool = False,
    is_over: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "current": "send",
        "errors": {"digits": error} if error else {},
        "digits": DIGITS,
        "is_elsewhere": is_elsewhere,
        "is_over": is_over,
        "anew": door.anew,
    }
    return _closed_to_others(render(request, "citizen/handed.html", context, status=status))


def _closed_to_others(response: HttpResponse) -> HttpResponse:
    """Nobody learns the link's address from this page. (Its form is therefore sent without an origin: the button does
    nothing that a foreign page could want done.)"""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _named(door: Door, jurisdiction_id: int, draft_id: uuid.UUID) -> str:
    return f"{door.name} {jurisdiction_id} {draft_id.hex}"


def _name(draft_id: uuid.UUID) -> str:
    return f"{'__Host-' if settings.IS_HTTPS else ''}form-{draft_id.hex}"


@cache
def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="paht.citizen.handed")

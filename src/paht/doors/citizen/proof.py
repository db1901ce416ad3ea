"""The proof of being a case's sender on this browser: a signed cookie a case. The code alone does not prove it."""

import uuid
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from paht import signing
from paht.cases import belonging
from paht.doors.citizen.signed import citizen_of
from paht.law.casework.case import Actor, Case
from paht.people.actors import sender

DAYS = 400
"""As long as browsers keep a cookie at most; a case is over long before."""

_SALT = "paht.citizen.sender"
_SECONDS = DAYS * 86_400


@cache
def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SALT)


def _name(case: Case) -> str:
    return f"{'__Host-' if settings.IS_HTTPS else ''}gui-{case.id.replace('-', '')}"


def _word(case: Case) -> str:
    """The signed word: it names case and sender, so that the proof of one case is none of another."""
    return _signer().sign(_proven(case))


def _proven(case: Case) -> str:
    return f"{case.id}.{case.sender}".replace("-", "")


def give(response: HttpResponse, *, case: Case) -> None:
    """Let the browser that receives this response act as the sender of the case."""
    response.set_cookie(
        _name(case), _word(case), max_age=_SECONDS, secure=settings.IS_HTTPS, httponly=True, samesite="Lax"
    )


def header(*, case: Case, second: int) -> str:
    """The Set-Cookie header that :func:`give` leads to, for an answer given at that second of Unix time."""
    end = "; Secure" if settings.IS_HTTPS else ""
    lasting = f"expires={_expires(second)}; HttpOnly; Max-Age={_SECONDS}"
    return f"{_name(case)}={_word(case)}; {lasting}; Path=/; SameSite=Lax{end}"


@lru_cache(maxsize=1)
def _expires(second: int) -> str:
    return http_date(second + _SECONDS)


def sender_of(request: HttpRequest, *, case: Case) -> Actor | None:
    """The sender as an actor, where this browser proves it, or its person is signed in and has called the report their
    own; ``None`` otherwise."""
    word = request.COOKIES.get(_name(case), "")
    try:
        proven = _signer().unsign(word, max_age=_SECONDS) == _proven(case)
    except signing.BadSignature:
        proven = _is_older_proof(request, case) or is_own(request, case)
    return sender(uuid.UUID(case.sender)) if proven else None


def is_own(request: HttpRequest, case: Case) -> bool:
    """Whether somebody is signed in on this browser who has called the report their own."""
    citizen = citizen_of(request) if case.sender else None
    return citizen is not None and belonging.owns(citizen, case_id=uuid.UUID(case.id))


def _is_older_proof(request: HttpRequest, case: Case) -> bool:
    """A proof as it was written before: the sender alone, signed for the cookie's name."""
    try:
        word = request.get_signed_cookie(_name(case), salt=_SALT, max_age=_SECONDS)
    except (KeyError, signing.BadSignature):
        return False
    return word == uuid.UUID(case.sender).hex

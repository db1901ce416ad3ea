"""The proof of being a case's sender on this browser: a signed cookie a case. The code alone does not prove it."""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from paht.law.casework.case import Actor, Case
from paht.people.actors import sender

DAYS = 400
"""As long as browsers keep a cookie at most; a case is over long before."""

_SALT = "paht.citizen.sender"


def _name(case_id: uuid.UUID) -> str:
    return f"{'__Host-' if settings.IS_HTTPS else ''}gui-{case_id.hex}"


def give(response: HttpResponse, *, case: Case) -> None:
    """Let the browser that receives this response act as the sender of the case."""
    response.set_signed_cookie(
        _name(uuid.UUID(case.id)),
        uuid.UUID(case.sender).hex,
        salt=_SALT,
        max_age=DAYS * 86_400,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def sender_of(request: HttpRequest, *, case: Case) -> Actor | None:
    """The sender as an actor, where this browser proves it; ``None`` otherwise."""
    try:
        word = request.get_signed_cookie(_name(uuid.UUID(case.id)), salt=_SALT, max_age=DAYS * 86_400)
    except (KeyError, signing.BadSignature):
        return None
    found = uuid.UUID(hex=word)
    return sender(found) if str(found) == case.sender else None

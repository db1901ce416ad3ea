"""What the declaration makes of one cell: a visitor, an address, a method, a case.

The answers are small words, so that a page which tells more than it should cannot hide behind a status.
"""

from django.http import HttpResponse
from tests.authority.addresses import (
    AGENCY,
    EVERYBODY,
    OFFICIALS,
    OVERSIGHT,
    OWN,
    PICTURE,
    PUBLIC,
    SEEN,
    SENDER,
    Address,
)
from tests.authority.addresses import DESK as DESK_ROLES
from tests.authority.cast import AT_A_COMMUNE, CHARGED, SEVERAL, SUPERIOR, Subject, Visitor

TO_SIGN_IN, METHOD_UNKNOWN, FORBIDDEN, ABSENT = "to sign-in", "405", "403", "404"


def told(answer: HttpResponse) -> str:
    """The answer as a word."""
    if answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/"):
        return TO_SIGN_IN
    return str(answer.status_code)


def sees(who: Visitor, subject: Subject) -> bool:
    """Whether the official may know of the case: the desk and those who oversee know of all; an agency of what it, or a
    body below it, was charged with (VL.11.4)."""
    if who.roles & (DESK_ROLES | OVERSIGHT):
        return True
    return bool(who.roles & AGENCY) and subject.stands(who) in (CHARGED, SUPERIOR)


def expected(who: Visitor, address: Address, method: str, subject: Subject | None) -> str:
    """What the visitor must be told."""
    status = address.get if method in ("GET", "HEAD") else address.post if method == "POST" else None
    status = dict(address.others).get(method, status)
    if status is None:
        return METHOD_UNKNOWN
    if address.who == OFFICIALS:
        return _of_officials(who, address, method, subject, status)
    if address.who == SENDER:
        return FORBIDDEN if not who.sends else "303" if _takes_effect(address, subject) else str(status)
    if address.who == OWN:
        return _OWN[address.name](who, method)
    assert address.who == EVERYBODY
    is_absent = (address.about == PUBLIC and not (subject and subject.is_public)) or (
        address.about == PICTURE and not (subject and (subject.is_public or who.sends))
    )
    return ABSENT if is_absent else str(status)


def _takes_effect(address: Address, subject: Subject | None) -> bool:
    """Whether the sender's empty form is whole as it is and its command possible: a withdrawal says nothing more, nor
    does the wish that the answer stays private."""
    if subject is None:
        return False
    return (subject.case.edition, subject.name) in _TAKE_EFFECT.get(address.name, frozenset())


_BEFORE_RESULT = (
    "sent",
    "verified",
    "asked to supplement",
    "accepted",
    "dispatched",
    "received",
    "returned",
    AT_A_COMMUNE,
    SEVERAL,
)
_BEFORE_ANSWER = (*_BEFORE_RESULT, "handled", "submitted", "approved", "dispatched, nobody above told")
_TAKE_EFFECT = {
    "citizen-withdraw": frozenset(("vinh-long-2025", name) for name in _BEFORE_RESULT),
    "citizen-confidentiality": frozenset(("soc-trang-2024", name) for name in _BEFORE_ANSWER),
}
"""Withdrawn until there is a result (VL.8.2.10), kept private until there is an answer (ST.9.3.b); the other edition
knows neither."""


def _of_officials(who: Visitor, address: Address, method: str, subject: Subject | None, status: int) -> str:
    if not who.is_in:
        return TO_SIGN_IN
    if not who.roles & address.roles:
        return FORBIDDEN
    if address.about == SEEN and (subject is None or not sees(who, subject)):
        return ABSENT
    if method == "POST" and address.keepers is not None and not who.roles & address.keepers:
        return FORBIDDEN
    return str(status)


def _sign_in(who: Visitor, method: str) -> str:
    """The page is shown to whoever is not in; who is goes home. A password of nobody is refused to everybody."""
    if method == "POST":
        return "401"
    return "302" if who.is_in else "200"


def _sign_in_confirm(who: Visitor, method: str) -> str:
    """For whoever gave the password in this browser, nobody else."""
    if not who.is_half_in:
        return TO_SIGN_IN
    return "401" if method == "POST" else "200"


def _sign_out(_who: Visitor, _method: str) -> str:
    return TO_SIGN_IN


def _second_factor(who: Visitor, method: str) -> str:
    """For whoever is in; whoever is half in and has a factor must use it first."""
    if not who.is_in:
        return TO_SIGN_IN
    return "422" if method == "POST" else "200"


def _passkey_new(who: Visitor, _method: str) -> str:
    return "200" if who.is_in else FORBIDDEN


_OWN = {
    "sign-in": _sign_in,
    "sign-in-confirm": _sign_in_confirm,
    "sign-out": _sign_out,
    "second-factor": _second_factor,
    "passkey-new": _passkey_new,
}

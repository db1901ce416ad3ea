"""The one-time code by which a sender's answer is confirmed: a code of :mod:`paht.people.codes`, bound to the browser,
to the question and to the answer, so that one got for anything else confirms nothing here.

The binding is a keyed digest: nobody but this program can have asked for a code under it, and it asks for the sender's
own number alone.
"""

import uuid
from datetime import datetime

from paht.messages import codes as asking
from paht.messages.codes import Asked, TooOften
from paht.people import citizens, codes, vault
from paht.people.allowances import keyed
from paht.people.citizen_sessions import Citizen
from paht.people.codes import Guess, Proven

PURPOSE = "Gửi mã xác nhận cho chính người gửi"


def number_of_form(*, jurisdiction_id: int, record_id: uuid.UUID, sender_id: str) -> str | None:
    """The mobile number that the report was sent with; ``None`` where it is none. The look is recorded as the
    sender's own."""
    opened = vault.look(
        jurisdiction_id=jurisdiction_id,
        record_ids=[record_id],
        fields=frozenset({"phone"}),
        actor_id=sender_id,
        purpose=PURPOSE,
    )
    return codes.mobile(opened.get(record_id, {}).get("phone", ""))


def number_of_person(citizen: Citizen) -> str | None:
    """The number that a signed-in person has confirmed last."""
    phones = citizens.phones_of(jurisdiction_id=citizen.jurisdiction_id, person_id=citizen.person_id)
    return codes.mobile(phones[0].number) if phones else None


def ask(
    *,
    jurisdiction_id: int,
    consent_id: uuid.UUID,
    agrees: bool,
    phone: str,
    browser: str,
    address: str,
    at: datetime,
) -> Asked | TooOften:
    """Send the code to the sender's number; ``browser`` is the secret that the browser keeps."""
    return asking.ask(
        jurisdiction_id=jurisdiction_id,
        phone=phone,
        browser=_bound(browser, consent_id, agrees=agrees),
        address=address,
        at=at,
        text=text_of_agreeing if agrees else text_of_refusing,
    )


def guess(
    *,
    jurisdiction_id: int,
    consent_id: uuid.UUID,
    agrees: bool,
    typed: str,
    browser: str,
    address: str,
    at: datetime,
) -> Proven | Guess:
    """Hold what was typed against the code for this answer to this question."""
    return codes.guess(
        jurisdiction_id=jurisdiction_id,
        browser=_bound(browser, consent_id, agrees=agrees),
        typed=typed,
        address=address,
        at=at,
    )


def text_of_agreeing(code: str) -> str:
    """What the telephone shows: it says what the code does, without diacritics, in one message of 160 characters."""
    return (
        f"{code} la ma DONG Y cho co quan xem thong tin ca nhan cua ong/ba trong phan anh, hieu luc 5 phut. "
        "Khong cho ai biet ma nay, ke ca can bo."
    )


def text_of_refusing(code: str) -> str:
    """The same for a refusal."""
    return (
        f"{code} la ma KHONG DONG Y cho co quan xem thong tin ca nhan cua ong/ba, hieu luc 5 phut. "
        "Khong cho ai biet ma nay, ke ca can bo."
    )


def _bound(browser: str, consent_id: uuid.UUID, *, agrees: bool) -> str:
    return keyed(f"consent {consent_id} {agrees} {browser}").hex()

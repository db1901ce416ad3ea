"""Asking for a one-time code: counted, made, sealed into a text message, in one statement or not at all.

The answer never depends on whether the number is known here: a code goes to any Vietnamese mobile number, and who is
behind it is asked when the code has come back.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from paht.identity import new_id
from paht.messages.sealing import Sms, seal_sms
from paht.people import codes
from paht.people.allowances import SPENT, Allowance, parameters
from paht.people.codes import DAY, HOUR, LASTS
from paht.people.networks import network_of
from paht.people.senders import phone_index
from paht.people.vault import seal

MINUTE = timedelta(minutes=1)
PER_PHONE_MINUTE, PER_PHONE_HOUR, PER_PHONE_DAY = 1, 5, 10
PER_BROWSER, PER_ADDRESS, PER_ADDRESS_DAY, PER_THOUSAND = 10, 20, 60, 10
"""Codes an hour (a day) that did not come back: for one browser, one address, one thousand of neighbouring numbers."""

KEPT = timedelta(days=1)
"""How long the row of a code is kept."""


@dataclass(frozen=True, slots=True)
class TooOften:
    """No code was made: an allowance is used up for ``length`` at most."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class Asked:
    """A code is on its way; ``browser`` is the secret with which it can be used."""

    browser: str


_ASK = f"""
WITH spent AS MATERIALIZED (SELECT {SPENT} AS place),
asked AS (
    INSERT INTO people_code (jurisdiction_id, id, browser, phone_index, digest, person_id, key_version, wrapped_key,
        sealed, given_back, made_at)
    SELECT %(jurisdiction)s, %(id)s, %(browser)s, %(phone_index)s, %(digest)s, %(person)s, %(key_version)s,
        %(wrapped_key)s, %(sealed)s, %(given_back)s::bytea[], %(at)s
    FROM spent WHERE place = 0
), ordered AS (
    INSERT INTO messages_sms (jurisdiction_id, id, template, sealed, made_at, due_at, ends_at)
    SELECT %(jurisdiction)s, %(id)s, 'code', %(message)s, %(at)s, %(at)s, %(at)s + %(lasts)s
    FROM spent WHERE place = 0
), forgotten AS (
    DELETE FROM people_code WHERE (jurisdiction_id, id) IN (
        SELECT jurisdiction_id, id FROM people_code WHERE made_at < %(at)s - %(kept)s
        ORDER BY made_at LIMIT 20 FOR UPDATE SKIP LOCKED)
)
SELECT place FROM spent
"""


def ask(
    *,
    jurisdiction_id: int,
    phone: str,
    browser: str,
    address: str,
    at: datetime,
    person_id: uuid.UUID | None = None,
    text: Callable[[str], str] | None = None,
) -> Asked | TooOften:
    """Send a code to the number (as :func:`paht.people.codes.mobile` gives it). A browser that has a secret already
    keeps it; its newest code is the only one that counts. ``person_id`` is who wants the number joined to themselves;
    ``text`` writes the message where the code is for something else than the number itself.
    """
    browser = browser or codes.new_browser()
    code, code_id = codes.new_code(), new_id()
    index = phone_index(jurisdiction_id=jurisdiction_id, phone=phone)
    record = seal(record_id=code_id, jurisdiction_id=jurisdiction_id, fields={"phone": phone})
    returned = _returned(jurisdiction_id, phone, browser, address)
    allowances = [*_kept(jurisdiction_id, phone), *returned]
    given: dict[str, Any] = {
        **parameters(allowances),
        "at": at,
        "jurisdiction": jurisdiction_id,
        "id": code_id,
        "browser": codes.browser_key(browser),
        "phone_index": index,
        "digest": codes.digest_of(code, code_id=code_id, phone_index=index),
        "person": person_id,
        "key_version": record.key_version,
        "wrapped_key": record.wrapped_key,
        "sealed": record.sealed,
        "given_back": [each.bucket for each in returned],
        "message": seal_sms(
            Sms(phone, (text or text_of)(code)), jurisdiction_id=jurisdiction_id, message_id=code_id
        ),
        "lasts": LASTS,
        "kept": KEPT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASK, given)
        row = cursor.fetchone()
    assert row is not None
    return TooOften(allowances[row[0] - 1].length) if row[0] else Asked(browser)


def text_of(code: str) -> str:
    """What the telephone shows: without diacritics, so that it is one message of 160 characters."""
    return (
        f"{code} la ma xac nhan so dien thoai tren he thong Phan anh hien truong, co hieu luc 5 phut. "
        "Khong cho ai biet ma nay, ke ca can bo."
    )


def _kept(jurisdiction_id: int, phone: str) -> list[Allowance]:
    """What counts for the number, whatever becomes of the code."""
    name = f"code to {jurisdiction_id} {phone}"
    return [
        Allowance(name, PER_PHONE_MINUTE, MINUTE),
        Allowance(name, PER_PHONE_HOUR, HOUR),
        Allowance(name, PER_PHONE_DAY, DAY),
    ]


def _returned(jurisdiction_id: int, phone: str, browser: str, address: str) -> list[Allowance]:
    """What is given back when the code comes back: a crowd that signs in is none that pumps messages."""
    at = f"code from {jurisdiction_id} {network_of(address)}"
    return [
        Allowance(f"code in {jurisdiction_id} {codes.browser_key(browser).hex()}", PER_BROWSER, HOUR),
        Allowance(at, PER_ADDRESS, HOUR),
        Allowance(at, PER_ADDRESS_DAY, DAY),
        Allowance(f"code near {jurisdiction_id} {phone[:7]}", PER_THOUSAND, HOUR),
        Allowance(f"code in all {jurisdiction_id}", settings.CODES_AN_HOUR, HOUR),
    ]

"""Citizens in a test: a code asked for, read from the telephone, typed; a report proven to be somebody's."""

import re
import uuid
from datetime import datetime

from django.db import connections
from tests.province import TestCase, TestProvince

from paht.cases.belonging import decide_whose
from paht.installation.home import Home
from paht.messages import codes as asking
from paht.messages.sealing import open_sms
from paht.people import citizen_sessions, citizens, codes
from paht.people.citizen_sessions import Citizen
from paht.people.codes import Proven
from paht.people.vault_keys import Keys

ADDRESS = "203.0.113.7"
PHONE = "0912345678"
"""The number of :data:`tests.province.PERSONAL`."""


def code_on(province: TestProvince, phone: str) -> str:
    """The six digits that came to the telephone last, as the vault would have sent them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id, sealed FROM messages_sms WHERE jurisdiction_id = %s AND sealed IS NOT NULL ORDER BY id DESC",
            [province.jurisdiction.id],
        )
        for message, sealed in cursor.fetchall():
            keys = Keys(Home.from_environment())
            sms = open_sms(
                bytes(sealed), jurisdiction_id=province.jurisdiction.id, message_id=message, keys=keys
            )
            if sms.phone == phone:
                return re.findall(r"\d{6}", sms.text)[0]
    raise AssertionError(f"nothing came to {phone}")


def proven(province: TestProvince, phone: str, at: datetime, *, person_id: uuid.UUID | None = None) -> Proven:
    """The phone confirmed by its code."""
    asked = asking.ask(
        jurisdiction_id=province.jurisdiction.id,
        phone=phone,
        browser="",
        address=ADDRESS,
        at=at,
        person_id=person_id,
    )
    assert isinstance(asked, asking.Asked), asked
    found = codes.guess(
        jurisdiction_id=province.jurisdiction.id,
        browser=asked.browser,
        typed=code_on(province, phone),
        address=ADDRESS,
        at=at,
    )
    assert isinstance(found, Proven), found
    return found


def citizen(province: TestProvince, phone: str, at: datetime) -> Citizen:
    """Somebody who has signed in by this phone; without a code, for that is not what the test is about."""
    person = citizens.person_of_phone(as_proven(province, phone), at=at)
    return of_person(province, person, at)


def of_person(province: TestProvince, person: uuid.UUID, at: datetime) -> Citizen:
    """A session of the person."""
    jurisdiction_id = province.jurisdiction.id
    token = citizen_sessions.open_session(
        jurisdiction_id=jurisdiction_id, person_id=person, device="Chrome trên Android", at=at
    )
    found = citizen_sessions.citizen_of(token, jurisdiction_id=jurisdiction_id, at=at)
    assert found is not None
    return found


def session_of(province: TestProvince, phone: str, at: datetime) -> str:
    """The secret of a session of whoever has the phone, for a browser."""
    person = citizens.person_of_phone(as_proven(province, phone), at=at)
    return citizen_sessions.open_session(
        jurisdiction_id=province.jurisdiction.id, person_id=person, device="Chrome trên Android", at=at
    )


def as_proven(province: TestProvince, phone: str) -> Proven:
    """The phone as if its code had come back just now."""
    from paht.identity import new_id
    from paht.people.senders import phone_index
    from paht.people.vault import seal

    jurisdiction_id = province.jurisdiction.id
    record = seal(record_id=new_id(), jurisdiction_id=jurisdiction_id, fields={"phone": phone})
    index = phone_index(jurisdiction_id=jurisdiction_id, phone=phone)
    return Proven(jurisdiction_id, index, record, None)


def claimed(case: TestCase, at: datetime, *, phone: str = PHONE) -> Citizen:
    """The report proven to be of whoever has the phone."""
    who = citizen(case.province, phone, at)
    assert decide_whose(who, case_id=case.id, is_own=True, at=at)
    return who

"""From what a provider vouches for to a person of ours.

A phone that it vouches for is joined without a code only while it is nobody's: numbers change hands, and a provider
may have an old one. Where another person has confirmed it, a code sent to it makes the two one, nothing else.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from paht.identity import new_id
from paht.people import citizens, senders, vault
from paht.people.citizens import Joining
from paht.people.codes import Proven
from paht.people.openid.providers import Provider
from paht.people.openid.signing_in import Vouched
from paht.people.sql import one
from paht.people.vault_wire import TooMany, VaultClosed


class PhoneJoined(Enum):
    """What became of the phone that the provider named."""

    NONE = auto()
    """It named none, or the province's file does not count it."""
    OURS = auto()
    ANOTHERS = auto()


@dataclass(frozen=True, slots=True)
class Joined:
    """The person that the account belongs to now."""

    person_id: uuid.UUID
    phone: PhoneJoined
    how: Joining | None = None
    """How it came to somebody signed in; ``None`` for a sign-in."""


def person_of(vouched: Vouched, provider: Provider, *, jurisdiction_id: int, at: datetime) -> Joined:
    """Whose account it is; a new person's where it is nobody's."""
    person = citizens.person_of_identity(
        jurisdiction_id=jurisdiction_id,
        kind=provider.kind,
        subject=_subject(vouched),
        assurance=vouched.level,
        at=at,
    )
    return Joined(person, _completed(vouched, jurisdiction_id, person, at))


def join(
    vouched: Vouched, provider: Provider, *, jurisdiction_id: int, person_id: uuid.UUID, at: datetime
) -> Joined:
    """The account is this person's too; where another person had it, the two are one from now on."""
    how = citizens.join_identity(
        jurisdiction_id=jurisdiction_id,
        kind=provider.kind,
        subject=_subject(vouched),
        assurance=vouched.level,
        person_id=person_id,
        at=at,
    )
    return Joined(person_id, _completed(vouched, jurisdiction_id, person_id, at), how)


def _completed(vouched: Vouched, jurisdiction_id: int, person_id: uuid.UUID, at: datetime) -> PhoneJoined:
    """Join the phone, and fill in the next form where the person has kept nothing for it. A closed vault keeps nobody
    from signing in: the next sign-in does it."""
    keys: dict[str, Any] = {"jurisdiction_id": jurisdiction_id, "person_id": person_id}
    try:
        phone = _phone(vouched, jurisdiction_id, person_id, at)
        if (vouched.name or vouched.identity_number or vouched.phone) and not _has_profile(**keys):
            # Without a number from the provider it stays the one that they have confirmed.
            fields = {
                "name": vouched.name,
                "phone": vouched.phone or citizens.profile(**keys).get("phone", ""),
                "identity_number": vouched.identity_number,
            }
            citizens.keep_profile(**keys, fields=fields, at=at)
    except (VaultClosed, TooMany):
        return PhoneJoined.NONE
    return phone


def _phone(vouched: Vouched, jurisdiction_id: int, person_id: uuid.UUID, at: datetime) -> PhoneJoined:
    if not vouched.is_phone_proven:
        return PhoneJoined.NONE
    index = senders.phone_index(jurisdiction_id=jurisdiction_id, phone=vouched.phone)
    record = vault.seal(record_id=new_id(), jurisdiction_id=jurisdiction_id, fields={"phone": vouched.phone})
    is_theirs = citizens.join_free_phone(
        Proven(jurisdiction_id, index, record, person_id), person_id=person_id, at=at
    )
    return PhoneJoined.OURS if is_theirs else PhoneJoined.ANOTHERS


def _has_profile(*, jurisdiction_id: int, person_id: uuid.UUID) -> bool:
    statement = "SELECT profile_id FROM people_person WHERE jurisdiction_id = %s AND id = %s"
    return one(statement, jurisdiction_id, person_id) is not None


def _subject(vouched: Vouched) -> str:
    """A subject is one of its issuer's."""
    return f"{vouched.issuer} {vouched.subject}"

"""Citizens as persons: the phones and identities that they have proven to be theirs, joined to one.

A phone as typed into a form is a *sender* (:mod:`paht.people.senders`), whoever typed it. Proven by a one-time code it
is a person's: one person's at a time. What was found about a sender stays with the sender's log; a person's standing
is that of all their phones together, those they have given up included, so that a change of phone lifts no lock.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.db import connection, transaction

from paht.identity import new_id
from paht.people import chats, merging, senders, vault
from paht.people.allowances import keyed
from paht.people.codes import Proven
from paht.people.merging import note
from paht.people.sql import one, run
from paht.people.vault import Sealed

OWN_VIEW = "person's own view"
PROFILE = frozenset({"name", "phone", "email", "address", "identity_number"})


class Joining(Enum):
    """What became of a phone or identity that somebody joined to themselves."""

    JOINED = auto()
    ALREADY = auto()
    MERGED = auto()


class Last(Exception):  # noqa: N818 (a refusal, said in words by the door)
    """The person's last way in stays."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of a person's, for their own page; ``number`` is in the clear."""

    id: uuid.UUID
    number: str
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """An account elsewhere (a provider, a chat) that is the person's too."""

    id: uuid.UUID
    kind: str
    assurance: str
    joined_at: datetime


def person_of_phone(proven: Proven, *, at: datetime) -> uuid.UUID:
    """The person whose phone it is; a new one where it is nobody's."""
    with transaction.atomic():
        sender = senders.known_by_index(
            jurisdiction_id=proven.jurisdiction_id, phone_index=proven.phone_index, now=at
        )
        found = _holder(proven.jurisdiction_id, sender)
        if found is not None:
            return found
        person = _new_person(proven.jurisdiction_id, at)
        return _link(proven, sender, person, at)


def join_phone(proven: Proven, *, person_id: uuid.UUID, at: datetime) -> Joining:
    """The proven phone is this person's too. Where another person had it, the two are one from now on."""
    with transaction.atomic():
        sender = senders.known_by_index(
            jurisdiction_id=proven.jurisdiction_id, phone_index=proven.phone_index, now=at
        )
        holder = _holder(proven.jurisdiction_id, sender)
        if holder is None:
            holder = _link(proven, sender, person_id, at, is_new=False)
            if holder == person_id:
                return Joining.JOINED
        return _together(proven.jurisdiction_id, person_id, holder, at)


def join_free_phone(proven: Proven, *, person_id: uuid.UUID, at: datetime) -> bool:
    """The phone is this person's too unless it is another's; whose holder may merge the two by a code."""
    with transaction.atomic():
        sender = senders.known_by_index(
            jurisdiction_id=proven.jurisdiction_id, phone_index=proven.phone_index, now=at
        )
        holder = _holder(proven.jurisdiction_id, sender)
        return (holder or _link(proven, sender, person_id, at, is_new=False)) == person_id


def leave_phone(*, jurisdiction_id: int, person_id: uuid.UUID, phone_id: uuid.UUID, at: datetime) -> bool:
    """The person gives the phone up; :class:`Last` for the last way in. What was found about it stays with them."""
    return _leave("people_phone", jurisdiction_id, person_id, phone_id, at)


def leave_identity(
    *, jurisdiction_id: int, person_id: uuid.UUID, identity_id: uuid.UUID, at: datetime
) -> bool:
    """The same for an account elsewhere."""
    return _leave("people_identity", jurisdiction_id, person_id, identity_id, at)


def person_of_identity(
    *, jurisdiction_id: int, kind: str, subject: str, assurance: str, at: datetime
) -> uuid.UUID:
    """The person of an account elsewhere; a new one where it is nobody's. ``subject`` is kept as a keyed digest."""
    with transaction.atomic():
        found = _holder_of_identity(jurisdiction_id, kind, subject)
        if found is not None:
            return found
        person = _new_person(jurisdiction_id, at)
        return _link_identity(jurisdiction_id, kind, subject, assurance, person, at)


def join_identity(
    *, jurisdiction_id: int, kind: str, subject: str, assurance: str, person_id: uuid.UUID, at: datetime
) -> Joining:
    """The account elsewhere is this person's too; where another had it, the two are one from now on."""
    with transaction.atomic():
        holder = _holder_of_identity(jurisdiction_id, kind, subject)
        if holder is None:
            holder = _link_identity(jurisdiction_id, kind, subject, assurance, person_id, at)
            if holder == person_id:
                return Joining.JOINED
        return _together(jurisdiction_id, person_id, holder, at)


def keep_profile(*, jurisdiction_id: int, person_id: uuid.UUID, fields: dict[str, str], at: datetime) -> None:
    """What the person wants in their next form, sealed; the one before is out of use."""
    kept = {name: value for name, value in fields.items() if name in PROFILE and value}
    record = vault.seal(record_id=new_id(), jurisdiction_id=jurisdiction_id, fields=kept)
    with transaction.atomic(), connection.cursor() as cursor:
        _keep(record, jurisdiction_id, at)
        cursor.execute(
            "UPDATE people_person SET former_profiles = array_remove(former_profiles || profile_id, NULL), "
            "profile_id = %s WHERE jurisdiction_id = %s AND id = %s",
            [record.id, jurisdiction_id, person_id],
        )


def profile(*, jurisdiction_id: int, person_id: uuid.UUID) -> dict[str, str]:
    """What the person's next form holds already, opened for themselves; the look is recorded like any other. Without
    anything kept it is the phone that they confirmed last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(p.profile_id, (SELECT record_id FROM people_phone h WHERE h.jurisdiction_id = "
            "p.jurisdiction_id AND h.person_id = p.id AND h.left_at IS NULL ORDER BY h.verified_at DESC LIMIT 1)) "
            "FROM people_person p WHERE p.jurisdiction_id = %s AND p.id = %s",
            [jurisdiction_id, person_id],
        )
        row = cursor.fetchone()
    record = row[0] if row else None
    return _opened(jurisdiction_id, person_id, [record]).get(record, {}) if record else {}


def phones_of(*, jurisdiction_id: int, person_id: uuid.UUID) -> list[Phone]:
    """The person's phones, the one confirmed last first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, record_id, verified_at FROM people_phone WHERE jurisdiction_id = %s AND person_id = %s "
            "AND left_at IS NULL ORDER BY verified_at DESC, id",
            [jurisdiction_id, person_id],
        )
        rows = cursor.fetchall()
    opened = _opened(jurisdiction_id, person_id, [row[1] for row in rows])
    return [Phone(key, opened.get(record, {}).get("phone", ""), since) for key, record, since in rows]


def identities_of(*, jurisdiction_id: int, person_id: uuid.UUID) -> list[Identity]:
    """The person's accounts elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, assurance, joined_at FROM people_identity WHERE jurisdiction_id = %s "
            "AND person_id = %s AND left_at IS NULL ORDER BY joined_at, id",
            [jurisdiction_id, person_id],
        )
        return [Identity(*row) for row in cursor.fetchall()]


def _together(jurisdiction_id: int, person_id: uuid.UUID, holder: uuid.UUID, at: datetime) -> Joining:
    if holder == person_id:
        return Joining.ALREADY
    merging.merge(jurisdiction_id, into=person_id, other=holder, at=at)
    return Joining.MERGED


def _opened(
    jurisdiction_id: int, person_id: uuid.UUID, records: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[str, str]]:
    return vault.look(
        jurisdiction_id=jurisdiction_id,
        record_ids=records,
        fields=PROFILE,
        actor_id=str(person_id),
        purpose=OWN_VIEW,
    )


def _holder(jurisdiction_id: int, sender: uuid.UUID) -> uuid.UUID | None:
    return one(
        "SELECT person_id FROM people_phone WHERE jurisdiction_id = %s AND sender_id = %s AND left_at IS NULL",
        jurisdiction_id,
        sender,
    )


def _holder_of_identity(jurisdiction_id: int, kind: str, subject: str) -> uuid.UUID | None:
    return one(
        "SELECT person_id FROM people_identity WHERE jurisdiction_id = %s AND kind = %s AND subject = %s "
        "AND left_at IS NULL",
        jurisdiction_id,
        kind,
        _subject(kind, subject),
    )


def _subject(kind: str, subject: str) -> bytes:
    return keyed(f"identity {kind} {subject}")


def _new_person(jurisdiction_id: int, at: datetime) -> uuid.UUID:
    person = new_id()
    run(
        "INSERT INTO people_person (jurisdiction_id, id, made_at) VALUES (%s, %s, %s)",
        jurisdiction_id,
        person,
        at,
    )
    note(jurisdiction_id, person, "made", None, at)
    return person


def _link(
    proven: Proven, sender: uuid.UUID, person: uuid.UUID, at: datetime, *, is_new: bool = True
) -> uuid.UUID:
    """Give the phone to the person; whoever was faster has it, and is returned."""
    given = one(
        "INSERT INTO people_phone (jurisdiction_id, id, sender_id, person_id, record_id, verified_at) "
        "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING person_id",
        proven.jurisdiction_id,
        new_id(),
        sender,
        person,
        proven.record.id,
        at,
    )
    if given is None:
        faster = _holder(proven.jurisdiction_id, sender)
        assert faster is not None
        if is_new:  # the person made for nothing is the other one from now on
            run(
                "UPDATE people_person SET merged_into = %s WHERE jurisdiction_id = %s AND id = %s",
                faster,
                proven.jurisdiction_id,
                person,
            )
        return faster
    _keep(proven.record, proven.jurisdiction_id, at)
    note(proven.jurisdiction_id, person, "phone_joined", sender, at)
    return person


def _link_identity(
    jurisdiction_id: int, kind: str, subject: str, assurance: str, person: uuid.UUID, at: datetime
) -> uuid.UUID:
    key = new_id()
    run(
        "INSERT INTO people_identity (jurisdiction_id, id, kind, subject, person_id, assurance, joined_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        jurisdiction_id,
        key,
        kind,
        _subject(kind, subject),
        person,
        assurance[:60],
        at,
    )
    holder = _holder_of_identity(jurisdiction_id, kind, subject)
    assert holder is not None
    if holder == person:
        note(jurisdiction_id, person, "identity_joined", key, at)
    return holder


def _leave(table: str, jurisdiction_id: int, person_id: uuid.UUID, key: uuid.UUID, at: datetime) -> bool:
    with transaction.atomic():
        run(
            "SELECT 1 FROM people_person WHERE jurisdiction_id = %s AND id = %s FOR UPDATE",
            jurisdiction_id,
            person_id,
        )
        given_up = one(
            f"UPDATE {table} SET left_at = %s WHERE jurisdiction_id = %s AND id = %s AND person_id = %s "
            "AND left_at IS NULL RETURNING id",
            at,
            jurisdiction_id,
            key,
            person_id,
        )
        if given_up is None:
            return False
        # Nobody signs in by a conversation.
        ways = one(
            "SELECT (SELECT count(*) FROM people_phone WHERE jurisdiction_id = %s AND person_id = %s "
            "AND left_at IS NULL) + (SELECT count(*) FROM people_identity WHERE jurisdiction_id = %s "
            "AND person_id = %s AND left_at IS NULL AND kind <> ALL(%s))",
            *[jurisdiction_id, person_id] * 2,
            list(chats.KINDS),
        )
        if ways == 0:
            raise Last
        note(jurisdiction_id, person_id, f"{table.removeprefix('people_')}_left", key, at)
        return True


def _keep(record: Sealed, jurisdiction_id: int, at: datetime) -> None:
    run(
        "INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at) "
        "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        jurisdiction_id,
        record.id,
        record.key_version,
        record.wrapped_key,
        record.sealed,
        at,
    )

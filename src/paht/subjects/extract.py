"""The extract: everything that is held about a data subject, opened for themselves through the vault (the look is
recorded like any other) and never stored."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from paht.cases.beside import Held, Item, held_beside
from paht.cases.erasing import own_records
from paht.cases.queries import Detail
from paht.law.casework.case import Case
from paht.law.standing import Standing
from paht.people import citizen_sessions, citizens, reaching, standings, wishes
from paht.people.choices import Choice
from paht.people.citizen_sessions import Citizen
from paht.people.corrections import corrected_looks
from paht.people.forgetting import erased_among
from paht.people.vault import Look
from paht.people.wishes import Wishes
from paht.subjects import queries
from paht.subjects.keeping import Row
from paht.subjects.subject import (
    DataSubject,
    choices_of,
    profile_record,
    reports_of,
    senders_of,
    whose_beside,
)

FIELDS = frozenset({"name", "phone", "email", "address", "identity_number", "description", "note"})
PURPOSE = "Chủ thể dữ liệu xem bản trích dữ liệu của mình"
MOST_LOOKS = 1000


@dataclass(frozen=True, slots=True)
class HeldBeside:
    """A letter, a call or a conversation (``kind``), to which ``reports`` it belongs (codes), its words in order (when,
    by whom of ``sender``, ``system``, ``staff``, what), how many files or recordings are kept of it."""

    kind: str
    at: datetime
    reports: tuple[str, ...]
    words: tuple[tuple[datetime, str, str], ...]
    files: int
    is_erased: bool


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report: its course, what the vault holds of it (the form's fields first), how many photos came with it."""

    code: str
    case: Case
    personal: dict[str, str]
    words: tuple[str, ...]
    photos: int
    is_erased: bool


@dataclass(frozen=True, slots=True)
class HeldLook:
    """That somebody looked at some of it. ``who`` is the member of staff's name, ``""`` for the subject themselves or
    the system (``is_own`` tells which)."""

    at: datetime
    who: str
    is_own: bool
    fields: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything held about a subject at a moment."""

    at: datetime
    phones: tuple[str, ...]
    identities: tuple[str, ...]
    sessions: tuple[tuple[str, datetime], ...]
    profile: dict[str, str]
    reports: tuple[HeldReport, ...]
    beside: tuple[HeldBeside, ...]
    standing: Standing
    requests: tuple[tuple[Row, dict[str, str]], ...]
    looks: tuple[HeldLook, ...]
    wished: Wishes
    pushes: tuple[tuple[str, datetime], ...]
    choices: tuple[Choice, ...]


def extract_of(subject: DataSubject, *, citizen: Citizen | None, at: datetime) -> Extract:
    """The extract. Raises :class:`paht.people.vault.VaultClosed` where the vault does not answer."""
    reports = reports_of(subject)
    records = {detail.code: own_records(detail) for detail in reports}
    profile = profile_record(subject)
    requests = queries.own_requests(subject)
    asked = [row.record_id for row in requests if row.record_id]
    beside = [held for held in held_beside(whose_beside(subject, reports)) if held.is_own]
    every = [
        *(record for many in records.values() for record in many),
        *asked,
        *([profile] if profile else []),
    ]
    fields, further = _opened(subject, every, [item for held in beside for item in held.items])
    erased = erased_among(subject.jurisdiction_id, [*every, *further])
    codes = {detail.id: detail.code for detail in reports}
    return Extract(
        at=at,
        phones=_phones(subject),
        identities=_identities(subject),
        sessions=tuple((each.device, each.started_at) for each in citizen_sessions.lasting(citizen, at=at))
        if citizen
        else (),
        profile=fields.get(profile, {}) if profile else {},
        reports=tuple(_report(detail, records[detail.code], fields, erased) for detail in reports),
        beside=tuple(_beside(held, further, erased, codes) for held in beside),
        standing=_standing(subject),
        requests=tuple((row, fields.get(row.record_id, {}) if row.record_id else {}) for row in requests),
        looks=_looks(subject, [*every, *further]),
        wished=_wished(subject),
        pushes=tuple(reaching.pushes_of(subject.jurisdiction_id, subject.person_id))
        if subject.person_id
        else (),
        choices=tuple(choices_of(subject)),
    )


def _opened(
    subject: DataSubject, every: list[uuid.UUID], items: list[Item]
) -> tuple[dict[uuid.UUID, dict[str, str]], dict[uuid.UUID, dict[str, str]]]:
    """What is in the subject's own records, and in those of the items beside their reports, by record."""
    wanted = [Look(every, FIELDS, str(subject.key), PURPOSE)] if every else []
    further: dict[frozenset[str], list[uuid.UUID]] = {}
    for item in items:
        further.setdefault(item.fields, []).append(item.record)
    wanted += [Look(records, names, str(subject.key), PURPOSE) for names, records in further.items()]
    opened = corrected_looks(subject.jurisdiction_id, wanted)
    own = opened[0] if every else {}
    return own, {record: found for each in opened[bool(every) :] for record, found in each.items()}


def _beside(
    held: Held,
    opened: dict[uuid.UUID, dict[str, str]],
    erased: set[uuid.UUID],
    codes: dict[uuid.UUID, str],
) -> HeldBeside:
    words = ((item.at, item.by, item.read(opened.get(item.record, {}))) for item in held.items)
    return HeldBeside(
        kind=held.kind,
        at=held.at,
        reports=tuple(sorted(codes[case] for case in held.cases if case in codes)),
        words=tuple(each for each in words if each[2]),
        files=len(held.files),
        is_erased=bool(held.items) and {item.record for item in held.items} <= erased,
    )


def _report(
    detail: Detail, records: list[uuid.UUID], fields: dict[uuid.UUID, dict[str, str]], erased: set[uuid.UUID]
) -> HeldReport:
    held = [fields.get(record, {}) for record in records]
    personal = {name: value for name, value in (held[0] if held else {}).items() if name != "description"}
    # Words of a state secret are read where the secret's file lies, and nowhere else.
    words = (
        () if detail.is_withheld else tuple(each["description"] for each in held if each.get("description"))
    )
    return HeldReport(
        code=detail.code,
        case=detail.case,
        personal=personal,
        words=words,
        photos=len(detail.case.files),
        is_erased=bool(records) and set(records) <= erased,
    )


def _wished(subject: DataSubject) -> Wishes:
    senders = senders_of(subject)
    return wishes.of(subject.jurisdiction_id, senders[0]) if senders else Wishes()


def _phones(subject: DataSubject) -> tuple[str, ...]:
    if subject.person_id is None:
        return ()
    found = citizens.phones_of(jurisdiction_id=subject.jurisdiction_id, person_id=subject.person_id)
    return tuple(phone.number for phone in found)


def _identities(subject: DataSubject) -> tuple[str, ...]:
    if subject.person_id is None:
        return ()
    found = citizens.identities_of(jurisdiction_id=subject.jurisdiction_id, person_id=subject.person_id)
    return tuple(identity.kind for identity in found)


def _standing(subject: DataSubject) -> Standing:
    if subject.person_id is not None:
        return standings.standing_of_person(
            jurisdiction_id=subject.jurisdiction_id, person_id=subject.person_id
        )
    assert subject.sender_id is not None
    return standings.standing_of(jurisdiction_id=subject.jurisdiction_id, sender=subject.sender_id)


_LOOKS = """
SELECT l.looked_at, coalesce(s.name, ''), s.id IS NULL AND l.actor_id <> '00000000-0000-0000-0000-000000000000',
       l.fields, l.purpose
FROM people_look l
LEFT JOIN people_staff s ON s.jurisdiction_id = l.jurisdiction_id AND s.id = l.actor_id
WHERE l.jurisdiction_id = %s AND l.record_id = ANY(%s)
ORDER BY l.id DESC LIMIT %s
"""


def _looks(subject: DataSubject, records: list[uuid.UUID]) -> tuple[HeldLook, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS, [subject.jurisdiction_id, records, MOST_LOOKS])
        return tuple(
            HeldLook(at, who, is_own, tuple(fields), purpose)
            for at, who, is_own, fields, purpose in cursor.fetchall()
        )

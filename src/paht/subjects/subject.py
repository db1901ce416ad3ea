"""Whose data a request is about: a person with an account, or the sender of one report; and what is held about them."""

import uuid
from dataclasses import dataclass

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.beside import Whose
from paht.cases.erasing import own_records
from paht.cases.queries import Detail
from paht.law.casework.case import Actor
from paht.people import choices, wishes
from paht.people.actors import sender
from paht.people.choices import Choice
from paht.people.citizen_sessions import Citizen
from paht.people.senders import has_index


@dataclass(frozen=True, slots=True)
class DataSubject:
    """Whoever proved to be the person (``person_id``), or the sender of that one report (``case_id``)."""

    jurisdiction_id: int
    person_id: uuid.UUID | None
    case_id: uuid.UUID | None
    sender_id: uuid.UUID | None

    @property
    def key(self) -> uuid.UUID:
        """Under which key the subject's own looks are recorded."""
        found = self.person_id or self.sender_id
        assert found is not None, "a subject is a person or a sender"
        return found

    @property
    def actor(self) -> Actor:
        """The actor that the law knows."""
        return sender(self.key)


def subject_of_citizen(citizen: Citizen) -> DataSubject:
    """The person who is signed in; messages go to the phone confirmed last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sender_id FROM people_phone WHERE jurisdiction_id = %s AND person_id = %s AND left_at IS NULL "
            "ORDER BY verified_at DESC, id LIMIT 1",
            [citizen.jurisdiction_id, citizen.person_id],
        )
        row = cursor.fetchone()
    return DataSubject(citizen.jurisdiction_id, citizen.person_id, None, row[0] if row else None)


def subject_of_report(detail: Detail, *, jurisdiction_id: int) -> DataSubject | None:
    """The sender of the report; ``None`` where nobody sent it (it began at the desk)."""
    if not detail.case.sender:
        return None
    return DataSubject(jurisdiction_id, None, detail.id, uuid.UUID(detail.case.sender))


_CODES = """
SELECT c.code FROM cases_case c WHERE c.jurisdiction_id = %(jurisdiction)s AND (c.id = %(case)s OR c.id IN (
    SELECT k.about_id FROM people_claim k WHERE k.jurisdiction_id = c.jurisdiction_id AND k.person_id = %(person)s
    AND k.is_own))
ORDER BY c.sent_at DESC, c.id LIMIT %(limit)s
"""
MOST_REPORTS = 500
"""A person's reports that one request reaches; nobody has had as many."""


def reports_of(subject: DataSubject) -> list[Detail]:
    """The reports that are the subject's, latest first."""
    given = {
        "jurisdiction": subject.jurisdiction_id,
        "case": subject.case_id,
        "person": subject.person_id,
        "limit": MOST_REPORTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CODES, given)
        codes = [row[0] for row in cursor.fetchall()]
    found = (queries.followed(jurisdiction_id=subject.jurisdiction_id, code=code) for code in codes)
    return [detail for detail in found if detail is not None]


def senders_of(subject: DataSubject) -> list[uuid.UUID]:
    """Under which senders the subject is known: of all their phones, else of the one report."""
    if subject.person_id is not None:
        return wishes.senders_of_person(subject.jurisdiction_id, subject.person_id)
    return [subject.sender_id] if subject.sender_id is not None else []


def whose_beside(subject: DataSubject, reports: list[Detail]) -> Whose:
    """Whose letters, calls and conversations they are."""
    cases = [detail.id for detail in reports]
    return Whose(subject.jurisdiction_id, cases, senders_of(subject), subject.person_id)


def choices_of(subject: DataSubject) -> list[Choice]:
    """Which way of being written to the subject allowed or refused when, the latest first."""
    return choices.of(subject.jurisdiction_id, {*senders_of(subject), subject.key})


def form_records(reports: list[Detail]) -> list[uuid.UUID]:
    """The records in which the subject said who they are."""
    return [records[0] for detail in reports if (records := own_records(detail))]


def profile_record(subject: DataSubject) -> uuid.UUID | None:
    """The record that fills in a person's next form."""
    if subject.person_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT profile_id FROM people_person WHERE jurisdiction_id = %s AND id = %s",
            [subject.jurisdiction_id, subject.person_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def is_number_of(subject: DataSubject, phone_index: bytes) -> bool:
    """Whether the number of that blind index is one that the subject has confirmed, or sent the report with."""
    if subject.person_id is None:
        assert subject.sender_id is not None, "a subject is a person or a sender"
        return has_index(
            jurisdiction_id=subject.jurisdiction_id, sender_id=subject.sender_id, phone_index=phone_index
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM people_phone p JOIN people_sender s ON s.jurisdiction_id = p.jurisdiction_id "
            "AND s.id = p.sender_id WHERE p.jurisdiction_id = %s AND p.person_id = %s AND p.left_at IS NULL "
            "AND s.phone_index = %s",
            [subject.jurisdiction_id, subject.person_id, phone_index],
        )
        return cursor.fetchone() is not None


def reload(jurisdiction: Jurisdiction, subject: DataSubject) -> DataSubject:
    """The subject as it is now: a person who was merged into another is that one."""
    if subject.person_id is None:
        return subject
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(merged_into, id) FROM people_person WHERE jurisdiction_id = %s AND id = %s",
            [jurisdiction.id, subject.person_id],
        )
        row = cursor.fetchone()
    person = row[0] if row else subject.person_id
    return DataSubject(subject.jurisdiction_id, person, None, subject.sender_id)

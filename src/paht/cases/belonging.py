"""Whose report it is: what a person with a confirmed phone has called their own, or not theirs.

Anybody can type a number into a form. A report is a person's when they sent it signed in under a phone of theirs, or
say of one that was sent under it that it is theirs; it is one person's at most. What they say is not theirs is never
held against them.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.people.citizen_sessions import Citizen

PAGE = 20


@dataclass(frozen=True, slots=True)
class Own:
    """A report in a person's list."""

    id: uuid.UUID
    code: str
    kind: str
    field: str
    stage: str
    sent_at: datetime
    due_at: datetime | None
    waits_for_sender: bool


_ROW = "c.id, c.code, c.kind, c.field, c.stage, c.sent_at, c.due_at, c.holder = 'sender'"

_PHONES = """(SELECT p.sender_id FROM people_phone p
    WHERE p.jurisdiction_id = %(jurisdiction)s AND p.person_id = %(person)s AND p.left_at IS NULL)"""

_NOBODYS = """NOT EXISTS (SELECT FROM people_claim x WHERE x.jurisdiction_id = %(jurisdiction)s
    AND x.about_id = {about} AND (x.is_own OR x.person_id = %(person)s))"""


_OPEN_TO_THEM = f"""SELECT c.id FROM cases_case c WHERE c.jurisdiction_id = %(jurisdiction)s AND c.id = %(about)s
    AND c.sender_id IN {_PHONES} AND {_NOBODYS.format(about="c.id")}"""
"""The report, where it was sent under a phone of the person's and nobody has called it their own."""


def reports_of(
    citizen: Citizen, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> list[Own]:
    """The person's reports, latest first, after (sent_at, id) of the last one seen."""
    place = "AND (c.sent_at, c.id) < (%(sent_at)s, %(id)s)" if after else ""
    sent_at, last = after or (None, None)
    return _rows(
        f"SELECT {_ROW} FROM people_claim k JOIN cases_case c ON c.jurisdiction_id = k.jurisdiction_id "
        "AND c.id = k.about_id WHERE k.jurisdiction_id = %(jurisdiction)s AND k.person_id = %(person)s AND k.is_own "
        f"{place} ORDER BY c.sent_at DESC, c.id DESC LIMIT %(limit)s",
        {**_keys(citizen), "sent_at": sent_at, "id": last, "limit": limit},
    )


def undecided(citizen: Citizen, *, limit: int = PAGE) -> list[Own]:
    """What was sent under the person's phones and nobody has called their own, latest first."""
    return _rows(
        f"SELECT {_ROW} FROM cases_case c WHERE c.jurisdiction_id = %(jurisdiction)s "
        f"AND c.sender_id IN {_PHONES} AND {_NOBODYS.format(about='c.id')} "
        "ORDER BY c.sent_at DESC, c.id DESC LIMIT %(limit)s",
        {**_keys(citizen), "limit": limit},
    )


def decide_whose(citizen: Citizen, *, case_id: uuid.UUID, is_own: bool, at: datetime) -> bool:
    """The person says whether a report sent under a phone of theirs is theirs, once; whether that took effect."""
    return _decide(_OPEN_TO_THEM, {**_keys(citizen), "about": case_id, "own": is_own, "at": at})


def claim_words(
    *,
    jurisdiction_id: int,
    record_id: uuid.UUID,
    sender_id: uuid.UUID,
    person_id: uuid.UUID,
    at: datetime,
) -> bool:
    """What somebody signed in has asked about a public result is theirs, where the number that they gave is."""
    return _decide(
        f"SELECT %(about)s::uuid WHERE %(sender)s::uuid IN {_PHONES}",
        {
            "jurisdiction": jurisdiction_id,
            "person": person_id,
            "about": record_id,
            "sender": sender_id,
            "own": True,
            "at": at,
        },
    )


def claim_of_chat(
    *, jurisdiction_id: int, person_id: uuid.UUID, case_ids: Sequence[uuid.UUID], at: datetime
) -> None:
    """What was sent in a conversation of the person's is theirs, unless somebody has called it their own."""
    given = {
        "jurisdiction": jurisdiction_id,
        "person": person_id,
        "about": list(case_ids),
        "own": True,
        "at": at,
    }
    _decide(f"SELECT y FROM unnest(%(about)s::uuid[]) AS y WHERE {_NOBODYS.format(about='y')}", given)


def owns(citizen: Citizen, *, case_id: uuid.UUID) -> bool:
    """Whether the report is the person's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM people_claim WHERE jurisdiction_id = %s AND about_id = %s AND person_id = %s AND is_own",
            [citizen.jurisdiction_id, case_id, citizen.person_id],
        )
        return cursor.fetchone() is not None


def may_decide(citizen: Citizen, *, case_id: uuid.UUID) -> bool:
    """Whether the report was sent under a phone of the person's and nobody has called it their own."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_TO_THEM, {**_keys(citizen), "about": case_id})
        return cursor.fetchone() is not None


def _decide(which: str, given: dict[str, Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_claim (jurisdiction_id, about_id, person_id, is_own, decided_at) "
            f"SELECT %(jurisdiction)s, found.id, %(person)s, %(own)s, %(at)s FROM ({which}) AS found(id) "
            "ON CONFLICT DO NOTHING",
            given,
        )
        return bool(cursor.rowcount == 1)


def _keys(citizen: Citizen) -> dict[str, Any]:
    return {"jurisdiction": citizen.jurisdiction_id, "person": citizen.person_id}


def _rows(statement: str, given: dict[str, Any]) -> list[Own]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [Own(*row) for row in cursor.fetchall()]


def has_open(jurisdiction_id: int, senders: Sequence[uuid.UUID]) -> bool:
    """Whether a report of one of the senders has not come to its end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM cases_case WHERE jurisdiction_id = %s AND sender_id = ANY(%s) AND ended_at IS NULL LIMIT 1",
            [jurisdiction_id, list(senders)],
        )
        return cursor.fetchone() is not None

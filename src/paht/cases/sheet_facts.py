"""What lies outside a report and speaks for or against its being a new matter: its sender's others, others' nearby."""

import json
import math
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.agencies.geography.plane import KM_PER_DEGREE, great_circle_km
from paht.evidence import likeness
from paht.evidence.examinations import waiting_among
from paht.law.casework.case import Case, Place
from paht.law.evidence.likeness import HANDLING_TERMS, NEIGHBOUR_DAYS, SAME_PLACE_M, Earlier
from paht.people import vault_likeness
from paht.people.vault_wire import TooMany, VaultClosed

MOST_OTHERS = 20
"""How many of a sender's reports are compared: the latest."""
MOST_NEIGHBOURS = 10

OWN_SENDERS = """
SELECT array_agg(DISTINCT one) FROM (
    SELECT unnest(people_senders_with(s.jurisdiction_id, coalesce(s.same_as, s.id))) AS one
    FROM people_sender s WHERE s.jurisdiction_id = %(jurisdiction)s AND s.id = %(sender)s
    UNION ALL SELECT s.id FROM people_sender s
    WHERE s.jurisdiction_id = %(jurisdiction)s AND s.same_as = %(sender)s
    UNION ALL SELECT %(sender)s) AS every
"""
"""Whoever is the same person, as far as is known without a number: confirmed phones of one account, and rows of a time
when the vault was down."""

_SENT_BEFORE = """
SELECT c.id, c.code, c.field, c.latitude, c.longitude, c.ended_at IS NULL, c.state -> 'files',
       c.state -> 'original' ->> 'id',
       (SELECT max(d.due_at) FROM cases_duty d WHERE d.jurisdiction_id = c.jurisdiction_id AND d.case_id = c.id
        AND d.subject = 'assignment' AND d.term = ANY(%(terms)s))
FROM cases_case c
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.sender_id = ANY(%(senders)s)
AND (c.sent_at, c.id) < (%(sent_at)s, %(case)s) AND c.stage <> 'withdrawn'
AND c.id IS DISTINCT FROM %(linked)s AND c.state ->> 'secret_reference' IS NULL
ORDER BY c.sent_at DESC, c.id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Others:
    """The sender's earlier reports, and whether the words could be compared (the vault answered); ``awaited`` are the
    files of theirs that are not examined yet."""

    senders: tuple[uuid.UUID, ...]
    earlier: tuple[Earlier, ...]
    compared: bool
    awaited: tuple[uuid.UUID, ...] = ()


def others_of_sender(*, jurisdiction_id: int, case: Case, file_ids: Collection[uuid.UUID]) -> Others:
    """The sender's earlier reports beside this one, the latest first; none for a report without a sender, and never the
    answered one that this one takes up again (VL.5.6)."""
    if not case.sender or case.sent_at is None:
        return Others((), (), compared=True)
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "sender": uuid.UUID(case.sender),
        "case": uuid.UUID(case.id),
        "linked": uuid.UUID(case.linked_to) if case.linked_to else None,
        "sent_at": case.sent_at,
        "terms": list(HANDLING_TERMS),
        "limit": MOST_OTHERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(OWN_SENDERS, given)
        senders = tuple((cursor.fetchone() or ([],))[0])
        cursor.execute(_SENT_BEFORE, given | {"senders": list(senders)})
        rows = cursor.fetchall()
    if not rows:
        return Others(senders, (), compared=True)
    files = {row[0]: [uuid.UUID(file["id"]) for file in json.loads(row[6])] for row in rows}
    theirs = [one for many in files.values() for one in many]
    bits = likeness.nearest_among(jurisdiction_id=jurisdiction_id, file_ids=file_ids, others=theirs)
    words = _words(jurisdiction_id, case, [uuid.UUID(row[7]) for row in rows if row[7]])
    earlier = []
    for key, code, field, latitude, longitude, is_open, kept, original, due_at in rows:
        near = [bits[file] for file in files[key] if file in bits]
        if {file["sha256"] for file in json.loads(kept)} & {file.sha256 for file in case.files}:
            near.append(0)
        earlier.append(
            Earlier(
                code=code,
                pictures=bool(files[key]),
                bits=min(near, default=None),
                words=None if words is None else words.get(uuid.UUID(original), 0.0) if original else 0.0,
                same_field=field == case.field.value,
                metres=metres_between(case.place, latitude, longitude),
                is_open=is_open,
                handling_due_at=due_at,
            )
        )
    awaited = waiting_among(jurisdiction_id=jurisdiction_id, file_ids=theirs)
    return Others(senders, tuple(earlier), compared=words is not None, awaited=awaited)


def _words(jurisdiction_id: int, case: Case, records: Sequence[uuid.UUID]) -> dict[uuid.UUID, float] | None:
    """How alike the sealed texts are; ``None`` where the vault does not answer."""
    if case.original is None or case.original.is_blank:
        return {}
    try:
        return vault_likeness.likeness(
            jurisdiction_id=jurisdiction_id, record_id=uuid.UUID(case.original.id), others=records
        )
    except (VaultClosed, TooMany):
        return None


def metres_between(place: Place | None, latitude: float | None, longitude: float | None) -> float | None:
    """How far a point is from the place; ``None`` where one of them is missing."""
    if place is None or latitude is None or longitude is None:
        return None
    return 1000 * great_circle_km(place.latitude, place.longitude, latitude, longitude)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another sender's report that may be of the same matter."""

    id: uuid.UUID
    code: str
    sent_at: datetime
    metres: float


NEAR = """
SELECT c.id, c.code, c.sent_at, c.latitude, c.longitude
FROM cases_case c
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.field = %(field)s
AND c.latitude BETWEEN %(south)s AND %(north)s AND c.longitude BETWEEN %(west)s AND %(east)s
AND c.sent_at BETWEEN %(since)s AND %(until)s AND c.latitude IS NOT NULL
AND NOT c.sender_id = ANY(%(senders)s) AND c.id <> %(case)s AND NOT c.stage = ANY('{withdrawn,refused}')
ORDER BY c.sent_at DESC, c.id DESC LIMIT 50
"""


def near(*, jurisdiction_id: int, case: Case, senders: Collection[uuid.UUID]) -> list[Neighbour]:
    """What other senders reported of the same field within :data:`SAME_PLACE_M` and :data:`NEIGHBOUR_DAYS` before, the
    nearest first: a link for the officer, never a reason to refuse."""
    if case.place is None or case.sent_at is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEAR, box(case, case.place, jurisdiction_id=jurisdiction_id, senders=senders))
        rows = cursor.fetchall()
    found = []
    for key, code, sent_at, latitude, longitude in rows:
        metres = metres_between(case.place, latitude, longitude)
        if metres is not None and metres <= SAME_PLACE_M:
            found.append(Neighbour(key, code, sent_at, metres))
    return sorted(found, key=lambda one: one.metres)[:MOST_NEIGHBOURS]


def box(case: Case, place: Place, *, jurisdiction_id: int, senders: Collection[uuid.UUID]) -> dict[str, Any]:
    """The parameters of :data:`NEAR`: a box of degrees around the circle, which is then measured exactly."""
    assert case.sent_at is not None
    high = SAME_PLACE_M / 1000 / KM_PER_DEGREE
    wide = high / max(0.01, math.cos(math.radians(place.latitude)))
    return {
        "jurisdiction": jurisdiction_id,
        "field": case.field.value,
        "south": place.latitude - high,
        "north": place.latitude + high,
        "west": place.longitude - wide,
        "east": place.longitude + wide,
        "since": case.sent_at - timedelta(days=NEIGHBOUR_DAYS),
        "until": case.sent_at,
        "senders": list(senders),
        "case": uuid.UUID(case.id),
    }

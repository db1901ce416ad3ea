"""Reading candidates for the desk: a list by score with keyset pages, one of them whole, the reports close by."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from paht.candidates.keeping import NEAR_DEGREES
from paht.law.evidence.likeness import NEAR_BITS

PAGE = 50
RECENT = timedelta(days=14)
"""Reports of the same field close by count for so long."""
MOST_MEMBERS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate of the list: the head of its group, with the nearest recent report of its field."""

    id: uuid.UUID
    source: str
    origin: str
    found_at: datetime
    word: str
    field: str
    words: str
    confidence: float
    commune: str
    has_picture: bool
    score: int
    members: int
    is_flood: bool
    near_code: str | None


_LIST = """
SELECT c.id, c.source, COALESCE(d.name, f.name, ''), c.found_at, c.word, c.field, c.words, c.confidence, c.commune,
    c.file_id IS NOT NULL, c.score, c.members, c.is_flood, n.code
FROM (
    SELECT * FROM candidates_candidate
    WHERE jurisdiction_id = %(jurisdiction)s AND state = 'open' AND group_id = id
    AND (score, id) < (%(score)s, %(id)s)
    ORDER BY score DESC, id DESC LIMIT %(limit)s
) c
LEFT JOIN candidates_device d ON d.jurisdiction_id = c.jurisdiction_id AND d.id = c.origin_id
LEFT JOIN candidates_feed f ON f.jurisdiction_id = c.jurisdiction_id AND f.id = c.origin_id
LEFT JOIN LATERAL (
    SELECT r.code FROM cases_case r
    WHERE r.jurisdiction_id = c.jurisdiction_id AND r.field = c.field
    AND r.latitude BETWEEN c.latitude - %(near)s AND c.latitude + %(near)s
    AND r.longitude BETWEEN c.longitude - %(near)s AND c.longitude + %(near)s
    AND r.sent_at > c.found_at - %(recent)s
    ORDER BY r.sent_at DESC, r.id DESC LIMIT 1
) n ON true
ORDER BY c.score DESC, c.id DESC
"""

LAST = uuid.UUID(int=(1 << 128) - 1)


def listed(
    *, jurisdiction_id: int, after: tuple[int, uuid.UUID] | None = None, limit: int = PAGE + 1
) -> list[Row]:
    """What waits for an officer, the likeliest first: one statement, whatever waits behind it."""
    score, candidate_id = after or (1000, LAST)
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "score": score,
        "id": candidate_id,
        "limit": limit,
        "near": NEAR_DEGREES,
        "recent": RECENT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LIST, given)
        return [Row(*row) for row in cursor.fetchall()]


def first(*, jurisdiction_id: int) -> uuid.UUID | None:
    """The likeliest that waits."""
    rows = listed(jurisdiction_id=jurisdiction_id, limit=1)
    return rows[0].id if rows else None


MOST_COUNTED = 1000


def waiting(*, jurisdiction_id: int) -> int:
    """How many groups wait, counted up to a thousand: the navigation says no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM candidates_candidate WHERE jurisdiction_id = %s AND state = 'open' "
            "AND group_id = id LIMIT %s) c",
            [jurisdiction_id, MOST_COUNTED],
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Whole:
    """One candidate with all that an officer needs to judge it."""

    id: uuid.UUID
    group_id: uuid.UUID
    source: str
    origin: str
    owner: str
    calibration: str
    event: str
    found_at: datetime
    word: str
    kind: str
    field: str
    words: str
    confidence: float
    latitude: float | None
    longitude: float | None
    commune: str
    file_id: uuid.UUID | None
    score: int
    members: int
    is_flood: bool
    state: str
    decided_at: datetime | None
    decided_by: uuid.UUID | None
    reason: str
    case_id: uuid.UUID | None


def whole(*, jurisdiction_id: int, candidate_id: uuid.UUID) -> Whole | None:
    """The candidate, or ``None``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.group_id, c.source, COALESCE(d.name, f.name, ''), COALESCE(d.owner, f.url, ''), "
            "COALESCE(d.calibration, ''), c.event, c.found_at, c.word, c.kind, c.field, c.words, c.confidence, "
            "c.latitude, c.longitude, c.commune, c.file_id, c.score, c.members, c.is_flood, c.state, c.decided_at, "
            "c.decided_by, c.reason, c.case_id FROM candidates_candidate c "
            "LEFT JOIN candidates_device d ON d.jurisdiction_id = c.jurisdiction_id AND d.id = c.origin_id "
            "LEFT JOIN candidates_feed f ON f.jurisdiction_id = c.jurisdiction_id AND f.id = c.origin_id "
            "WHERE c.jurisdiction_id = %s AND c.id = %s",
            [jurisdiction_id, candidate_id],
        )
        row = cursor.fetchone()
    return Whole(*row) if row else None


class Member(NamedTuple):
    """One of a group."""

    id: uuid.UUID
    found_at: datetime
    word: str
    confidence: float
    file_id: uuid.UUID | None


def members(*, jurisdiction_id: int, group_id: uuid.UUID) -> list[Member]:
    """The first dozen of a group, its head before the others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, found_at, word, confidence, file_id FROM candidates_candidate "
            "WHERE jurisdiction_id = %s AND group_id = %s ORDER BY id <> group_id, found_at, id LIMIT %s",
            [jurisdiction_id, group_id, MOST_MEMBERS],
        )
        return [Member(*row) for row in cursor.fetchall()]


class Near(NamedTuple):
    """A report close by, or with a like picture."""

    id: uuid.UUID
    code: str
    stage: str
    sent_at: datetime
    metres: int | None
    is_alike: bool


_NEAR = """
WITH me AS (
    SELECT * FROM candidates_candidate WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s
), close AS (
    SELECT r.id, r.code, r.stage, r.sent_at, r.latitude, r.longitude
    FROM me JOIN cases_case r ON r.jurisdiction_id = me.jurisdiction_id AND r.field = me.field
    AND r.latitude BETWEEN me.latitude - %(near)s AND me.latitude + %(near)s
    AND r.longitude BETWEEN me.longitude - %(near)s AND me.longitude + %(near)s
    AND r.sent_at > me.found_at - %(recent)s
    ORDER BY r.sent_at DESC, r.id DESC LIMIT 20
), alike AS (
    SELECT DISTINCT h.about_id FROM me CROSS JOIN unnest(me.hashes) AS ours
    JOIN evidence_hash h ON h.jurisdiction_id = %(jurisdiction)s AND h.about_id IS NOT NULL
        AND (h.band0 = (ours & 65535) OR h.band1 = (ours >> 16 & 65535) OR h.band2 = (ours >> 32 & 65535)
            OR h.band3 = (ours >> 48 & 65535))
        AND bit_count((h.hash # ours)::bit(64)) <= %(bits)s AND (h.place = 0 OR ours = me.hashes[1])
    LIMIT 20
), found AS (
    SELECT id FROM close UNION SELECT about_id FROM alike
)
SELECT r.id, r.code, r.stage, r.sent_at,
    (111320 * sqrt((r.latitude - me.latitude) ^ 2 + ((r.longitude - me.longitude) * cosd(me.latitude)) ^ 2))::int,
    EXISTS (SELECT FROM alike a WHERE a.about_id = r.id)
FROM found JOIN cases_case r ON r.jurisdiction_id = %(jurisdiction)s AND r.id = found.id CROSS JOIN me
ORDER BY 6 DESC, 5 NULLS LAST, r.sent_at DESC, r.id LIMIT 10
"""


def near_reports(*, jurisdiction_id: int, candidate_id: uuid.UUID) -> list[Near]:
    """The reports that may be about the same: with a like picture, of the same field within 150 metres."""
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "id": candidate_id,
        "bits": NEAR_BITS,
        "near": NEAR_DEGREES,
        "recent": RECENT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, given)
        return [Near(*row) for row in cursor.fetchall()]

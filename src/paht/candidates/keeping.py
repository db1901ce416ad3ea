"""Keeping a candidate once, and grouping it with those that say the same: a flood of one device, a like picture, the
same field close by. Only what waits for an officer is joined; the head of a group is the one that is listed."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from paht.candidates.candidate import Candidate, score
from paht.law.evidence.likeness import NEAR_BITS
from paht.people.vault import Sealed

FLOOD, FLOOD_LENGTH = 20, timedelta(minutes=10)
"""From so many findings of one device in that length on, all that follow belong together, whatever they show."""
TOGETHER = timedelta(hours=6)
"""Findings of the same field close by are one matter for so long after the group began."""
ALIKE_FOR = timedelta(hours=48)
NEAR_DEGREES = 0.00135
"""150 metres from south to north; a little less from west to east here."""

_FLOOD = """
SELECT count(*), (
    SELECT c.group_id FROM candidates_candidate c JOIN candidates_candidate h
        ON h.jurisdiction_id = c.jurisdiction_id AND h.id = c.group_id AND h.state = 'open'
    WHERE c.jurisdiction_id = %(jurisdiction)s AND c.origin_id = %(origin)s AND c.received_at > %(flood)s
    ORDER BY c.received_at DESC, c.id DESC LIMIT 1)
FROM candidates_candidate
WHERE jurisdiction_id = %(jurisdiction)s AND origin_id = %(origin)s AND received_at > %(flood)s AND state <> 'below'
"""

_ALIKE = """
SELECT c.group_id FROM candidates_candidate c JOIN candidates_candidate h
    ON h.jurisdiction_id = c.jurisdiction_id AND h.id = c.group_id AND h.state = 'open',
    unnest(c.hashes) AS theirs, unnest(%(hashes)s::bigint[]) AS ours
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.state = 'open' AND c.hashes <> '{}' AND c.received_at > %(alike)s
AND bit_count((theirs # ours)::bit(64)) <= %(bits)s AND (theirs = c.hashes[1] OR ours = %(whole)s)
ORDER BY c.received_at, c.id LIMIT 1
"""

_NEAR = """
SELECT id FROM candidates_candidate
WHERE jurisdiction_id = %(jurisdiction)s AND state = 'open' AND group_id = id AND field = %(field)s
AND latitude BETWEEN %(latitude)s - %(near)s AND %(latitude)s + %(near)s
AND longitude BETWEEN %(longitude)s - %(near)s AND %(longitude)s + %(near)s
AND found_at BETWEEN %(found)s - %(together)s AND %(found)s + %(together)s
ORDER BY found_at, id LIMIT 1
"""

_INSERT = """
INSERT INTO candidates_candidate (jurisdiction_id, id, group_id, source, origin_id, event, found_at, received_at, word,
    kind, field, words, confidence, latitude, longitude, commune, file_id, hashes, score, state)
VALUES (%(jurisdiction)s, %(id)s, %(group)s, %(source)s, %(origin)s, %(event)s, %(found)s, %(received)s, %(word)s,
    %(kind)s, %(field)s, %(words)s, %(confidence)s, %(latitude)s, %(longitude)s, %(commune)s, %(file)s, %(hashes)s,
    %(score)s, %(state)s)
ON CONFLICT DO NOTHING
"""

_SEALED = """
INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""

_JOINED = """
UPDATE candidates_candidate SET members = members + 1, is_flood = is_flood OR %(is_flood)s,
    score = LEAST(100, GREATEST(score + CASE WHEN members <= 10 THEN 1 ELSE 0 END, %(score)s))
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(group)s
"""


def is_kept(*, jurisdiction_id: int, candidate_id: uuid.UUID) -> bool:
    """Whether the candidate is there already: the event was handled, and only its end was not noted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM candidates_candidate WHERE jurisdiction_id = %s AND id = %s",
            [jurisdiction_id, candidate_id],
        )
        return cursor.fetchone() is not None


def keep(candidate: Candidate, *, jurisdiction_id: int, sealed: Sealed | None = None) -> uuid.UUID | None:
    """Keep the candidate, once, with what of it only the vault may hold; the group that it joined or leads, ``None``
    where it was kept before."""
    own = score(confidence=candidate.confidence, has_picture=candidate.file_id is not None, members=1)
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "id": candidate.id,
        "source": candidate.source,
        "origin": candidate.origin_id,
        "event": candidate.event,
        "found": candidate.found_at,
        "received": candidate.received_at,
        "word": candidate.word,
        "kind": candidate.kind.value,
        "field": candidate.field.value,
        "words": candidate.words,
        "confidence": candidate.confidence,
        "latitude": candidate.latitude,
        "longitude": candidate.longitude,
        "commune": candidate.commune,
        "file": candidate.file_id,
        "hashes": list(candidate.hashes),
        "score": own,
        "state": "below" if candidate.is_below else "open",
        "flood": candidate.received_at - FLOOD_LENGTH,
        "alike": candidate.received_at - ALIKE_FOR,
        "together": TOGETHER,
        "near": NEAR_DEGREES,
        "bits": NEAR_BITS,
        "whole": candidate.hashes[0] if candidate.hashes else None,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Two workers must not make two groups of one matter.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x0F1D, jurisdiction_id])
        group, is_flood = (None, False) if candidate.is_below else _group(cursor, given)
        given |= {"group": group or candidate.id, "is_flood": is_flood}
        cursor.execute(_INSERT, given)
        if cursor.rowcount == 0:
            return None
        if group is not None:
            cursor.execute(_JOINED, given)
        if sealed is not None:
            values: list[Any] = [
                jurisdiction_id,
                sealed.id,
                sealed.key_version,
                sealed.wrapped_key,
                sealed.sealed,
            ]
            cursor.execute(_SEALED, [*values, candidate.received_at])
    return group or candidate.id


def _group(cursor: Any, given: dict[str, Any]) -> tuple[uuid.UUID | None, bool]:
    """The head that the candidate joins, and whether because its device tells too much."""
    cursor.execute(_FLOOD, given)
    lately, of_device = cursor.fetchone()
    if lately >= FLOOD and of_device is not None:
        return of_device, True
    for statement, is_asked in ((_ALIKE, given["hashes"]), (_NEAR, given["latitude"] is not None)):
        if is_asked:
            cursor.execute(statement, given)
            if (row := cursor.fetchone()) is not None:
                return row[0], False
    return None, False

"""Finding like pictures by their hashes of 64 bits.

The first hash of a file is that of the whole picture, the others are those of parts; two pictures are alike when the
whole of one is near anything of the other. Among few files (a sender's) every pair is compared. Among all files a hash
is looked up by its four bands of 16 bits: two hashes that differ in at most three bits have a band in common, and the
exact distance is counted on what was found.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from paht.law.evidence.likeness import NEAR_BITS

BANDS, BAND_BITS = 4, 16
assert NEAR_BITS < BANDS, "else two that are near may differ in every band"

_AMONG = """
SELECT b.file_id, min(bit_count((a.hash # b.hash)::bit(64)))
FROM evidence_hash a JOIN evidence_hash b ON b.jurisdiction_id = a.jurisdiction_id
WHERE a.jurisdiction_id = %s AND a.file_id = ANY(%s) AND b.file_id = ANY(%s)
AND (a.place = 0 OR b.place = 0)
GROUP BY b.file_id
"""


def nearest_among(
    *, jurisdiction_id: int, file_ids: Collection[uuid.UUID], others: Collection[uuid.UUID]
) -> dict[uuid.UUID, int]:
    """In how many bits (0 to 64) each of the others differs from the nearest of the files; without those that have no
    hash."""
    if not file_ids or not others:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_AMONG, [jurisdiction_id, list(file_ids), list(others)])
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Alike:
    """What a like picture belongs to, and in how many bits it differs."""

    about_id: uuid.UUID
    bits: int


def belong(*, jurisdiction_id: int, about_id: uuid.UUID, file_ids: Collection[uuid.UUID]) -> None:
    """Write what the files belong to beside their hashes; where it stands already nothing is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_hash SET about_id = %s WHERE jurisdiction_id = %s AND file_id = ANY(%s) "
            "AND about_id IS DISTINCT FROM %s",
            [about_id, jurisdiction_id, list(file_ids), about_id],
        )


FIND = """
SELECT h.about_id, min(bit_count((h.hash # %(hash)s)::bit(64))) AS bits
FROM evidence_hash h
WHERE h.jurisdiction_id = %(jurisdiction)s
AND (h.band0 = %(band0)s OR h.band1 = %(band1)s OR h.band2 = %(band2)s OR h.band3 = %(band3)s)
AND (%(place)s = 0 OR h.place = 0) AND bit_count((h.hash # %(hash)s)::bit(64)) <= %(near)s
AND h.about_id IS NOT NULL AND h.about_id <> %(about)s
GROUP BY h.about_id ORDER BY bits, h.about_id LIMIT %(limit)s
"""


def alike(
    *, jurisdiction_id: int, about_id: uuid.UUID, file_ids: Collection[uuid.UUID], limit: int = 10
) -> list[Alike]:
    """What else shows a picture like these files, the likest first."""
    found: dict[uuid.UUID, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (hash) hash, place FROM evidence_hash WHERE jurisdiction_id = %s AND file_id = ANY(%s) "
            "ORDER BY hash, place",
            [jurisdiction_id, list(file_ids)],
        )
        for each, place in cursor.fetchall():
            cursor.execute(
                FIND, search(each, place, jurisdiction_id=jurisdiction_id, about_id=about_id, limit=limit)
            )
            for other, bits in cursor.fetchall():
                found[other] = min(bits, found.get(other, bits))
    return [Alike(other, bits) for other, bits in sorted(found.items(), key=lambda one: (one[1], one[0]))][
        :limit
    ]


def search(
    value: int, place: int, *, jurisdiction_id: int, about_id: uuid.UUID, limit: int
) -> dict[str, Any]:
    """The parameters of :data:`FIND` for one hash."""
    unsigned = value & ((1 << 64) - 1)
    bands = {f"band{n}": unsigned >> n * BAND_BITS & 0xFFFF for n in range(BANDS)}
    return {
        "hash": value,
        "place": place,
        "jurisdiction": jurisdiction_id,
        "about": about_id,
        "near": NEAR_BITS,
        "limit": limit,
        **bands,
    }

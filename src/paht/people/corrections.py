"""What data subjects had corrected: the record as sealed at first stays (it is what was sent, and is kept with the
report), and a correction, a record of its own, is laid over it. The rows are those of ``paht.subjects``."""

import uuid
from collections.abc import Sequence

from django.db import connection

from paht.people.vault import Look, Opened, looks


def corrections_of(
    *, jurisdiction_id: int, record_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The corrections of each record, oldest first; records without one are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id, correction_id FROM subjects_correction "
            "WHERE jurisdiction_id = %s AND record_id = ANY(%s) ORDER BY made_at, correction_id",
            [jurisdiction_id, list(record_ids)],
        )
        found: dict[uuid.UUID, list[uuid.UUID]] = {}
        for record, correction in cursor.fetchall():
            found.setdefault(record, []).append(correction)
    return found


def corrected_looks(jurisdiction_id: int, wanted: Sequence[Look]) -> list[Opened]:
    """As :func:`paht.people.vault.looks`, each record with its corrections laid over it. An erased record stays empty,
    whatever was corrected in it."""
    known = corrections_of(
        jurisdiction_id=jurisdiction_id, record_ids=[record for each in wanted for record in each.record_ids]
    )
    if not known:
        return looks(jurisdiction_id, wanted)
    asked = [
        Look(
            [*each.record_ids, *(one for record in each.record_ids for one in known.get(record, ()))],
            each.fields,
            each.actor_id,
            each.purpose,
            each.basis,
        )
        for each in wanted
    ]
    return [
        {
            record: _laid_over([opened.get(key, {}) for key in (record, *known.get(record, ()))])
            for record in each.record_ids
            if record in opened
        }
        for each, opened in zip(wanted, looks(jurisdiction_id, asked), strict=True)
    ]


def _laid_over(layers: Sequence[dict[str, str]]) -> dict[str, str]:
    first, *later = layers
    if not first:
        return {}
    found = dict(first)
    for layer in later:
        found |= layer
    return found


def is_restricted(*, jurisdiction_id: int, record_id: uuid.UUID) -> bool:
    """Whether its subject has had the processing of the record restricted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM subjects_restriction WHERE jurisdiction_id = %s AND record_id = %s "
            "AND lifted_at IS NULL LIMIT 1",
            [jurisdiction_id, record_id],
        )
        return cursor.fetchone() is not None

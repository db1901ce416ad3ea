"""Forgetting people: what was erased, what fell out of use, an account that is closed for good.

A profile that was replaced or rests on a consent that was withdrawn, and a number that its person gave up, have served:
their keys are destroyed by the worker (Law 91/2025/QH15: data are kept no longer than their purpose).
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import connection

from paht.people.actors import SYSTEM, actor_key
from paht.people.erasures import Erasure, Ledger, erase_through_vault
from paht.people.sql import run
from paht.people.vault_wire import TooMany, VaultClosed

UNUSED = "Dữ liệu không còn dùng: người gửi đã thay, đã bỏ hoặc đã rút đồng ý"
"""Why a key was destroyed without a request, as the record of looks says it."""
BATCH = 5


def erased_among(jurisdiction_id: int, record_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of the records were erased, as the record of looks says: nobody but the vault sees whether one has its
    key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT record_id FROM people_look WHERE jurisdiction_id = %s AND record_id = ANY(%s) "
            "AND fields = '{erased}'",
            [jurisdiction_id, list(record_ids)],
        )
        return {row[0] for row in cursor.fetchall()}


def drop_profile(jurisdiction_id: int, person_id: uuid.UUID) -> None:
    """Nothing fills in the person's next form any more; in the caller's transaction."""
    run(
        "UPDATE people_person SET former_profiles = array_append(former_profiles, profile_id), profile_id = NULL "
        "WHERE jurisdiction_id = %s AND id = %s AND profile_id IS NOT NULL",
        jurisdiction_id,
        person_id,
    )


def account_records(jurisdiction_id: int, person_id: uuid.UUID) -> list[uuid.UUID]:
    """The records of the person's numbers, given up or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_id FROM people_phone WHERE jurisdiction_id = %s AND person_id = %s ORDER BY record_id",
            [jurisdiction_id, person_id],
        )
        return [row[0] for row in cursor.fetchall()]


def close_account(jurisdiction_id: int, person_id: uuid.UUID, *, at: datetime) -> None:
    """The person has no account any more: no number, no account elsewhere, no session; in the caller's transaction."""
    for table in ("people_phone", "people_identity"):
        run(
            f"UPDATE {table} SET left_at = %s WHERE jurisdiction_id = %s AND person_id = %s AND left_at IS NULL",
            at,
            jurisdiction_id,
            person_id,
        )
    run(
        "UPDATE people_citizen_session SET ended_at = %s "
        "WHERE jurisdiction_id = %s AND person_id = %s AND ended_at IS NULL",
        at,
        jurisdiction_id,
        person_id,
    )


_UNUSED = """
SELECT p.jurisdiction_id, p.id, p.former_profiles FROM people_person p WHERE p.former_profiles <> '{}'
UNION ALL
SELECT h.jurisdiction_id, h.person_id, ARRAY[h.record_id] FROM people_phone h
WHERE h.left_at IS NOT NULL AND h.forgotten_at IS NULL
LIMIT %s
"""


def forget_unused(ledger: Ledger, *, now: datetime) -> int:
    """Destroy the keys of what fell out of use, a few at a time; of how many people. For the worker.

    The mark follows the key: after a crash in between the same is done again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNUSED, [BATCH])
        rows = cursor.fetchall()
    done = 0
    for jurisdiction_id, person_id, records in rows:
        if left := sorted({*records} - erased_among(jurisdiction_id, records)):
            erasure = Erasure(now, jurisdiction_id, person_id, tuple(left))
            try:
                erase_through_vault(ledger, erasure, actor=actor_key(SYSTEM.id), request=UNUSED)
            except (VaultClosed, TooMany):
                break
        run(
            "UPDATE people_person SET former_profiles = "
            "array(SELECT unnest(former_profiles) EXCEPT SELECT unnest(%s::uuid[])) "
            "WHERE jurisdiction_id = %s AND id = %s",
            records,
            jurisdiction_id,
            person_id,
        )
        run(
            "UPDATE people_phone SET forgotten_at = %s WHERE jurisdiction_id = %s AND record_id = ANY(%s) "
            "AND left_at IS NOT NULL",
            now,
            jurisdiction_id,
            records,
        )
        done += 1
    return done

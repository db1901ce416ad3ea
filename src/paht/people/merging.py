"""Two persons who turn out to be one: everything of the one is the other's, and both histories say so.

Nothing that was found about either changes: standings belong to their phones, and those now stand together.
"""

import uuid
from datetime import datetime

from django.db import connection

from paht.people.sql import run


def merge(jurisdiction_id: int, *, into: uuid.UUID, other: uuid.UUID, at: datetime) -> None:
    """Make ``other`` a part of ``into``, in the caller's transaction."""
    run(
        "SELECT 1 FROM people_person WHERE jurisdiction_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE",
        jurisdiction_id,
        sorted([into, other]),
    )
    for table in ("people_phone", "people_identity", "people_citizen_session"):
        run(
            f"UPDATE {table} SET person_id = %s WHERE jurisdiction_id = %s AND person_id = %s",
            into,
            jurisdiction_id,
            other,
        )
    _merge_claims(jurisdiction_id, into=into, other=other)
    run(
        "UPDATE people_person p SET profile_id = coalesce(p.profile_id, o.profile_id), former_profiles = "
        "array_remove(p.former_profiles || CASE WHEN p.profile_id IS NOT NULL THEN o.profile_id END, NULL) "
        "FROM people_person o "
        "WHERE p.jurisdiction_id = %s AND p.id = %s AND o.jurisdiction_id = p.jurisdiction_id AND o.id = %s",
        jurisdiction_id,
        into,
        other,
    )
    run(
        "UPDATE people_person SET merged_into = %s WHERE jurisdiction_id = %s AND (id = %s OR merged_into = %s)",
        into,
        jurisdiction_id,
        other,
        other,
    )
    run(
        "UPDATE subjects_restriction SET except_for = array_append(except_for, %s) "
        "WHERE jurisdiction_id = %s AND %s = ANY(except_for)",
        into,
        jurisdiction_id,
        other,
    )
    note(jurisdiction_id, into, "merged", other, at)
    note(jurisdiction_id, other, "merged_into", into, at)


def _merge_claims(jurisdiction_id: int, *, into: uuid.UUID, other: uuid.UUID) -> None:
    """What either called their own is their own; the rest of what the other said is this one's too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_claim SET is_own = false WHERE jurisdiction_id = %s AND person_id = %s AND is_own "
            "AND about_id IN (SELECT about_id FROM people_claim WHERE jurisdiction_id = %s AND person_id = %s) "
            "RETURNING about_id",
            [jurisdiction_id, other, jurisdiction_id, into],
        )
        own = [row[0] for row in cursor.fetchall()]
    run(
        "UPDATE people_claim SET is_own = true WHERE jurisdiction_id = %s AND person_id = %s AND about_id = ANY(%s)",
        jurisdiction_id,
        into,
        own,
    )
    run(
        "UPDATE people_claim c SET person_id = %s WHERE jurisdiction_id = %s AND person_id = %s AND NOT EXISTS ("
        "SELECT FROM people_claim o WHERE o.jurisdiction_id = c.jurisdiction_id AND o.about_id = c.about_id "
        "AND o.person_id = %s)",
        into,
        jurisdiction_id,
        other,
        into,
    )


def note(
    jurisdiction_id: int, person_id: uuid.UUID, what: str, about: uuid.UUID | None, at: datetime
) -> None:
    """Write what happened into the person's history, which nobody changes."""
    run(
        "INSERT INTO people_person_event (jurisdiction_id, person_id, happened_at, what, about_id) "
        "VALUES (%s, %s, %s, %s, %s)",
        jurisdiction_id,
        person_id,
        at,
        what,
        about,
    )

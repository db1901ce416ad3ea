"""Reading who staff are."""

import uuid
from collections.abc import Collection

from django.db import connection


def staff_names(*, jurisdiction_id: int, ids: Collection[str]) -> dict[str, str]:
    """The names of staff by identifier; senders and the system, who are no staff, are left out. One statement."""
    keys = []
    for value in ids:
        try:
            keys.append(uuid.UUID(value))
        except ValueError:
            continue  # the system acts under a word, not under a key
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name FROM people_staff WHERE jurisdiction_id = %s AND id = ANY(%s)",
            [jurisdiction_id, keys],
        )
        return {str(staff_id): name for staff_id, name in cursor.fetchall()}

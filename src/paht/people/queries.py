"""Reading who staff are."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True)
class Account:
    """A staff account with what it may act as at a moment; ``login`` is as typed when signing in."""

    login: str
    name: str
    is_active: bool
    agencies: tuple[str, ...]
    roles: tuple[str, ...]


_ACCOUNTS = """
SELECT split_part(s.login, '@', 1), s.name, s.is_active,
       coalesce(array_agg(DISTINCT a.name) FILTER (WHERE a.name IS NOT NULL), '{}'),
       coalesce(array_agg(DISTINCT m.role) FILTER (WHERE m.role IS NOT NULL), '{}')
FROM people_staff s
LEFT JOIN people_membership m ON m.staff_id = s.id AND m.valid_from <= %(at)s
     AND (m.valid_until IS NULL OR m.valid_until > %(at)s)
LEFT JOIN agencies_agency a ON a.id = m.agency_id
WHERE s.jurisdiction_id = %(jurisdiction)s AND split_part(s.login, '@', 1) > %(after)s
  AND (strpos(lower(unaccent(s.name)), lower(unaccent(%(words)s))) > 0
       OR strpos(s.login, lower(%(words)s)) > 0)
GROUP BY s.id
ORDER BY split_part(s.login, '@', 1), s.id
LIMIT %(limit)s
"""


def accounts(
    *, jurisdiction_id: int, at: datetime, words: str = "", after: str = "", limit: int
) -> list[Account]:
    """The province's accounts by login, after the login ``after``; all whose name or login has ``words`` in it."""
    given: dict[str, int | str | datetime] = {
        "jurisdiction": jurisdiction_id,
        "at": at,
        "words": words,
        "after": after,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, given)
        return [
            Account(login, name, is_active, tuple(agencies), tuple(roles))
            for login, name, is_active, agencies, roles in cursor.fetchall()
        ]

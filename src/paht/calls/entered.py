"""Which reports a call has led to, and the name under which the next one is entered: two officers who write down the
same call at once send the same command, and the database takes one."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Linked:
    """A report that the call was about: who said so, and when."""

    case_id: uuid.UUID
    code: str
    staff_id: uuid.UUID
    staff: str
    at: datetime


def linked(official: Official, *, call_id: uuid.UUID) -> list[Linked]:
    """The reports of a call, in the order in which they were linked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.case_id, c.code, l.staff_id, coalesce(s.name, ''), l.linked_at FROM calls_link l "
            "JOIN cases_case c ON c.jurisdiction_id = l.jurisdiction_id AND c.id = l.case_id "
            "LEFT JOIN people_staff s ON s.id = l.staff_id "
            "WHERE l.jurisdiction_id = %s AND l.call_id = %s ORDER BY l.linked_at, l.case_id",
            [official.jurisdiction_id, call_id],
        )
        return [Linked(*row) for row in cursor.fetchall()]


def next_command(*, call_id: uuid.UUID, known: Collection[uuid.UUID]) -> uuid.UUID:
    """The command that enters the call's next report after those that the officer knew of."""
    return uuid.uuid5(call_id, " ".join(["report", *sorted(map(str, known))]))

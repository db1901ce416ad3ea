"""Reading requests of state bodies; each function says who may call it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.law.casework.states import AGENCY_ROLES
from paht.law.providing import SEES, Provision, ProvisionBody, ProvisionState, may_read, state_of
from paht.people.actors import Official
from paht.people.kept_logs import PROVISIONS, Entry

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A request with the names that belong to it; ``done`` of ``total`` reports are packed so far."""

    id: uuid.UUID
    provision: Provision
    body: str
    asker: str
    decider: str
    purpose: str
    asked_at: datetime
    done: int
    total: int

    def state(self, now: datetime) -> ProvisionState:
        """What it is at that moment."""
        return state_of(self.provision, now=now)


_ROWS = """
SELECT p.id, p.state, coalesce(a.name, p.state ->> 'body_name'), coalesce(s.name, ''), coalesce(d.name, ''),
       (SELECT e.words FROM transfer_provision_event e WHERE e.jurisdiction_id = p.jurisdiction_id
        AND e.provision_id = p.id AND e.number = 1),
       p.asked_at, coalesce(m.done, 0), coalesce(m.total, 0)
FROM transfer_provision p
LEFT JOIN agencies_agency a ON a.id = p.body_id
LEFT JOIN people_staff s ON s.jurisdiction_id = p.jurisdiction_id AND s.id = p.asked_by
LEFT JOIN people_staff d ON d.jurisdiction_id = p.jurisdiction_id AND d.id::text = p.state ->> 'decided_by'
LEFT JOIN transfer_making m ON m.jurisdiction_id = p.jurisdiction_id AND m.provision_id = p.id
"""


def listed(
    official: Official, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> list[Row]:
    """The requests that the official may read, latest first, from behind ``after`` on."""
    where = "WHERE p.jurisdiction_id = %s"
    given: list[Any] = [official.jurisdiction_id]
    if not official.roles & SEES:
        if official.roles & AGENCY_ROLES and official.agency_id:
            where, given = f"{where} AND (p.body_id = %s OR p.asked_by = %s)", [*given, official.agency_id]
        else:
            where += " AND p.asked_by = %s"
        given.append(official.id)
    if after is not None:
        where, given = f"{where} AND (p.asked_at, p.id) < (%s, %s)", [*given, *after]
    return _rows(f"{_ROWS} {where} ORDER BY p.asked_at DESC, p.id DESC LIMIT %s", [*given, limit])


def one(official: Official, *, provision_id: uuid.UUID) -> Row | None:
    """One request that the official may read; ``None`` for any other."""
    rows = _rows(
        f"{_ROWS} WHERE p.jurisdiction_id = %s AND p.id = %s", [official.jurisdiction_id, provision_id]
    )
    return next((row for row in rows if may_read(row.provision, official.actor)), None)


def history(row: Row, *, jurisdiction_id: int) -> list[tuple[Entry[ProvisionBody], str]]:
    """What happened to a request that the caller may read, in order, each with the name of who did it."""
    with connection.cursor() as cursor:
        entries = PROVISIONS.history(cursor, (jurisdiction_id, row.id))
        ids = [uuid.UUID(each.actor.id) for each in entries if each.actor.id != "system"]
        cursor.execute(
            "SELECT id::text, name FROM people_staff WHERE jurisdiction_id = %s AND id = ANY(%s)",
            [jurisdiction_id, ids],
        )
        names = dict(cursor.fetchall())
    return [(each, names.get(each.actor.id, "")) for each in entries]


def _rows(statement: str, given: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [
            Row(key, PROVISIONS.read(state), body or "", asker, decider, purpose or "", at, done, total)
            for key, state, body, asker, decider, purpose, at, done, total in cursor.fetchall()
        ]

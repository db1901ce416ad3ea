"""Reading incidents; whoever asks must be one who may see them (:data:`paht.law.incidents.SEES`)."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.law.casework.case import Actor
from paht.law.casework.codec import decode_plain
from paht.law.incidents import BODIES, SEES, Incident, IncidentBody
from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Row:
    """An incident in a list; ``page`` is the name of the route on which it was noticed, ``""`` where not known."""

    id: uuid.UUID
    incident: Incident
    page: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of an incident, with its words."""

    body: IncidentBody
    at: datetime
    actor: Actor
    words: str


_OPEN = """
SELECT id, state, page FROM incidents_incident WHERE jurisdiction_id = %s AND closed_at IS NULL
ORDER BY notice_due_at NULLS LAST, reported_at DESC, id DESC LIMIT %s
"""
_CLOSED = """
SELECT id, state, page FROM incidents_incident WHERE jurisdiction_id = %s AND closed_at IS NOT NULL
  AND (%s::timestamptz IS NULL OR (closed_at, id) < (%s, %s))
ORDER BY closed_at DESC, id DESC LIMIT %s
"""
_ONE = "SELECT id, state, page FROM incidents_incident WHERE jurisdiction_id = %s AND id = %s"
_EVENTS = """
SELECT type, content, made_at, words FROM incidents_event WHERE jurisdiction_id = %s AND incident_id = %s
ORDER BY number
"""


def open_incidents(official: Official, *, limit: int = 200) -> list[Row]:
    """The province's open incidents: those that owe a notice first, by its term, then the latest."""
    return _rows(official, _OPEN, limit)


def closed_incidents(
    official: Official, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int
) -> list[Row]:
    """The closed ones, the one closed last first, from behind ``after`` on."""
    at, key = after or (None, None)
    return _rows(official, _CLOSED, at, at, key, limit)


def incident(official: Official, *, incident_id: uuid.UUID) -> Row | None:
    """One incident of the official's province; ``None`` for any other."""
    return next(iter(_rows(official, _ONE, incident_id)), None)


def history(official: Official, *, incident_id: uuid.UUID) -> list[Entry]:
    """What happened to it, in order."""
    if not official.roles & SEES:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [official.jurisdiction_id, incident_id])
        return [_entry(*row) for row in cursor.fetchall()]


def _rows(official: Official, statement: str, *given: Any) -> list[Row]:
    if not official.roles & SEES:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [official.jurisdiction_id, *given])
        return [
            Row(key, decode_plain(Incident, json.loads(state)), page)
            for key, state, page in cursor.fetchall()
        ]


def _entry(kind: str, content: str, at: datetime, words: str) -> Entry:
    plain = json.loads(content)
    body = decode_plain(BODIES[kind], plain["body"])
    return Entry(body, at, decode_plain(Actor, plain["actor"]), words)

"""Reading incidents; whoever asks must be one who may see them (:data:`paht.law.incidents.SEES`)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.law.incidents import SEES, Incident, IncidentBody
from paht.people import kept_logs
from paht.people.actors import Official
from paht.people.kept_logs import INCIDENTS


@dataclass(frozen=True, slots=True)
class Row:
    """An incident in a list; ``page`` is the name of the route on which it was noticed, ``""`` where not known."""

    id: uuid.UUID
    incident: Incident
    page: str


Entry = kept_logs.Entry[IncidentBody]

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
        return INCIDENTS.history(cursor, (official.jurisdiction_id, incident_id))


def _rows(official: Official, statement: str, *given: Any) -> list[Row]:
    if not official.roles & SEES:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [official.jurisdiction_id, *given])
        return [Row(key, INCIDENTS.read(state), page) for key, state, page in cursor.fetchall()]

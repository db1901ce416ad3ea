"""The logs of incidents as the record covers them, and checking them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from paht.law.casework.case import Actor, Written
from paht.law.casework.codec import decode_plain
from paht.law.incidents import BODIES, NEW, Incident, IncidentEvent, evolve
from paht.record.findings import Kind
from paht.record.rows import RowLog, Signed, Wrong, check_log, gathered

Connection = psycopg.Connection[Any]

_LOGS = """
SELECT coalesce(i.jurisdiction_id, e.jurisdiction_id), coalesce(i.id, e.incident_id), i.version,
       jsonb_build_object('state', i.state, 'open', i.closed_at IS NULL, 'due', i.notice_due_at)::text,
       e.number, e.type, e.content, e.salt, e.words, e.made_at, e.written_in
FROM incidents_incident i
FULL JOIN incidents_event e ON e.jurisdiction_id = i.jurisdiction_id AND e.incident_id = i.id
WHERE {condition}
ORDER BY 1, 2, e.number
"""
_MOVED = """(e.jurisdiction_id, e.incident_id) IN (
    SELECT x.jurisdiction_id, x.incident_id FROM incidents_event x WHERE x.written_in >= %(horizon)s)"""

_WORDS = ("description", "note", "reason", "conclusion")
"""The parts of events that commit to the words beside them."""


def logs(
    raw: Connection, *, since: int | None = None, jurisdiction_id: int | None = None
) -> Iterator[RowLog]:
    """Every log, or those to which something was written in the transaction ``since`` or later."""
    conditions = ["true"]
    if since is not None:
        conditions.append(_MOVED)
    if jurisdiction_id is not None:
        conditions.append("coalesce(i.jurisdiction_id, e.jurisdiction_id) = %(jurisdiction)s")
    statement: Any = _LOGS.format(condition=" AND ".join(conditions))
    return gathered(raw.execute(statement, {"horizon": since, "jurisdiction": jurisdiction_id}))


def check(log: RowLog, signed: Sequence[Signed], *, horizon: int | None) -> None:
    """Raise :class:`Wrong` for the first thing that is wrong with the log; ``signed`` ascends by version."""
    check_log(log, signed, horizon=horizon, agrees=_agrees)


def _agrees(log: RowLog) -> bool:
    """The row says what its events say, and stands in the lists where they put it."""
    incident, row = _replayed(log), json.loads(log.state or "{}")
    if not row.get("state") or decode_plain(Incident, row["state"]) != incident:
        return False
    return row["open"] is (incident.closed_at is None) and (row["due"] is not None) is incident.owes_notice


def _replayed(log: RowLog) -> Incident:
    incident = NEW
    for row in log.events:
        try:
            plain = json.loads(row.content)
            body = decode_plain(BODIES[plain["type"]], plain["body"])
            incident = evolve(incident, IncidentEvent(body, row.made_at, decode_plain(Actor, plain["actor"])))
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise Wrong(Kind.EDITED, f"its content is no event: {error!r}", event=row.number) from error
        if plain["type"] != row.type:
            raise Wrong(Kind.EDITED, f"its row says {row.type}", event=row.number)
        written = next((part for name in _WORDS if (part := getattr(body, name, None))), None)
        if row.commitment != written.commitment if isinstance(written, Written) else row.words:
            raise Wrong(Kind.TEXT_CHANGED, "its words are not those it was written with", event=row.number)
    return incident

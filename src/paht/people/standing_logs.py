"""The logs of senders' standings as the record covers them, and checking them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from paht.law.casework.case import Actor, Written
from paht.law.casework.codec import decode_plain
from paht.law.standing import BODIES, NEW, Standing, StandingEvent, evolve
from paht.record.findings import Kind
from paht.record.rows import RowLog, Signed, Wrong, check_log, gathered

Connection = psycopg.Connection[Any]

_LOGS = """
SELECT coalesce(s.jurisdiction_id, e.jurisdiction_id), coalesce(s.sender_id, e.sender_id), s.version, s.state::text,
       e.number, e.type, e.content, e.salt, e.finding, e.made_at, e.written_in
FROM people_standing s
FULL JOIN people_standing_event e ON e.jurisdiction_id = s.jurisdiction_id AND e.sender_id = s.sender_id
WHERE {condition}
ORDER BY 1, 2, e.number
"""
_MOVED = """(e.jurisdiction_id, e.sender_id) IN (
    SELECT x.jurisdiction_id, x.sender_id FROM people_standing_event x WHERE x.written_in >= %(horizon)s)"""


def logs(
    raw: Connection, *, since: int | None = None, jurisdiction_id: int | None = None
) -> Iterator[RowLog]:
    """Every log, or those to which something was written in the transaction ``since`` or later."""
    conditions = ["true"]
    if since is not None:
        conditions.append(_MOVED)
    if jurisdiction_id is not None:
        conditions.append("coalesce(s.jurisdiction_id, e.jurisdiction_id) = %(jurisdiction)s")
    statement: Any = _LOGS.format(condition=" AND ".join(conditions))
    return gathered(raw.execute(statement, {"horizon": since, "jurisdiction": jurisdiction_id}))


def check(log: RowLog, signed: Sequence[Signed], *, horizon: int | None) -> None:
    """Raise :class:`Wrong` for the first thing that is wrong with the log; ``signed`` ascends by version."""
    check_log(log, signed, horizon=horizon, agrees=_agrees)


def _agrees(log: RowLog) -> bool:
    standing = _replayed(log)
    return log.state is not None and decode_plain(Standing, json.loads(log.state)) == standing


def _replayed(log: RowLog) -> Standing:
    standing = NEW
    for row in log.events:
        try:
            plain = json.loads(row.content)
            body = decode_plain(BODIES[plain["type"]], plain["body"])
            event = StandingEvent(body, row.made_at, decode_plain(Actor, plain["actor"]))
            standing = evolve(standing, event)
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise Wrong(Kind.EDITED, f"its content is no event: {error!r}", event=row.number) from error
        if plain["type"] != row.type:
            raise Wrong(Kind.EDITED, f"its row says {row.type}", event=row.number)
        written = next((part for name in ("finding", "reason") if (part := getattr(body, name, None))), None)
        if isinstance(written, Written) and row.commitment != written.commitment:
            raise Wrong(Kind.TEXT_CHANGED, "its finding is not the one it was written with", event=row.number)
    return standing

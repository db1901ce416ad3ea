"""The logs of senders' standings as the record covers them, and checking them.

A standing's events carry no hash of their own: the chain is worked out from the rows, so that the record alone binds
them. There are few of them, and each is read whole.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

import psycopg

from paht.law.casework.case import Actor, Written
from paht.law.casework.codec import decode_plain
from paht.law.standing import BODIES, NEW, Standing, StandingEvent, evolve
from paht.record.findings import Kind

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


class Row(NamedTuple):
    """An event as stored."""

    number: int
    type: str
    content: str
    salt: bytes
    finding: str
    made_at: datetime
    written_in: int | None


@dataclass(slots=True)
class Log:
    """A sender's standing with its log; ``version`` and ``state`` are ``None`` where there is no row."""

    jurisdiction_id: int
    sender_id: uuid.UUID
    version: int | None = None
    state: str | None = None
    events: list[Row] = field(default_factory=list)

    def heads(self) -> list[bytes]:
        """The chained hash of each event: its place, moment and content, and the hash before it."""
        head, found = bytes(32), []
        for row in self.events:
            place = [
                self.jurisdiction_id,
                str(self.sender_id),
                row.number,
                row.made_at.astimezone(UTC).isoformat(),
            ]
            text = json.dumps([*place, row.content], ensure_ascii=False)
            head = hashlib.sha256(head + text.encode()).digest()
            found.append(head)
        return found


class Signed(NamedTuple):
    """What a checkpoint says of a log."""

    version: int
    head: bytes
    checkpoint: int


class Wrong(Exception):  # noqa: N818 (no error of the program: it carries a finding)
    """What was found."""

    def __init__(
        self, kind: Kind, what: str, *, event: int | None = None, checkpoint: int | None = None
    ) -> None:
        super().__init__(what)
        self.kind, self.what, self.event, self.checkpoint = kind, what, event, checkpoint


def logs(raw: Connection, *, since: int | None = None, jurisdiction_id: int | None = None) -> Iterator[Log]:
    """Every log, or those to which something was written in the transaction ``since`` or later."""
    conditions = ["true"]
    if since is not None:
        conditions.append(_MOVED)
    if jurisdiction_id is not None:
        conditions.append("coalesce(s.jurisdiction_id, e.jurisdiction_id) = %(jurisdiction)s")
    statement: Any = _LOGS.format(condition=" AND ".join(conditions))
    log: Log | None = None
    for row in raw.execute(statement, {"horizon": since, "jurisdiction": jurisdiction_id}):
        if log is None or (log.jurisdiction_id, log.sender_id) != row[:2]:
            if log is not None:
                yield log
            log = Log(*row[:4])
        if row[4] is not None:
            log.events.append(Row(*row[4:]))
    if log is not None:
        yield log


def check(log: Log, signed: Sequence[Signed], *, horizon: int | None) -> None:
    """Raise :class:`Wrong` for the first thing that is wrong with the log; ``signed`` ascends by version."""
    if not log.events and signed:
        words = (
            f"checkpoint {signed[-1].checkpoint} knew {signed[-1].version} events, there are none any more"
        )
        raise Wrong(Kind.DROPPED, words, checkpoint=signed[-1].checkpoint)
    for expected, row in enumerate(log.events, start=1):
        if row.number != expected:
            raise Wrong(Kind.DELETED, f"event {expected} is missing", event=expected)
    _check_signed(log, signed, horizon)
    standing = _replayed(log)
    if log.version is None or log.state is None:
        raise Wrong(Kind.ROW_CHANGED, "the standing has events but no row")
    if log.version != len(log.events) or decode_plain(Standing, json.loads(log.state)) != standing:
        raise Wrong(Kind.ROW_CHANGED, "the row differs from the replay of its events")


def _check_signed(log: Log, signed: Sequence[Signed], horizon: int | None) -> None:
    heads, sound = log.heads(), 0
    for each in signed:
        at = f"checkpoint {each.checkpoint} knew it at version {each.version}"
        if each.version > len(heads):
            words = f"{at}, the log ends at {len(heads)}"
            raise Wrong(Kind.TRUNCATED, words, event=len(heads) + 1, checkpoint=each.checkpoint)
        if heads[each.version - 1] != each.head:
            words = f"{at} with other contents: something between here and there was changed"
            raise Wrong(Kind.EDITED, words, event=sound + 1, checkpoint=each.checkpoint)
        sound = each.version
    for row in log.events[sound:]:
        if horizon is not None and (row.written_in is None or row.written_in < horizon):
            words = "it claims to be older than the newest checkpoint, which does not know it"
            raise Wrong(Kind.SLIPPED_IN, words, event=row.number)


def _replayed(log: Log) -> Standing:
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
        if isinstance(written, Written) and _commitment(row) != written.commitment:
            raise Wrong(Kind.TEXT_CHANGED, "its finding is not the one it was written with", event=row.number)
    return standing


def _commitment(row: Row) -> str:
    return hashlib.sha256(row.salt + row.finding.encode()).hexdigest()

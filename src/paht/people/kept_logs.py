"""The logs beside the cases: senders' standings, incidents, questions for consent, requests of data subjects,
requests of state bodies.

Each has a row that sums it up and an append-only table of events. They are written, read, covered by the record and
checked in one way; what is different stands in :data:`LOGS`, a paragraph each.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

import psycopg

from paht.law import consent, incidents, providing, standing, subjects
from paht.law.casework.case import Actor, Written
from paht.law.casework.codec import decode_plain, encode_plain
from paht.law.subjects.events import RightAsked
from paht.people.logs import Words, written_event
from paht.record.checkpoints import COUNTED
from paht.record.findings import Kind
from paht.record.leaves import Log
from paht.record.rows import Row, RowLog, Signed, Wrong, check_log, gathered

if TYPE_CHECKING:
    # Whoever verifies in a process of its own reads this before Django is there.
    from paht.agencies.jurisdictions import Jurisdiction

Connection = psycopg.Connection[Any]
Key = tuple[int, uuid.UUID]
"""The jurisdiction and the subject of a log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """In which province, by whom, when; ``command_id`` makes a repeat harmless."""

    jurisdiction: "Jurisdiction"
    actor: Actor
    now: datetime
    command_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Entry[Body]:
    """One event of a log, with the words beside it."""

    body: Body
    at: datetime
    actor: Actor
    words: str


def _no_columns(_value: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class KeptLog[Value, Body]:
    """How one of them lies in the database and what it means in the law.

    ``row`` and ``key`` are the table that sums up and the column of its key, ``events`` and ``subject`` those of the
    events. ``words`` is where the words beside an event lie, of the events ``e`` and their row ``r``. ``moving`` gives
    the columns of the row that every step writes anew, ``fixed`` those written once; both follow from the value.
    """

    log: Log
    called: str
    row: str
    key: str
    events: str
    subject: str
    new: Value
    bodies: Mapping[str, type[Body]]
    event: Callable[[Body, datetime, Actor], Any]
    evolve: Callable[[Any, Any], Value]
    words: str = "e.words"
    sealed: tuple[type[Any], ...] = ()
    """Bodies whose words lie in the vault."""
    moving: Callable[[Value], Mapping[str, Any]] = _no_columns
    fixed: Callable[[Value], Mapping[str, Any]] = _no_columns
    born: tuple[str, ...] = ()
    """Columns of the row written once that no value has: the first event says them."""
    beside: tuple[str, ...] = ("command_id",)
    """Columns of events that their bodies do not have: each event says them."""
    reminded_by: str | None = None
    """The column of the moment that reminders go by: they begin anew when it moves."""
    is_command_unique: bool = False
    """Whether a command's key stands at its first event alone."""

    # Writing: the caller's transaction, cursor and lock.

    def begin(self, cursor: Any, key: Key, **columns: Any) -> bool:
        """A row for a log that has no event yet; false where there is one already."""
        given = {
            "jurisdiction_id": key[0],
            self.key: key[1],
            "version": 0,
            "state": _state(self.new),
            **columns,
        }
        marks = ", ".join(["%s"] * len(given))
        cursor.execute(
            f"INSERT INTO {self.row} ({', '.join(given)}) VALUES ({marks}) ON CONFLICT DO NOTHING",
            list(given.values()),
        )
        return bool(cursor.rowcount)

    def locked(self, cursor: Any, key: Key) -> Value | None:
        """The value under its lock; ``None`` where there is no such row."""
        cursor.execute(
            f"SELECT state FROM {self.row} WHERE jurisdiction_id = %s AND {self.key} = %s FOR UPDATE", [*key]
        )
        found = cursor.fetchone()
        return self.read(found[0]) if found else None

    def read(self, state: Any) -> Value:
        """The value of its stored state."""
        return decode_plain(type(self.new), json.loads(state) if isinstance(state, str) else state)

    def is_repeated(self, cursor: Any, key: Key, command_id: uuid.UUID) -> bool:
        """Whether the command has taken effect before."""
        where = f"jurisdiction_id = %s AND {self.subject} = %s AND command_id = %s"
        cursor.execute(f"SELECT 1 FROM {self.events} WHERE {where}", [*key, command_id])
        return cursor.fetchone() is not None

    def append(
        self,
        cursor: Any,
        key: Key,
        before: Value,
        events: Sequence[Any],
        *,
        command_id: uuid.UUID,
        words: Words | None = None,
        remind_at: Callable[[Value], datetime | None] = lambda _: None,
        **columns: Any,
    ) -> Value:
        """Write the events, the first with the words, and the row; ``columns`` are further ones of events."""
        after: Any = before
        born = self._born(cursor, key) if self.born else {}
        for event in events:
            after, is_first = self.evolve(after, event), event is events[0]
            beside = {"command_id": command_id if is_first or not self.is_command_unique else None, **columns}
            said = {"beside": {name: _as_text(beside.get(name)) for name in self.beside}}
            if born and after.version == 1:
                said["row"] = born
            kind, content = written_event(event, **said)
            given = {"jurisdiction_id": key[0], self.subject: key[1], "number": after.version, "type": kind}
            given |= {"content": content, "made_at": event.at, **beside}
            given["salt"] = words.salt if words and is_first else b""
            if self._words_of_events:
                given[self._words_of_events] = words.words if words and is_first else ""
            marks = ", ".join(["%s"] * len(given))
            cursor.execute(
                f"INSERT INTO {self.events} ({', '.join(given)}) VALUES ({marks})", list(given.values())
            )
        changed = {"version": after.version, "state": _state(after), **self.moving(after)}
        changes, values = [f"{name} = %s" for name in changed], list(changed.values())
        if self.reminded_by:
            anew = f"CASE WHEN {self.reminded_by} IS NOT DISTINCT FROM %s THEN reminded ELSE '{{}}' END"
            changes += ["remind_at = %s", f"reminded = {anew}"]
            values += [remind_at(after), changed[self.reminded_by]]
        where = f"jurisdiction_id = %s AND {self.key} = %s"
        cursor.execute(f"UPDATE {self.row} SET {', '.join(changes)} WHERE {where}", [*values, *key])
        written: Value = after
        return written

    def _born(self, cursor: Any, key: Key) -> dict[str, str | None]:
        names = ", ".join(f"{name}::text" for name in self.born)
        where = f"jurisdiction_id = %s AND {self.key} = %s"
        cursor.execute(f"SELECT {names} FROM {self.row} WHERE {where}", [*key])
        return dict(zip(self.born, cursor.fetchone(), strict=True))

    @property
    def _words_of_events(self) -> str | None:
        return self.words[2:] if self.words.startswith("e.") else None

    # Reading, by whoever may see it, and for the record.

    def history(self, cursor: Any, key: Key) -> list[Entry[Body]]:
        """What happened, in order, where the words lie with the events."""
        cursor.execute(
            f"SELECT e.type, e.content, e.made_at, {self.words} FROM {self.events} e "
            f"WHERE e.jurisdiction_id = %s AND e.{self.subject} = %s ORDER BY e.number",
            [*key],
        )
        return [self._entry(*found) for found in cursor.fetchall()]

    def _entry(self, kind: str, content: str, at: datetime, words: str) -> Entry[Body]:
        plain = json.loads(content)
        return Entry(
            decode_plain(self.bodies[kind], plain["body"]), at, decode_plain(Actor, plain["actor"]), words
        )

    def logs(
        self, raw: Connection, *, since: int | None = None, jurisdiction_id: int | None = None
    ) -> Iterator[RowLog]:
        """Every log, or those to which something was written in the transaction ``since`` or later."""
        conditions = ["true"]
        if since is not None:
            conditions.append(
                f"(e.jurisdiction_id, e.{self.subject}) IN (SELECT x.jurisdiction_id, x.{self.subject} "
                f"FROM {self.events} x WHERE x.written_in >= %(horizon)s)"
            )
        if jurisdiction_id is not None:
            conditions.append("coalesce(r.jurisdiction_id, e.jurisdiction_id) = %(jurisdiction)s")
        columns = [*self._columns(self.new), *self.born]
        beside = ", ".join(f"'{name}', e.{name}" for name in self.beside)
        kept = ", ".join(["'state', r.state", *(f"'{name}', r.{name}" for name in columns)])
        statement: Any = f"""
            SELECT coalesce(r.jurisdiction_id, e.jurisdiction_id), coalesce(r.{self.key}, e.{self.subject}), r.version,
                   jsonb_build_object({kept})::text, e.number, e.type, e.content, e.salt,
                   coalesce({self.words}, ''), e.made_at, e.written_in, jsonb_build_object({beside})::text
            FROM {self.row} r
            FULL JOIN {self.events} e ON e.jurisdiction_id = r.jurisdiction_id AND e.{self.subject} = r.{self.key}
            WHERE {" AND ".join(conditions)}
            ORDER BY 1, 2, e.number
            """
        return gathered(raw.execute(statement, {"horizon": since, "jurisdiction": jurisdiction_id}))

    def check(self, log: RowLog, signed: Sequence[Signed], *, horizon: int | None) -> None:
        """Raise :class:`Wrong` for the first thing that is wrong with the log; ``signed`` ascends by version."""
        check_log(log, signed, horizon=horizon, agrees=self._agrees)

    def _agrees(self, log: RowLog) -> bool:
        """Whether the row says what its events say, and stands in the lists where they put it."""
        value, row = self._replayed(log), json.loads(log.state or "{}")
        if not row.get("state") or self.read(row["state"]) != value:
            return False
        born = json.loads(log.events[0].content).get("row", {})
        return all(_is_same(row[name], said) for name, said in {**self._columns(value), **born}.items())

    def _columns(self, value: Value) -> dict[str, Any]:
        return {**self.fixed(value), **self.moving(value)}

    def _replayed(self, log: RowLog) -> Value:
        value = self.new
        for row in log.events:
            try:
                entry = self._entry(json.loads(row.content)["type"], row.content, row.made_at, row.words)
                value = self.evolve(value, self.event(entry.body, row.made_at, entry.actor))
            except (AssertionError, KeyError, TypeError, ValueError) as error:
                raise Wrong(Kind.EDITED, f"its content is no event: {error!r}", event=row.number) from error
            if type(entry.body).__name__ != row.type:
                raise Wrong(Kind.EDITED, f"its row says {row.type}", event=row.number)
            if json.loads(row.content).get("beside", json.loads(row.beside)) != json.loads(row.beside):
                words = f"its row differs from its content in one of: {', '.join(self.beside)}"
                raise Wrong(Kind.EDITED, words, event=row.number)
            if not self._has_its_words(entry.body, row):
                words = "its words are not those it was written with"
                raise Wrong(Kind.TEXT_CHANGED, words, event=row.number)
        return value

    def _has_its_words(self, body: Any, row: Row) -> bool:
        parts = (getattr(body, field.name) for field in fields(body))
        written = next((part for part in parts if isinstance(part, Written)), None)
        if written is None or written.is_blank or isinstance(body, self.sealed):
            return not row.words
        return row.commitment == written.commitment

    @property
    def not_derived(self) -> dict[str, str]:
        """The columns, as ``table.column``, that no event gives, and why."""
        reminding = ("remind_at", "reminded") if self.reminded_by else ()
        found = {
            f"{self.row}.{name}": "how far reminding is, which is no step of the log" for name in reminding
        }
        return found | {
            f"{self.events}.written_in": "the transaction; it decides whether the newest checkpoint must know the event"
        }

    @property
    def word(self) -> str:
        """How checkpoints count it."""
        return COUNTED[self.log]


def _state(value: Any) -> str:
    return json.dumps(encode_plain(value))


def _as_text(value: Any) -> str | None:
    return None if value is None else str(value)


def _is_same(kept: Any, expected: Any) -> bool:
    """Whether a column, as JSON has it, is what the value gives."""
    if isinstance(expected, datetime) and kept is not None:
        return datetime.fromisoformat(kept) == expected
    return bool(kept == expected)


STANDINGS = KeptLog(
    log=Log.STANDING,
    called="standing of the sender",
    row="people_standing",
    key="sender_id",
    events="people_standing_event",
    subject="sender_id",
    words="e.finding",
    beside=("command_id", "case_id"),
    new=standing.NEW,
    bodies=standing.BODIES,
    event=standing.StandingEvent,
    evolve=standing.evolve,
    is_command_unique=True,
)
INCIDENTS = KeptLog(
    log=Log.INCIDENT,
    called="incident",
    row="incidents_incident",
    key="id",
    events="incidents_event",
    subject="incident_id",
    new=incidents.NEW,
    bodies=incidents.BODIES,
    event=incidents.IncidentEvent,
    evolve=incidents.evolve,
    fixed=lambda it: {"reported_at": it.reported_at},
    born=("page",),
    moving=lambda it: {
        "notice_due_at": it.notice.due_at if it.notice and it.notice.is_open else None,
        "closed_at": it.closed_at,
    },
    reminded_by="notice_due_at",
)
CONSENTS = KeptLog(
    log=Log.CONSENT,
    called="question for consent",
    row="consents_consent",
    key="id",
    events="consents_event",
    subject="consent_id",
    words="CASE WHEN e.number = 1 THEN r.purpose END",
    new=consent.NEW,
    bodies=consent.BODIES,
    event=consent.ConsentEvent,
    evolve=consent.evolve,
    fixed=lambda it: {"case_id": it.case, "body_id": it.body or None, "asked_at": it.asked_at},
)
SUBJECTS = KeptLog(
    log=Log.REQUEST,
    called="request of the data subject",
    row="subjects_request",
    key="id",
    events="subjects_event",
    subject="request_id",
    new=subjects.NEW,
    bodies=subjects.BODIES,
    event=subjects.SubjectEvent,
    evolve=subjects.evolve,
    sealed=(RightAsked,),
    moving=lambda it: {"due_at": it.owed.due_at if it.owed else None, "closed_at": it.closed_at},
    fixed=lambda it: {"asked_at": it.asked_at},
    born=("person_id", "case_id", "sender_id", "record_id"),
    reminded_by="due_at",
)
PROVISIONS = KeptLog(
    log=Log.PROVISION,
    called="request of a state body",
    row="transfer_provision",
    key="id",
    events="transfer_provision_event",
    subject="provision_id",
    new=providing.NEW,
    bodies=providing.BODIES,
    event=providing.ProvisionEvent,
    evolve=providing.evolve,
    moving=lambda it: {"stands": it.state.value, "ends_at": it.package.ends_at if it.package else None},
    fixed=lambda it: {"body_id": it.body or None, "asked_by": it.asker or None, "asked_at": it.asked_at},
)
LOGS: tuple[KeptLog[Any, Any], ...] = (STANDINGS, INCIDENTS, CONSENTS, SUBJECTS, PROVISIONS)
"""All of them, in the order in which they are checked."""

"""The one place that writes cases: a step is one statement that moves the row, appends events, opens and ends duties,
keeps texts, orders messages and counts, all or nothing. Two round trips: lock and read, then write and commit."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import orjson
from psycopg.pq import TransactionStatus

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import chain
from paht.cases.compact import compact
from paht.cases.connecting import Connection, Prepared, kept_connection
from paht.cases.texts import Text
from paht.identity import new_id
from paht.law.casework.case import Case
from paht.law.casework.codec import decode_case, encode_case
from paht.law.casework.events import Event, Published, TermMoved
from paht.law.casework.holding import holders
from paht.law.casework.publicity import publicity
from paht.law.worktime import HO_CHI_MINH
from paht.messages.orders import orders_for
from paht.people.vault import Sealed
from paht.walls import within


class Locked(NamedTuple):
    """A case under its row lock, with what the decision needs from outside it."""

    case: Case
    head: bytes
    code: str
    repeated: bool
    agencies: list[dict[str, Any]]
    watch: list[str]
    standing: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What a decision changes: the case before and after, the events between, and the texts they refer to."""

    jurisdiction: Jurisdiction
    command_id: uuid.UUID
    before: Case
    events: tuple[Event, ...]
    after: Case
    texts: tuple[Text, ...] = ()
    sealed: tuple[Sealed, ...] = ()


_LOCK = """
SELECT c.state, c.head, c.code,
       EXISTS (SELECT FROM cases_event e WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id
               AND e.command_id = %(command)s),
       (SELECT coalesce(json_agg(json_build_object('id', a.id, 'joined', a.joined_at IS NOT NULL,
                                                   'superior', a.superior_id, 'coordinates', a.is_coordinator,
                                                   'procedure', s.procedure,
                                                   'own_terms', s.own_terms)), '[]')
        FROM agencies_agency a LEFT JOIN LATERAL (
            SELECT x.procedure, x.own_terms FROM agencies_internalprocedure x
            WHERE x.agency_id = a.id AND x.valid_from <= %(now)s
            ORDER BY x.valid_from DESC, x.id DESC LIMIT 1) s ON true
        WHERE a.jurisdiction_id = c.jurisdiction_id AND (a.id = ANY(%(agencies)s) OR a.id IN (
            SELECT y.agency_id FROM cases_assignment y
            WHERE y.jurisdiction_id = c.jurisdiction_id AND y.case_id = c.id AND y.is_open))),
       (SELECT coalesce(json_agg(r.staff_id ORDER BY r.rank, r.starts_at, r.id), '[]')
        FROM agencies_agency g JOIN people_rosterentry r ON r.agency_id = g.id
        WHERE g.jurisdiction_id = c.jurisdiction_id AND g.kind = 'ioc'
        AND r.starts_at <= %(now)s AND r.ends_at > %(now)s),
       people_standing_with(c.jurisdiction_id, %(sender)s)
FROM cases_case c WHERE c.jurisdiction_id = %(jurisdiction)s AND c.id = %(case)s FOR UPDATE OF c
"""

_EVENTS = """events AS (
    INSERT INTO cases_event (jurisdiction_id, case_id, number, type, command_id, content, hash)
    SELECT m.jurisdiction_id, m.id, e.number, e.type, e.command_id, e.content, decode(e.hash, 'hex')
    FROM moved m, jsonb_to_recordset(%(events)s::jsonb)
         AS e(number int, type text, command_id uuid, content text, hash text)
)"""

_OPENED = """opened AS (
    INSERT INTO cases_duty (jurisdiction_id, case_id, number, term, clause, holder, agency_id, subject,
        subject_number, internal, calendar_version, starts_at, due_at, violation_at, original_due_at)
    SELECT m.jurisdiction_id, m.id, d.number, d.term, d.clause, d.holder, d.body, d.subject,
        d.subject_number, d.internal, %(calendar)s, d.starts_at, d.due_at, d.violation_at, d.original_due_at
    FROM moved m, jsonb_to_recordset(%(opened)s::jsonb)
         AS d(number int, term text, clause text, holder text, body uuid, subject text, subject_number smallint,
              internal boolean, starts_at timestamptz, due_at timestamptz, violation_at timestamptz,
              original_due_at timestamptz)
)"""

_TEXTS = """texts AS (
    INSERT INTO cases_text (jurisdiction_id, id, case_id, purpose, salt, body)
    SELECT m.jurisdiction_id, t.id, m.id, t.purpose, decode(t.salt, 'hex'), t.body
    FROM moved m, jsonb_to_recordset(%(texts)s::jsonb) AS t(id uuid, purpose text, salt text, body text)
)"""

_SEALED = """sealed AS (
    INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
    SELECT m.jurisdiction_id, v.id, v.key_version, decode(v.wrapped_key, 'hex'), decode(v.sealed, 'hex'), %(now)s
    FROM moved m, jsonb_to_recordset(%(sealed)s::jsonb)
         AS v(id uuid, key_version smallint, wrapped_key text, sealed text)
)"""

_ORDERED = """ordered AS (
    INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context,
        way, staff_id, made_at, due_at)
    SELECT m.jurisdiction_id, o.id, m.id, o.recipient_kind, o.recipient_id, o.template, '{}', o.way,
        CASE WHEN o.on_duty THEN (
            SELECT r.staff_id FROM agencies_agency g JOIN people_rosterentry r ON r.agency_id = g.id
            WHERE g.jurisdiction_id = m.jurisdiction_id AND r.starts_at <= %(now)s AND r.ends_at > %(now)s
            AND CASE WHEN o.recipient_kind = 'desk' THEN g.kind = 'ioc' ELSE g.id = o.recipient_id END
            ORDER BY r.rank, r.starts_at, r.id LIMIT 1
        ) ELSE o.staff_id END,
        %(now)s, %(now)s
    FROM moved m, jsonb_to_recordset(%(orders)s::jsonb)
         AS o(id uuid, recipient_kind text, recipient_id uuid, template text, way text, on_duty boolean,
              staff_id uuid)
)"""

_COUNTED = """counted AS (
    INSERT INTO figures_delta (jurisdiction_id, sent_on, field, commune, stage, cases)
    SELECT m.jurisdiction_id, f.sent_on, f.field, f.commune, f.stage, f.cases
    FROM moved m, jsonb_to_recordset(%(counts)s::jsonb)
         AS f(sent_on date, field text, commune text, stage text, cases int)
)"""

_ENDED = """ended AS (
    UPDATE cases_duty d SET ended_at = %(now)s, outcome = x.outcome
    FROM moved m, jsonb_to_recordset(%(ended)s::jsonb) AS x(number int, outcome text)
    WHERE d.jurisdiction_id = m.jurisdiction_id AND d.case_id = m.id AND d.number = x.number
)"""

_SHIFTED = """shifted AS (
    UPDATE cases_duty d SET due_at = x.due_at, violation_at = x.violation_at, calendar_version = %(calendar)s,
        remind_at = '-infinity'
    FROM moved m, jsonb_to_recordset(%(shifted)s::jsonb)
         AS x(number int, due_at timestamptz, violation_at timestamptz)
    WHERE d.jurisdiction_id = m.jurisdiction_id AND d.case_id = m.id AND d.number = x.number
)"""

_CHARGED = """charged AS (
    INSERT INTO cases_assignment (jurisdiction_id, case_id, number, agency_id, superior_id, state, is_open,
        due_at, due_term, due_clause, dispatched_at)
    SELECT m.jurisdiction_id, m.id, a.number, a.agency, a.superior, a.state, a.is_open, a.due_at, a.due_term,
        a.due_clause, a.dispatched_at
    FROM moved m, jsonb_to_recordset(%(assignments)s::jsonb)
         AS a(number smallint, agency uuid, superior uuid, state text, is_open boolean, due_at timestamptz,
              due_term text, due_clause text, dispatched_at timestamptz)
    ON CONFLICT (jurisdiction_id, case_id, number) DO UPDATE SET state = excluded.state,
        is_open = excluded.is_open, due_at = excluded.due_at, due_term = excluded.due_term,
        due_clause = excluded.due_clause
)"""

_MOVED = """moved AS (
    UPDATE cases_case SET stage = %(stage)s, field = %(field)s, due_at = %(due_at)s, due_term = %(due_term)s,
        due_clause = %(due_clause)s, holder = %(holder)s, ended_at = %(ended_at)s, is_public = %(is_public)s,
        commended_at = %(commended_at)s, found_false_at = %(found_false_at)s,
        published_at = coalesce(published_at, %(published_at)s), version = %(version)s,
        head = %(head)s, state = %(state)s
    WHERE jurisdiction_id = %(jurisdiction)s AND id = %(case)s AND version = %(was)s
    RETURNING jurisdiction_id, id
)"""

_BORN = """before AS (
    SELECT state, code FROM cases_case WHERE jurisdiction_id = %(jurisdiction)s AND command_id = %(command)s
), known AS (
    INSERT INTO people_sender (jurisdiction_id, id, phone_index, first_seen_at)
    SELECT %(jurisdiction)s, %(sender)s, %(phone_index)s, %(now)s
    WHERE NOT %(sender_known)s AND NOT EXISTS (SELECT FROM before)
    ON CONFLICT DO NOTHING
    RETURNING id
), moved AS (
    INSERT INTO cases_case (jurisdiction_id, id, code, command_id, edition, kind, field, channel, stage, commune,
        latitude, longitude, sender_id, sent_at, due_at, due_term, due_clause, holder, version, head, state,
        linked_to)
    SELECT %(jurisdiction)s, %(case)s, %(code)s, %(command)s, %(edition)s, %(kind)s, %(field)s, %(channel)s,
        %(stage)s, %(commune)s, %(latitude)s, %(longitude)s, %(sender)s, %(now)s, %(due_at)s, %(due_term)s,
        %(due_clause)s, %(holder)s, %(version)s, %(head)s, %(state)s, %(linked_to)s
    WHERE %(sender_known)s OR EXISTS (SELECT FROM known)
    ON CONFLICT (jurisdiction_id, command_id) DO NOTHING
    RETURNING jurisdiction_id, id
)"""

_FIRST_EVENT = """events AS (
    INSERT INTO cases_event (jurisdiction_id, case_id, number, type, command_id, content, hash)
    SELECT jurisdiction_id, id, 1, %(event_type)s, %(command)s, %(content)s, %(head)s FROM moved
)"""

_FIRST_ORDER = """ordered AS (
    INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context,
        made_at, due_at)
    SELECT jurisdiction_id, %(order)s, id, %(recipient_kind)s, %(recipient_id)s, %(template)s, '{}', %(now)s, %(now)s
    FROM moved
)"""

_FIRST_COUNT = """counted AS (
    INSERT INTO figures_delta (jurisdiction_id, sent_on, field, commune, stage, cases)
    SELECT jurisdiction_id, %(sent_on)s, %(field)s, %(commune)s, %(stage)s, 1 FROM moved
)"""

_SEALED_ONE = """sealed AS (
    INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
    SELECT jurisdiction_id, %(record)s, %(key_version)s, %(wrapped_key)s, %(sealed_fields)s, %(now)s FROM moved
)"""


_MOVED_ROWS = "SELECT count(*) FROM moved"

_SENT_OR_WHY_NOT = """SELECT EXISTS (SELECT FROM moved),
    CASE WHEN NOT EXISTS (SELECT FROM moved) THEN (SELECT state FROM before) END,
    CASE WHEN NOT EXISTS (SELECT FROM moved) THEN (SELECT code FROM before) END,
    CASE WHEN NOT EXISTS (SELECT FROM moved) THEN
        (SELECT id FROM people_sender WHERE jurisdiction_id = %(jurisdiction)s AND phone_index = %(phone_index)s) END,
    CASE WHEN NOT EXISTS (SELECT FROM moved) THEN
        (SELECT people_standing_with(s.jurisdiction_id, s.id) FROM people_sender s
         WHERE s.jurisdiction_id = %(jurisdiction)s AND s.phone_index = %(phone_index)s) END,
    CASE WHEN NOT EXISTS (SELECT FROM moved) THEN
        (SELECT count(*) FROM people_sender s
         JOIN cases_case c ON c.jurisdiction_id = s.jurisdiction_id AND c.sender_id = s.id
         WHERE s.jurisdiction_id = %(jurisdiction)s AND s.phone_index = %(phone_index)s
         AND c.sent_at > %(lately)s) END"""


def _statement(*parts: str, answer: str = _MOVED_ROWS) -> str:
    """One statement of data-changing parts; each list of rows is a JSON parameter of its own, parsed once."""
    return f"WITH {', '.join(parts)} {answer}"


_MOVE = _statement(_MOVED, _EVENTS, _OPENED, _ENDED, _SHIFTED, _TEXTS, _SEALED, _ORDERED, _COUNTED, _CHARGED)
"""A step of a case that exists."""

_SEND = Prepared(
    _statement(_BORN, _FIRST_EVENT, _OPENED, _SEALED_ONE, _FIRST_ORDER, _FIRST_COUNT, answer=_SENT_OR_WHY_NOT)
)
"""The first step, the hottest: its one event, vault record, message and count go in as plain parameters."""

_SEND_ALARM = Prepared(
    _statement(_BORN, _FIRST_EVENT, _OPENED, _SEALED_ONE, _ORDERED, _FIRST_COUNT, answer=_SENT_OR_WHY_NOT)
)
"""The same where more than the receipt is ordered: an alarm rings those on duty."""

_ORIGINATE = Prepared(
    _statement(
        _BORN, _FIRST_EVENT, _OPENED, _SEALED_ONE, _TEXTS, _ORDERED, _FIRST_COUNT, answer=_SENT_OR_WHY_NOT
    )
)
"""The same for a report of the IOC's own, which brings a text with it. Its sender is nobody, a row without a phone."""

LATELY = timedelta(minutes=15)
"""How far back the reports of a sender are counted, so that nobody floods the desk."""

NOBODY = str(uuid.UUID(int=0))
"""Who sent what the IOC itself found."""


def read_state(state: str) -> Case:
    """The case of its stored state."""
    return decode_case(orjson.loads(state))


@contextmanager
def locked(
    *,
    jurisdiction_id: int,
    case_id: uuid.UUID,
    command_id: uuid.UUID,
    now: datetime,
    agencies: Sequence[uuid.UUID] = (),
    sender: uuid.UUID | None = None,
) -> Iterator[tuple[Connection, Locked | None]]:
    """A transaction that holds the case's row lock; ``None`` when there is no such case. Rolled back on any error.

    ``sender`` is whose standing is read with it: of whoever acts, where that is no official.
    """
    parameters = {
        "jurisdiction": jurisdiction_id,
        "case": case_id,
        "command": command_id,
        "now": now,
        "agencies": list(agencies),
        "sender": sender,
    }
    with within(jurisdiction_id), kept_connection() as raw, _ended_transaction(raw):
        # Nothing is fetched inside a pipeline: each fetch there would be a round trip of its own.
        with raw.pipeline():
            raw.execute("BEGIN")
            cursor = raw.execute(_LOCK, parameters)
        row = cursor.fetchone()
        yield (
            raw,
            None if row is None else Locked(read_state(row[0]), bytes(row[1]), *row[2:]),
        )


@contextmanager
def _ended_transaction(raw: Connection) -> Iterator[None]:
    """Whatever :func:`write` has not committed is rolled back; a connection that broke has nothing to end."""
    try:
        yield
    finally:
        if not raw.closed and raw.info.transaction_status != TransactionStatus.IDLE:
            raw.execute("ROLLBACK")


def write(raw: Connection, *, step: Step, head: bytes) -> Case:
    """Write the step under the lock that :func:`locked` holds, and commit."""
    with raw.pipeline():
        cursor = raw.execute(_MOVE, _parameters_of_moving(step, head=head))
        raw.execute("COMMIT")
    moved = cursor.fetchone()
    assert moved is not None
    assert moved[0] == 1, "the row lock keeps the version"
    return step.after


class Sent(NamedTuple):
    """Whether the first step was written; if not, the case of the same command, and who has the phone number, with
    the stored standing and how many reports they have sent lately."""

    is_written: bool
    state: str | None
    code: str | None
    sender_id: uuid.UUID | None
    standing: str | None
    lately: int


def send(*, step: Step, code: str, phone_index: bytes, is_known: bool) -> Sent:
    """Write a case's first step, all of it or nothing, in one durable round trip.

    ``is_known`` says that the case's sender is one we have; otherwise it is written with the case. Nothing is written
    where the command has been sent before, or where an unknown sender's number turns out to be somebody's.
    """
    parameters = _parameters_of_sending(step=step, code=code)
    parameters |= {"phone_index": phone_index, "sender_known": is_known}
    return _first_step(_SEND_ALARM if "orders" in parameters else _SEND, parameters)


def originate(*, step: Step, code: str) -> Sent:
    """The same for what the IOC itself found, with the step's texts."""
    parameters = _parameters_of_sending(step=step, code=code)
    parameters |= {"phone_index": b"", "sender_known": True}
    return _first_step(_ORIGINATE, parameters | {"texts": _rows([_text(text) for text in step.texts])})


def _first_step(statement: Prepared, parameters: dict[str, Any]) -> Sent:
    with kept_connection() as raw:
        is_written, state, code, sender_id, standing, lately = statement.one_row(raw, parameters)
    sender = uuid.UUID(sender_id) if sender_id else None
    return Sent(is_written == "t", state, code, sender, standing, int(lately or 0))


def _parameters_of_sending(*, step: Step, code: str) -> dict[str, Any]:
    (event,), (record,) = step.events, step.sealed
    case, place = step.after, step.after.place
    parameters, state = _row(step)
    parameters["lately"] = parameters["now"] - LATELY
    content = chain.content(jurisdiction_id=step.jurisdiction.id, case_id=case.id, number=1, event=event)
    return parameters | {
        "head": chain.link(chain.START, content),
        "event_type": type(event.body).__name__,
        "content": content,
        "opened": compact(state["duties"]),
        **_ordered_first(_orders(step)),
        "sent_on": _sent_on(case),
        "sender": case.sender or NOBODY,
        "record": record.id,
        "key_version": record.key_version,
        "wrapped_key": record.wrapped_key,
        "sealed_fields": record.sealed,
        "code": code,
        "command": step.command_id,
        "edition": case.edition,
        "kind": case.kind.value,
        "channel": case.channel.value,
        "commune": place.commune if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "linked_to": case.linked_to,
    }


def _ordered_first(orders: list[dict[str, Any]]) -> dict[str, Any]:
    """A receipt alone goes in as plain parameters; anything else as rows."""
    match orders:
        case [{"recipient_kind": "sender"} as order]:
            told = {name: order[name] for name in ("recipient_kind", "recipient_id", "template")}
            return {"order": order["id"], **told}
    return {"orders": _rows(orders)}


def _parameters_of_moving(step: Step, *, head: bytes) -> dict[str, Any]:
    parameters, state = _row(step)
    events, head = _event_rows(step, head)
    published = any(isinstance(event.body, Published) for event in step.events)
    return parameters | {
        "was": step.before.version,
        "ended_at": step.after.ended_at,
        "is_public": publicity(step.after).content,
        "commended_at": step.after.commended_at,
        "found_false_at": step.after.found_false_at,
        "published_at": parameters["now"] if published else None,
        "head": head,
        "events": compact(events),
        "opened": _rows(_opened(step, state)),
        "ended": _rows(
            [{"number": e.number, "outcome": e.outcome} for event in step.events for e in event.ended]
        ),
        "shifted": _rows(_moved(step, state)),
        "texts": _rows([_text(text) for text in step.texts]),
        "sealed": _rows([_sealed(record) for record in step.sealed]),
        "orders": _rows(_orders(step)),
        "counts": _rows(_counts(step)),
        "assignments": _rows(_assignments(step.after)),
    }


def _row(step: Step) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters of the current row that every step has, and the case as plain values."""
    after = step.after
    duty = after.earliest_duty
    state = encode_case(after)
    parameters = {
        "jurisdiction": step.jurisdiction.id,
        "case": after.id,
        "calendar": step.jurisdiction.calendar_version,
        "now": step.events[-1].at,
        "stage": after.stage.value,
        "field": after.field.value,
        "due_at": duty.due_at if duty else None,
        "due_term": duty.term if duty else None,
        "due_clause": duty.clause if duty else None,
        "holder": _holder(after),
        "version": after.version,
        "state": compact(state),
    }
    return parameters, state


def _event_rows(step: Step, head: bytes) -> tuple[list[dict[str, Any]], bytes]:
    rows = []
    for offset, event in enumerate(step.events):
        number = step.before.version + offset + 1
        text = chain.content(
            jurisdiction_id=step.jurisdiction.id, case_id=step.after.id, number=number, event=event
        )
        head = chain.link(head, text)
        rows.append(
            {
                "number": number,
                "type": type(event.body).__name__,
                "command_id": str(step.command_id) if offset == 0 else None,
                "content": text,
                "hash": head.hex(),
            }
        )
    return rows, head


def _opened(step: Step, state: dict[str, Any]) -> list[dict[str, Any]]:
    """The duties that the step opened, as they lie in the encoded case: what is encoded already serves again."""
    numbers = {duty.number for event in step.events for duty in event.opened}
    return [plain for plain in state["duties"] if plain["number"] in numbers]


def _moved(step: Step, state: dict[str, Any]) -> list[dict[str, Any]]:
    """The duties whose moments the step changed, as they lie in the encoded case."""
    numbers = {
        move.number for event in step.events if isinstance(event.body, TermMoved) for move in event.body.moved
    }
    return [plain for plain in state["duties"] if plain["number"] in numbers]


def _text(text: Text) -> dict[str, Any]:
    return {"id": text.written.id, "purpose": text.purpose, "salt": text.salt.hex(), "body": text.body}


def _sealed(record: Sealed) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "key_version": record.key_version,
        "wrapped_key": record.wrapped_key.hex(),
        "sealed": record.sealed.hex(),
    }


def _orders(step: Step) -> list[dict[str, Any]]:
    case = step.after
    return [
        {
            "id": str(new_id()),
            "recipient_kind": order.recipient_kind,
            "recipient_id": order.recipient_id,
            "template": order.template,
            "way": order.way.value,
            "on_duty": order.duty.is_called(at=event.at, calendar=step.jurisdiction.calendar),
            "staff_id": order.staff_id,
        }
        for event in step.events
        for order in orders_for(case, event.body)
    ]


def _counts(step: Step) -> list[dict[str, Any]]:
    """Delta rows: nobody waits for a hot counter; the worker folds them (PERFORMANCE: 0.99 against 0.89)."""
    before, after = step.before, step.after
    if (before.stage, before.field) == (after.stage, after.field):
        return []
    sent_on = _sent_on(after)
    commune = after.place.commune if after.place else ""

    def row(case: Case, cases: int) -> dict[str, Any]:
        return {
            "sent_on": sent_on,
            "field": case.field.value,
            "commune": commune,
            "stage": case.stage.value,
            "cases": cases,
        }

    return [row(before, -1), row(after, 1)]


def _sent_on(case: Case) -> str:
    assert case.sent_at is not None
    return case.sent_at.astimezone(HO_CHI_MINH).date().isoformat()


def _assignments(case: Case) -> list[dict[str, Any]]:
    rows = []
    for assignment in case.assignments:
        duties = [
            d for d in case.duties if d.subject == "assignment" and d.subject_number == assignment.number
        ]
        duty = min(duties, key=lambda d: d.due_at, default=None)
        rows.append(
            {
                "number": assignment.number,
                "agency": assignment.agency,
                "superior": assignment.superior,
                "state": assignment.state.value,
                "is_open": assignment.state.is_open,
                "due_at": duty.due_at.astimezone(UTC).isoformat() if duty else None,
                "due_term": duty.term if duty else None,
                "due_clause": duty.clause if duty else None,
                "dispatched_at": assignment.dispatched_at.astimezone(UTC).isoformat(),
            }
        )
    return rows


def _holder(case: Case) -> str | None:
    held = holders(case)
    return held[0].party.value if held else None


def _rows(rows: list[dict[str, Any]]) -> str:
    return compact(rows) if rows else "[]"

"""The one place that writes cases: a step is one statement that moves the row, appends events, opens and ends duties,
keeps texts, orders messages and counts, all or nothing. Two round trips: lock and read, then write and commit."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from psycopg.pq import TransactionStatus

from paht.cases import rows
from paht.cases.connecting import Connection, kept_connection
from paht.law.casework.case import Case
from paht.law.casework.codec import decode_case
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

DUTY_COLUMNS = """jurisdiction_id, case_id, number, term, clause, holder, agency_id, subject, subject_number,
        internal, calendar_version, starts_at, due_at, violation_at, original_due_at"""

DUTY = """d(number int, term text, clause text, holder text, body uuid, subject text, subject_number smallint,
        internal boolean, starts_at timestamptz, due_at timestamptz, violation_at timestamptz,
        original_due_at timestamptz)"""
"""A duty as it lies in the encoded case."""

_OPENED = f"""opened AS (
    INSERT INTO cases_duty ({DUTY_COLUMNS})
    SELECT m.jurisdiction_id, m.id, d.number, d.term, d.clause, d.holder, d.body, d.subject,
        d.subject_number, d.internal, %(calendar)s, d.starts_at, d.due_at, d.violation_at, d.original_due_at
    FROM moved m, jsonb_to_recordset(%(opened)s::jsonb) AS {DUTY}
)"""

TEXTS = """texts AS (
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

ORDERED = """ordered AS (
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

_MOVE = f"""WITH {_MOVED}, {_EVENTS}, {_OPENED}, {_ENDED}, {_SHIFTED}, {TEXTS}, {_SEALED}, {ORDERED}, {_COUNTED},
{_CHARGED}
SELECT count(*) FROM moved"""
"""A step of a case that exists: one statement; each list of rows is a JSON parameter of its own, parsed once."""


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


def write(raw: Connection, *, step: rows.Step, head: bytes) -> Case:
    """Write the step under the lock that :func:`locked` holds, and commit."""
    with raw.pipeline():
        cursor = raw.execute(_MOVE, rows.moving(step, head=head))
        raw.execute("COMMIT")
    moved = cursor.fetchone()
    assert moved is not None
    assert moved[0] == 1, "the row lock keeps the version"
    return step.after

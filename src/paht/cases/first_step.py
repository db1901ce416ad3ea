"""The one place that writes a case's first step: the row, its event, duties, sealed record, message and count, all of
it or nothing, in one durable round trip. Reports that arrive at the same moment share the statement."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from paht.cases import rows
from paht.cases.connecting import Prepared, kept_connection
from paht.cases.gathering import AT_ONCE, Gathering
from paht.cases.store import DUTY, DUTY_COLUMNS, ORDERED, TEXTS

LATELY = timedelta(minutes=15)
"""How far back the reports of a sender are counted, so that nobody floods the desk."""


class Sent(NamedTuple):
    """Whether the first step was written; if not, the case of the same command, and who has the phone number, with
    the stored standing and how many reports they have sent lately."""

    is_written: bool
    state: str | None
    code: str | None
    sender_id: uuid.UUID | None
    standing: str | None
    lately: int


def send(*, step: rows.Step, code: str, phone_index: bytes, is_known: bool) -> Sent:
    """Write a case's first step.

    ``is_known`` says that the case's sender is one we have; otherwise it is written with the case. Nothing is written
    where the command has been sent before, or where an unknown sender's number turns out to be somebody's.
    """
    parameters = rows.first(step, code=code) | {"phone_index": phone_index, "sender_known": is_known}
    match parameters["orders"]:
        case [{"recipient_kind": "sender"} as order]:
            parameters |= {f"order_{name}": order[name] for name in _ORDER}
            return _gathering.run(step.jurisdiction.id, [parameters[name] for name in _SENT])
    return _alone(_SEND_ALARM, parameters)


def originate(*, step: rows.Step, code: str) -> Sent:
    """The same for what the IOC itself found, with the step's texts. Its sender is nobody, a row without a phone."""
    parameters = rows.first(step, code=code) | {"phone_index": b"", "sender_known": True}
    return _alone(_ORIGINATE, parameters)


_ORDER = ("id", "recipient_kind", "recipient_id", "template")

_CASE = {
    "jurisdiction": "smallint",
    "case": "uuid",
    "code": "text",
    "command": "uuid",
    "edition": "text",
    "kind": "text",
    "field": "text",
    "channel": "text",
    "stage": "text",
    "commune": "text",
    "latitude": "float8",
    "longitude": "float8",
    "sender": "uuid",
    "now": "timestamptz",
    "due_at": "timestamptz",
    "due_term": "text",
    "due_clause": "text",
    "holder": "text",
    "version": "int",
    "head": "bytea",
    "state": "jsonb",
    "linked_to": "uuid",
    "phone_index": "bytea",
    "sender_known": "boolean",
    "event_type": "text",
    "content": "text",
    "calendar": "int",
    "opened": "jsonb",
    "record": "uuid",
    "key_version": "smallint",
    "wrapped_key": "bytea",
    "sealed_fields": "bytea",
    "sent_on": "date",
}
"""What every first step brings, and as what PostgreSQL reads it."""

_SENT = _CASE | {
    "order_id": "uuid",
    "order_recipient_kind": "text",
    "order_recipient_id": "uuid",
    "order_template": "text",
}
"""The hottest brings one message beside, the receipt."""

_BORN = """before AS (
    SELECT c.command_id, c.state, c.code
    FROM given g JOIN cases_case c ON c.jurisdiction_id = g.jurisdiction AND c.command_id = g.command
), known AS (
    INSERT INTO people_sender (jurisdiction_id, id, phone_index, first_seen_at)
    SELECT g.jurisdiction, g.sender, g.phone_index, g.now FROM given g
    WHERE NOT g.sender_known AND NOT EXISTS (SELECT FROM before b WHERE b.command_id = g.command)
    ON CONFLICT DO NOTHING
    RETURNING id
), moved AS (
    INSERT INTO cases_case (jurisdiction_id, id, code, command_id, edition, kind, field, channel, stage, commune,
        latitude, longitude, sender_id, sent_at, due_at, due_term, due_clause, holder, version, head, state,
        linked_to)
    SELECT g.jurisdiction, g."case", g.code, g.command, g.edition, g.kind, g.field, g.channel, g.stage, g.commune,
        g.latitude, g.longitude, g.sender, g.now, g.due_at, g.due_term, g.due_clause, g.holder, g.version, g.head,
        g.state, g.linked_to
    FROM given g WHERE g.sender_known OR EXISTS (SELECT FROM known k WHERE k.id = g.sender)
    ON CONFLICT (jurisdiction_id, command_id) DO NOTHING
    RETURNING jurisdiction_id, id
), events AS (
    INSERT INTO cases_event (jurisdiction_id, case_id, number, type, command_id, content, hash)
    SELECT m.jurisdiction_id, m.id, 1, g.event_type, g.command, g.content, g.head
    FROM moved m JOIN given g ON g."case" = m.id
), sealed AS (
    INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
    SELECT m.jurisdiction_id, g.record, g.key_version, g.wrapped_key, g.sealed_fields, g.now
    FROM moved m JOIN given g ON g."case" = m.id
), counted AS (
    INSERT INTO figures_delta (jurisdiction_id, sent_on, field, commune, stage, cases)
    SELECT m.jurisdiction_id, g.sent_on, g.field, g.commune, g.stage, 1
    FROM moved m JOIN given g ON g."case" = m.id
)"""

_OPENED = f"""opened AS (
    INSERT INTO cases_duty ({DUTY_COLUMNS})
    SELECT m.jurisdiction_id, m.id, d.number, d.term, d.clause, d.holder, d.body, d.subject,
        d.subject_number, d.internal, g.calendar, d.starts_at, d.due_at, d.violation_at, d.original_due_at
    FROM moved m JOIN given g ON g."case" = m.id, jsonb_to_recordset(g.opened) AS {DUTY}
)"""

_RECEIPT = """ordered AS (
    INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, context,
        made_at, due_at)
    SELECT m.jurisdiction_id, g.order_id, m.id, g.order_recipient_kind, g.order_recipient_id, g.order_template, '{}',
        g.now, g.now
    FROM moved m JOIN given g ON g."case" = m.id
)"""

_SENT_OR_WHY_NOT = f"""SELECT g.nth, m.id IS NOT NULL,
    CASE WHEN m.id IS NULL THEN (SELECT b.state FROM before b WHERE b.command_id = g.command) END,
    CASE WHEN m.id IS NULL THEN (SELECT b.code FROM before b WHERE b.command_id = g.command) END,
    CASE WHEN m.id IS NULL THEN
        (SELECT id FROM people_sender WHERE jurisdiction_id = g.jurisdiction AND phone_index = g.phone_index) END,
    CASE WHEN m.id IS NULL THEN
        (SELECT people_standing_with(s.jurisdiction_id, s.id) FROM people_sender s
         WHERE s.jurisdiction_id = g.jurisdiction AND s.phone_index = g.phone_index) END,
    CASE WHEN m.id IS NULL THEN
        (SELECT count(*) FROM people_sender s
         JOIN cases_case c ON c.jurisdiction_id = s.jurisdiction_id AND c.sender_id = s.id
         WHERE s.jurisdiction_id = g.jurisdiction AND s.phone_index = g.phone_index
         AND c.sent_at > g.now - interval '{LATELY.total_seconds():.0f} seconds') END
FROM given g LEFT JOIN moved m ON m.id = g."case\""""


def _statement(columns: Mapping[str, str], *parts: str, cases: int = 1) -> Prepared:
    """The statement for so many cases; whatever ``parts`` want as plain parameters comes after the columns."""
    row = ", ".join(f"%({name}_{{nth}})s::{kind}" for name, kind in columns.items())
    values = ", ".join(f"({nth}, {row.format(nth=nth)})" for nth in range(cases))
    names = ", ".join(f'"{name}"' for name in ("nth", *columns))
    given = f"given ({names}) AS MATERIALIZED (VALUES {values})"
    return Prepared(f"WITH {', '.join((given, _BORN, _OPENED, *parts))} {_SENT_OR_WHY_NOT}")


@lru_cache(maxsize=AT_ONCE)
def _send(cases: int) -> Prepared:
    return _statement(_SENT, _RECEIPT, cases=cases)


_SEND_ALARM = _statement(_CASE, ORDERED)
"""The same where more than the receipt is ordered: an alarm rings those on duty."""

_ORIGINATE = _statement(_CASE, ORDERED, TEXTS)
"""The same for a report of the IOC's own, which brings a text with it."""


def _alone(statement: Prepared, parameters: Mapping[str, Any]) -> Sent:
    given = {f"{name}_0": parameters[name] for name in _CASE}
    given |= {
        "now": parameters["now"],
        "orders": rows.listed(parameters["orders"]),
        "texts": parameters["texts"],
    }
    with kept_connection() as raw:
        (row,) = statement.all_rows(raw, [given[name] for name in statement.names])
    return _sent(row)


def _together(given: Sequence[list[Any]]) -> list[Sent]:
    # In one order in every process: two that wait for each other's senders would be a deadlock.
    order = sorted(range(len(given)), key=lambda nth: given[nth][_PHONE])
    with kept_connection() as raw:
        found = _send(len(given)).all_rows(raw, [value for nth in order for value in given[nth]])
    answers = {order[int(row[0] or 0)]: _sent(row) for row in found}
    return [answers[nth] for nth in range(len(given))]


_PHONE = list(_SENT).index("phone_index")

_gathering = Gathering(_together)


def _sent(row: tuple[str | None, ...]) -> Sent:
    _, is_written, state, code, sender_id, standing, lately = row
    sender = uuid.UUID(sender_id) if sender_id else None
    return Sent(is_written == "t", state, code, sender, standing, int(lately or 0))

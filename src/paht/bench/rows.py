"""Rows like those of a real case, by SQL alone: the raw baseline of a submission, and a province's history at once."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

Connection = psycopg.Connection[Any]

_KEYS = {
    "cases_case": "id",
    "cases_event": "case_id",
    "cases_duty": "case_id",
    "cases_assignment": "case_id",
    "cases_text": "case_id",
    "messages_outbox": "case_id",
}


def like(
    connection: Connection,
    table: str,
    *,
    where: Mapping[str, object],
    changes: Mapping[str, str],
    source: str,
    sent: dict[str, str] | None = None,
) -> str:
    """An INSERT of the one row that ``where`` finds, its values as constants, ``changes`` as SQL over ``source``.

    With ``sent`` long values become variables of pgbench, put into it by name: constants would be read once, while
    whoever writes real rows sends them with every call.
    """
    columns = connection.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum",
        [table],
    ).fetchall()
    wanted = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name, _ in columns)
    condition = sql.SQL(" AND ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Literal(value)) for name, value in where.items()
    )
    found = sql.SQL("WHERE {}").format(condition) if where else sql.SQL("")
    row = connection.execute(
        sql.SQL("SELECT {} FROM {} {} LIMIT 1").format(wanted, sql.Identifier(table), found)
    ).fetchone()
    assert row is not None, f"{table} has no row like {dict(where)}"
    values = []
    for (name, kind), value in zip(columns, row, strict=True):
        if name in changes:
            values.append(changes[name])
        elif sent is not None and value is not None and len(value) > _LONG:
            sent[f"{table}_{name}"] = value
            values.append(f":{table}_{name}::{kind}")
        else:
            values.append(f"{sql.Literal(value).as_string(connection)}::{kind}")
    names = ", ".join(name for name, _ in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)}" + (f" FROM {source}" if source else "")


@dataclass(frozen=True, slots=True)
class Raw:
    """What pgbench repeats: statements, and the values that it sends with each call."""

    statements: tuple[str, ...]
    sent: dict[str, str]


def submission(connection: Connection, *, case_id: uuid.UUID) -> Raw:
    """One statement that writes the rows of a sent case under fresh keys, in the order of time as the program's are."""
    sent: dict[str, str] = {}
    parts = _rows_of(connection, case_id, keys={name: f"k.{name}" for name in _FRESH}, source="k", sent=sent)
    return Raw((_at_once(connection, parts, of=""),), sent)


def submission_by_table(connection: Connection, *, case_id: uuid.UUID) -> Raw:
    """The same rows by a plain INSERT a table in one transaction; the client makes the keys, as ours does."""
    sent: dict[str, str] = {}
    number = "lpad(to_hex(:client_id::int), 3, '0') || '-' || lpad(to_hex(:n::bigint), 12, '0')"
    keys = {
        name: f"(:run::text || '-{place:04x}-7000-8' || {number})::uuid" for place, name in enumerate(_FRESH)
    }
    parts = _rows_of(connection, case_id, keys=keys, source="", sent=sent)
    return Raw(("\\set n :n + 1", "BEGIN", *parts.values(), "COMMIT"), {**sent, "n": "0"})


def fill_sent(connection: Connection, *, cases: int, case_id: uuid.UUID) -> None:
    """So many cases like the one just sent, in every table that a sending writes; ``connection`` is a superuser's."""
    parts = _rows_of(connection, case_id, keys={name: f"k.{name}" for name in _FRESH}, source="k")
    for first in range(0, cases, _AT_ONCE):
        amount = min(_AT_ONCE, cases - first)
        connection.execute(_at_once(connection, parts, of=f" FROM generate_series(1, {amount})"))
    connection.execute("VACUUM ANALYZE")


_LONG = 30
"""Characters beyond which a value is no word of the law, number or moment but differs from case to case."""

_AT_ONCE = 50_000
_FRESH = ("case_id", "sender_id", "record_id", "command_id", "message_id")


def _at_once(connection: Connection, parts: Mapping[str, str], *, of: str) -> str:
    # PostgreSQL makes keys in the order of time from version 18 on.
    fresh = "uuidv7()" if connection.info.server_version >= 180_000 else "gen_random_uuid()"
    keys = ", ".join(f"{fresh} AS {name}" for name in _FRESH)
    body = ", ".join(f"{name} AS ({statement})" for name, statement in parts.items())
    return f"WITH k AS MATERIALIZED (SELECT {keys}{of}), {body} SELECT count(*) FROM k"


def _rows_of(
    connection: Connection,
    case_id: uuid.UUID,
    *,
    keys: Mapping[str, str],
    source: str,
    sent: dict[str, str] | None = None,
) -> dict[str, str]:
    """An INSERT for each table that a sending writes; ``keys`` gives the SQL of each fresh key."""
    found = connection.execute(
        "SELECT sender_id, state -> 'original' ->> 'id' FROM cases_case WHERE id = %s", [case_id]
    ).fetchone()
    assert found is not None
    sender_id, record_id = found
    case, sender, command = keys["case_id"], keys["sender_id"], keys["command_id"]
    of_case, of_this = {"case_id": case}, {"case_id": case_id}
    rows: dict[str, tuple[str, Mapping[str, object], dict[str, str]]] = {
        "sender": (
            "people_sender",
            {"id": sender_id},
            {"id": sender, "phone_index": f"sha256(uuid_send({sender}))"},
        ),
        "record": ("people_vault_record", {"id": uuid.UUID(record_id)}, {"id": keys["record_id"]}),
        "moved": (
            "cases_case",
            {"id": case_id},
            {
                "id": case,
                "code": "'VL-' || left(gen_random_uuid()::text, 14)",
                "command_id": command,
                "sender_id": sender,
            },
        ),
        "event": ("cases_event", of_this, {**of_case, "command_id": command}),
        "message": (
            "messages_outbox",
            of_this,
            {**of_case, "id": keys["message_id"], "recipient_id": sender},
        ),
        "count": ("figures_delta", {}, {}),
    }
    duties = connection.execute(
        "SELECT number FROM cases_duty WHERE case_id = %s ORDER BY number", [case_id]
    ).fetchall()
    for (number,) in duties:
        rows[f"duty_{number}"] = ("cases_duty", {**of_this, "number": number}, of_case)
    return {
        name: like(connection, table, where=where, changes=changes, source=source, sent=sent)
        for name, (table, where, changes) in rows.items()
    }


ENDED_OF_A_HUNDRED = 98


def fill(connection: Connection, *, cases: int, ended: uuid.UUID, waiting: uuid.UUID) -> None:
    """A history: 98 of 100 cases like the ended one, the others like the one that waits at the desk.

    ``connection`` is a superuser's, so that no trigger of a row's own slows the filling.
    """
    waits = cases * (100 - ENDED_OF_A_HUNDRED) // 100
    _fill_like(connection, ended, first=1, last=cases - waits)
    _fill_like(connection, waiting, first=cases - waits + 1, last=cases)
    connection.execute("VACUUM ANALYZE")


def _fill_like(connection: Connection, case_id: uuid.UUID, *, first: int, last: int) -> None:
    found = connection.execute(
        "SELECT state -> 'text' ->> 'id', version, ended_at IS NULL FROM cases_case WHERE id = %s", [case_id]
    ).fetchone()
    assert found is not None
    text_id, version, is_open = found
    key = _key_of(1)
    state = f"replace({_state(connection, case_id)}, '{case_id}', {key}::text)"
    if text_id:
        state = f"replace({state}, '{text_id}', {_key_of(2)}::text)"
    source = f"generate_series({first}, {last}) AS i"
    ago = "make_interval(mins => i)"
    row = like(
        connection,
        "cases_case",
        where={"id": case_id},
        changes={
            "id": key,
            "code": "'VL-' || lpad(i::text, 12, '0')",
            "command_id": "gen_random_uuid()",
            "sender_id": _key_of(3, "i % 50000"),
            "sent_at": f"now() - {ago}",
            "due_at": "now() + make_interval(mins => i % 4000 - 1000)" if is_open else "NULL::timestamptz",
            "published_at": "NULL::timestamptz" if is_open else f"now() - {ago}",
            "state": f"({state})::jsonb",
        },
        source=source,
    )
    connection.execute(row)
    of_case = {"case_id": key}
    for number in range(1, min(version, 2) + 1):
        connection.execute(_event(connection, case_id, number=number, changes=of_case, source=source))
    for table in ("cases_duty", "cases_assignment", "cases_text"):
        if _has(connection, table, case_id):
            changes = {**of_case, "id": _key_of(2)} if table == "cases_text" else of_case
            where: dict[str, object] = {"case_id": case_id}
            if table == "cases_text":
                where["id"] = uuid.UUID(text_id)
            connection.execute(like(connection, table, where=where, changes=changes, source=source))


def _event(
    connection: Connection, case_id: uuid.UUID, *, number: int, changes: Mapping[str, str], source: str
) -> str:
    return like(
        connection,
        "cases_event",
        where={"case_id": case_id, "number": number},
        changes={**changes, "command_id": "gen_random_uuid()"},
        source=source,
    )


def _has(connection: Connection, table: str, case_id: uuid.UUID) -> bool:
    found = connection.execute(
        sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {} = %s)").format(
            sql.Identifier(table), sql.Identifier(_KEYS[table])
        ),
        [case_id],
    ).fetchone()
    return found is not None and bool(found[0])


def _state(connection: Connection, case_id: uuid.UUID) -> str:
    found = connection.execute("SELECT state::text FROM cases_case WHERE id = %s", [case_id]).fetchone()
    assert found is not None
    return sql.Literal(found[0]).as_string(connection)


def _key_of(kind: int, number: str = "i") -> str:
    """SQL for the UUID of a kind of row and a number."""
    return f"('0190000{kind}-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"

"""Rows like those of a real case, by SQL alone: the raw baseline of a submission, and a province's history at once."""

import uuid
from collections.abc import Mapping
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
) -> str:
    """An INSERT of the one row that ``where`` finds, its values as constants, ``changes`` as SQL over ``source``."""
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
    values = [
        changes.get(name) or f"{sql.Literal(value).as_string(connection)}::{kind}"
        for (name, kind), value in zip(columns, row, strict=True)
    ]
    names = ", ".join(name for name, _ in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {source}"


def submission(connection: Connection, *, case_id: uuid.UUID) -> str:
    """One statement that writes the rows of a sent case under fresh keys: what pgbench repeats."""
    case = {"id": case_id}
    found = connection.execute(
        "SELECT sender_id, state -> 'original' ->> 'id' FROM cases_case WHERE id = %s", [case_id]
    ).fetchone()
    assert found is not None
    sender_id, record_id = found
    fresh = "gen_random_uuid()"
    keys = f"SELECT {fresh} AS case_id, {fresh} AS sender_id, {fresh} AS record_id, {fresh} AS command_id"
    of_case = {"case_id": "k.case_id"}
    parts = {
        "sender": like(
            connection,
            "people_sender",
            where={"id": sender_id},
            changes={"id": "k.sender_id", "phone_index": "sha256(uuid_send(k.sender_id))"},
            source="k",
        ),
        "record": like(
            connection,
            "people_vault_record",
            where={"id": uuid.UUID(record_id)},
            changes={"id": "k.record_id"},
            source="k",
        ),
        "moved": like(
            connection,
            "cases_case",
            where=case,
            changes={
                "id": "k.case_id",
                "code": "'VL-' || k.case_id",
                "command_id": "k.command_id",
                "sender_id": "k.sender_id",
            },
            source="k",
        ),
        "event": like(
            connection,
            "cases_event",
            where={"case_id": case_id},
            changes={**of_case, "command_id": "k.command_id"},
            source="k",
        ),
        "duty": like(connection, "cases_duty", where={"case_id": case_id}, changes=of_case, source="k"),
        "message": like(
            connection,
            "messages_outbox",
            where={"case_id": case_id},
            changes={**of_case, "id": fresh, "recipient_id": "k.sender_id"},
            source="k",
        ),
        "count": like(connection, "figures_delta", where={}, changes={}, source="k"),
    }
    body = ", ".join(f"{name} AS ({statement})" for name, statement in parts.items())
    return f"WITH k AS MATERIALIZED ({keys}), {body} SELECT case_id FROM k"


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

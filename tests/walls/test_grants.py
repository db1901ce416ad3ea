"""Each role of the database does with a table what its process does with it, and no more: by the catalog."""

from collections.abc import Mapping

import pytest
from django.db import ProgrammingError, connection
from tests.conftest import Clock
from tests.exchange.peer import credentials
from tests.province import TestProvince

from paht.installation.postgres import Server

ALL = "*"
"""The whole table; of UPDATE the columns are named, for whose a row is changes no more."""
_TOLD = frozenset({"known", "direction", "state", "rung_at", "answered_at", "ended_at", "queue", "extension"})
_TOLD |= {"staff_id", "number_record_id", "caller", "is_voice_message", "is_urgent", "order_id", "due_at"}
_WORKED_ON = frozenset(["state", "due_at", "attempts", "problem", "settled_at"])

Rights = Mapping[str, Mapping[str, frozenset[str]]]


def only(words: str, **updates: frozenset[str] | str) -> dict[str, frozenset[str]]:
    """Rights over whole tables, and the columns that may be updated."""
    rights = {word: frozenset({ALL}) for word in words.split()}
    columns = updates.get("update", frozenset())
    return rights | (
        {"UPDATE": frozenset(columns.split() if isinstance(columns, str) else columns)} if columns else {}
    )


WANTED: Mapping[str, Rights] = {
    "calls_call": {
        "paht_app": only("SELECT INSERT", update=_TOLD | {"heard_at", "heard_by"}),
        "paht_worker": only("SELECT INSERT", update=_TOLD | {"file_id"}),
    },
    "calls_order": {
        "paht_app": only("SELECT INSERT", update="state reference problem placed_at due_at settled_at"),
        "paht_worker": only(
            "SELECT INSERT",
            update="state attempts reference problem dial_ids placed_at due_at settled_at",
        ),
    },
    "calls_recording": {
        "paht_app": only("SELECT INSERT"),
        "paht_worker": only("SELECT INSERT", update="state attempts due_at problem"),
    },
    "calls_link": {"paht_app": only("SELECT INSERT"), "paht_worker": only("SELECT INSERT")},
    "calls_told": {"paht_app": only("SELECT INSERT"), "paht_worker": only("SELECT INSERT")},
    "calls_line": {
        "paht_app": only("SELECT INSERT", update="extension record_id set_at"),
        "paht_worker": only("SELECT"),
    },
    "calls_extension": {
        "paht_app": only("SELECT INSERT", update="taken_by taken_at"),
        "paht_worker": only("SELECT"),
    },
    "exchange_client": {
        "paht_app": only(
            "SELECT INSERT",
            update="digest former former_until rotated_at used_at revoked_at revoked_by",
        )
    },
    "exchange_request": {"paht_app": only("SELECT INSERT"), "paht_worker": only("SELECT DELETE")},
    "exchange_feed": {"paht_app": only("SELECT INSERT"), "paht_worker": only("SELECT", update="latest")},
    "exchange_change": {"paht_app": only("SELECT"), "paht_worker": only("SELECT INSERT")},
    "exchange_endpoint": {
        "paht_app": only(
            "SELECT INSERT",
            update="url secret_version former_until state problem failures failing_since try_at changed_by "
            "changed_at",
        ),
        "paht_worker": only("SELECT", update="state problem failures failing_since try_at"),
    },
    "exchange_delivery": {
        "paht_app": only("SELECT", update="due_at state"),
        "paht_worker": only(
            "SELECT INSERT", update="state attempts status problem milliseconds due_at settled_at"
        ),
    },
    "exchange_mapping": {"paht_app": only("SELECT INSERT")},
    "exchange_approver": {"paht_app": only("SELECT INSERT DELETE")},
    "exchange_proposal": {"paht_app": only("SELECT INSERT", update="state settled_at")},
    "exchange_horizon": {"paht_worker": only("SELECT INSERT", update="horizon database")},
    "messages_inbox": {
        "paht_app": only("SELECT INSERT", update=_WORKED_ON),
        "paht_worker": only("SELECT INSERT", update=_WORKED_ON),
    },
    "people_choice": {"paht_app": only("SELECT INSERT")},
    "people_push": {
        "paht_app": only(
            "SELECT INSERT DELETE", update="kind record_id key_version wrapped_key sealed made_at"
        ),
        "paht_vault": only("SELECT DELETE"),
    },
}

_OF_TABLE = """
SELECT r.rolname, x.privilege_type FROM pg_class c, aclexplode(c.relacl) x JOIN pg_roles r ON r.oid = x.grantee
WHERE c.relname = %s AND r.rolname LIKE 'paht\\_%%' AND x.grantee <> c.relowner
"""
_OF_COLUMNS = """
SELECT r.rolname, x.privilege_type, a.attname
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) x JOIN pg_roles r ON r.oid = x.grantee
WHERE c.relname = %s AND r.rolname LIKE 'paht\\_%%' AND x.grantee <> c.relowner
"""


@pytest.mark.parametrize("table", WANTED)
def test_each_role_may_do_what_its_process_does(database: Server, table: str) -> None:
    found: dict[str, dict[str, set[str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_OF_TABLE, [table])
        for role, right in cursor.fetchall():
            found.setdefault(role, {}).setdefault(right, set()).add(ALL)
        cursor.execute(_OF_COLUMNS, [table])
        for role, right, column in cursor.fetchall():
            found.setdefault(role, {}).setdefault(right, set()).add(column)
    assert found == {
        role: {right: set(names) for right, names in rights.items()} for role, rights in WANTED[table].items()
    }


def test_nobody_gives_a_credential_to_another_agency(vinh_long: TestProvince, time: Clock) -> None:
    made = credentials(vinh_long)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT exchange_move_sandbox_client(%s::smallint, id, %s) FROM exchange_client "
            "WHERE jurisdiction_id = %s",
            [vinh_long.jurisdiction.id, vinh_long.waste.id, vinh_long.jurisdiction.id],
        )
        assert cursor.fetchall() == [(None,)], "this province is no sandbox"
        cursor.execute(
            "SELECT agency_id FROM exchange_client WHERE jurisdiction_id = %s", [vinh_long.jurisdiction.id]
        )
        assert cursor.fetchall() == [(vinh_long.roads.id,)]
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("UPDATE exchange_client SET agency_id = %s", [vinh_long.waste.id])
    assert made.token

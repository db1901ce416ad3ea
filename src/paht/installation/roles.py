"""What the embedded database contains before the first migration: roles, the database, extensions, who may
do what.
"""

from typing import LiteralString

import psycopg
from psycopg import sql

from paht.installation.addresses import DATABASE
from paht.installation.errors import InstallationError
from paht.installation.passwords import Role, role_name

RESTRICTED: tuple[Role, ...] = ("owner", "app", "worker", "vault")
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")

PROVISION = "paht provision 1"
"""Written on the database when it is complete; raise the number when the steps below change, and they run
again.
"""


def is_provisioned(connection: psycopg.Connection[tuple[str | None]]) -> bool:
    """Whether the main database was completed by these very steps; ``connection`` is the superuser's."""
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [DATABASE]
    ).fetchone()
    return row is not None and row[0] == PROVISION


def make_roles(connection: psycopg.Connection[tuple[str | None]], *, passwords: dict[str, str]) -> None:
    """Make the four restricted roles, or give them their passwords and limits again."""
    for role in RESTRICTED:
        name = sql.Identifier(role_name(role))
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role_name(role)]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE ROLE {}").format(name))
        limits: LiteralString = (
            "ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
        )
        connection.execute(sql.SQL(limits).format(name, sql.Literal(passwords[role])))
        connection.execute(sql.SQL("ALTER ROLE {} SET search_path = public").format(name))


def make_database(
    connection: psycopg.Connection[tuple[str | None]], *, name: str, template: str = "template0"
) -> None:
    """Make the database ``name`` unless it exists; only the four roles may connect to it."""
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    database = sql.Identifier(name)
    if known is None:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(database, sql.Identifier(template))
        connection.execute(command)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for role in RESTRICTED:
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role_name(role)))
        )
    connection.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO paht_owner").format(database))


def fill_database(connection: psycopg.Connection[tuple[str | None]]) -> None:
    """Make the extensions and give the schema to its owner, inside the database that ``connection`` is
    connected to.

    Raises InstallationError when the server lacks an extension.
    """
    for extension in EXTENSIONS:
        try:
            connection.execute(
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(sql.Identifier(extension))
            )
        except (psycopg.errors.UndefinedFile, psycopg.errors.FeatureNotSupported) as error:
            raise InstallationError(
                f"This PostgreSQL has no extension {extension}: run apt-get install postgresql-contrib, "
                "or unset PAHT_POSTGRES_BIN to use the one that comes with the program."
            ) from error
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute("ALTER SCHEMA public OWNER TO paht_owner")
    connection.execute("GRANT USAGE ON SCHEMA public TO paht_app, paht_worker, paht_vault")


def mark_provisioned(connection: psycopg.Connection[tuple[str | None]]) -> None:
    """Write on the main database that it is complete."""
    connection.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(DATABASE), sql.Literal(PROVISION))
    )

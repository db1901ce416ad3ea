"""The kept database connection without Django's cursor in between: prepared statements, pipelines, and a clean end.

Errors come out as Django's own (``OperationalError``, ``IntegrityError`` …), so pages and workers meet one kind.
"""

import hashlib
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from paht.walls.telling import is_told, tell, tell_and_execute

Connection = psycopg.Connection[Any]


class Prepared:
    """A statement prepared once on each connection that runs it, given to libpq without psycopg's cursor in between:
    that one keeps books of what is worth preparing, which costs more than the call itself.

    Parameters are named as psycopg names them, ``%(name)s``; the answer is the rows' columns as text, ``None``
    for NULL. Errors are psycopg's own.
    """

    def __init__(self, statement: str) -> None:
        self.names: list[str] = []
        self._statement = re.sub(r"%\((\w+)\)s", self._numbered, statement).encode()
        self._title = b"paht_" + hashlib.sha256(self._statement).hexdigest()[:16].encode()
        self._formats = [PyFormat.AUTO] * len(self.names)
        self._kept = threading.local()

    def _numbered(self, found: re.Match[str]) -> str:
        if found[1] not in self.names:
            self.names.append(found[1])
        return f"${self.names.index(found[1]) + 1}"

    def all_rows(self, raw: Connection, given: Sequence[Any]) -> list[tuple[str | None, ...]]:
        """Run it with the values of its ``names``, in their order; the columns of its rows."""
        wire = raw.pgconn
        is_new = getattr(self._kept, "raw", None) is not raw
        if is_new:
            self._kept.raw, self._kept.dumper = raw, Transformer(raw)
        dumper = self._kept.dumper
        values: Any = dumper.dump_sequence(given, self._formats)
        types, formats = dumper.types, dumper.formats
        result = None
        if not is_new:
            run = wire.exec_prepared if is_told(wire) else partial(tell_and_execute, wire)
            result = run(self._title, values, formats)
        # psycopg forgets all prepared statements after some commands (ROLLBACK among them), ours with its own.
        if result is None or result.error_field(DiagnosticField.SQLSTATE) == _NOT_PREPARED:
            tell(wire)
            _checked(wire, wire.prepare(self._title, self._statement, types))
            result = wire.exec_prepared(self._title, values, formats)
        found = _checked(wire, result)
        return [
            tuple(
                None if (value := found.get_value(row, column)) is None else value.decode()
                for column in range(found.nfields)
            )
            for row in range(found.ntuples)
        ]


_NOT_PREPARED = b"26000"


def _checked(wire: PGconn, result: PGresult) -> PGresult:
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return result
    if wire.status == ConnStatus.BAD:
        raise psycopg.OperationalError(result.get_error_message())
    raise psycopg.errors.error_from_result(result)


@contextmanager
def kept_connection() -> Iterator[Connection]:
    """This thread's connection. One on which a statement failed is dropped, and the next use makes a new one.

    A failure inside a pipeline leaves psycopg believing in prepared statements whose making the server skipped, and
    every later use of them would fail: an error is rare, a new connection cheap.
    """
    # Django's own name for it looks this up again at every word after the dot.
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    raw: Connection = connection.connection
    try:
        with connection.wrap_database_errors:
            try:
                yield raw
            except psycopg.Error:
                raw.close()
                raise
    finally:
        if raw.closed:
            connection.close()


def missing_migrations() -> list[str]:
    """The changes of tables that the code expects and the database has not had, as ``app.name``; ``DatabaseError``
    where it cannot be reached.
    """
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return [
        f"{migration.app_label}.{migration.name}"
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]

"""Telling PostgreSQL where the thread is at work, in the same round trip as the statement that needs it.

The word lies in ``application_name``: of all settings that anybody may change it is the one that PostgreSQL reports
back (``GUC_REPORT``), so that libpq knows at any moment and without asking what holds on the server, also after a
rollback, which takes a setting back. A name of our own would have to be guessed. Poolers between (PgBouncer) carry it
with each client for the same reason.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import psycopg
from psycopg import Cursor
from psycopg.abc import Params
from psycopg.pq import PipelineStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

from paht.walls.here import word

_TELL = "SELECT set_config('application_name', %s, false)"
_TELL_WIRE = b"SELECT set_config('application_name', $1, false)"


def is_told(wire: PGconn) -> bool:
    """Whether the connection is where the thread is; a failed transaction, in which nothing but its end can be said,
    needs no telling."""
    return (
        wire.parameter_status(b"application_name") == word()
        or wire.transaction_status == TransactionStatus.INERROR
    )


def _is_bracket(query: Any) -> bool:
    """Whether the statement only begins or ends a transaction: it sees no row, and nothing may come before a BEGIN that
    sets an isolation level."""
    return isinstance(query, str) and query.startswith(("BEGIN", "COMMIT", "ROLLBACK"))


class TellingCursor(Cursor[Any]):
    """A cursor that first tells where the thread is at work, where the connection does not know it yet."""

    def execute(
        self,
        query: Any,
        params: Params | None = None,
        *,
        prepare: bool | None = None,
        binary: bool | None = None,
    ) -> "TellingCursor":
        """As psycopg's own; a word that must be told first travels with the statement."""
        raw = self.connection
        if is_told(raw.pgconn) or _is_bracket(query):
            super().execute(query, params, prepare=prepare, binary=binary)
            return self
        # A pipeline inside of another would wait at its end.
        is_inside = raw.pgconn.pipeline_status != PipelineStatus.OFF
        with nullcontext() if is_inside else raw.pipeline():
            Cursor(raw).execute(_TELL, [word().decode()], prepare=False)
            super().execute(query, params, prepare=prepare, binary=binary)
        return self

    def executemany(self, query: Any, params_seq: Any, *, returning: bool = False) -> None:
        """As psycopg's own; the word goes first."""
        raw = self.connection
        if not is_told(raw.pgconn):
            Cursor(raw).execute(_TELL, [word().decode()], prepare=False)
        super().executemany(query, params_seq, returning=returning)


def tell(wire: PGconn) -> None:
    """Tell it in a round trip of its own: for a connection that is made ready anyway."""
    if not is_told(wire):
        wire.exec_params(_TELL_WIRE, [word()])


def tell_and_execute(wire: PGconn, title: bytes, values: Sequence[Any], formats: Sequence[int]) -> PGresult:
    """Tell it and run a prepared statement, both in one round trip; the result of the statement."""
    wire.enter_pipeline_mode()
    try:
        wire.send_query_params(_TELL_WIRE, [word()])
        wire.send_query_prepared(title, values, formats)
        wire.pipeline_sync()
        told, result = _next(wire), _next(wire)
        del told
        wire.get_result()  # the sync's own
        return result
    finally:
        if wire.pipeline_status:
            wire.exit_pipeline_mode()


def _next(wire: PGconn) -> PGresult:
    """The result of one statement in the pipeline, and the nothing that ends it."""
    result = wire.get_result()
    if result is None:
        raise psycopg.OperationalError(wire.get_error_message())
    wire.get_result()
    return result

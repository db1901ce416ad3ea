"""The kept database connection without Django's cursor in between: prepared statements, pipelines, and a clean end.

Errors come out as Django's own (``OperationalError``, ``IntegrityError`` …), so pages and workers meet one kind.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

Connection = psycopg.Connection[Any]
Cursor = psycopg.Cursor[Any]


_cursors = threading.local()


@contextmanager
def kept_cursor() -> Iterator[Cursor]:
    """A cursor of :func:`kept_connection`, kept with it: what it learnt about the types of parameters serves again.

    For one statement at a time; its rows are gone when the next one runs.
    """
    with kept_connection() as raw:
        cursor: Cursor | None = getattr(_cursors, "cursor", None)
        if cursor is None or cursor.connection is not raw:
            cursor = _cursors.cursor = psycopg.Cursor(raw)
        yield cursor


@contextmanager
def kept_connection() -> Iterator[Connection]:
    """This thread's connection. One on which a statement failed is dropped, and the next use makes a new one.

    A failure inside a pipeline leaves psycopg believing in prepared statements whose making the server skipped, and
    every later use of them would fail: an error is rare, a new connection cheap.
    """
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

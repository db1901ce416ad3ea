"""The kept database connection without Django's cursor in between: prepared statements, pipelines, and a clean end.

Errors come out as Django's own (``OperationalError``, ``IntegrityError`` …), so pages and workers meet one kind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

Connection = psycopg.Connection[Any]


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

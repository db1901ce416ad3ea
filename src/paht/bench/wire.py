"""What a request says to PostgreSQL, heard on the wire itself (libpq's trace), so that nothing can slip past."""

import re
import tempfile
from collections.abc import Callable
from typing import NamedTuple

from django.db import connection


class Heard(NamedTuple):
    """How often the server was waited for, and how many statements it ran (BEGIN and COMMIT among them)."""

    round_trips: int
    statements: int


def listen(act: Callable[[], object]) -> Heard:
    """Do something on this thread's connection and count."""
    connection.ensure_connection()
    with tempfile.TemporaryFile("w+b") as file:
        wire = connection.connection.pgconn
        wire.trace(file.fileno())
        try:
            act()
        finally:
            wire.untrace()
        file.seek(0)
        said = file.read().decode(errors="replace")
    syncs = len(re.findall(r"\tF\t\d+\t(?:Sync|Query)\b", said))
    # psycopg ends each pipeline with a sync and a flush together; a further flush is a round trip of its own.
    flushes = len(re.findall(r"\tF\t\d+\tFlush\b", said))
    statements = len(re.findall(r"\tF\t\d+\t(?:Execute|Query)\b", said))
    return Heard(max(syncs, flushes), statements)

"""How often the vault says whose a number is: searches by people are counted off the record of looks, the knowing again
of senders is braked as a whole, because whoever may ask without end knows every number in the end."""

import threading
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

import psycopg

from paht.people.vault_wire import TooMany

WINDOW = timedelta(minutes=15)
SEARCHES_OF_A_PERSON, SEARCHES_IN_ALL = 20, 100
"""Searches by number in a window: of one officer, and of a whole province."""

FOUND, REFUSED = "phone_index", "phone_index refused"
"""What the record of looks names as the field looked at."""

_COUNT = """
SELECT count(*) FILTER (WHERE actor_id = %s), count(*), min(looked_at) FROM people_look
WHERE jurisdiction_id = %s AND fields = '{phone_index}' AND looked_at > %s
"""


def find(
    connection: psycopg.Connection[Any],
    *,
    jurisdiction_id: int,
    index: bytes,
    actor: uuid.UUID,
    purpose: str,
    at: datetime,
) -> uuid.UUID | TooMany | None:
    """The sender with this blind index, if there is one; recorded first, also where nobody is found or the search is
    one too many: that a number has never reported anything is a fact about a person, too. Inside a transaction."""
    # Searches of a province follow one another, so that none slips past the count.
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('paht vault search'), %s)", [jurisdiction_id])
    row = connection.execute(_COUNT, [actor, jurisdiction_id, at - WINDOW]).fetchone()
    assert row is not None
    own, total, first = row
    refused = own >= SEARCHES_OF_A_PERSON or total >= SEARCHES_IN_ALL
    found = None if refused else _sender(connection, jurisdiction_id, index)
    connection.execute(
        "INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields) "
        "VALUES (%s, %s, %s, %s, %s, %s)",
        [jurisdiction_id, found or uuid.UUID(int=0), actor, purpose, at, [REFUSED if refused else FOUND]],
    )
    if refused:
        return TooMany(max(1, -(-int((first + WINDOW - at).total_seconds()) // 60)))
    return found


def _sender(connection: psycopg.Connection[Any], jurisdiction_id: int, index: bytes) -> uuid.UUID | None:
    row = connection.execute(
        "SELECT id FROM people_sender WHERE jurisdiction_id = %s AND phone_index = %s",
        [jurisdiction_id, index],
    ).fetchone()
    return row[0] if row else None


class Brake:
    """So many indexes a minute, as a whole; a minute's worth may be used at once."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute, self._left, self._since = a_minute, float(a_minute), time.monotonic()
        self._lock = threading.Lock()

    def spend(self) -> None:
        """Use one; raises :class:`TooMany` where none is left."""
        with self._lock:
            now = time.monotonic()
            self._left = min(float(self._a_minute), self._left + (now - self._since) * self._a_minute / 60)
            self._since = now
            if self._left < 1:
                raise TooMany(1)
            self._left -= 1

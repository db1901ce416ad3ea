"""Sessions of citizens: rows, known by a secret that only the browser has, listed and ended one by one like those of
staff.

They last longer: a telephone is one person's, what they open is that person's own reports, and whoever has to ask for a
code at every look sends without an account instead. Ninety days in all, thirty without use.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.identity import new_id
from paht.people.session_secrets import Listed, device_name, fresh_token, key_of

IDLE, LONGEST = timedelta(days=30), timedelta(days=90)
SEEN_EVERY = timedelta(hours=1)
"""How often a session in use is written; so much shorter its time without use may count."""
KEPT = timedelta(days=30)
"""How long an ended session can be looked up."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """A signed-in person."""

    person_id: uuid.UUID
    jurisdiction_id: int
    session_id: uuid.UUID


_LASTS = "ended_at IS NULL AND seen_at > %(at)s - %(idle)s AND started_at > %(at)s - %(longest)s"

_OPEN = """
WITH forgotten AS (
    DELETE FROM people_citizen_session
    WHERE jurisdiction_id = %(jurisdiction)s AND person_id = %(person)s AND started_at < %(at)s - %(old)s
), lapsed AS (
    DELETE FROM people_push p USING people_citizen_session s
    WHERE s.jurisdiction_id = %(jurisdiction)s AND s.person_id = %(person)s
      AND (s.seen_at <= %(at)s - %(idle)s OR s.started_at <= %(at)s - %(longest)s)
      AND (p.jurisdiction_id, p.session_id) = (s.jurisdiction_id, s.id)
)
INSERT INTO people_citizen_session (jurisdiction_id, id, key, person_id, device, started_at, seen_at)
VALUES (%(jurisdiction)s, %(id)s, %(key)s, %(person)s, %(device)s, %(at)s, %(at)s)
"""

_CITIZEN = f"""
WITH here AS (
    SELECT jurisdiction_id, id, person_id, seen_at FROM people_citizen_session
    WHERE key = %(key)s AND jurisdiction_id = %(jurisdiction)s AND {_LASTS}
), seen AS (
    UPDATE people_citizen_session s SET seen_at = %(at)s FROM here
    WHERE s.jurisdiction_id = here.jurisdiction_id AND s.id = here.id AND here.seen_at <= %(at)s - %(every)s
)
SELECT person_id, jurisdiction_id, id FROM here
"""


def open_session(*, jurisdiction_id: int, person_id: uuid.UUID, device: str, at: datetime) -> str:
    """A new session of the person on a device; the secret that the browser shall keep."""
    token = fresh_token()
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "id": new_id(),
        "key": key_of(token),
        "person": person_id,
        "device": device_name(device),
        **_moment(at),
        "old": LONGEST + KEPT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, given)
    return token


def citizen_of(token: str, *, jurisdiction_id: int, at: datetime) -> Citizen | None:
    """Who is signed in under this secret in the province; ``None`` when nobody is. One statement."""
    if not token:
        return None
    given: dict[str, Any] = {
        **_moment(at),
        "key": key_of(token),
        "jurisdiction": jurisdiction_id,
        "every": SEEN_EVERY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CITIZEN, given)
        row = cursor.fetchone()
    return Citizen(*row) if row else None


def lasting(citizen: Citizen, *, at: datetime) -> list[Listed]:
    """The person's sessions that last, the one seen last first."""
    given: dict[str, Any] = {
        **_moment(at),
        "jurisdiction": citizen.jurisdiction_id,
        "person": citizen.person_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, device, started_at, seen_at FROM people_citizen_session "
            f"WHERE jurisdiction_id = %(jurisdiction)s AND person_id = %(person)s AND {_LASTS} "
            "ORDER BY seen_at DESC, id",
            given,
        )
        return [Listed(*row) for row in cursor.fetchall()]


def end(citizen: Citizen, *, session_id: uuid.UUID, at: datetime) -> None:
    """End one session of the person; another person's stays as it is."""
    _end(citizen, "AND id = %s", session_id, at=at)


def end_others(citizen: Citizen, *, at: datetime) -> None:
    """End every session of the person but this one."""
    _end(citizen, "AND id <> %s", citizen.session_id, at=at)


def _end(citizen: Citizen, which: str, session_id: uuid.UUID, *, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            # What an app would have been pushed goes with its session.
            "WITH ended AS (UPDATE people_citizen_session SET ended_at = %s WHERE jurisdiction_id = %s "
            f"AND person_id = %s AND ended_at IS NULL {which} RETURNING jurisdiction_id, id) "
            "DELETE FROM people_push p USING ended WHERE (p.jurisdiction_id, p.session_id) = "
            "(ended.jurisdiction_id, ended.id)",
            [at, citizen.jurisdiction_id, citizen.person_id, session_id],
        )


def _moment(at: datetime) -> dict[str, Any]:
    return {"at": at, "idle": IDLE, "longest": LONGEST}

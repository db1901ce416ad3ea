"""Sessions of staff: one row each, known by a secret that only the browser has; they can be listed and ended singly.

A session ends after so long without work, after so long in all, when it is ended by hand, when the account is closed
and when the person's last membership ends: always at the next request, by the one statement that finds the person.
"""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from paht.identity import new_id
from paht.people.actors import Official, official_of_row
from paht.people.models import StaffSession

SEEN_EVERY = timedelta(minutes=1)
"""How often a session at work is written; so much shorter its time without work may count."""

KEPT = timedelta(days=30)
"""How long an ended session can be looked up."""

_TOKEN_BYTES = 32
_DEVICE = 120


@dataclass(frozen=True, slots=True)
class Listed:
    """A session that lasts, as its person sees it."""

    id: uuid.UUID
    device: str
    started_at: datetime
    seen_at: datetime


_OPEN = """
WITH forgotten AS (
    DELETE FROM people_staffsession WHERE staff_id = %(staff)s AND started_at < %(at)s - %(kept)s
)
INSERT INTO people_staffsession (id, key, staff_id, device, started_at, seen_at)
VALUES (%(id)s, %(key)s, %(staff)s, %(device)s, %(at)s, %(at)s)
"""


def open_session(*, staff_id: uuid.UUID, device: str, at: datetime) -> str:
    """A new session of the person on a device; returns the secret that the browser shall keep."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    given: dict[str, Any] = {
        "id": new_id(),
        "key": _key(token),
        "staff": staff_id,
        "device": device[:_DEVICE],
        "at": at,
        "kept": KEPT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, given)
    return token


_OFFICIAL = """
WITH here AS (
    SELECT id, staff_id, seen_at FROM people_staffsession
    WHERE key = %(key)s AND ended_at IS NULL
      AND seen_at > %(at)s - %(idle)s AND started_at > %(at)s - %(longest)s
), seen AS (
    UPDATE people_staffsession SET seen_at = %(at)s FROM here
    WHERE people_staffsession.id = here.id AND %(working)s AND here.seen_at <= %(at)s - %(every)s
)
SELECT s.id, s.jurisdiction_id, s.name, array_agg(m.role), a.id, a.name, here.id
FROM here JOIN people_staff s ON s.id = here.staff_id AND s.is_active
JOIN people_membership m ON m.staff_id = s.id AND m.valid_from <= %(at)s
     AND (m.valid_until IS NULL OR m.valid_until > %(at)s)
JOIN agencies_agency a ON a.id = m.agency_id
GROUP BY s.id, a.id, a.name, here.id
ORDER BY min(m.valid_from), a.name, a.id
LIMIT 1
"""
"""One statement gives the person and the roles they hold now in one body: the one they have belonged to longest.

A person acts for one body at a time, and a role held in another body opens nothing in this one.
"""


def official_of(token: str, *, at: datetime, working: bool = True) -> Official | None:
    """Who is signed in under this secret, with the roles held now; ``None`` when nobody is.

    ``working`` is false for what a page asks by itself: that keeps no session alive.
    """
    if not token:
        return None
    given: dict[str, Any] = {
        "key": _key(token),
        "at": at,
        "idle": settings.SESSION_IDLE,
        "longest": settings.SESSION_LONGEST,
        "every": SEEN_EVERY,
        "working": working,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OFFICIAL, given)
        row = cursor.fetchone()
    return None if row is None else official_of_row(row)


def lasting(*, staff_id: uuid.UUID, at: datetime) -> list[Listed]:
    """The person's sessions that still last, the one seen last first."""
    rows = StaffSession.objects.filter(
        staff_id=staff_id,
        ended_at__isnull=True,
        seen_at__gt=at - settings.SESSION_IDLE,
        started_at__gt=at - settings.SESSION_LONGEST,
    )
    return [
        Listed(*row)
        for row in rows.order_by("-seen_at", "id").values_list("id", "device", "started_at", "seen_at")
    ]


def end_session(*, staff_id: uuid.UUID, session_id: uuid.UUID, at: datetime) -> None:
    """End one session of the person; another person's stays as it is."""
    StaffSession.objects.filter(pk=session_id, staff_id=staff_id, ended_at__isnull=True).update(ended_at=at)


def end_all_sessions(*, staff_id: uuid.UUID, at: datetime, but: uuid.UUID | None = None) -> None:
    """End every session of the person, ``but`` this one."""
    rows = StaffSession.objects.filter(staff_id=staff_id, ended_at__isnull=True)
    (rows.exclude(pk=but) if but else rows).update(ended_at=at)


def _key(token: str) -> bytes:
    """What the database knows a session by: whoever reads the table has none of the secrets."""
    return hashlib.sha256(token.encode()).digest()

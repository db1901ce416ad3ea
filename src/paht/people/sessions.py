"""Sessions of staff: one row each, known by a secret that only the browser has; they can be listed and ended singly.

A session ends after so long without work, after so long in all, when it is ended by hand, when the account is closed
and when the person's last membership ends: always at the next request, by the one statement that finds the person.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from paht.identity import new_id
from paht.people.actors import Official, official_of_row
from paht.people.models import Factor, StaffSession
from paht.people.session_secrets import Listed, device_name, fresh_token, key_of

SEEN_EVERY = timedelta(minutes=1)
"""How often a session at work is written; so much shorter its time without work may count."""

WAITS = timedelta(minutes=10)
"""How long a session waits for the second factor after the password."""

KEPT = timedelta(days=30)
"""How long an ended session can be looked up."""

PROGRAM = "Phần mềm: "
"""How the device of a program's session begins (:mod:`paht.people.staff_programs`); no browser is called so."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session whose person gave the password alone; without a factor they must first set one up."""

    session_id: uuid.UUID
    staff_id: uuid.UUID
    jurisdiction_id: int
    login: str
    name: str
    has_factor: bool


_OPEN = """
WITH forgotten AS (
    DELETE FROM people_staffsession WHERE staff_id = %(staff)s AND started_at < %(at)s - %(kept)s
)
INSERT INTO people_staffsession (id, key, staff_id, device, started_at, seen_at, confirmed_at)
VALUES (%(id)s, %(key)s, %(staff)s, %(device)s, %(at)s, %(at)s, %(confirmed)s)
"""


def open_session(*, staff_id: uuid.UUID, device: str, at: datetime, confirmed: bool = False) -> str:
    """A new session of the person on a device; returns the secret that the browser shall keep.

    It opens nothing before a second factor has confirmed it (:func:`confirm_session`); ``confirmed`` says that one has.
    """
    token = fresh_token()
    given: dict[str, Any] = {
        "id": new_id(),
        "key": key_of(token),
        "staff": staff_id,
        "device": device_name(device),
        "at": at,
        "kept": KEPT,
        "confirmed": at if confirmed else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, given)
    return token


_OFFICIAL = """
WITH here AS (
    SELECT id, staff_id, seen_at, confirmed_at FROM people_staffsession
    WHERE key = %(key)s AND ended_at IS NULL AND confirmed_at IS NOT NULL
      AND seen_at > %(at)s - %(idle)s AND started_at > %(at)s - %(longest)s
), seen AS (
    UPDATE people_staffsession SET seen_at = %(at)s FROM here
    WHERE people_staffsession.id = here.id AND %(working)s AND here.seen_at <= %(at)s - %(every)s
)
SELECT s.id, s.jurisdiction_id, s.name, array_agg(m.role), a.id, a.name, here.id, here.confirmed_at
FROM here JOIN people_staff s ON s.id = here.staff_id AND s.is_active
JOIN people_membership m ON m.staff_id = s.id AND m.valid_from <= %(at)s
     AND (m.valid_until IS NULL OR m.valid_until > %(at)s)
JOIN agencies_agency a ON a.id = m.agency_id
GROUP BY s.id, a.id, a.name, here.id, here.confirmed_at
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
    return official_by_key(key_of(token), at=at, working=working) if token else None


def official_by_key(key: bytes, *, at: datetime, working: bool = True) -> Official | None:
    """The same for what the database knows a session by."""
    given: dict[str, Any] = {
        "key": key,
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


def waiting(token: str, *, at: datetime) -> Waiting | None:
    """Who gave their password under this secret and has still to confirm; ``None`` when nobody has."""
    row = (
        StaffSession.objects.filter(
            key=key_of(token),
            ended_at__isnull=True,
            confirmed_at__isnull=True,
            started_at__gt=at - WAITS,
            staff__is_active=True,
        )
        .annotate(has_factor=Exists(Factor.objects.filter(staff_id=OuterRef("staff_id"))))
        .values_list("id", "staff_id", "staff__jurisdiction_id", "staff__login", "staff__name", "has_factor")
        .first()
    )
    return Waiting(*row) if row else None


def confirm_session(*, session_id: uuid.UUID, at: datetime) -> str:
    """The waiting session opens pages from now on, under a new secret; whoever knew the former one has nothing."""
    token = fresh_token()
    StaffSession.objects.filter(pk=session_id, ended_at__isnull=True).update(
        key=key_of(token), confirmed_at=at, seen_at=at
    )
    return token


def lasting(*, staff_id: uuid.UUID, at: datetime) -> list[Listed]:
    """The person's sessions that still last, the one seen last first."""
    rows = StaffSession.objects.filter(
        staff_id=staff_id,
        ended_at__isnull=True,
        confirmed_at__isnull=False,
        seen_at__gt=at - settings.SESSION_IDLE,
        started_at__gt=at - settings.SESSION_LONGEST,
    )
    return [
        Listed(*row)
        for row in rows.order_by("-seen_at", "id").values_list("id", "device", "started_at", "seen_at")
    ]


def end_session(*, staff_id: uuid.UUID, session_id: uuid.UUID, at: datetime) -> None:
    """End one session of the person, and with a browser's the programs that were let in from it; another person's stays
    as it is."""
    rows = StaffSession.objects.filter(staff_id=staff_id, ended_at__isnull=True)
    browser = rows.filter(pk=session_id).exclude(device__startswith=PROGRAM)
    from_it = Q(device__startswith=PROGRAM, started_at__in=browser.values("started_at"))
    rows.filter(Q(pk=session_id) | from_it).update(ended_at=at)


def end_all_sessions(*, staff_id: uuid.UUID, at: datetime, but: uuid.UUID | None = None) -> None:
    """End every session of the person, ``but`` this one."""
    rows = StaffSession.objects.filter(staff_id=staff_id, ended_at__isnull=True)
    (rows.exclude(pk=but) if but else rows).update(ended_at=at)

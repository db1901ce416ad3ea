"""Sessions of the provincial app: the same rows as those of browsers, listed and ended with them, but bound to a device
and opened by tokens.

An *access token* lasts an hour; a *refresh token* gives the next pair and is void from then on. Both count only
together with the device's own secret, which is hashed into what the database keeps: neither opens anything in a
browser or on another telephone. The next refresh token follows from the one before under the installation's key, so a
telephone that lost the answer asks again and gets the same; one that is shown again later was copied, and ends the
session (RFC 9700, 4.14).
"""

import base64
import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from paht.identity import new_id
from paht.people import choices
from paht.people.allowances import keyed
from paht.people.citizen_sessions import IDLE, LONGEST, SEEN_EVERY, Citizen
from paht.people.session_secrets import device_name, fresh_token
from paht.people.vault import seal

ACCESS = timedelta(hours=1)
"""How long an access token opens."""
ASKED_AGAIN = timedelta(minutes=10)
"""How long a telephone that lost the answer may show the same refresh token again."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the telephone keeps: the tokens, and the moments at which they end."""

    access: str
    refresh: str
    access_ends_at: datetime
    ends_at: datetime


_LASTS = "ended_at IS NULL AND seen_at > %(at)s - %(idle)s AND started_at > %(at)s - %(longest)s"

_OPEN = """
INSERT INTO people_citizen_session (jurisdiction_id, id, key, person_id, device, started_at, seen_at, access_key,
    access_ends_at)
VALUES (%(jurisdiction)s, %(id)s, %(key)s, %(person)s, %(device)s, %(at)s, %(at)s, %(access)s, %(at)s + %(hour)s)
"""

_CITIZEN = f"""
WITH here AS (
    SELECT jurisdiction_id, id, person_id, seen_at FROM people_citizen_session
    WHERE access_key = %(access)s AND jurisdiction_id = %(jurisdiction)s AND access_ends_at > %(at)s AND {_LASTS}
), seen AS (
    UPDATE people_citizen_session s SET seen_at = %(at)s FROM here
    WHERE s.jurisdiction_id = here.jurisdiction_id AND s.id = here.id AND here.seen_at <= %(at)s - %(every)s
)
SELECT person_id, jurisdiction_id, id FROM here
"""

_NEXT = f"""
UPDATE people_citizen_session SET former_key = key, key = %(next)s, access_key = %(access)s,
    access_ends_at = %(at)s + %(hour)s, rotated_at = %(at)s, seen_at = %(at)s
WHERE key = %(key)s AND jurisdiction_id = %(jurisdiction)s AND access_key IS NOT NULL AND {_LASTS}
RETURNING started_at
"""

_AGAIN = f"""
UPDATE people_citizen_session SET access_key = %(access)s, access_ends_at = %(at)s + %(hour)s, seen_at = %(at)s
WHERE former_key = %(key)s AND key = %(next)s AND jurisdiction_id = %(jurisdiction)s
  AND rotated_at > %(at)s - %(again)s AND {_LASTS}
RETURNING started_at
"""

_COPIED = """
UPDATE people_citizen_session SET ended_at = %(at)s
WHERE former_key = %(key)s AND jurisdiction_id = %(jurisdiction)s AND ended_at IS NULL
"""


def open_app_session(
    *, jurisdiction_id: int, person_id: uuid.UUID, device: str, secret: str, at: datetime
) -> Tokens:
    """A new session of the person on a telephone; ``device`` is its name, ``secret`` what only it has."""
    access, refresh = fresh_token(), fresh_token()
    given: dict[str, Any] = {
        **_given(jurisdiction_id, at),
        "id": new_id(),
        "key": _key("refresh", refresh, secret),
        "access": _key("access", access, secret),
        "person": person_id,
        "device": device_name(device),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, given)
    return Tokens(access, refresh, at + ACCESS, at + LONGEST)


def citizen_of_app(access: str, *, secret: str, jurisdiction_id: int, at: datetime) -> Citizen | None:
    """Who is signed in under this access token on this telephone; ``None`` when nobody is. One statement."""
    given = {
        **_given(jurisdiction_id, at),
        "access": _key("access", access, secret),
        "every": SEEN_EVERY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CITIZEN, given)
        row = cursor.fetchone()
    return Citizen(*row) if row else None


def refreshed(refresh: str, *, secret: str, jurisdiction_id: int, at: datetime) -> Tokens | None:
    """The next pair; ``None`` where the token opens nothing (any more). One that was used long ago ends its session."""
    access, following = fresh_token(), _following(refresh)
    given = {
        **_given(jurisdiction_id, at),
        "key": _key("refresh", refresh, secret),
        "next": _key("refresh", following, secret),
        "access": _key("access", access, secret),
        "again": ASKED_AGAIN,
    }
    with connection.cursor() as cursor:
        for statement in (_NEXT, _AGAIN):
            cursor.execute(statement, given)
            row = cursor.fetchone()
            if row:
                return Tokens(access, following, at + ACCESS, row[0] + LONGEST)
        cursor.execute(_COPIED, given)
    return None


def keep_push(citizen: Citizen, *, kind: str, token: str, at: datetime) -> None:
    """Where pushes to this session go, sealed; one address a session, gone with it."""
    record = seal(record_id=new_id(), jurisdiction_id=citizen.jurisdiction_id, fields={"push": token})
    with transaction.atomic(), connection.cursor() as cursor:
        if not has_push(citizen):
            choices.note(citizen.jurisdiction_id, [citizen.person_id], {"push": True}, at=at)
        cursor.execute(
            "INSERT INTO people_push (jurisdiction_id, session_id, kind, record_id, key_version, wrapped_key, sealed, "
            "made_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (jurisdiction_id, session_id) DO UPDATE SET "
            "kind = excluded.kind, record_id = excluded.record_id, key_version = excluded.key_version, "
            "wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, made_at = excluded.made_at",
            [
                citizen.jurisdiction_id,
                citizen.session_id,
                kind,
                record.id,
                record.key_version,
                record.wrapped_key,
                record.sealed,
                at,
            ],
        )


def has_push(citizen: Citizen) -> bool:
    """Whether pushes go to this session."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM people_push WHERE jurisdiction_id = %s AND session_id = %s)",
            [citizen.jurisdiction_id, citizen.session_id],
        )
        return bool(cursor.fetchone()[0])


def drop_push(citizen: Citizen, *, at: datetime) -> None:
    """No pushes to this session any more."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM people_push WHERE jurisdiction_id = %s AND session_id = %s",
            [citizen.jurisdiction_id, citizen.session_id],
        )
        if cursor.rowcount:
            choices.note(citizen.jurisdiction_id, [citizen.person_id], {"push": False}, at=at)


def _following(refresh: str) -> str:
    return base64.urlsafe_b64encode(keyed(f"app refresh {refresh}")).rstrip(b"=").decode()


def _key(use: str, token: str, secret: str) -> bytes:
    return hashlib.sha256(f"app {use} {len(token)} {token} {secret}".encode()).digest()


def _given(jurisdiction_id: int, at: datetime) -> dict[str, Any]:
    return {"jurisdiction": jurisdiction_id, "at": at, "idle": IDLE, "longest": LONGEST, "hour": ACCESS}

"""Credentials of an agency's own software: an identifier and a secret that is shown once, kept as a digest alone.

Whoever holds them acts as a *system account* of the agency: a named member of staff without a password, whose one
role is that of staff who handle. So every act is in the log with who did it, and what the regulation leaves to a
leader stays with a person.
"""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency
from paht.identity import new_id
from paht.law.casework.states import Role
from paht.people.account_events import note
from paht.people.actors import Official
from paht.people.models import Membership, Staff, qualified

PREFIX = "pax_"
"""What a token begins with, so that a search for leaked secrets finds one."""
OVERLAP = timedelta(hours=24)
"""So long the former secret still opens after a rotation."""
MOST_CLIENTS = 5
"""Credentials in force that one agency has at most."""
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Client:
    """Whose software asks: its system account as an official, and what it may do."""

    id: uuid.UUID
    name: str
    can_write: bool
    official: Official


@dataclass(frozen=True, slots=True)
class Listed:
    """Credentials as the page shows them; the secret is nowhere."""

    id: uuid.UUID
    agency_id: uuid.UUID
    agency: str
    name: str
    can_write: bool
    made_at: datetime
    made_by: str
    rotated_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Made:
    """New credentials; ``token`` is told once."""

    id: uuid.UUID
    token: str


def make(
    *,
    jurisdiction: Jurisdiction,
    agency_id: uuid.UUID,
    name: str,
    can_write: bool,
    by: uuid.UUID,
    at: datetime,
) -> Made | str:
    """New credentials of the agency with a system account of their own; or what is wrong, in words."""
    named = " ".join(name.split())
    if not 0 < len(named) <= LONGEST_NAME:
        return f"Xin ghi tên phần mềm, tối đa {LONGEST_NAME} ký tự."
    client_id, secret = new_id(), secrets.token_urlsafe(32)
    with transaction.atomic(), connection.cursor() as cursor:
        agency = (
            Agency.objects.select_for_update().filter(pk=agency_id, jurisdiction_id=jurisdiction.id).first()
        )
        if agency is None:
            return "Xin chọn cơ quan."
        cursor.execute(_IN_FORCE, [jurisdiction.id, agency_id])
        if cursor.fetchone()[0] >= MOST_CLIENTS:
            return f"Cơ quan đã có {MOST_CLIENTS} kết nối đang hiệu lực; xin thu hồi kết nối không còn dùng."
        staff = _account(jurisdiction, agency, named, client_id, at)
        given: dict[str, Any] = {
            "jurisdiction": jurisdiction.id,
            "id": client_id,
            "agency": agency_id,
            "staff": staff.pk,
            "name": named,
            "writes": can_write,
            "digest": _digest(secret),
            "by": by,
            "at": at,
        }
        cursor.execute(_MAKE, given)
        note(staff_id=staff.pk, what="invited", by=by, at=at, detail="Cấp mã kết nối phần mềm")
    return Made(client_id, _token(client_id, secret))


def rotate(
    *, jurisdiction_id: int, agency_id: uuid.UUID, client_id: uuid.UUID, by: uuid.UUID, at: datetime
) -> Made | None:
    """A new secret; the former one opens for :data:`OVERLAP` still. ``None`` for credentials that are not in force."""
    secret = secrets.token_urlsafe(32)
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "agency": agency_id,
        "id": client_id,
        "digest": _digest(secret),
        "at": at,
        "until": at + OVERLAP,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ROTATE, given)
        row = cursor.fetchone()
        if row is None:
            return None
        note(staff_id=row[0], what="invited", by=by, at=at, detail="Đổi mã bí mật của kết nối phần mềm")
    return Made(client_id, _token(client_id, secret))


def revoke(
    *, jurisdiction_id: int, agency_id: uuid.UUID, client_id: uuid.UUID, by: uuid.UUID, at: datetime
) -> bool:
    """From the next request on nothing opens by these credentials; what was done keeps its name."""
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "agency": agency_id,
        "id": client_id,
        "at": at,
        "by": by,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_REVOKE, given)
        row = cursor.fetchone()
        if row is None:
            return False
        Staff.objects.filter(pk=row[0]).update(is_active=False)
        note(staff_id=row[0], what="closed", by=by, at=at, detail="Thu hồi kết nối phần mềm")
    return True


def client_of(token: str, *, jurisdiction_id: int, at: datetime) -> Client | None:
    """Whose token it is, with the role that the system account holds now; ``None`` for any other."""
    key, _, secret = token.removeprefix(PREFIX).partition(".")
    try:
        client_id = uuid.UUID(hex=key)
    except ValueError:
        return None
    given: dict[str, Any] = {"jurisdiction": jurisdiction_id, "id": client_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_FIND, given)
        row = cursor.fetchone()
        if row is None or not _opens(_digest(secret), row[4], row[5]):
            return None
        if row[6] is None or at - row[6] > timedelta(minutes=1):
            cursor.execute(_USED, given)
    staff_id, name, can_write, agency_id = row[:4]
    official = Official(
        id=staff_id,
        jurisdiction_id=jurisdiction_id,
        name=name,
        roles=frozenset({Role.AGENCY_STAFF}),
        agency_id=agency_id,
        agency_name=row[7],
    )
    return Client(client_id, name, can_write, official)


def listed(*, jurisdiction_id: int, agency_id: uuid.UUID | None) -> list[Listed]:
    """The credentials of an agency, or of all, those in force first, the latest first; the caller may see them."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [jurisdiction_id, agency_id, agency_id])
        return [Listed(*row) for row in cursor.fetchall()]


def _account(
    jurisdiction: Jurisdiction, agency: Agency, name: str, client_id: uuid.UUID, at: datetime
) -> Staff:
    """The system account: nobody can sign in as it."""
    staff = Staff(
        jurisdiction_id=jurisdiction.id,
        login=qualified(f"may{client_id.hex}", jurisdiction.slug),
        name=f"{name} (phần mềm của cơ quan)"[:120],
    )
    staff.set_unusable_password()
    staff.save(force_insert=True)
    Membership.objects.create(staff=staff, agency=agency, role=Role.AGENCY_STAFF.value, valid_from=at)
    return staff


def _token(client_id: uuid.UUID, secret: str) -> str:
    return f"{PREFIX}{client_id.hex}.{secret}"


def _digest(secret: str) -> bytes:
    """256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def _opens(digest: bytes, present: memoryview | bytes, former: memoryview | bytes | None) -> bool:
    right = hmac.compare_digest(digest, bytes(present))
    return hmac.compare_digest(digest, bytes(former)) or right if former is not None else right


_IN_FORCE = "SELECT count(*) FROM exchange_client WHERE jurisdiction_id = %s AND agency_id = %s AND revoked_at IS NULL"
_MAKE = """
WITH fed AS (
    INSERT INTO exchange_feed (jurisdiction_id, agency_id, since) VALUES (%(jurisdiction)s, %(agency)s, %(at)s)
    ON CONFLICT (jurisdiction_id, agency_id) DO NOTHING
)
INSERT INTO exchange_client (jurisdiction_id, id, agency_id, staff_id, name, can_write, digest, made_by, made_at)
VALUES (%(jurisdiction)s, %(id)s, %(agency)s, %(staff)s, %(name)s, %(writes)s, %(digest)s, %(by)s, %(at)s)
"""
_ROTATE = """
UPDATE exchange_client SET former = digest, former_until = %(until)s, digest = %(digest)s, rotated_at = %(at)s
WHERE jurisdiction_id = %(jurisdiction)s AND agency_id = %(agency)s AND id = %(id)s AND revoked_at IS NULL
RETURNING staff_id
"""
_REVOKE = """
UPDATE exchange_client SET revoked_at = %(at)s, revoked_by = %(by)s
WHERE jurisdiction_id = %(jurisdiction)s AND agency_id = %(agency)s AND id = %(id)s AND revoked_at IS NULL
RETURNING staff_id
"""
_FIND = """
SELECT s.id, x.name, x.can_write, x.agency_id, x.digest,
       CASE WHEN x.former_until > %(at)s THEN x.former END, x.used_at, a.name
FROM exchange_client x
JOIN people_staff s ON s.id = x.staff_id AND s.is_active
JOIN agencies_agency a ON a.id = x.agency_id
WHERE x.jurisdiction_id = %(jurisdiction)s AND x.id = %(id)s AND x.revoked_at IS NULL AND EXISTS (
    SELECT FROM people_membership m WHERE m.staff_id = s.id AND m.agency_id = x.agency_id
    AND m.role = 'agency_staff' AND m.valid_from <= %(at)s AND (m.valid_until IS NULL OR m.valid_until > %(at)s))
"""
_USED = "UPDATE exchange_client SET used_at = %(at)s WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s"
_LISTED = """
SELECT x.id, x.agency_id, a.name, x.name, x.can_write, x.made_at, coalesce(p.name, ''), x.rotated_at, x.used_at,
       x.revoked_at
FROM exchange_client x JOIN agencies_agency a ON a.id = x.agency_id
LEFT JOIN people_staff p ON p.id = x.made_by
WHERE x.jurisdiction_id = %s AND (%s::uuid IS NULL OR x.agency_id = %s)
ORDER BY x.revoked_at IS NOT NULL, x.made_at DESC, x.id LIMIT 200
"""

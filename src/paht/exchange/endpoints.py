"""Where an agency's software hears of changes: one endpoint an agency, its secret, its health.

The secret is in no table: it is worked out from the installation's key, the agency and the number of the version, so
that a stolen database signs nothing. A rotation counts the version on; for a day calls are signed with both.
"""

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from paht.exchange import guard, signing
from paht.installation.keys import exchange_key

OVERLAP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An agency's endpoint as it stands; ``waiting`` counts calls that are not delivered."""

    jurisdiction_id: int
    agency_id: uuid.UUID
    url: str
    version: int
    former_until: datetime | None
    state: str
    problem: str
    failing_since: datetime | None
    try_at: datetime
    changed_at: datetime
    waiting: int = 0

    def keys(self, at: datetime) -> list[bytes]:
        """What a call is signed with at the moment, the newest first."""
        versions = [self.version]
        if self.former_until is not None and at < self.former_until and self.version > 1:
            versions.append(self.version - 1)
        return [key_of(self.jurisdiction_id, self.agency_id, each) for each in versions]


def key_of(jurisdiction_id: int, agency_id: uuid.UUID, version: int) -> bytes:
    """The key of that version."""
    words = f"paht webhook {jurisdiction_id} {agency_id} {version}"
    return hmac.digest(exchange_key(settings.HOME), words.encode(), hashlib.sha256)


def secret_of(endpoint: Endpoint) -> str:
    """The secret as it is handed over, once."""
    return signing.written(key_of(endpoint.jurisdiction_id, endpoint.agency_id, endpoint.version))


_COLUMNS = """p.jurisdiction_id, p.agency_id, p.url, p.secret_version, p.former_until, p.state, p.problem,
       p.failing_since, p.try_at, p.changed_at,
       (SELECT count(*) FROM exchange_delivery d WHERE d.jurisdiction_id = p.jurisdiction_id
        AND d.agency_id = p.agency_id AND d.state = 'waiting')"""


def endpoint_of(*, jurisdiction_id: int, agency_id: uuid.UUID) -> Endpoint | None:
    """The agency's endpoint."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM exchange_endpoint p WHERE p.jurisdiction_id = %s AND p.agency_id = %s",
            [jurisdiction_id, agency_id],
        )
        row = cursor.fetchone()
    return Endpoint(*row) if row else None


def every_endpoint(*, jurisdiction_id: int) -> list[tuple[str, Endpoint]]:
    """All endpoints with their agencies' names, those in trouble first; for the administrator."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.name, {_COLUMNS} FROM exchange_endpoint p JOIN agencies_agency a ON a.id = p.agency_id "
            "WHERE p.jurisdiction_id = %s ORDER BY p.failing_since IS NULL, a.name LIMIT 500",
            [jurisdiction_id],
        )
        return [(row[0], Endpoint(*row[1:])) for row in cursor.fetchall()]


def failing(*, jurisdiction_id: int, before: datetime) -> list[tuple[str, Endpoint]]:
    """The endpoints that take no calls since before that moment, or were switched off for it, with their agencies'
    names, the longest first; not one that its agency itself has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.name, {_COLUMNS} FROM exchange_endpoint p JOIN agencies_agency a ON a.id = p.agency_id "
            "WHERE p.jurisdiction_id = %s AND p.failing_since <= %s AND p.state <> 'off' "
            "ORDER BY p.failing_since, a.name LIMIT 500",
            [jurisdiction_id, before],
        )
        return [(row[0], Endpoint(*row[1:])) for row in cursor.fetchall()]


def put(
    *, jurisdiction_id: int, agency_id: uuid.UUID, url: str, by: uuid.UUID, at: datetime
) -> Endpoint | str:
    """Let calls go to that address from now on; or what is wrong with it, in words. The first one makes the secret."""
    if problem := guard.shaped(url):
        return problem
    try:
        guard.checked(url)
    except guard.Forbidden as error:
        return str(error)
    except guard.Unreachable:
        return "Không tìm thấy tên máy chủ này; xin kiểm tra lại địa chỉ."
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "agency": agency_id,
        "url": url.strip(),
        "by": by,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PUT, given)
    found = endpoint_of(jurisdiction_id=jurisdiction_id, agency_id=agency_id)
    assert found is not None
    return found


def rotate(*, jurisdiction_id: int, agency_id: uuid.UUID, by: uuid.UUID, at: datetime) -> Endpoint | None:
    """A new secret; for :data:`OVERLAP` calls are signed with the former one as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE exchange_endpoint SET secret_version = secret_version + 1, former_until = %s, changed_by = %s, "
            "changed_at = %s WHERE jurisdiction_id = %s AND agency_id = %s",
            [at + OVERLAP, by, at, jurisdiction_id, agency_id],
        )
    return endpoint_of(jurisdiction_id=jurisdiction_id, agency_id=agency_id)


def switch(*, jurisdiction_id: int, agency_id: uuid.UUID, on: bool, by: uuid.UUID, at: datetime) -> None:
    """On: what waits flows, from now on. Off: nothing is sent, and no call is made of what changes meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE exchange_endpoint SET state = %s, problem = '', failures = 0, failing_since = NULL, try_at = %s, "
            "changed_by = %s, changed_at = %s WHERE jurisdiction_id = %s AND agency_id = %s",
            ["on" if on else "off", at, by, at, jurisdiction_id, agency_id],
        )


_PUT = """
INSERT INTO exchange_endpoint AS p (jurisdiction_id, agency_id, url, secret_version, state, try_at, changed_by,
    changed_at)
VALUES (%(jurisdiction)s, %(agency)s, %(url)s, 1, 'on', %(at)s, %(by)s, %(at)s)
ON CONFLICT (jurisdiction_id, agency_id) DO UPDATE SET url = excluded.url, state = 'on', problem = '', failures = 0,
    failing_since = NULL, try_at = excluded.try_at, changed_by = excluded.changed_by, changed_at = excluded.changed_at
"""

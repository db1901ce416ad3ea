"""Reading questions, grants and looks; each function says who may call it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.store import read_state
from paht.law.casework.case import Case
from paht.law.casework.states import AGENCY_ROLES
from paht.law.consent import SEES, Consent, ConsentState, state_of
from paht.law.consent.course import may_read
from paht.people.actors import Official
from paht.people.kept_logs import CONSENTS

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A question or grant with what belongs to it; ``body`` is the grantee's name."""

    id: uuid.UUID
    case_id: uuid.UUID
    code: str
    consent: Consent
    case: Case
    purpose: str
    body: str
    asked_at: datetime

    def state(self, now: datetime) -> ConsentState:
        """What it is at that moment."""
        return state_of(self.consent, self.case, now=now)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A look at a sender's data, or ``times`` of the same kind on one day, the last at ``at``: from which body, in
    which offices (roles), at which fields, what for."""

    at: datetime
    times: int
    body: str
    roles: tuple[str, ...]
    fields: frozenset[str]
    purpose: str


_ROWS = """
SELECT n.id, n.case_id, c.code, n.state, c.state, n.purpose, coalesce(a.name, n.state ->> 'body_name'), n.asked_at
FROM consents_consent n
JOIN cases_case c ON c.jurisdiction_id = n.jurisdiction_id AND c.id = n.case_id
LEFT JOIN agencies_agency a ON a.id = n.body_id
"""
_LATEST = "ORDER BY n.asked_at DESC, n.id DESC LIMIT %s"


def of_case(*, jurisdiction_id: int, case_id: uuid.UUID) -> list[Row]:
    """All that was asked about a case, latest first; the caller has proven to be its sender."""
    where = "WHERE n.jurisdiction_id = %s AND n.case_id = %s"
    return _rows(f"{_ROWS} {where} {_LATEST}", jurisdiction_id, case_id, PAGE)


def asked_by(official: Official, *, case_id: uuid.UUID) -> list[Row]:
    """What the official may read of what was asked about a case, latest first."""
    rows = of_case(jurisdiction_id=official.jurisdiction_id, case_id=case_id)
    return [row for row in rows if may_read(row.consent, official.actor)]


def one(official: Official, *, consent_id: uuid.UUID) -> Row | None:
    """One question or grant that the official may read; ``None`` for any other."""
    rows = _rows(f"{_ROWS} WHERE n.jurisdiction_id = %s AND n.id = %s", official.jurisdiction_id, consent_id)
    return next((row for row in rows if may_read(row.consent, official.actor)), None)


def of_official(
    official: Official, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int
) -> list[Row]:
    """What the official's body asked or was given, for those who oversee the whole province; latest first, from behind
    ``after`` on."""
    at, key = after or (None, None)
    where, given = "WHERE n.jurisdiction_id = %s", [official.jurisdiction_id]
    if not official.roles & SEES:
        if not official.roles & AGENCY_ROLES or official.agency_id is None:
            return []
        where += " AND n.body_id = %s"
        given = [official.jurisdiction_id, official.agency_id]  # type: ignore[list-item]
    where += " AND (%s::timestamptz IS NULL OR (n.asked_at, n.id) < (%s, %s))"
    return _rows(f"{_ROWS} {where} {_LATEST}", *given, at, at, key, limit)


def of_person(*, jurisdiction_id: int, person_id: uuid.UUID, limit: int = PAGE) -> list[Row]:
    """What was asked about the reports that a signed-in person calls their own, latest first."""
    return _rows(
        f"{_ROWS} JOIN people_claim k ON k.jurisdiction_id = n.jurisdiction_id AND k.about_id = n.case_id "
        f"WHERE n.jurisdiction_id = %s AND k.person_id = %s AND k.is_own {_LATEST}",
        jurisdiction_id,
        person_id,
        limit,
    )


def _rows(statement: str, *given: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return [
            Row(
                key,
                case_id,
                code,
                CONSENTS.read(state),
                read_state(case),
                purpose,
                body or "",
                asked_at,
            )
            for key, case_id, code, state, case, purpose, body, asked_at in cursor.fetchall()
        ]


_RECORDS = """
SELECT (e.content::jsonb -> 'body' -> x.name ->> 'id')::uuid
FROM cases_event e, (VALUES ('original'), ('answer')) AS x(name)
WHERE e.jurisdiction_id = %s AND e.case_id = %s AND e.content::jsonb ->> 'type' = ANY(%s)
  AND e.content::jsonb -> 'body' -> x.name ->> 'id' IS NOT NULL
ORDER BY e.number
"""
_SENDERS = ["Sent", "Supplemented", "VerificationAnswered"]
"""Events with words of the sender's in the vault; the first is the form with the personal data."""


def records_of(*, jurisdiction_id: int, case_id: uuid.UUID) -> list[uuid.UUID]:
    """The vault's records that the sender wrote in a case, the form first; keys alone, nothing is opened."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, [jurisdiction_id, case_id, _SENDERS])
        return [row[0] for row in cursor.fetchall()]


_LOOKS = """
WITH seen AS (
    SELECT l.actor_id, l.fields, l.purpose, count(*) AS times, max(l.looked_at) AS at
    FROM people_look l
    WHERE l.jurisdiction_id = %(jurisdiction)s AND l.record_id = ANY(%(records)s)
    GROUP BY l.actor_id, l.fields, l.purpose, CASE WHEN l.fields = '{description}'
        THEN date_trunc('day', l.looked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::text ELSE l.id::text END
)
SELECT s.at, s.times, m.body, m.roles, s.fields, s.purpose
FROM seen s
JOIN people_staff p ON p.jurisdiction_id = %(jurisdiction)s AND p.id = s.actor_id
LEFT JOIN LATERAL (
    SELECT min(a.name) AS body, array_agg(x.role ORDER BY x.role) AS roles
    FROM people_membership x JOIN agencies_agency a ON a.id = x.agency_id
    WHERE x.staff_id = p.id AND x.valid_from <= s.at AND (x.valid_until IS NULL OR x.valid_until > s.at)
) m ON true
ORDER BY s.at DESC, s.actor_id LIMIT %(limit)s
"""


def looks_at(
    *, jurisdiction_id: int, records: Collection[uuid.UUID], sender_id: str, limit: int = 200
) -> list[LookedAt]:
    """Every look of any member of staff at those records, and every search that found this sender by their number,
    latest first; from the vault's own record. The caller has proven to be the sender. Readings of the words alone are
    one line a day."""
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "records": [*records, *([uuid.UUID(sender_id)] if sender_id else [])],
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOOKS, given)
        return [
            LookedAt(at, times, body or "", tuple(roles or ()), frozenset(fields), purpose)
            for at, times, body, roles, fields, purpose in cursor.fetchall()
        ]

"""Approvals that an agency's software lays before a leader.

The regulation leaves the approval to a leader (VL.12.3, ST.7.3), and a token is no leader. So the agency registers
which code of its software is which of its leaders; what the software sends under such a code waits here until that
person confirms it with their own second factor, and only then is it their act.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.law.casework.case import Actor
from paht.law.casework.states import Role

LONGEST_CODE, LONGEST_NOTE = 60, 2000


@dataclass(frozen=True, slots=True)
class Approver:
    """A leader and the code that the agency's software knows them by."""

    code: str
    staff_id: uuid.UUID
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """An approval that waits for its leader, or what became of it."""

    id: uuid.UUID
    case_id: uuid.UUID
    assignment: int
    version: int
    code: str
    staff_id: uuid.UUID
    note: str
    state: str
    made_at: datetime
    settled_at: datetime | None


_APPROVERS = """
SELECT x.code, x.staff_id, s.name, x.made_at FROM exchange_approver x
JOIN people_staff s ON s.id = x.staff_id AND s.is_active
WHERE x.jurisdiction_id = %(jurisdiction)s AND x.agency_id = %(agency)s AND (%(code)s = '' OR x.code = %(code)s)
  AND EXISTS (SELECT FROM people_membership m WHERE m.staff_id = s.id AND m.agency_id = x.agency_id
              AND m.role = 'agency_leader' AND m.valid_from <= %(at)s
              AND (m.valid_until IS NULL OR m.valid_until > %(at)s))
ORDER BY x.code
"""
_LEADERS = """
SELECT s.id, s.name FROM people_staff s JOIN people_membership m ON m.staff_id = s.id
WHERE s.jurisdiction_id = %s AND s.is_active AND m.agency_id = %s AND m.role = 'agency_leader'
  AND m.valid_from <= %s AND (m.valid_until IS NULL OR m.valid_until > %s) ORDER BY s.name, s.id
"""


def approvers(*, jurisdiction_id: int, agency_id: uuid.UUID, at: datetime, code: str = "") -> list[Approver]:
    """The codes whose persons are leaders of the agency at the moment; one who no longer is opens nothing."""
    given: dict[str, Any] = {"jurisdiction": jurisdiction_id, "agency": agency_id, "code": code, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_APPROVERS, given)
        return [Approver(*row) for row in cursor.fetchall()]


def leaders(*, jurisdiction_id: int, agency_id: uuid.UUID, at: datetime) -> list[tuple[uuid.UUID, str]]:
    """The agency's leaders at the moment."""
    with connection.cursor() as cursor:
        cursor.execute(_LEADERS, [jurisdiction_id, agency_id, at, at])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def register(
    *, jurisdiction_id: int, agency_id: uuid.UUID, code: str, staff_id: uuid.UUID, by: uuid.UUID, at: datetime
) -> str:
    """Register a code for a leader; what is wrong in words, ``""`` where nothing is."""
    word = code.strip()
    if not 0 < len(word) <= LONGEST_CODE:
        return f"Xin ghi mã người phê duyệt trong phần mềm, tối đa {LONGEST_CODE} ký tự."
    if staff_id not in dict(leaders(jurisdiction_id=jurisdiction_id, agency_id=agency_id, at=at)):
        return "Xin chọn một lãnh đạo đang đăng ký của cơ quan."
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchange_approver (jurisdiction_id, agency_id, code, staff_id, made_by, made_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [jurisdiction_id, agency_id, word, staff_id, by, at],
        )
        return "" if cursor.rowcount else "Mã này đã đăng ký; xin gỡ trước khi đăng ký cho người khác."


def unregister(*, jurisdiction_id: int, agency_id: uuid.UUID, code: str) -> None:
    """The code stands for nobody any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM exchange_approver WHERE jurisdiction_id = %s AND agency_id = %s AND code = %s",
            [jurisdiction_id, agency_id, code],
        )


def leader_of(approver: Approver, agency_id: uuid.UUID) -> Actor:
    """The leader as the law's actor, for asking whether they might approve at all."""
    return Actor(id=str(approver.staff_id), roles=frozenset({Role.AGENCY_LEADER}), body=str(agency_id))


def propose(
    *,
    jurisdiction_id: int,
    proposal_id: uuid.UUID,
    agency_id: uuid.UUID,
    case_id: uuid.UUID,
    assignment: int,
    version: int,
    client_id: uuid.UUID,
    approver: Approver,
    note: str,
    at: datetime,
) -> None:
    """Lay an approval before a leader; a repeat changes nothing, an earlier one of the same assignment is void."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE exchange_proposal SET state = 'void', settled_at = %s "
            "WHERE jurisdiction_id = %s AND agency_id = %s "
            "AND case_id = %s AND assignment = %s AND state = 'waiting' AND id <> %s",
            [at, jurisdiction_id, agency_id, case_id, assignment, proposal_id],
        )
        cursor.execute(
            "INSERT INTO exchange_proposal (jurisdiction_id, id, agency_id, case_id, assignment, version, client_id, "
            "code, staff_id, note, made_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                *(jurisdiction_id, proposal_id, agency_id, case_id, assignment, version),
                *(client_id, approver.code, approver.staff_id, note, at),
            ],
        )


_COLUMNS = "id, case_id, assignment, version, code, staff_id, note, state, made_at, settled_at"


def one(*, jurisdiction_id: int, agency_id: uuid.UUID, proposal_id: uuid.UUID) -> Proposal | None:
    """A proposal of the agency."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM exchange_proposal WHERE jurisdiction_id = %s AND agency_id = %s AND id = %s",
            [jurisdiction_id, agency_id, proposal_id],
        )
        row = cursor.fetchone()
    return Proposal(*row) if row else None


def waiting(*, jurisdiction_id: int, agency_id: uuid.UUID, staff_id: uuid.UUID) -> list[Proposal]:
    """What waits for this leader, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM exchange_proposal WHERE jurisdiction_id = %s AND agency_id = %s AND staff_id = %s "
            "AND state = 'waiting' ORDER BY made_at, id LIMIT 50",
            [jurisdiction_id, agency_id, staff_id],
        )
        return [Proposal(*row) for row in cursor.fetchall()]


def settle(*, jurisdiction_id: int, proposal_id: uuid.UUID, state: str, at: datetime) -> bool:
    """Note what became of it; false where it was settled before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE exchange_proposal SET state = %s, settled_at = %s "
            "WHERE jurisdiction_id = %s AND id = %s AND state = 'waiting'",
            [state, at, jurisdiction_id, proposal_id],
        )
        return bool(cursor.rowcount)

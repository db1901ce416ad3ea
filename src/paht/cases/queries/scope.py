"""Who sees which cases, and how a list is paged."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Role
from paht.people.actors import Official

PAGE = 50


NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a list by due moment puts what owes nothing: at its end, and yet at a place from which to go on."""


AfterDue = tuple[datetime, uuid.UUID]
"""The place of a row in a list by due moment: its due moment, or NEVER, and its id."""


_SEES_ALL = DESK_ROLES | {
    Role.SUPERVISING_DEPARTMENT,
    Role.PROVINCIAL_LEADER,
    Role.AUDITOR,
    Role.DATA_PROTECTION_OFFICER,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may see: an SQL condition over ``c`` (cases_case) with its parameters."""

    condition: str
    parameters: tuple[Any, ...]


def visible_to(official: Official) -> Scope:
    """The desk and those who oversee see every case of the province; an agency what it or its subordinates were
    charged with (VL.11.4); an administrator none."""
    if official.roles & _SEES_ALL:
        return Scope("c.jurisdiction_id = %s", (official.jurisdiction_id,))
    if official.roles & AGENCY_ROLES and official.agency_id:
        return Scope(
            "c.jurisdiction_id = %s AND EXISTS (SELECT FROM cases_assignment v WHERE v.jurisdiction_id = "
            "c.jurisdiction_id AND v.case_id = c.id AND (v.agency_id = %s OR v.superior_id = %s))",
            (official.jurisdiction_id, official.agency_id, official.agency_id),
        )
    return Scope("false", ())

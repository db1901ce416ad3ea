"""A notice of a change in a body's people, as lists show it."""

from typing import Any

from paht.law.casework.states import Role
from paht.people import members
from paht.people.models import ROLE_NAMES


def notice_row(notice: members.Notice) -> dict[str, Any]:
    """A notice as lists show it."""
    role = ROLE_NAMES[Role(notice.role)] if notice.role else ""
    return {
        "id": notice.id,
        "agency": notice.agency_name,
        "change": members.CHANGES[notice.change],
        "joins": notice.change == members.JOIN,
        "name": notice.name,
        "role": role,
        "changed_on": notice.changed_on,
        "document": notice.document,
        "noticed_at": notice.noticed_at,
        "due_at": notice.due_at,
        "is_late": notice.is_late,
        "settled_at": notice.settled_at,
        "is_registered": notice.is_registered,
    }

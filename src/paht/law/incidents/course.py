"""Who may do what about an incident: any member of staff reports; those who run the system follow it."""

from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Role
from paht.law.incidents.commands import (
    CloseIncident,
    IncidentCommand,
    NoteIncident,
    ReclassifyIncident,
    RecordNotice,
    ReportIncident,
)

STAFF = (
    DESK_ROLES
    | AGENCY_ROLES
    | {
        Role.SUPERVISING_DEPARTMENT,
        Role.PROVINCIAL_LEADER,
        Role.AUDITOR,
        Role.DATA_PROTECTION_OFFICER,
        Role.ADMINISTRATOR,
    }
)
FOLLOW = frozenset(
    {Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR}
)
SEES = FOLLOW | {Role.AUDITOR}
"""Who reads the incidents of a province; an auditor changes nothing."""

MAY: dict[type[IncidentCommand], frozenset[Role]] = {
    ReportIncident: STAFF,
    NoteIncident: FOLLOW,
    ReclassifyIncident: FOLLOW,
    RecordNotice: FOLLOW,
    CloseIncident: FOLLOW,
}

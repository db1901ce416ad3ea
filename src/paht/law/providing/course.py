"""Who may do what about a state body's request for reports."""

from paht.law.casework.case import Actor
from paht.law.casework.states import AGENCY_ROLES, Role
from paht.law.providing.provision import Provision

DECIDES = frozenset({Role.SUPERVISING_DEPARTMENT})
"""Who decides (VL.20.4)."""

RECORDS = DECIDES | {Role.DISPATCHER}
"""Who records the request of a body outside the system: the IOC keeps the reports (VL.19.1, ST.5.1)."""

ASKS = RECORDS | AGENCY_ROLES
"""Who records a request at all; an agency its own alone."""

SEES = RECORDS | {Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}
"""Who reads every request of the province, without what was given."""


def is_asker(provision: Provision, actor: Actor) -> bool:
    """Whether the actor recorded it."""
    return actor.id == provision.asker


def may_read(provision: Provision, actor: Actor) -> bool:
    """Whether the actor may read what was asked and how it went."""
    is_of_body = bool(provision.body) and actor.body == provision.body and bool(actor.roles & AGENCY_ROLES)
    return bool(actor.roles & SEES) or is_of_body or is_asker(provision, actor)

"""Who may do what about a sender's personal data."""

from paht.law.casework.case import Actor
from paht.law.casework.states import AGENCY_ROLES, Role
from paht.law.consent.consent import Basis, Consent

DEMANDS = frozenset({Role.SUPERVISING_DEPARTMENT})
"""Who records a competent body's formal request (VL.20.4)."""

SEES = DEMANDS | {Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}
"""Who reads all that was asked in the province, without the personal data themselves."""


def is_grantee(consent: Consent, actor: Actor) -> bool:
    """Whether the actor acts for whom it was asked; for a body outside the system the supervising department does."""
    if not consent.body:
        return bool(actor.roles & DEMANDS)
    # The supervising department may itself be the body that has demanded.
    roles = AGENCY_ROLES if consent.basis is Basis.HANDLING else AGENCY_ROLES | DEMANDS
    return actor.body == consent.body and bool(actor.roles & roles)


def is_asker(consent: Consent, actor: Actor) -> bool:
    """Whether the actor may take it back: the agency that asked; the department that recorded the request."""
    if consent.basis is Basis.HANDLING:
        return is_grantee(consent, actor)
    return bool(actor.roles & DEMANDS)


def may_read(consent: Consent, actor: Actor) -> bool:
    """Whether the actor may read what was asked, not the personal data themselves."""
    return bool(actor.roles & SEES) or is_grantee(consent, actor)

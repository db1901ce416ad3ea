"""Giving reports to a state body on its recorded request (VL.19.1, ST.5.1): asked, decided, packed, taken away, ended.
Decided like a case, by itself; personal data only where the decision names them and the law that compels (VL.20.4)."""

from paht.law.providing.commands import (
    DecideProvision,
    DropPackage,
    EndProvision,
    FinishPackage,
    ProvisionCommand,
    RecallProvision,
    RecordProvision,
    TakePackage,
)
from paht.law.providing.course import ASKS, DECIDES, SEES, may_read
from paht.law.providing.decide import PACKAGE_DAYS, Facts, decide
from paht.law.providing.events import BODIES, ProvisionBody, ProvisionEvent
from paht.law.providing.evolve import evolve
from paht.law.providing.giving import DESCRIPTION, GivenFile, files_of, may_give, personal_of
from paht.law.providing.provision import NEW, Package, Pictures, Provision, ProvisionState, Scope, state_of

__all__ = [
    "ASKS",
    "BODIES",
    "DECIDES",
    "DESCRIPTION",
    "NEW",
    "PACKAGE_DAYS",
    "SEES",
    "DecideProvision",
    "DropPackage",
    "EndProvision",
    "Facts",
    "FinishPackage",
    "GivenFile",
    "Package",
    "Pictures",
    "Provision",
    "ProvisionBody",
    "ProvisionCommand",
    "ProvisionEvent",
    "ProvisionState",
    "RecallProvision",
    "RecordProvision",
    "Scope",
    "TakePackage",
    "decide",
    "evolve",
    "files_of",
    "may_give",
    "may_read",
    "personal_of",
    "state_of",
]

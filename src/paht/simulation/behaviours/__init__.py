"""The table of behaviours: for each command what an actor does. A new command of the course is a new row here."""

from collections import defaultdict

from paht.law.casework.commands import Command
from paht.law.casework.states import Party
from paht.simulation.behaviours import (
    answering,
    calendars,
    cooperation,
    coordination,
    directing,
    dispatching,
    extending,
    handling,
    identity,
    intake,
    interacting,
    inviting,
    masking,
    merit,
    monitoring,
    origin,
    procedure,
    sanctioning,
    secrecy,
    updating,
    urgency,
    urging,
)
from paht.simulation.situation import Behaviour, Occasion

BEHAVIOURS: tuple[Behaviour, ...] = (
    *intake.BEHAVIOURS,
    *origin.BEHAVIOURS,
    *identity.BEHAVIOURS,
    *urgency.BEHAVIOURS,
    *secrecy.BEHAVIOURS,
    *masking.BEHAVIOURS,
    *dispatching.BEHAVIOURS,
    *cooperation.BEHAVIOURS,
    *coordination.BEHAVIOURS,
    *inviting.BEHAVIOURS,
    *directing.BEHAVIOURS,
    *monitoring.BEHAVIOURS,
    *handling.BEHAVIOURS,
    *procedure.BEHAVIOURS,
    *extending.BEHAVIOURS,
    *sanctioning.BEHAVIOURS,
    *answering.BEHAVIOURS,
    *updating.BEHAVIOURS,
    *interacting.BEHAVIOURS,
    *merit.BEHAVIOURS,
    *urging.BEHAVIOURS,
    *calendars.BEHAVIOURS,
)

BY_COMMAND: dict[type[Command], Behaviour] = {row.command: row for row in BEHAVIOURS}
ON: dict[tuple[Occasion, Party | None], tuple[Behaviour, ...]] = defaultdict(tuple)
for _row in BEHAVIOURS:
    ON[_row.occasion, _row.party] += (_row,)

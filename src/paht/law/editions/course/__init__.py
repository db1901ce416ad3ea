"""The course that the regulations share; an edition gives every step its own clause, and may change a row."""

from collections.abc import Mapping
from dataclasses import fields

from paht.law.casework import commands as c
from paht.law.editions.course import (
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
from paht.law.editions.course.row import Row
from paht.law.editions.rows import Step

ROWS: tuple[Row, ...] = (
    *intake.ROWS,
    *origin.ROWS,
    *identity.ROWS,
    *urgency.ROWS,
    *secrecy.ROWS,
    *masking.ROWS,
    *dispatching.ROWS,
    *cooperation.ROWS,
    *coordination.ROWS,
    *inviting.ROWS,
    *directing.ROWS,
    *monitoring.ROWS,
    *handling.ROWS,
    *procedure.ROWS,
    *extending.ROWS,
    *sanctioning.ROWS,
    *answering.ROWS,
    *updating.ROWS,
    *interacting.ROWS,
    *merit.ROWS,
    *urging.ROWS,
    *calendars.ROWS,
)
"""In the order in which a case meets them."""


def course(clauses: Mapping[type[c.Command], str]) -> tuple[Step, ...]:
    """The shared steps with the edition's clauses; a command without a clause is not in the edition."""
    return tuple(
        Step(clause=clauses[row.command], **{field.name: getattr(row, field.name) for field in fields(row)})
        for row in ROWS
        if row.command in clauses
    )

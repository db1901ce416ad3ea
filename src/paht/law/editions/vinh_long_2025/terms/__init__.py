"""Điều 8 to 15: the terms of Vĩnh Long 2025."""

from paht.law.editions.house_targets import INVITING
from paht.law.editions.vinh_long_2025.terms import (
    answering,
    coordination,
    directing,
    dispatching,
    extending,
    handling,
    intake,
    interacting,
    procedure,
    sanctioning,
    updating,
    urgency,
)

TERMS = (
    *intake.TERMS,
    *dispatching.TERMS,
    *handling.TERMS,
    *answering.TERMS,
    *coordination.TERMS,
    *INVITING,
    *directing.TERMS,
    *urgency.TERMS,
    *extending.TERMS,
    *sanctioning.TERMS,
    *procedure.TERMS,
    *interacting.TERMS,
    *updating.TERMS,
)

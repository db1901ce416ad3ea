"""Điều 7 to 10 and Phụ lục II: the terms of Sóc Trăng 2024."""

from paht.law.editions.house_targets import INVITING
from paht.law.editions.soc_trang_2024.terms import (
    answering,
    cooperation,
    directing,
    dispatching,
    extending,
    handling,
    intake,
    interacting,
    urgency,
)

TERMS = (
    *intake.TERMS,
    *dispatching.TERMS,
    *cooperation.TERMS,
    *handling.TERMS,
    *answering.TERMS,
    *INVITING,
    *directing.TERMS,
    *urgency.TERMS,
    *extending.TERMS,
    *interacting.TERMS,
)

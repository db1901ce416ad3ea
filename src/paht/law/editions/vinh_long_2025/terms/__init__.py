"""Điều 8 to 15: the terms of Vĩnh Long 2025."""

from paht.law.editions.vinh_long_2025.terms import (
    answering,
    dispatching,
<<<<<<< HEAD
    extending,
    handling,
    intake,
    procedure,
    sanctioning,
=======
    handling,
    intake,
    interacting,
    updating,
>>>>>>> main
    urgency,
)

TERMS = (
    *intake.TERMS,
    *dispatching.TERMS,
    *handling.TERMS,
    *answering.TERMS,
    *urgency.TERMS,
<<<<<<< HEAD
    *extending.TERMS,
    *sanctioning.TERMS,
    *procedure.TERMS,
=======
    *interacting.TERMS,
    *updating.TERMS,
>>>>>>> main
)

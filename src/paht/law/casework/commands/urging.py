"""Following, urging, reminding."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import AssignmentCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge(AssignmentCommand):
    """Urge or direct an agency about what it is charged with (VL.11.4, VL.20.1.đ, VL.21.4, ST.11.3, ST.15.3)."""

    note: Written

"""What of a report is given to a state body: the one place that decides what goes into a package."""

from paht.law.casework.case import Case
from paht.law.casework.states import Stage

DESCRIPTION = "description"
"""What the sender wrote, unmasked: asked for and named like a field of personal data."""


def may_give(case: Case) -> bool:
    """Whether the report is given at all: never one that touches a state secret (VL.13.1.b, ST.9.3.c), whose file lies
    elsewhere and goes the way of its own law; nor a draft, which nobody has sent."""
    return case.secret_reference is None and case.stage is not Stage.DRAFT


def personal_of(case: Case, granted: frozenset[str]) -> frozenset[str]:
    """Which personal fields of the report's sender are given: none where nobody sent it, and none of somebody who was
    promised confidentiality (ST.9.3.b) in a package of many; one report's sender is asked for by itself (VL.20.4)."""
    return frozenset() if case.confidential or not case.sender else granted

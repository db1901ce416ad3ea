"""Terms that follow the calendar."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.law.casework import commands as c


def move_terms(step: Step) -> Outcome:
    """Open terms follow the jurisdiction's present calendar, later only; the sweep calls this."""
    return perform(step, c.MoveTerms(calendar_version=step.jurisdiction.calendar_version))

"""Passing on for monitoring."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def pass_for_monitoring(step: Step, *, agency: str, ground: str, note: str) -> Outcome:
    """Pass the report to a body that follows the matter, on a ground of the edition (VL.18, ST.7.4)."""
    text = compose(note, purpose="monitoring")
    command = c.PassForMonitoring(agency=agency, ground=ground, note=text.written)
    return perform(step, command, [text], agencies=(agency,))

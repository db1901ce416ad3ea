"""Charging agencies, and their receipt or return."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def dispatch(step: Step, *, agency: str, note: str, tell_superior: bool = True) -> Outcome:
    """Charge an agency, with a note that counts as a directive (VL.11.2)."""
    text = compose(note, purpose="dispatch")
    command = c.Dispatch(agency=agency, note=text.written, tell_superior=tell_superior)
    return perform(step, command, [text], agencies=(agency,))


def receive(step: Step, *, assignment: int) -> Outcome:
    """The agency receives."""
    return perform(step, c.Receive(assignment=assignment))


def return_assignment(
    step: Step, *, assignment: int, ground: str, note: str, responsible: str = ""
) -> Outcome:
    """The agency gives the case back, naming the responsible body where it is not competent."""
    text = compose(note, purpose="return")
    command = c.ReturnAssignment(
        assignment=assignment, ground=ground, note=text.written, responsible=responsible.strip() or None
    )
    return perform(step, command, [text])

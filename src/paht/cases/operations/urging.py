"""Following, urging, reminding."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def urge(step: Step, *, assignment: int, note: str) -> Outcome:
    """Urge the agency about what it is charged with; it is told."""
    text = compose(note, purpose="urging")
    return perform(step, c.Urge(assignment=assignment, note=text.written), [text])

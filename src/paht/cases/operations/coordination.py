"""A report without known handler: the designated coordinating agency."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def ask_coordinator(step: Step, *, agency: str, note: str) -> Outcome:
    """Ask the coordinating agency who handles (VL.17.2)."""
    text = compose(note, purpose="coordination")
    return perform(step, c.AskCoordinator(agency=agency, note=text.written), [text], agencies=(agency,))


def answer_coordination(step: Step, *, assignment: int, agency: str, note: str) -> Outcome:
    """The coordinator names the body that handles; an empty ``agency`` says that it cannot."""
    text = compose(note, purpose="coordination")
    command = c.AnswerCoordination(assignment=assignment, agency=agency or None, note=text.written)
    return perform(step, command, [text], agencies=(agency,))


def ask_agreement(step: Step, *, assignment: int, note: str) -> Outcome:
    """Send the result to the coordinator for its opinion (VL.17.4)."""
    text = compose(note, purpose="agreement")
    return perform(step, c.AskAgreement(assignment=assignment, note=text.written), [text])


def agree(step: Step, *, assignment: int, note: str) -> Outcome:
    """The coordinator agrees with the result."""
    text = compose(note, purpose="agreement")
    return perform(step, c.Agree(assignment=assignment, note=text.written), [text])


def disagree(step: Step, *, assignment: int, note: str, agency: str = "") -> Outcome:
    """The coordinator does not agree; it may name another body that is to handle."""
    text = compose(note, purpose="agreement")
    command = c.Disagree(assignment=assignment, note=text.written, agency=agency or None)
    return perform(step, command, [text], agencies=(agency,))

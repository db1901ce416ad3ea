"""Checking, answering, publishing, rating."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.cases.words import sealed_words
from paht.law.casework import commands as c


def return_result(step: Step, *, assignment: int, ground: str, note: str) -> Outcome:
    """The IOC gives an inadequate result back."""
    text = compose(note, purpose="result_return")
    return perform(step, c.ReturnResult(assignment=assignment, ground=ground, note=text.written), [text])


def publish(step: Step, *, answer: str) -> Outcome:
    """The IOC answers the sender and publishes, unless the case is non-public."""
    text = compose(answer, purpose="answer")
    return perform(step, c.Publish(answer=text.written), [text])


def rate(step: Step, *, level: str, comment: str = "") -> Outcome:
    """The sender rates the result; what they say beside it is kept sealed, like the words of the report."""
    if not comment.strip():
        return perform(step, c.Rate(level=level, comment=None))
    written, sealed = sealed_words(step.jurisdiction.id, comment)
    return perform(step, c.Rate(level=level, comment=written), sealed=[sealed])

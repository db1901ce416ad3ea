"""An agency's own work."""

from collections.abc import Sequence

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef


def begin_handling(step: Step, *, assignment: int) -> Outcome:
    """The agency records that handling has begun."""
    return perform(step, c.BeginHandling(assignment=assignment))


def record_result(step: Step, *, assignment: int, result: str, files: Sequence[FileRef] = ()) -> Outcome:
    """The agency records its result."""
    text = compose(result, purpose="result")
    command = c.RecordResult(assignment=assignment, result=text.written, files=tuple(files))
    return perform(step, command, [text])


def submit_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """Staff submit the result to their leader."""
    text = compose(note, purpose="submission")
    return perform(step, c.SubmitResult(assignment=assignment, note=text.written), [text])


def approve_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """The leader approves; the result reaches the IOC."""
    text = compose(note, purpose="approval")
    return perform(step, c.ApproveResult(assignment=assignment, note=text.written), [text])


def reject_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """The leader gives the result back to staff."""
    text = compose(note, purpose="rejection")
    return perform(step, c.RejectResult(assignment=assignment, note=text.written), [text])

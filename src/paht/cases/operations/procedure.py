"""The agency's internal procedure, a result taken back for correction, and calls to an agency."""

from collections.abc import Sequence

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef


def handle_directly(
    step: Step, *, assignment: int, result: str, files: Sequence[FileRef] = (), note: str
) -> Outcome:
    """The head handles and approves in one step."""
    answer, remark = compose(result, purpose="result"), compose(note, purpose="approval")
    command = c.HandleDirectly(
        assignment=assignment, result=answer.written, files=tuple(files), note=remark.written
    )
    return perform(step, command, [answer, remark])


def endorse_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """The deputy agrees and puts the result before the leader."""
    text = compose(note, purpose="endorsement")
    return perform(step, c.EndorseResult(assignment=assignment, note=text.written), [text])


def decline_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """The deputy gives the result back to staff."""
    text = compose(note, purpose="rejection")
    return perform(step, c.DeclineResult(assignment=assignment, note=text.written), [text])


def request_step_back(step: Step, *, assignment: int, reason: str) -> Outcome:
    """The agency asks the IOC to give an approved result back."""
    text = compose(reason, purpose="step_back")
    return perform(step, c.RequestStepBack(assignment=assignment, reason=text.written), [text])


def agree_step_back(step: Step, *, request: int, note: str) -> Outcome:
    """The IOC gives the result back as asked."""
    text = compose(note, purpose="step_back_agreed")
    return perform(step, c.AgreeStepBack(request=request, note=text.written), [text])


def decline_step_back(step: Step, *, request: int, reason: str) -> Outcome:
    """The IOC keeps the result as it is."""
    text = compose(reason, purpose="step_back_declined")
    return perform(step, c.DeclineStepBack(request=request, reason=text.written), [text])

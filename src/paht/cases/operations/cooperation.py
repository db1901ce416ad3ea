"""Several agencies on one case: side by side, or a lead with cooperating agencies."""

from collections.abc import Sequence

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def dispatch_to_several(step: Step, *, agencies: Sequence[str], note: str) -> Outcome:
    """Charge every agency concerned, or a further one while others handle (VL.11.7)."""
    text = compose(note, purpose="dispatch")
    command = c.DispatchToSeveral(agencies=tuple(agencies), note=text.written)
    return perform(step, command, [text], agencies=agencies)


def close_returned_part(step: Step, *, note: str) -> Outcome:
    """The IOC finds that a part given back needs no further agency."""
    text = compose(note, purpose="returned_part")
    return perform(step, c.CloseReturnedPart(note=text.written), [text])


def dispatch_to_lead(step: Step, *, agency: str, note: str, tell_superior: bool = True) -> Outcome:
    """Charge the agency that leads (ST.7.3.2)."""
    text = compose(note, purpose="dispatch")
    command = c.DispatchToLead(agency=agency, note=text.written, tell_superior=tell_superior)
    return perform(step, command, [text], agencies=(agency,))


def pass_on(
    step: Step, *, assignment: int, agencies: Sequence[str], note: str, tell_superior: bool = True
) -> Outcome:
    """The lead asks agencies to cooperate (ST.8.2.1)."""
    text = compose(note, purpose="cooperation")
    command = c.PassOn(
        assignment=assignment, agencies=tuple(agencies), note=text.written, tell_superior=tell_superior
    )
    return perform(step, command, [text], agencies=agencies)


def go_on_without(step: Step, *, assignment: int, note: str) -> Outcome:
    """The lead goes on without the parts given back to it."""
    text = compose(note, purpose="returned_part")
    return perform(step, c.GoOnWithout(assignment=assignment, note=text.written), [text])


def send_answer_back(step: Step, *, assignment: int, note: str) -> Outcome:
    """The lead gives the inadequate answer of a cooperating agency back."""
    text = compose(note, purpose="answer_return")
    return perform(step, c.SendAnswerBack(assignment=assignment, note=text.written), [text])

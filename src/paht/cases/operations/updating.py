"""What an agency adds to a result that was answered already."""

from collections.abc import Sequence

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef


def offer_update(step: Step, *, assignment: int, text: str, files: Sequence[FileRef] = ()) -> Outcome:
    """The agency gives the IOC an update of its result to post."""
    offered = compose(text, purpose="update")
    command = c.OfferUpdate(assignment=assignment, text=offered.written, files=tuple(files))
    return perform(step, command, [offered])


def post_update(step: Step, *, request: int, text: str) -> Outcome:
    """The IOC posts the update beside the first answer."""
    posted = compose(text, purpose="update")
    return perform(step, c.PostUpdate(request=request, text=posted.written), [posted])


def decline_update(step: Step, *, request: int, reason: str) -> Outcome:
    """The IOC does not post the update, and says why."""
    text = compose(reason, purpose="update_decline")
    return perform(step, c.DeclineUpdate(request=request, reason=text.written), [text])

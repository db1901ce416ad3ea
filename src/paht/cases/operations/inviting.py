"""Inviting a competent body that has not joined."""

from datetime import date

from paht.cases.operations.extending import document
from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def draft_invitation(step: Step, *, agency: str, letter: str) -> Outcome:
    """Draft the letter that invites the body (VL.11.5, ST.7.3.3)."""
    text = compose(letter, purpose="invitation")
    return perform(step, c.DraftInvitation(agency=agency, letter=text.written), [text], agencies=(agency,))


def send_invitation(step: Step, *, request: int, number: str, dated_on: date | None) -> Outcome:
    """The supervising department has sent the letter: its number and day."""
    return perform(step, c.SendInvitation(request=request, document=document(number, dated_on)))


def record_joining(step: Step, *, request: int, agency: str) -> Outcome:
    """The invited body has joined (VL.11.6); the sweep and the administrators' page call this."""
    return perform(step, c.RecordJoining(request=request), agencies=(agency,))


def give_up_invitation(step: Step, *, request: int, note: str) -> Outcome:
    """The invitation is not pursued any further."""
    text = compose(note, purpose="invitation")
    return perform(step, c.GiveUpInvitation(request=request, note=text.written), [text])

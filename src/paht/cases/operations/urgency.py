"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from collections.abc import Sequence
from datetime import datetime

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef


def raise_alarm(step: Step, *, kind: str, note: str) -> Outcome:
    """An officer recognises something urgent; agencies at work on it already are called at once."""
    text = compose(note, purpose="alarm")
    return perform(step, c.RaiseAlarm(kind=kind, note=text.written), [text])


def lower_alarm(step: Step, *, reason: str) -> Outcome:
    """An officer finds the alarm false; the case goes on as an ordinary one."""
    text = compose(reason, purpose="false_alarm")
    return perform(step, c.LowerAlarm(reason=text.written), [text])


def pass_alarm(step: Step) -> Outcome:
    """An alarm that nobody took up goes to the next on duty; the sweep calls this."""
    return perform(step, c.PassAlarm())


def dispatch_urgently(
    step: Step,
    *,
    agency: str,
    note: str,
    text: str | None = None,
    reached: bool,
    kind: str | None = None,
    non_public_ground: str | None = None,
) -> Outcome:
    """Verify, accept and dispatch in one act. ``text`` is released where the report is not accepted yet; without one
    the sender's words are held for masking, while the body called reads them as they are."""
    order = compose(note, purpose="dispatch")
    corrected = compose(text, purpose="accepted") if text is not None else None
    command = c.DispatchUrgently(
        agency=agency,
        note=order.written,
        text=corrected.written if corrected else None,
        reached=reached,
        kind=kind or None,
        non_public_ground=non_public_ground or None,
    )
    return perform(step, command, [order, *([corrected] if corrected else [])], agencies=(agency,))


def confirm_urgency(step: Step, *, assignment: int, force: str) -> Outcome:
    """The body called confirms, and says which force it sends."""
    text = compose(force, purpose="force")
    return perform(step, c.ConfirmUrgency(assignment=assignment, force=text.written), [text])


def finish_urgency(step: Step, *, assignment: int, finished_at: datetime) -> Outcome:
    """The body says when its force had finished."""
    return perform(step, c.FinishUrgency(assignment=assignment, finished_at=finished_at))


def enter_outcome(
    step: Step,
    *,
    assignment: int,
    result: str,
    source: str,
    finished_at: datetime,
    files: Sequence[FileRef] = (),
) -> Outcome:
    """The IOC enters the outcome that the body told by letter or e-mail; ``source`` names it."""
    outcome, letter = compose(result, purpose="result"), compose(source, purpose="outcome_source")
    command = c.EnterOutcome(
        assignment=assignment,
        result=outcome.written,
        source=letter.written,
        finished_at=finished_at,
        files=tuple(files),
    )
    return perform(step, command, [outcome, letter])

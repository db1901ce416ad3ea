"""Bringing a report before the People's Committee or its chair."""

from datetime import date

from paht.cases.operations.extending import document
from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def escalate(step: Step, *, ground: str, note: str) -> Outcome:
    """Propose that a direction be asked for, on a ground of the edition."""
    text = compose(note, purpose="escalation")
    return perform(step, c.Escalate(ground=ground, note=text.written), [text])


def report_dossier(step: Step, *, request: int, dossier: str) -> Outcome:
    """The supervising department reports the dossier that it has compiled."""
    text = compose(dossier, purpose="dossier")
    return perform(step, c.ReportDossier(request=request, dossier=text.written), [text])


def record_direction(
    step: Step,
    *,
    request: int,
    agency: str,
    instruction: str,
    number: str = "",
    dated_on: date | None = None,
) -> Outcome:
    """Record the direction; an empty ``agency`` is another instruction than a designation. Without number and day
    there is no document."""
    text = compose(instruction, purpose="direction")
    command = c.RecordDirection(
        request=request,
        agency=agency or None,
        instruction=text.written,
        document=document(number, dated_on) if number.strip() or dated_on else None,
    )
    return perform(step, command, [text], agencies=(agency,))


def withdraw_escalation(step: Step, *, request: int, note: str) -> Outcome:
    """A direction is not needed any more."""
    text = compose(note, purpose="escalation")
    return perform(step, c.WithdrawEscalation(request=request, note=text.written), [text])

"""What a report proved to be worth, once the case has ended."""

import uuid

from paht.cases.operations.performing import Done, Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.people import standings

FALSE_REPORT = "false_report"
_NAMESPACE = uuid.UUID("0c0c0f0e-6c57-4b0f-9c6a-5a9a3d5d1f42")


def propose_commendation(step: Step, *, reason: str) -> Outcome:
    """Propose the sender for commendation."""
    text = compose(reason, purpose="commendation")
    return perform(step, c.ProposeCommendation(reason=text.written), [text])


def mark_false(step: Step, *, finding: str) -> Outcome:
    """Record that the report was not true; the finding also counts against the sender's standing (VL.15.1.a).

    The two are written one after the other; a repeat of the command after a crash between them writes what is missing.
    """
    text = compose(finding, purpose="false_report")
    outcome = perform(step, c.MarkFalse(finding=text.written), [text])
    if isinstance(outcome, Done):
        standings.record_violation(
            standings.Step(
                jurisdiction=step.jurisdiction,
                sender=uuid.UUID(outcome.case.sender),
                actor=step.actor,
                now=step.now,
                command_id=uuid.uuid5(_NAMESPACE, str(step.command_id)),
            ),
            case_id=uuid.UUID(outcome.case.id),
            ground=FALSE_REPORT,
            finding=finding,
        )
    return outcome

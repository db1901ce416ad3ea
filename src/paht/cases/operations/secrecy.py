"""What must stay with few: answers for the sender alone, state secrets."""

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c


def ask_confidentiality(step: Step) -> Outcome:
    """The sender asks that nobody else sees the answer."""
    return perform(step, c.AskConfidentiality())


def mark_secret(step: Step, *, reference: str) -> Outcome:
    """Mark a state secret; ``reference`` names the file kept elsewhere, and is all that is kept of it."""
    text = compose(reference, purpose="secret_reference")
    return perform(step, c.MarkSecret(reference=text.written), [text])

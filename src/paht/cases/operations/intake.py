"""Before an agency is charged."""

from collections.abc import Mapping, Sequence

from paht.cases.operations.masking import sealed_words
from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import Text, compose
from paht.law.casework import commands as c
from paht.law.casework.case import Finding, Masked
from paht.law.casework.states import Field


def verify(step: Step, *, findings: Mapping[str, tuple[str, str]]) -> Outcome:
    """Record the verification: per condition a verdict (``pass``, ``override``) and the reason of an override."""
    texts, found = [], []
    for condition, (verdict, reason) in findings.items():
        written = None
        if reason.strip():
            text = compose(reason, purpose="verification")
            texts.append(text)
            written = text.written
        found.append(Finding(condition, verdict, written))
    return perform(step, c.Verify(findings=tuple(found)), texts)


def request_supplement(step: Step, *, grounds: Sequence[str], guidance: str) -> Outcome:
    """Give the report back to the sender with exact grounds and guidance."""
    text = compose(guidance, purpose="guidance")
    return perform(step, c.RequestSupplement(grounds=tuple(grounds), guidance=text.written), [text])


def lapse_supplement(step: Step, *, request: int) -> Outcome:
    """Close a report whose supplement did not come in term; the sweep calls this."""
    return perform(step, c.LapseSupplement(request=request))


def refuse(step: Step, *, ground: str, reason: str) -> Outcome:
    """Refuse the report on a ground of the edition."""
    text = compose(reason, purpose="refusal")
    return perform(step, c.Refuse(ground=ground, reason=text.written), [text])


def accept(
    step: Step,
    *,
    text: str,
    field: Field,
    non_public_ground: str | None = None,
    non_public_reason: str = "",
    masked: Sequence[Masked] = (),
    held: bool = False,
) -> Outcome:
    """Accept with the corrected text; the original stays with it. The text is released with it, ``masked`` saying what
    was masked in it; a ``held`` one is sealed like the original until an officer releases it."""
    if held:
        written, sealed = sealed_words(step.jurisdiction.id, text)
        texts: list[Text] = []
    else:
        corrected = compose(text, purpose="accepted")
        written, sealed, texts = corrected.written, (), [corrected]
    reason = None
    if non_public_ground and non_public_reason.strip():
        reason = compose(non_public_reason, purpose="non_public_reason")
        texts.append(reason)
    command = c.Accept(
        text=None if held else written,
        held=written if held else None,
        masked=tuple(masked),
        field=field,
        non_public_ground=non_public_ground or None,
        non_public_reason=reason.written if reason else None,
    )
    return perform(step, command, texts, sealed=sealed)


def withdraw(step: Step) -> Outcome:
    """The sender takes the report back."""
    return perform(step, c.Withdraw())

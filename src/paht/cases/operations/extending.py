"""Asking for more time, once, and the IOC's answer."""

from collections.abc import Sequence
from datetime import date

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose
from paht.law.casework import commands as c
from paht.law.casework.case import Document, FileRef


def request_extension(
    step: Step,
    *,
    assignment: int,
    ground: str,
    reason: str,
    number: str,
    dated_on: date | None,
    files: Sequence[FileRef],
    until: date | None,
) -> Outcome:
    """The agency asks for an extension by its written notice, committing itself to a day."""
    text = compose(reason, purpose="extension")
    command = c.RequestExtension(
        assignment=assignment,
        ground=ground,
        reason=text.written,
        document=document(number, dated_on, files),
        until=until,
    )
    return perform(step, command, [text])


def grant_extension(step: Step, *, request: int, until: date | None, note: str) -> Outcome:
    """The IOC sets the day; the note is shown to the sender."""
    text = compose(note, purpose="extension_granted")
    return perform(step, c.GrantExtension(request=request, until=until, note=text.written), [text])


def refuse_extension(step: Step, *, request: int, reason: str) -> Outcome:
    """The IOC leaves the term as it is."""
    text = compose(reason, purpose="extension_refused")
    return perform(step, c.RefuseExtension(request=request, reason=text.written), [text])


def document(number: str, dated_on: date | None, files: Sequence[FileRef] = ()) -> Document:
    """The document as typed; what is missing the law will say."""
    return Document(number.strip(), dated_on, next(iter(files), None))

"""The way in: every door, sweep and import changes a case through these operations, and there is no second way.

Each returns :class:`Done`, the law's :class:`Refused`, or :class:`Overtaken` when somebody else was faster. A repeated
``command_id`` gets the first answer. The current moment is given by the caller.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import agency_key
from paht.cases import store
from paht.cases.texts import Text, compose
from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Case, FileRef, Finding, Refused
from paht.law.casework.decide import AgencyFact, Facts, decide
from paht.law.casework.states import Field
from paht.law.editions import get
from paht.people.vault import Sealed


@dataclass(frozen=True, slots=True)
class Done:
    """The command took effect (now, or when it first came: ``repeated``)."""

    case: Case
    code: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The case has moved on since the actor saw it; ``version`` is where it stands now."""

    case: Case
    code: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such case in this jurisdiction."""


Outcome = Done | Refused | Overtaken | NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """On which case, by whom, when; ``command_id`` makes a repeat harmless, ``expected_version`` a race visible."""

    jurisdiction: Jurisdiction
    case_id: uuid.UUID
    actor: Actor
    now: datetime
    command_id: uuid.UUID
    expected_version: int | None = None


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


def accept(step: Step, *, text: str, field: Field, non_public_ground: str | None = None) -> Outcome:
    """Accept with the corrected text; the original stays with it."""
    corrected = compose(text, purpose="accepted")
    command = c.Accept(text=corrected.written, field=field, non_public_ground=non_public_ground or None)
    return perform(step, command, [corrected])


def dispatch(step: Step, *, agency: str, note: str) -> Outcome:
    """Charge an agency, with a note that counts as a directive (VL.11.2)."""
    text = compose(note, purpose="dispatch")
    return perform(step, c.Dispatch(agency=agency, note=text.written), [text], agencies=(agency,))


def receive(step: Step, *, assignment: int) -> Outcome:
    """The agency receives."""
    return perform(step, c.Receive(assignment=assignment))


def return_assignment(
    step: Step, *, assignment: int, ground: str, note: str, responsible: str = ""
) -> Outcome:
    """The agency gives the case back, naming the responsible body where it is not competent."""
    text = compose(note, purpose="return")
    command = c.ReturnAssignment(
        assignment=assignment, ground=ground, note=text.written, responsible=responsible.strip() or None
    )
    return perform(step, command, [text])


def begin_handling(step: Step, *, assignment: int) -> Outcome:
    """The agency records that handling has begun."""
    return perform(step, c.BeginHandling(assignment=assignment))


def record_result(step: Step, *, assignment: int, result: str, files: Sequence[FileRef] = ()) -> Outcome:
    """The agency records its result."""
    text = compose(result, purpose="result")
    command = c.RecordResult(assignment=assignment, result=text.written, files=tuple(files))
    return perform(step, command, [text])


def submit_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """Staff submit the result to their leader."""
    text = compose(note, purpose="submission")
    return perform(step, c.SubmitResult(assignment=assignment, note=text.written), [text])


def approve_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """The leader approves; the result reaches the IOC."""
    text = compose(note, purpose="approval")
    return perform(step, c.ApproveResult(assignment=assignment, note=text.written), [text])


def reject_result(step: Step, *, assignment: int, note: str) -> Outcome:
    """The leader gives the result back to staff."""
    text = compose(note, purpose="rejection")
    return perform(step, c.RejectResult(assignment=assignment, note=text.written), [text])


def return_result(step: Step, *, assignment: int, ground: str, note: str) -> Outcome:
    """The IOC gives an inadequate result back."""
    text = compose(note, purpose="result_return")
    return perform(step, c.ReturnResult(assignment=assignment, ground=ground, note=text.written), [text])


def publish(step: Step, *, answer: str) -> Outcome:
    """The IOC answers the sender and publishes, unless the case is non-public."""
    text = compose(answer, purpose="answer")
    return perform(step, c.Publish(answer=text.written), [text])


def rate(step: Step, *, level: str, comment: str = "") -> Outcome:
    """The sender rates the result."""
    text = compose(comment, purpose="rating") if comment.strip() else None
    command = c.Rate(level=level, comment=text.written if text else None)
    return perform(step, command, [text] if text else [])


def move_terms(step: Step) -> Outcome:
    """Open terms follow the jurisdiction's present calendar, later only; the sweep calls this."""
    return perform(step, c.MoveTerms(calendar_version=step.jurisdiction.calendar_version))


def withdraw(step: Step) -> Outcome:
    """The sender takes the report back."""
    return perform(step, c.Withdraw())


def perform(
    step: Step,
    command: c.Command,
    texts: Sequence[Text] = (),
    *,
    agencies: Sequence[str] = (),
    sealed: Sequence[Sealed] = (),
) -> Outcome:
    """Lock, decide, write: the journey of every command on a case that exists."""
    keys = [key for key in map(agency_key, agencies) if key is not None]
    with store.locked(
        jurisdiction_id=step.jurisdiction.id, case_id=step.case_id, command_id=step.command_id, agencies=keys
    ) as (raw, found):
        if found is None:
            return NotFound()
        if found.repeated:
            return Done(found.case, found.code, repeated=True)
        if step.expected_version is not None and step.expected_version != found.case.version:
            return Overtaken(found.case, found.code)
        events = decide(
            found.case,
            command,
            actor=step.actor,
            facts=_facts(found),
            now=step.now,
            edition=get(found.case.edition),
            calendar=step.jurisdiction.calendar,
        )
        if isinstance(events, Refused):
            return events
        if not events:
            return Done(found.case, found.code)
        change = store.Step(
            jurisdiction=step.jurisdiction,
            command_id=step.command_id,
            before=found.case,
            events=events,
            texts=tuple(texts),
            sealed=tuple(sealed),
        )
        return Done(store.write(raw, step=change, head=found.head), found.code)


def _facts(found: store.Locked) -> Facts:
    return Facts(
        agencies=MappingProxyType(
            {
                row["id"]: AgencyFact(id=row["id"], joined=row["joined"], superior=row["superior"])
                for row in found.agencies
            }
        )
    )

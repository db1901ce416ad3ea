"""The desk's commands as forms: which fields each has, and how what was typed becomes an operation."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import BadRequest
from django.http import QueryDict

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.cases.queries import Detail
from paht.doors.pages.dossier import form_record
from paht.doors.pages.marks import answers, on_record, senders_name, settled
from paht.law.casework import commands as c
from paht.law.casework.states import Field
from paht.law.editions import get
from paht.people.actors import Official

Typed = QueryDict


@dataclass(frozen=True, slots=True)
class Action:
    """A form of the desk: its command, what is said when it is done, and its operation."""

    command: type[c.Command]
    done: str
    run: Callable[[Step, Typed, Detail], Outcome]


def _verify(step: Step, typed: Typed, detail: Detail) -> Outcome:
    keys = [condition.key for condition in get(detail.case.edition).conditions]
    findings = {key: (typed.get(key, ""), typed.get(f"{key}_reason", "")) for key in keys if typed.get(key)}
    return operations.verify(step, findings=findings)


def _supplement(step: Step, typed: Typed, detail: Detail) -> Outcome:
    grounds = typed.getlist("grounds")
    parts = [*(typed.get(f"guidance_{ground}", "") for ground in grounds), typed.get("guidance", "")]
    guidance = "\n".join(part.strip() for part in parts if part.strip())
    return operations.request_supplement(step, grounds=grounds, guidance=guidance)


def _refuse(step: Step, typed: Typed, detail: Detail) -> Outcome:
    ground = typed.get("ground", "")
    reason = typed.get(f"reason_{ground}", "")
    return operations.refuse(step, ground=ground, reason=reason)


def _accept(step: Step, typed: Typed, detail: Detail) -> Outcome:
    ground = typed.get("non_public_ground") or None
    name = senders_name(jurisdiction_id=step.jurisdiction.id, record_id=str(form_record(detail)))
    done = settled(typed.get("text", ""), answers(typed), name=name)
    # What nobody has decided holds the text as it was typed, sealed; the acceptance itself is in time.
    held = bool(done.undecided)
    return operations.accept(
        step,
        text=typed.get("text", "") if held else done.text,
        masked=() if held else on_record(done),
        held=held,
        field=_field(typed),
        non_public_ground=ground,
        non_public_reason=typed.get("non_public_reason", ""),
    )


def _dispatch(step: Step, typed: Typed, detail: Detail) -> Outcome:
    agency = typed.get("agency_other") or typed.get("agency", "")
    tell = "superior_choice" not in typed or "tell_superior" in typed
    return operations.dispatch(step, agency=agency, note=typed.get("note", ""), tell_superior=tell)


def _publish(step: Step, typed: Typed, detail: Detail) -> Outcome:
    return operations.publish(step, answer=typed.get("answer", ""))


ACTIONS: dict[str, Action] = {
    "verify": Action(c.Verify, "Đã xác minh", _verify),
    "supplement": Action(c.RequestSupplement, "Đã yêu cầu người gửi bổ sung", _supplement),
    "refuse": Action(c.Refuse, "Đã từ chối tiếp nhận", _refuse),
    "accept": Action(c.Accept, "Đã tiếp nhận", _accept),
    "dispatch": Action(c.Dispatch, "Đã phân phối", _dispatch),
    "publish": Action(c.Publish, "Đã trả lời, công khai kết quả", _publish),
}


def step_of(
    *, jurisdiction: Jurisdiction, official: Official, detail: Detail, typed: Typed, now: datetime
) -> Step:
    """The step that the form means; BadRequest where its hidden fields were tampered with."""
    try:
        command_id = uuid.UUID(typed.get("command_id", ""))
    except ValueError as error:
        raise BadRequest("command_id") from error
    return Step(
        jurisdiction=jurisdiction,
        case_id=detail.id,
        actor=official.actor,
        now=now,
        command_id=command_id,
        expected_version=_number(typed.get("expected_version", "")),
    )


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadRequest("number") from error


def _field(typed: Typed) -> Field:
    try:
        return Field(typed.get("field", ""))
    except ValueError as error:
        raise BadRequest("field") from error

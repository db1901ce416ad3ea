"""Who may give which command in which state, worked out from the edition's rows by itself, and asked at every door.

This is a second reading of the rows (``by``, ``relation``, ``at``), written apart from ``law.casework.authority``: a
check that is dropped there disagrees here.
"""

import uuid
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from django.http import HttpResponse
from tests.authority.addresses import DECLARED, Address
from tests.authority.cast import CHARGED, Stage, Subject, Visitor
from tests.authority.expectations import sees, told

from paht.doors.agency.casepage import ACTIONS as OF_AGENCY
from paht.doors.desk.actions import ACTIONS as OF_DESK
from paht.doors.pages.commandforms import FORMS
from paht.law.casework.commands import AssignmentCommand, Command, RequestCommand
from paht.law.casework.states import AGENCY_ROLES, AssignmentRole
from paht.law.editions.rows import Relation, Step

ROLE = "không được giao quyền"
RELATION = "chỉ dành cho người hoặc cơ quan được giao phản ánh này"
PART = "Không tìm thấy phần việc này"
UNKNOWN = "Quy chế đang áp dụng không quy định thao tác này"
ALLOWED = ""
_REFUSALS = (ROLE, RELATION, PART, UNKNOWN)

DOORS: dict[str, dict[str, type[Command]]] = {
    "desk-act": {word: action.command for word, action in OF_DESK.items()},
    "agency-act": dict(OF_AGENCY),
    "leadership-act": {},
}


class Given(NamedTuple):
    """One command at one door: who gives it, about which case, and the sentence that must refuse it (``""``: none)."""

    who: Visitor
    door: Address
    action: str
    command: type[Command]
    subject: Subject
    number: int
    """Of the assignment or request that it is about, where it is about one."""
    refusal: str

    def __str__(self) -> str:
        return f"{self.who.name}: {self.action} {self.number} at {self.door.name}, a case {self.subject.name}"


def commands(stage: Stage) -> Iterator[Given]:
    """Every command at every door by everybody who comes in there and may see the case; the others are the matrix of
    addresses."""
    edition = stage.here.jurisdiction.edition
    for name, own in DOORS.items():
        door = DECLARED[name]
        known = {**own, **{word: form.command for word, form in FORMS.items()}}
        for who in stage.visitors:
            for subject in stage.subjects:
                if not (who.roles & door.roles and sees(who, subject)):
                    continue
                for action, command in known.items():
                    for number in _numbers(command, subject):
                        why = refusal(who, edition.step(command), subject, number)
                        # A role that never gives the command is refused alike in every state: one stands for all.
                        if why not in (ROLE, UNKNOWN) or (subject.name, number) == ("received", 1):
                            yield Given(who, door, action, command, subject, number, why)


def _numbers(command: type[Command], subject: Subject) -> range:
    """Every assignment of the case where the command is about one; the first otherwise."""
    of_part = issubclass(command, AssignmentCommand)
    return range(1, max(1, len(subject.parts) if of_part else 1) + 1)


def refusal(who: Visitor, step: Step | None, subject: Subject, number: int) -> str:
    """The sentence by which the law keeps the visitor from this; nothing where role, relation and state allow it."""
    if step is None:
        return UNKNOWN
    acting = who.roles & step.by
    if not acting:
        return ROLE
    if acting <= AGENCY_ROLES and not _stands(who, step, subject, number):
        return RELATION
    case = subject.case
    if issubclass(step.command, AssignmentCommand):
        charged = [a for a in case.assignments if a.number == number and a.role in step.capacities]
        state = charged[0].state if charged else None
    elif issubclass(step.command, RequestCommand):
        asked = [r for r in case.requests if r.number == number and step.request_kind in (None, r.kind)]
        state = asked[0].state if asked else None  # type: ignore[assignment]
    else:
        state = case.stage  # type: ignore[assignment]
    if state is None:
        return PART
    return ALLOWED if state in step.at else step.otherwise


def _stands(who: Visitor, step: Step, subject: Subject, number: int) -> bool:
    """By whom the scene charged: its own part is every agency's, the whole that of any with a part still open, what
    only a lead does the first one's; whoever is above a part that is open may urge about it."""
    is_part = issubclass(step.command, AssignmentCommand)
    match step.relation:
        case Relation.ANY:
            return True
        case Relation.SUPERIOR:
            parts = [a.number for a in subject.case.assignments if a.state.is_open and a.number == number]
            return any(_is_above(who, subject, part) for part in parts)
        case Relation.LEADS:
            leads = [a.number for a in subject.case.assignments if a.role is AssignmentRole.LEAD]
            return any(subject.stands(who, lead) == CHARGED for lead in leads)
    if is_part:
        return not subject.parts[number - 1 : number] or subject.stands(who, number) == CHARGED
    return any(
        subject.stands(who, a.number) == CHARGED and a.state.is_open and a.role in step.capacities
        for a in subject.case.assignments
    )


def _is_above(who: Visitor, subject: Subject, number: int) -> bool:
    return bool(who.body) and subject.parts[number - 1].above == who.body


def answer(stage: Stage, given: Given) -> HttpResponse:
    """The command with a form that says nothing but what it is about."""
    slash = "/" if given.door.name == "desk-act" else ""
    path = given.door.path.removesuffix("/").replace("no-such-word", given.action) + slash
    typed = {
        "command_id": uuid.uuid4(),
        "expected_version": given.subject.case.version,
        "assignment": given.number,
        "number": given.number,
        "field": "road",
    }
    return stage.asks(given.who, "POST", path.format(case=given.subject.made.id), typed)


def fault(given: Given, answered: HttpResponse) -> str:
    """What is wrong with the answer; nothing where it is as the law says."""
    if given.refusal == ALLOWED:
        text = unescape(answered.content.decode())
        refused = [sentence for sentence in _REFUSALS if sentence in text]
        return f"{given}: refused ({refused[0]})" if refused else ""
    if answered.status_code != 422:
        return f"{given}: {told(answered)}, not refused"
    return (
        "" if given.refusal in unescape(answered.content.decode()) else f"{given}: refused for another reason"
    )

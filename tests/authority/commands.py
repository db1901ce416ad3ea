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
from tests.authority.cast import CHARGED, SUPERIOR, Stage, Subject, Visitor
from tests.authority.expectations import sees, told

from paht.doors.agency.casepage import ACTIONS as OF_AGENCY
from paht.doors.desk.actions import ACTIONS as OF_DESK
from paht.doors.pages.commandforms import FORMS
from paht.law.casework.commands import AssignmentCommand, Command, RequestCommand
from paht.law.casework.states import AGENCY_ROLES
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
    refusal: str

    def __str__(self) -> str:
        return f"{self.who.name}: {self.action} at {self.door.name}, a case {self.subject.name}"


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
                    why = refusal(who, edition.step(command), subject)
                    # A role that never gives the command is refused alike in every state: one stands for all.
                    if why not in (ROLE, UNKNOWN) or subject.name == "received":
                        yield Given(who, door, action, command, subject, why)


def refusal(who: Visitor, step: Step | None, subject: Subject) -> str:
    """The sentence by which the law keeps the visitor from this; nothing where role, relation and state allow it."""
    if step is None:
        return UNKNOWN
    acting = who.roles & step.by
    if not acting:
        return ROLE
    if acting <= AGENCY_ROLES and not _stands(who, step, subject):
        return RELATION
    case = subject.case
    if issubclass(step.command, AssignmentCommand):
        charged = [a for a in case.assignments if a.number == 1 and a.role in step.capacities]
        state = charged[0].state if charged else None
    elif issubclass(step.command, RequestCommand):
        asked = [r for r in case.requests if r.number == 1 and step.request_kind in (None, r.kind)]
        state = asked[0].state if asked else None  # type: ignore[assignment]
    else:
        state = case.stage  # type: ignore[assignment]
    if state is None:
        return PART
    return ALLOWED if state in step.at else step.otherwise


def _stands(who: Visitor, step: Step, subject: Subject) -> bool:
    """Every case of the scene has one assignment at most, which the charged agency has, alone."""
    its = [a for a in subject.case.assignments if a.number == 1]
    is_open = bool(its) and its[0].state.is_open
    match step.relation:
        case Relation.ANY:
            return True
        case Relation.SUPERIOR:
            return who.stands == SUPERIOR and is_open
        case Relation.LEADS:
            return False
    if issubclass(step.command, AssignmentCommand):
        return not its or who.stands == CHARGED
    return who.stands == CHARGED and is_open and its[0].role in step.capacities


def answer(stage: Stage, given: Given) -> HttpResponse:
    """The command with a form that says nothing but what it is about."""
    slash = "/" if given.door.name == "desk-act" else ""
    path = given.door.path.removesuffix("/").replace("no-such-word", given.action) + slash
    typed = {
        "command_id": uuid.uuid4(),
        "expected_version": given.subject.case.version,
        "assignment": 1,
        "number": 1,
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

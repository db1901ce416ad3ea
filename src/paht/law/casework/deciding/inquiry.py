"""What a decision may look at, and what every decision has in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from types import MappingProxyType

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Actor, Assignment, Case, Refused, Written
from paht.law.casework.states import Stage
from paht.law.editions.rows import Edition, Ground
from paht.law.standing.standing import NEW, Standing
from paht.law.worktime import Calendar


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """An agency as it stands outside the case: whether it has joined, and its superior body."""

    id: str
    joined: bool
    superior: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedFact:
    """The earlier case that a new report takes up again: whose it is, and how far it came."""

    sender: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """What lies outside the case, read under the same lock."""

    agencies: MappingProxyType[str, AgencyFact] = default(default_factory=lambda: MappingProxyType({}))
    standing: Standing = NEW
    first_time: bool = False
    linked: LinkedFact | None = None
    watch: tuple[str, ...] = ()
    """The people on duty at the IOC now, in the order in which they are called."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Everything a decision may look at."""

    case: Case
    actor: Actor
    facts: Facts
    now: datetime
    edition: Edition
    calendar: Calendar


Decision = tuple[e.Body, ...] | Refused


def blank(inquiry: Inquiry, text: Written, field: str) -> Refused | None:
    """Every hand-over carries a written content (VL.4.4)."""
    if text.is_blank:
        return Refused(
            inquiry.edition.writing_clause,
            "Nội dung trao đổi phải rõ ràng, cụ thể: xin ghi nội dung trước khi chuyển.",
            field=field,
        )
    return None


def all_at_once(problems: tuple[Refused, ...]) -> Refused | None:
    """Every problem as one refusal, so that a form shows all of them; ``None`` for none."""
    if not problems:
        return None
    first, *others = problems
    return Refused(first.clause, first.reason, first.field, tuple(others))


def without_sender(case: Case, clause: str) -> Refused | None:
    """Nothing can be asked of, or said about, the sender of what the IOC itself found (VL.8.3)."""
    if case.source is None:
        return None
    return Refused(clause, "Phản ánh do Trung tâm tạo từ nguồn tin của mình nên không có người gửi.")


def ground_of(grounds: Iterable[Ground], key: str) -> Ground | None:
    return next((ground for ground in grounds if ground.key == key), None)


def charged(inquiry: Inquiry, command: c.AssignmentCommand) -> Assignment:
    assignment = inquiry.case.assignment(command.assignment)
    assert assignment is not None, "the table has been asked before"
    return assignment

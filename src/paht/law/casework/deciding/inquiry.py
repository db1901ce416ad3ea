"""What a decision may look at, and what every decision has in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from types import MappingProxyType

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Actor, Assignment, Case, Refused, Request, Written
from paht.law.editions.rows import Edition, Ground
from paht.law.worktime import HO_CHI_MINH, Calendar


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """An agency as it stands outside the case: whether it has joined, its superior body, and whether the People's
    Committee designated it to coordinate."""

    id: str
    joined: bool
    superior: str | None = None
    coordinates: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What lies outside the case, read under the same lock."""

    agencies: MappingProxyType[str, AgencyFact] = default(default_factory=lambda: MappingProxyType({}))
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


def ground_of(grounds: Iterable[Ground], key: str) -> Ground | None:
    return next((ground for ground in grounds if ground.key == key), None)


def charged(inquiry: Inquiry, command: c.AssignmentCommand) -> Assignment:
    assignment = inquiry.case.assignment(command.assignment)
    assert assignment is not None, "the table has been asked before"
    return assignment


def asked(inquiry: Inquiry, command: c.RequestCommand) -> Request:
    request = next((r for r in inquiry.case.requests if r.number == command.request), None)
    assert request is not None, "the table has been asked before"
    return request


LONGEST_DOCUMENT_NUMBER = 100


def unsigned(inquiry: Inquiry, command: c.Command, document: str, signed_on: str) -> Refused | None:
    """A document has its number, and the day (ISO) on which it was signed, which is not to come."""
    clause = inquiry.edition.by_command[type(command)].clause
    if not 0 < len(document.strip()) <= LONGEST_DOCUMENT_NUMBER:
        return Refused(clause, "Xin ghi số, ký hiệu văn bản (tối đa 100 ký tự).", field="document")
    try:
        day = date.fromisoformat(signed_on)
    except ValueError:
        return Refused(clause, "Xin ghi ngày ký văn bản.", field="signed_on")
    if day > inquiry.now.astimezone(HO_CHI_MINH).date():
        return Refused(clause, "Ngày ký văn bản không thể ở sau ngày hôm nay.", field="signed_on")
    return None

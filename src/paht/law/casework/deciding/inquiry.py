"""What a decision may look at, and what every decision has in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from types import MappingProxyType

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Actor, Assignment, Case, Document, Refused, Request, Written
from paht.law.casework.states import Procedure, Stage
from paht.law.editions.rows import Edition, Ground
from paht.law.standing.standing import NEW, Standing
from paht.law.worktime import HO_CHI_MINH, Calendar, Length


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """An agency as it stands outside the case: whether it has joined, its superior body, whether the People's
    Committee designated it to coordinate, its internal procedure, and its own shorter terms by key of the
    regulation's term (VL.21.3, VL.12.2.b)."""

    id: str
    joined: bool
    superior: str | None = None
    coordinates: bool = False
    procedure: Procedure = Procedure.STAFF_LEADER
    own_terms: tuple[tuple[str, Length], ...] = ()


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

    def own_length(self, agency: str | None, term: str) -> Length | None:
        """The agency's own length of that term; ``None`` where it keeps the regulation's."""
        fact = self.agencies.get(agency or "")
        return next((length for key, length in fact.own_terms if key == term), None) if fact else None


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


UNWRITTEN = Written("", "", 0)
"""No text at all."""


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


def asked(inquiry: Inquiry, command: c.RequestCommand) -> Request:
    """The request that the command answers."""
    request = next((r for r in inquiry.case.requests if r.number == command.request), None)
    assert request is not None, "the table has been asked before"
    return request


LONGEST_DOCUMENT_NUMBER = 100


def internal_procedure(inquiry: Inquiry, assignment: Assignment) -> Procedure:
    """The agency's internal procedure, where the edition knows it (VL.12.1.b, VL.21.3)."""
    agency = inquiry.facts.agencies.get(assignment.agency)
    known = {procedure.key for procedure in inquiry.edition.procedures}
    return agency.procedure if agency and agency.procedure in known else Procedure.STAFF_LEADER


def document_problem(
    inquiry: Inquiry, document: Document, clause: str, *, with_file: bool = True
) -> Refused | None:
    """A document has its number, its date, which is not in the future, and, where the case keeps it, a file of it."""
    if not 0 < len(document.number.strip()) <= LONGEST_DOCUMENT_NUMBER:
        return Refused(clause, "Xin ghi số, ký hiệu văn bản (tối đa 100 ký tự).", field="document_number")
    if document.dated_on is None or document.dated_on > local_day(inquiry.now):
        return Refused(clause, "Xin ghi ngày văn bản, không sau ngày hôm nay.", field="dated_on")
    if with_file and document.file is None:
        return Refused(clause, "Xin đính kèm tệp văn bản.", field="files")
    return None


def local_day(at: datetime) -> date:
    """The day of the moment in Vietnam."""
    return at.astimezone(HO_CHI_MINH).date()

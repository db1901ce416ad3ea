"""Several agencies on one case: side by side, or a lead with cooperating agencies."""

from collections.abc import Callable, Sequence
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.binding import bound_body
from paht.law.casework.case import Assignment, Case, Refused
from paht.law.casework.deciding.inquiry import AgencyFact, Decision, Inquiry, blank
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage
from paht.law.editions.rows import Edition

_BEFORE_SUBMISSION = frozenset(
    {
        AssignmentState.WAITING,
        AssignmentState.COMPILING,
        AssignmentState.HANDLED,
        AssignmentState.CORRECTING,
    }
)
"""The states in which a lead still weighs the answers."""


def chargeable(inquiry: Inquiry, agency: str, clause: str, *, field: str) -> AgencyFact | Refused:
    """The agency, if it may be charged: it is known, has joined, and does not have the case already."""
    found = inquiry.facts.agencies.get(agency)
    if found is None:
        return Refused(clause, "Xin chọn cơ quan xử lý có trong danh bạ.", field=field)
    if not found.joined:
        return Refused(
            clause, "Cơ quan này chưa tham gia hệ thống; cần gửi công văn mời tham gia trước.", field=field
        )
    if any(a.agency == agency for a in inquiry.case.handling):
        return Refused(clause, "Có cơ quan được chọn đang được giao phản ánh này.", field=field)
    return found


def against_binding(inquiry: Inquiry, agencies: Sequence[str], *, field: str) -> Refused | None:
    """Who is bound to handle must be among those charged: alone, or beside others whom the report concerns too."""
    bound = bound_body(inquiry.case, inquiry.edition)
    if bound is None or bound.agency in agencies:
        return None
    return Refused(bound.clause, bound.reason, field=field)


def superior_of(inquiry: Inquiry, agency: AgencyFact, *, tell: bool) -> str | None:
    """The superior body that receives the same at the same time: always (VL.11.4), or by choice (ST.7.3.4)."""
    return agency.superior if tell or inquiry.edition.superior_choice_clause is None else None


def after_answer(case: Case, number: int) -> tuple[e.Body, ...]:
    """What follows for the lead when a cooperating agency's answer is approved: it compiles after the last one."""
    lead = _lead_of(case, number)
    if lead is None or lead.part_returned or _awaited(case, besides=number):
        return ()
    return (e.AnswersComplete(assignment=lead.number),)


def after_return(case: Case, number: int) -> tuple[e.Body, ...]:
    """A cooperating agency gives its part back to the lead (ST.8.2.2), any other to the IOC."""
    lead = _lead_of(case, number)
    return () if lead is None else (e.PartReturned(assignment=lead.number, part=number),)


def _lead_of(case: Case, number: int) -> Assignment | None:
    assignment = case.assignment(number)
    is_cooperating = assignment is not None and assignment.role is AssignmentRole.COOPERATING
    return case.lead if is_cooperating else None


def _awaited(case: Case, *, besides: int = 0) -> list[Assignment]:
    """The cooperating agencies whose answers are still awaited."""
    return [
        a
        for a in case.assignments
        if a.role is AssignmentRole.COOPERATING
        and a.state.is_open
        and a.state is not AssignmentState.APPROVED
        and a.number != besides
    ]


def _all_chargeable(
    inquiry: Inquiry, agencies: Sequence[str], clause: str
) -> tuple[AgencyFact, ...] | Refused:
    if not agencies:
        return Refused(clause, "Xin chọn ít nhất một cơ quan.", field="agencies")
    if len(set(agencies)) < len(agencies):
        return Refused(clause, "Mỗi cơ quan chỉ chọn một lần.", field="agencies")
    found = [chargeable(inquiry, agency, clause, field="agencies") for agency in agencies]
    refused = next((one for one in found if isinstance(one, Refused)), None)
    return refused or tuple(one for one in found if isinstance(one, AgencyFact))


def _dispatch_to_several(inquiry: Inquiry, command: c.DispatchToSeveral) -> Decision:
    clause = inquiry.edition.by_command[c.DispatchToSeveral].clause
    agencies = _all_chargeable(inquiry, command.agencies, clause)
    if isinstance(agencies, Refused):
        return agencies
    if len(agencies) + len(inquiry.case.handling) < 2:
        return Refused(clause, "Xin chọn từ hai cơ quan liên quan trở lên.", field="agencies")
    refused = against_binding(inquiry, [agency.id for agency in agencies], field="agencies")
    if refused:
        return refused
    number = len(inquiry.case.assignments)
    return blank(inquiry, command.note, "note") or tuple(
        e.Dispatched(
            assignment=number + place,
            agency=agency.id,
            role=AssignmentRole.SOLE,
            superior=superior_of(inquiry, agency, tell=True),
            note=command.note,
            directed=agency.id == inquiry.case.directed_to,
        )
        for place, agency in enumerate(agencies, start=1)
    )


def _close_returned_part(inquiry: Inquiry, command: c.CloseReturnedPart) -> Decision:
    return blank(inquiry, command.note, "note") or (e.ReturnedPartClosed(note=command.note),)


def _dispatch_to_lead(inquiry: Inquiry, command: c.DispatchToLead) -> Decision:
    clause = inquiry.edition.by_command[c.DispatchToLead].clause
    agency = chargeable(inquiry, command.agency, clause, field="agency")
    if isinstance(agency, Refused):
        return agency
    return (
        against_binding(inquiry, (agency.id,), field="agency")
        or blank(inquiry, command.note, "note")
        or (
            e.Dispatched(
                assignment=len(inquiry.case.assignments) + 1,
                agency=agency.id,
                role=AssignmentRole.LEAD,
                superior=superior_of(inquiry, agency, tell=command.tell_superior),
                note=command.note,
                directed=agency.id == inquiry.case.directed_to,
            ),
        )
    )


def _pass_on(inquiry: Inquiry, command: c.PassOn) -> Decision:
    clause = inquiry.edition.by_command[c.PassOn].clause
    agencies = _all_chargeable(inquiry, command.agencies, clause)
    if isinstance(agencies, Refused):
        return agencies
    number = len(inquiry.case.assignments)
    return blank(inquiry, command.note, "note") or (
        e.PassedOn(assignment=command.assignment, note=command.note),
        *(
            e.CooperationAsked(
                assignment=number + place,
                agency=agency.id,
                superior=superior_of(inquiry, agency, tell=command.tell_superior),
                note=command.note,
            )
            for place, agency in enumerate(agencies, start=1)
        ),
    )


def _go_on_without(inquiry: Inquiry, command: c.GoOnWithout) -> Decision:
    went_on = e.WentOnWithout(assignment=command.assignment, note=command.note)
    complete = () if _awaited(inquiry.case) else (e.AnswersComplete(assignment=command.assignment),)
    return blank(inquiry, command.note, "note") or (went_on, *complete)


def _send_answer_back(inquiry: Inquiry, command: c.SendAnswerBack) -> Decision:
    lead = inquiry.case.lead
    assert lead is not None, "the lead's relation has been asked before"
    returned = e.AnswerSentBack(assignment=command.assignment, note=command.note)
    waits = lead.state is AssignmentState.WAITING
    reopened = () if waits else (e.AnswersReopened(assignment=lead.number),)
    return blank(inquiry, command.note, "note") or (returned, *reopened)


def _somebody_handles(case: Case, edition: Edition) -> Refused | None:
    """Further agencies join those at work; they do not come between the centre and whom it waits for."""
    step = edition.by_command[c.DispatchToSeveral]
    idle = case.stage is Stage.HANDLING and not case.handling
    return Refused(step.clause, step.otherwise) if idle else None


def _a_part_is_at_the_desk(case: Case, edition: Edition) -> Refused | None:
    """There is a returned part to close."""
    step = edition.by_command[c.CloseReturnedPart]
    return None if case.part_returned else Refused(step.clause, step.otherwise)


def _a_part_is_at_the_lead(case: Case, edition: Edition) -> Refused | None:
    """There is a returned part to go on without."""
    step = edition.by_command[c.GoOnWithout]
    return None if case.lead is not None and case.lead.part_returned else Refused(step.clause, step.otherwise)


def _the_lead_weighs_answers(case: Case, edition: Edition) -> Refused | None:
    """An answer goes back as long as the lead has not submitted the whole."""
    step = edition.by_command[c.SendAnswerBack]
    weighs = case.lead is not None and case.lead.state in _BEFORE_SUBMISSION
    return None if weighs else Refused(step.clause, step.otherwise)


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.DispatchToSeveral: _dispatch_to_several,
    c.CloseReturnedPart: _close_returned_part,
    c.DispatchToLead: _dispatch_to_lead,
    c.PassOn: _pass_on,
    c.GoOnWithout: _go_on_without,
    c.SendAnswerBack: _send_answer_back,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.DispatchToSeveral: _somebody_handles,
    c.CloseReturnedPart: _a_part_is_at_the_desk,
    c.GoOnWithout: _a_part_is_at_the_lead,
    c.SendAnswerBack: _the_lead_weighs_answers,
}

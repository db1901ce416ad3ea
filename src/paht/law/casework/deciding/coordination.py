"""A report without known handler: the designated coordinating agency says who handles, and agrees with the result."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.binding import coordinator
from paht.law.casework.case import Case, Refused, Written
from paht.law.casework.deciding.directing import NO_HANDLER, UNSETTLED
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, charged
from paht.law.casework.states import Stage
from paht.law.editions.rows import Edition


def _ask_coordinator(inquiry: Inquiry, command: c.AskCoordinator) -> Decision:
    clause = inquiry.edition.by_command[c.AskCoordinator].clause
    agency = inquiry.facts.agencies.get(command.agency)
    if agency is None or not agency.joined or not agency.coordinates:
        return Refused(clause, "Xin chọn cơ quan được UBND tỉnh chỉ định phối hợp.", field="agency")
    present = coordinator(inquiry.case)
    if present is not None and present.agency != agency.id:
        return Refused(
            clause,
            "Phản ánh này đã có cơ quan được chỉ định phối hợp; xin hỏi lại cơ quan đó.",
            field="agency",
        )
    return blank(inquiry, command.note, "note") or (
        e.CoordinationAsked(
            assignment=present.number if present else len(inquiry.case.assignments) + 1,
            agency=agency.id,
            note=command.note,
        ),
    )


def _answer_coordination(inquiry: Inquiry, command: c.AnswerCoordination) -> Decision:
    """Who cannot say either leaves the report without known handler: it goes to the chair (VL.20.1.d)."""
    refused = _unheard_of(inquiry, command, command.agency) or blank(inquiry, command.note, "note")
    if refused:
        return refused
    if command.agency is None:
        return (
            e.HandlerUnknown(assignment=command.assignment, note=command.note),
            _escalated(inquiry, NO_HANDLER, command.note),
        )
    return (e.HandlerNamed(assignment=command.assignment, agency=command.agency, note=command.note),)


def _ask_agreement(inquiry: Inquiry, command: c.AskAgreement) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.AgreementAsked(assignment=command.assignment, note=command.note),
    )


def _agree(inquiry: Inquiry, command: c.Agree) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.Agreed(assignment=command.assignment, note=command.note),
    )


def _disagree(inquiry: Inquiry, command: c.Disagree) -> Decision:
    """Back to dispatch (VL.17.4); having disagreed as often as the edition bears, to the chair (VL.20.1.d)."""
    refused = _unheard_of(inquiry, command, command.agency) or blank(inquiry, command.note, "note")
    if refused:
        return refused
    final = charged(inquiry, command).disagreements + 1 >= inquiry.edition.disagreements_until_direction
    disagreed = e.Disagreed(
        assignment=command.assignment, note=command.note, agency=command.agency, final=final
    )
    return (disagreed, _escalated(inquiry, UNSETTLED, command.note)) if final else (disagreed,)


def _unheard_of(inquiry: Inquiry, command: c.AssignmentCommand, agency: str | None) -> Refused | None:
    if agency is None or agency in inquiry.facts.agencies:
        return None
    clause = inquiry.edition.by_command[type(command)].clause
    return Refused(clause, "Xin chọn cơ quan xử lý có trong danh bạ.", field="agency")


def _escalated(inquiry: Inquiry, ground: str, note: Written) -> e.Escalated:
    return e.Escalated(request=len(inquiry.case.requests) + 1, ground=ground, note=note)


def _has_a_new_result(case: Case, number: int, edition: Edition) -> Refused | None:
    """The coordinator is asked about a result that is there, and about each once."""
    if case.stage is Stage.CHECKING and not _is_agreed(case):
        return None
    clause = edition.by_command[c.AskAgreement].clause
    return Refused(clause, "Chưa có kết quả xử lý mới để xin ý kiến thống nhất.")


def _agreed_before_publication(case: Case, edition: Edition) -> Refused | None:
    """Nothing is published before the coordinator has agreed; its silence is not consent (VL.17.4)."""
    if coordinator(case) is None or case.stage is not Stage.CHECKING or _is_agreed(case):
        return None
    clause = edition.by_command[c.AskAgreement].clause
    return Refused(
        clause, "Chưa có ý kiến thống nhất của cơ quan được chỉ định phối hợp nên chưa công khai kết quả."
    )


def _is_agreed(case: Case) -> bool:
    """Whether the coordinator has agreed since the last result came."""
    asked = coordinator(case)
    results = [a.approved_at for a in case.handling if a.approved_at is not None]
    return (
        asked is not None and asked.approved_at is not None and all(at <= asked.approved_at for at in results)
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.AskCoordinator: _ask_coordinator,
    c.AnswerCoordination: _answer_coordination,
    c.AskAgreement: _ask_agreement,
    c.Agree: _agree,
    c.Disagree: _disagree,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.Publish: _agreed_before_publication,
}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.AskAgreement: _has_a_new_result,
}

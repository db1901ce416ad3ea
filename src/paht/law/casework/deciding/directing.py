"""Bringing a report before the People's Committee or its chair, and the direction that comes of it."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Document, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, document_problem
from paht.law.casework.states import RequestKind, Role
from paht.law.editions.rows import Edition

NO_HANDLER, UNSETTLED, DISAGREEMENT = "no_handler", "unsettled", "disagreement"
"""Grounds that the course itself gives: nobody can say who handles; a coordinator keeps disagreeing; two bodies have
each said that they are not competent."""


def _escalate(inquiry: Inquiry, command: c.Escalate) -> Decision:
    clause = inquiry.edition.by_command[c.Escalate].clause
    ground = next((g for g in inquiry.edition.escalation_grounds if g.key == command.ground), None)
    if ground is None:
        return Refused(clause, "Xin chọn lý do báo cáo, xin ý kiến chỉ đạo.", field="ground")
    if ground.when is not None and not ground.when(inquiry.case):
        return Refused(ground.clause, ground.otherwise, field="ground")
    return blank(inquiry, command.note, "note") or (
        e.Escalated(request=len(inquiry.case.requests) + 1, ground=ground.key, note=command.note),
    )


def _report_dossier(inquiry: Inquiry, command: c.ReportDossier) -> Decision:
    return blank(inquiry, command.dossier, "dossier") or (
        e.DossierReported(request=command.request, dossier=command.dossier),
    )


def _record_direction(inquiry: Inquiry, command: c.RecordDirection) -> Decision:
    """A leader of the province directs in the system itself; what others record must have its document."""
    clause = inquiry.edition.by_command[c.RecordDirection].clause
    if command.agency is not None and command.agency not in inquiry.facts.agencies:
        return Refused(clause, "Xin chọn cơ quan được chỉ định có trong danh bạ.", field="agency")
    in_person = Role.PROVINCIAL_LEADER in inquiry.actor.roles
    document = command.document
    if document is None and not in_person:
        document = Document("", None, None)
    unfit = document_problem(inquiry, document, clause, with_file=False) if document else None
    refused = unfit or blank(inquiry, command.instruction, "instruction")
    if refused:
        return refused
    if command.agency is None:
        return (e.Instructed(request=command.request, instruction=command.instruction, document=document),)
    return (
        e.HandlerDesignated(
            request=command.request,
            agency=command.agency,
            instruction=command.instruction,
            document=document,
        ),
    )


def _withdraw_escalation(inquiry: Inquiry, command: c.WithdrawEscalation) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.EscalationWithdrawn(request=command.request, note=command.note),
    )


def _one_at_a_time(case: Case, edition: Edition) -> Refused | None:
    """A direction is asked for once at a time, and not while a body is still being invited."""
    clause = edition.by_command[c.Escalate].clause
    if case.open_request(RequestKind.DIRECTION) is not None:
        return Refused(clause, "Phản ánh đang chờ ý kiến chỉ đạo; chưa thể báo cáo thêm lần nữa.")
    if case.part_returned:
        return Refused(
            clause, "Có phần việc được trả lại; xin phân phối tiếp hoặc đóng phần đó trước khi báo cáo."
        )
    if case.open_request(RequestKind.INVITATION) is not None:
        return Refused(
            clause, "Đang mời cơ quan có thẩm quyền tham gia; xin kết thúc việc mời trước khi báo cáo."
        )
    return None


def _is_reported(case: Case, number: int) -> bool:
    return any(r.number == number and r.forwarded_at is not None for r in case.requests)


def _not_reported_yet(case: Case, number: int, edition: Edition) -> Refused | None:
    """A dossier is reported once."""
    if not _is_reported(case, number):
        return None
    return Refused(edition.by_command[c.ReportDossier].clause, "Hồ sơ này đã được tổng hợp, báo cáo.")


def _reported_before(case: Case, number: int, edition: Edition) -> Refused | None:
    """A direction answers a dossier that was reported (VL.4.8, VL.20.1.d, ST.3.7)."""
    if _is_reported(case, number):
        return None
    clause = edition.by_command[c.RecordDirection].clause
    return Refused(clause, "Cơ quan chủ quản chưa tổng hợp, báo cáo nên chưa ghi nhận được ý kiến chỉ đạo.")


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.Escalate: _escalate,
    c.ReportDossier: _report_dossier,
    c.RecordDirection: _record_direction,
    c.WithdrawEscalation: _withdraw_escalation,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {c.Escalate: _one_at_a_time}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.ReportDossier: _not_reported_yet,
    c.RecordDirection: _reported_before,
}

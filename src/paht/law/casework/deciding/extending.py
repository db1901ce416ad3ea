"""Asking for more time, once, and the IOC's answer (ST.8.3; in Vĩnh Long the product's default, VL.15.2.a)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Duty, Refused, Request
from paht.law.casework.deciding.inquiry import (
    Decision,
    Inquiry,
    asked,
    blank,
    document_problem,
    ground_of,
    local_day,
)
from paht.law.casework.states import RequestKind, RequestState
from paht.law.editions.rows import Edition, Extension


def _request_extension(inquiry: Inquiry, command: c.RequestExtension) -> Decision:
    rule = _rule(inquiry.edition)
    limit = _limit(inquiry.case, command.assignment, rule)
    assert limit is not None, "without a term that runs the request is objected to"
    if inquiry.now > limit.due_at:
        return Refused(rule.clause, "Chỉ đề nghị gia hạn trước khi hết hạn xử lý.")
    if ground_of(rule.grounds, command.ground) is None:
        return Refused(
            rule.clause, "Chỉ gia hạn phản ánh có nội dung phức tạp, cần kiểm tra, xác minh.", field="ground"
        )
    problem = (
        blank(inquiry, command.reason, "reason")
        or document_problem(inquiry, command.document, rule.clause)
        or _day_problem(rule, command.until, limit)
    )
    if problem:
        return problem
    assert command.until is not None
    return (
        e.ExtensionRequested(
            assignment=command.assignment,
            request=len(inquiry.case.requests) + 1,
            ground=command.ground,
            reason=command.reason,
            document=command.document,
            until=command.until,
        ),
    )


def _grant_extension(inquiry: Inquiry, command: c.GrantExtension) -> Decision:
    rule, request = _rule(inquiry.edition), asked(inquiry, command)
    assert request.until is not None
    problem = _day_problem(rule, command.until, _limit(inquiry.case, asking(request), rule))
    if problem:
        return problem
    assert command.until is not None
    if command.until < local_day(inquiry.now):
        return Refused(rule.clause, "Ngày gia hạn đã qua; xin chọn ngày khác.", field="until")
    if command.until > request.until:
        return Refused(
            rule.clause,
            "Thời hạn mới căn cứ văn bản của cơ quan nên không sau ngày cơ quan cam kết xử lý dứt điểm.",
            field="until",
        )
    return blank(inquiry, command.note, "note") or (
        e.ExtensionGranted(
            assignment=asking(request), request=command.request, until=command.until, note=command.note
        ),
    )


def _refuse_extension(inquiry: Inquiry, command: c.RefuseExtension) -> Decision:
    request = asked(inquiry, command)
    return blank(inquiry, command.reason, "reason") or (
        e.ExtensionRefused(assignment=asking(request), request=command.request, reason=command.reason),
    )


def asking(request: Request) -> int:
    """The number of the assignment whose agency asked."""
    assert request.assignment is not None, "an agency asks about its own assignment"
    return request.assignment


def _rule(edition: Edition) -> Extension:
    assert edition.extension is not None, "an edition with this step has the rule"
    return edition.extension


def _limit(case: Case, assignment: int, rule: Extension) -> Duty | None:
    """The handling term that still runs; ``None`` where the agency has none to extend."""
    return next((d for d in case.duties if d.term == rule.term and d.subject_number == assignment), None)


def _day_problem(rule: Extension, until: date | None, limit: Duty | None) -> Refused | None:
    """An extension ends after the day on which the term ends anyhow."""
    if until is None:
        return Refused(rule.clause, "Xin ghi ngày cam kết xử lý dứt điểm.", field="until")
    if limit is not None and until <= local_day(limit.due_at):
        return Refused(rule.clause, "Ngày gia hạn phải sau ngày hết hạn xử lý hiện tại.", field="until")
    return None


def _extendable(case: Case, number: int, edition: Edition) -> Refused | None:
    """A term that runs is extended once, and that is asked for once at a time."""
    rule = _rule(edition)
    assignment = case.assignment(number)
    if assignment is not None and assignment.extended_on is not None:
        return Refused(rule.clause, "Phản ánh đã được gia hạn; mỗi phản ánh chỉ được gia hạn 01 lần.")
    waiting = any(
        r.kind is RequestKind.EXTENSION and r.state is RequestState.OPEN and r.assignment == number
        for r in case.requests
    )
    if waiting:
        return Refused(rule.clause, "Đề nghị gia hạn đang chờ Trung tâm quyết định.")
    if _limit(case, number, rule) is None:
        return Refused(
            rule.clause, "Thời hạn xử lý đã kết thúc khi trình kết quả nên không còn gì để gia hạn."
        )
    return None


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.RequestExtension: _request_extension,
    c.GrantExtension: _grant_extension,
    c.RefuseExtension: _refuse_extension,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.RequestExtension: _extendable,
}

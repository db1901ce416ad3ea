"""An agency's own work on what it was charged with."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, FileRef, Refused, Written
from paht.law.casework.deciding.cooperation import after_answer
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank
from paht.law.casework.states import Kind
from paht.law.editions.rows import Edition


def _begin_handling(inquiry: Inquiry, command: c.BeginHandling) -> Decision:
    return (e.HandlingBegun(assignment=command.assignment),)


def result_problem(inquiry: Inquiry, result: Written, files: tuple[FileRef, ...]) -> Refused | None:
    """What a result lacks: an answer, or the after-photo that the matter needs (VL.12.4.a)."""
    edition = inquiry.edition
    if result.is_blank:
        clause = edition.by_command[c.RecordResult].clause
        return Refused(clause, "Kết quả phải trả lời đúng nội dung được phản ánh.", field="result")
    case = inquiry.case
    shows = case.kind is Kind.REPORT and case.field.value in edition.after_photo_fields
    needs_photo = edition.after_photo_clause and shows
    if needs_photo and not any(file.is_picture for file in files):
        assert edition.after_photo_clause is not None
        return Refused(
            edition.after_photo_clause,
            "Lĩnh vực này cần hình ảnh sau xử lý: xin đính kèm ít nhất một ảnh đã xử lý.",
            field="files",
        )
    return None


def _record_result(inquiry: Inquiry, command: c.RecordResult) -> Decision:
    return result_problem(inquiry, command.result, command.files) or (
        e.ResultRecorded(assignment=command.assignment, result=command.result, files=command.files),
    )


def _submit_result(inquiry: Inquiry, command: c.SubmitResult) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.ResultSubmitted(assignment=command.assignment, note=command.note),
    )


def _approve_result(inquiry: Inquiry, command: c.ApproveResult) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.ResultApproved(assignment=command.assignment, note=command.note),
        *after_answer(inquiry.case, command.assignment),
    )


def _reject_result(inquiry: Inquiry, command: c.RejectResult) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.ResultRejected(assignment=command.assignment, note=command.note),
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.BeginHandling: _begin_handling,
    c.RecordResult: _record_result,
    c.SubmitResult: _submit_result,
    c.ApproveResult: _approve_result,
    c.RejectResult: _reject_result,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

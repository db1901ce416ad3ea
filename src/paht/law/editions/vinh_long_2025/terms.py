"""Điều 8 to 15: the terms of Vĩnh Long 2025."""

from datetime import datetime

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import on_first_result, on_ground
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR, Calendar, due

_RECEIPT_AT_LATEST = 1 * WORKING_HOUR


def _latest_receipt(case: Case, body: e.Body, at: datetime, calendar: Calendar) -> datetime:
    """One working hour after dispatch: the total runs from receipt, taken at the latest then (VL.12.1.a)."""
    return due(calendar=calendar, start=at, length=_RECEIPT_AT_LATEST).due_at


def _receipt(case: Case, body: e.Body, at: datetime, calendar: Calendar) -> datetime:
    assert isinstance(body, e.Received)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    return min(at, _latest_receipt(case, body, assignment.dispatched_at, calendar))


TERMS = (
    Term(
        key="verification",
        name="Xác minh phản ánh (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Sent, e.Supplemented),
        ends=(e.Verified, e.SupplementRequested, e.CaseRefused),
    ),
    Term(
        key="supplement",
        name="Người gửi chỉnh sửa, bổ sung",
        clause="VL.8.2.4",
        length=2 * WORKING_DAY,
        holder=Party.SENDER,
        subject=Subject.REQUEST,
        starts=(e.SupplementRequested,),
        ends=(e.Supplemented, e.SupplementLapsed),
    ),
    Term(
        key="acceptance",
        name="Tiếp nhận sau khi xác minh thành công",
        clause="VL.10.1",
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Verified,),
        ends=(e.Accepted, e.CaseRefused, e.SupplementRequested),
    ),
    Term(
        key="dispatch",
        name="Phân phối đến cơ quan xử lý",
        clause="VL.11.1",
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Accepted,),
        ends=(e.Dispatched, e.SupplementRequested),
    ),
    Term(
        key="redispatch",
        name="Phân phối lại sau khi cơ quan trả lại (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.AssignmentReturned,),
        ends=(e.Dispatched, e.SupplementRequested),
    ),
    Term(
        key="receipt",
        name="Cơ quan tiếp nhận phản ánh được phân phối",
        clause="VL.12.1.a",
        length=_RECEIPT_AT_LATEST,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched,),
        ends=(e.Received,),
    ),
    Term(
        key="not_competent",
        name="Trả lại vì không thuộc thẩm quyền",
        clause="VL.12.2.a",
        owed=False,
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
    ),
    Term(
        key="needs_information",
        name="Trả lại bước trước, yêu cầu cung cấp thêm thông tin",
        clause="VL.12.1.c",
        owed=False,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
    ),
    Term(
        key="handling",
        name="Xử lý phản ánh",
        clause="VL.12.2.b",
        length=6 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        ends=(e.ResultRecorded,),
    ),
    Term(
        key="delivery",
        name="Trả kết quả sau khi có kết quả xử lý",
        clause="VL.12.4.c",
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultRecorded,),
        ends=(e.ResultApproved,),
        when=on_first_result,
    ),
    Term(
        key="total_unreceived",
        name="Tổng thời gian xử lý, tính từ thời điểm chậm nhất phải tiếp nhận",
        clause="VL.15.2.a",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched,),
        superseded_by=(e.Received,),
        begins=_latest_receipt,
    ),
    Term(
        key="total",
        name="Tổng thời gian xử lý theo quy định",
        clause="VL.15.2.a",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        ends=(e.ResultApproved,),
        begins=_receipt,
    ),
    Term(
        key="check",
        name="Kiểm tra và đăng tải kết quả (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.ResultApproved,),
        ends=(e.Published, e.AnsweredPrivately, e.ResultReturned),
    ),
    Term(
        key="correction_of_form",
        name="Điều chỉnh kết quả chưa theo mẫu",
        clause="VL.13.2.a",
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultReturned,),
        ends=(e.ResultApproved,),
        when=on_ground("not_in_form"),
    ),
    Term(
        key="correction",
        name="Chỉnh sửa kết quả chưa bảo đảm",
        clause="VL.13.2.b",
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultReturned,),
        ends=(e.ResultApproved,),
        when=on_ground("inadequate", "still_inadequate"),
    ),
    Term(
        key="leader_approval",
        name="Lãnh đạo cơ quan phê duyệt (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY_LEADER,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultSubmitted,),
        ends=(e.ResultApproved, e.ResultRejected),
    ),
    Term(
        key="rework",
        name="Hoàn thiện kết quả lãnh đạo trả lại (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultRejected,),
        ends=(e.ResultSubmitted,),
    ),
)

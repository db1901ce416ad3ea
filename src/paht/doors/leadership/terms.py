"""The terms of an edition as one table: what is owed by whom within how long, by which clause."""

from typing import Any

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.words import party_name
from paht.law.casework import events as e
from paht.law.editions.rows import Edition

STARTS: dict[type[e.Body], str] = {
    e.Sent: "người gửi gửi phản ánh",
    e.Supplemented: "người gửi bổ sung",
    e.SupplementRequested: "Trung tâm yêu cầu bổ sung",
    e.Verified: "xác minh đủ điều kiện",
    e.Accepted: "Trung tâm tiếp nhận",
    e.Dispatched: "phân phối đến cơ quan",
    e.Received: "cơ quan nhận phản ánh",
    e.AssignmentReturned: "cơ quan trả lại bước trước",
    e.HandlingBegun: "bắt đầu xử lý",
    e.ResultRecorded: "có kết quả xử lý",
    e.ResultSubmitted: "trình lãnh đạo phê duyệt",
    e.ResultApproved: "lãnh đạo phê duyệt kết quả",
    e.ResultRejected: "lãnh đạo trả lại chuyên viên",
    e.ResultReturned: "Trung tâm trả lại kết quả",
    e.ResultEndorsed: "cấp phó đồng ý trình",
    e.ExtensionRequested: "cơ quan đề nghị gia hạn",
    e.ExtensionGranted: "Trung tâm xác định thời hạn gia hạn",
    e.SanctionProcedureDeclared: "lập biên bản vi phạm hành chính",
    e.ProgressReported: "thông tin tình trạng lần trước",
    e.StepBackRequested: "cơ quan đề nghị trả bước trước",
    e.StepBackAgreed: "Trung tâm đồng ý trả bước trước",
    e.Published: "công khai kết quả",
    e.AnsweredPrivately: "trả lời riêng người gửi",
    e.Rated: "người gửi đánh giá",
}
"""What opens a term, said after "kể từ khi"."""


def term_rows(edition: Edition) -> list[dict[str, Any]]:
    """One row a term, in the order of the course: legal terms, windows and internal targets, each marked."""
    return [
        {
            "name": term.name.removesuffix(" (chỉ tiêu nội bộ)"),
            "clause": "; ".join(clause_words(clause) for clause in (term.clause, *term.also) if clause),
            "length": term.length_text,
            "holder": party_name(term.holder, edition=edition),
            "source": term.source,
            "starts": ", hoặc ".join(STARTS[body] for body in term.starts if body in STARTS),
            "internal": term.internal,
            "window": not term.owed,
        }
        for term in edition.terms
    ]

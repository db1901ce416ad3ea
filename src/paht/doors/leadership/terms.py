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
    e.Published: "công khai kết quả",
    e.AnsweredPrivately: "trả lời riêng người gửi",
    e.Rated: "người gửi đánh giá",
    e.InteractionSent: "có người gửi tương tác",
    e.ClarificationOwed: "người gửi đánh giá không hài lòng",
    e.InteractionJudged: "tương tác được xem xét là chính đáng",
    e.InteractionAnswered: "cơ quan trả lời tương tác",
    e.AnswerReturned: "Trung tâm trả lại nội dung làm rõ",
    e.UpdateOffered: "cơ quan cung cấp nội dung cập nhật",
}
"""What opens a term, said after "kể từ khi"."""


def term_rows(edition: Edition) -> list[dict[str, Any]]:
    """One row a term, in the order of the course: legal terms, windows and internal targets, each marked."""
    return [
        {
            "name": term.name.removesuffix(" (chỉ tiêu nội bộ)"),
            "clause": "; ".join(clause_words(clause) for clause in (term.clause, *term.also) if clause),
            "length": str(term.length),
            "holder": party_name(term.holder, edition=edition),
            "starts": ", hoặc ".join(STARTS[body] for body in term.starts if body in STARTS),
            "internal": term.internal,
            "window": not term.owed,
        }
        for term in edition.terms
    ]

"""What must stay with few: answers for the sender alone, state secrets."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry
from paht.law.editions.rows import Edition


def _ask_confidentiality(inquiry: Inquiry, command: c.AskConfidentiality) -> Decision:
    return (e.ConfidentialityAsked(),)


def _mark_secret(inquiry: Inquiry, command: c.MarkSecret) -> Decision:
    if command.reference.is_blank:
        clause = inquiry.edition.by_command[c.MarkSecret].clause
        return Refused(
            clause,
            "Xin ghi số, ký hiệu và nơi lưu hồ sơ mật; không ghi nội dung bí mật vào hệ thống.",
            field="reference",
        )
    return (e.SecretMarked(reference=command.reference),)


def _not_asked_before(case: Case, edition: Edition) -> Refused | None:
    if not case.confidential:
        return None
    clause = edition.by_command[c.AskConfidentiality].clause
    return Refused(clause, "Ông/bà đã yêu cầu giữ bí mật; kết quả sẽ được trả lời riêng.")


def _not_marked_before(case: Case, edition: Edition) -> Refused | None:
    if case.secret_reference is None:
        return None
    clause = edition.by_command[c.MarkSecret].clause
    return Refused(clause, "Phản ánh này đã được đánh dấu có nội dung bí mật nhà nước.")


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.AskConfidentiality: _ask_confidentiality,
    c.MarkSecret: _mark_secret,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.AskConfidentiality: _not_asked_before,
    c.MarkSecret: _not_marked_before,
}

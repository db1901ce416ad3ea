"""Cases under an administrative-sanction procedure: that law's term, with progress reported (VL.12.2.b)."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import (
    Decision,
    Inquiry,
    blank,
    charged,
    document_problem,
    ground_of,
)
from paht.law.editions.rows import Edition


def _declare(inquiry: Inquiry, command: c.DeclareSanctionProcedure) -> Decision:
    ground = ground_of(inquiry.edition.sanction_grounds, command.ground)
    clause = inquiry.edition.by_command[c.DeclareSanctionProcedure].clause
    if ground is None:
        return Refused(clause, "Xin chọn căn cứ xác định thời hạn ra quyết định xử phạt.", field="ground")
    if charged(inquiry, command).sanction == ground.key:
        return Refused(clause, "Thủ tục xử phạt theo căn cứ này đã được ghi nhận.", field="ground")
    if command.recorded_at is None:
        return Refused(clause, "Xin ghi thời điểm lập biên bản vi phạm hành chính.", field="recorded_at")
    if command.recorded_at > inquiry.now:
        return Refused(clause, "Thời điểm lập biên bản không thể ở tương lai.", field="recorded_at")
    return (
        blank(inquiry, command.reason, "reason")
        or document_problem(inquiry, command.document, clause)
        or (
            e.SanctionProcedureDeclared(
                assignment=command.assignment,
                ground=ground.key,
                reason=command.reason,
                document=command.document,
                recorded_at=command.recorded_at,
            ),
        )
    )


def _report_progress(inquiry: Inquiry, command: c.ReportProgress) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.ProgressReported(assignment=command.assignment, note=command.note),
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.DeclareSanctionProcedure: _declare,
    c.ReportProgress: _report_progress,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

"""Passing on for monitoring what cannot be handled now."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, ground_of
from paht.law.editions.rows import Edition


def _pass_for_monitoring(inquiry: Inquiry, command: c.PassForMonitoring) -> Decision:
    clause = inquiry.edition.by_command[c.PassForMonitoring].clause
    ground = ground_of(inquiry.edition.monitoring_grounds, command.ground)
    if ground is None:
        return Refused(clause, "Xin chọn lý do chuyển theo dõi theo quy chế.", field="ground")
    if inquiry.case.kind not in ground.kinds:
        return Refused(
            ground.clause, "Lý do này không áp dụng cho loại nội dung của phản ánh.", field="ground"
        )
    agency = inquiry.facts.agencies.get(command.agency)
    if agency is None or not agency.joined:
        return Refused(clause, "Xin chọn cơ quan chức năng theo dõi đã tham gia hệ thống.", field="agency")
    return blank(inquiry, command.note, "note") or (
        e.PassedForMonitoring(
            assignment=len(inquiry.case.assignments) + 1,
            agency=agency.id,
            ground=ground.key,
            clause=ground.clause,
            note=command.note,
        ),
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.PassForMonitoring: _pass_for_monitoring,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

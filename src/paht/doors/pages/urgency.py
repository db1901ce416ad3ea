"""What staff see of an urgent case: the alarm, the time by the clock beside the working time, and the calls."""

from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_duration
from paht.law.casework.states import AlarmSource
from paht.law.editions.rows import Edition
from paht.messages import queries as messages

SOURCES = {
    AlarmSource.FIELD: "hệ thống nhận biết theo lĩnh vực",
    AlarmSource.TICK: "người gửi hoặc tổng đài báo khẩn cấp",
    AlarmSource.OFFICER: "cán bộ Trung tâm báo động",
}


def urgent_lines(
    *, detail: Detail, edition: Edition, jurisdiction: Jurisdiction, now: datetime
) -> dict[str, Any] | None:
    """What ``parts/urgent.html`` shows; ``None`` where there never was an alarm.

    ``elapsed`` is by the clock from the alarm to now, to its lowering or to the case's end; ``worked`` in working time.
    """
    case, alarm = detail.case, detail.case.alarm
    if alarm is None:
        return None
    until = alarm.lowered_at or case.ended_at or now
    worked = jurisdiction.calendar.elapsed(alarm.raised_at, until) if until > alarm.raised_at else 0
    kind = next((row for row in edition.urgent_kinds if row.key == alarm.kind), None)
    return {
        "stands": alarm.stands,
        "is_over": case.stage.is_end,
        "kind": kind.name if kind else "Khẩn cấp",
        "clause": clause_words(kind.clause if kind else edition.urgent_clause),
        "source": SOURCES[alarm.source],
        "raised_at": alarm.raised_at,
        "lowered_at": alarm.lowered_at,
        "elapsed": vi_duration(until - alarm.raised_at),
        "worked": vi_duration(worked) if worked else "chưa có",
        "passed": alarm.passed,
        "calls": [
            {
                "who": call.staff or call.agency or edition.ioc,
                "body": call.agency if call.staff else "",
                "at": call.made_at,
                "answered_at": call.answered_at,
            }
            for call in messages.calls_of(jurisdiction_id=jurisdiction.id, case_id=detail.id)
        ],
    }

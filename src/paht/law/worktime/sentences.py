"""Steps and due moments in Vietnamese sentences, for citizens, officers and the command line."""

from collections.abc import Iterable
from datetime import datetime

from paht.law.worktime.explain import Reason, Step
from paht.law.worktime.length import WORKING_DAY, DayCount, Due, Length
from paht.law.worktime.moments import HOUR, MINUTE, local

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WORDS = {
    Reason.WORKING_HOURS: "giờ làm việc",
    Reason.WORKING_DAYS: "ngày làm việc trọn vẹn",
    Reason.WORKING_WEEKS: "tuần làm việc trọn vẹn",
    Reason.SWAPPED_DAY: "ngày làm bù (hoán đổi ngày nghỉ)",
    Reason.LUNCH_BREAK: "nghỉ trưa",
    Reason.NIGHT: "ngoài giờ làm việc",
    Reason.WEEKEND: "nghỉ cuối tuần",
    Reason.REST_DAY: "ngày không làm việc theo lịch",
    Reason.HOLIDAY: "nghỉ lễ, tết",
    Reason.CLOSURE: "tạm ngừng làm việc",
    Reason.CLOCK: "tính liên tục theo đồng hồ và ngày dương lịch",
}


def sentences(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return one sentence for each step."""
    return tuple(sentence(step) for step in steps)


def sentence(step: Step) -> str:
    """Return what the step is, from when to when, and how much of it counts."""
    words = _WORDS[step.reason]
    if step.reason in (Reason.WORKING_DAYS, Reason.WORKING_WEEKS):
        words = f"{step.units} {words}"
    if step.note:
        words += f" ({step.note})"
    if step.reason is Reason.CLOCK:
        counted = ""
    elif step.working_seconds:
        counted = f", tính {duration_text(step.working_seconds)}"
    else:
        counted = ", không tính"
    return f"{_from_to(step.start, step.end)}: {words}{counted}."


def due_sentences(
    start: datetime, length: Length, term_due: Due, *, count: DayCount = DayCount.WORKING_TIME
) -> tuple[str, ...]:
    """Return when a term is due and from when missing it is a violation, with the count that gives each."""
    due_text, violation_text = moment_text(term_due.due_at), moment_text(term_due.violation_at)
    civil = (
        f"Bộ luật Dân sự (Điều 147, 148): không tính ngày đầu {_day_text(start)}, "
        "hết hạn khi kết thúc giờ làm việc của ngày cuối"
    )
    given = f"Thời hạn {length} kể từ {moment_text(start)}"
    if length.unit is not WORKING_DAY:
        return (f"{given} đến hạn lúc {due_text}; quá thời điểm này là vi phạm.",)
    if count is DayCount.CIVIL_CODE:
        return (f"{given} đến hạn lúc {due_text} theo {civil}; quá thời điểm này là vi phạm.",)
    first = f"{given} đến hạn lúc {due_text}."
    if term_due.violation_at > term_due.due_at:
        return first, f"Chỉ coi là vi phạm sau {violation_text}, theo {civil}."
    return first, "Quá thời điểm này là vi phạm: cách tính của Bộ luật Dân sự không cho mốc muộn hơn."


def moment_text(moment: datetime) -> str:
    """Return a moment such as ``16:30 thứ Sáu 13/02/2026``, local time; seconds where there are some."""
    return f"{_clock_text(moment)} {_day_text(moment)}"


def duration_text(seconds: int) -> str:
    """Return a positive duration such as ``1 giờ 30 phút``; hours are not gathered into days."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = ((hours, "giờ"), (minutes, "phút"), (rest, "giây"))
    return " ".join(f"{amount} {word}" for amount, word in parts if amount)


def _from_to(start: datetime, end: datetime) -> str:
    if local(start).date() == local(end).date():
        return f"Từ {_clock_text(start)} đến {moment_text(end)}"
    return f"Từ {moment_text(start)} đến {moment_text(end)}"


def _clock_text(moment: datetime) -> str:
    here = local(moment)
    return here.strftime("%H:%M:%S" if here.second else "%H:%M")


def _day_text(moment: datetime) -> str:
    here = local(moment)
    return f"{_WEEKDAYS[here.weekday()]} {here.day:02}/{here.month:02}/{here.year:04}"

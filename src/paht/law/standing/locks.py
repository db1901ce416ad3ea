"""When violations close something, for how long, and what a locked sender is told."""

import calendar
from datetime import datetime

from paht.law.casework.case import Refused
from paht.law.editions.rows import Edition, Lock
from paht.law.standing.standing import Standing
from paht.law.worktime import HO_CHI_MINH

ACCOUNT, INTERACTION = "account", "interaction"


def closes(standing: Standing, lock: Lock, *, now: datetime) -> bool:
    """Whether the violations on record are more than the lock's row bears: with a row of 3, from the fourth on."""
    counted = [v for v in standing.violations if v.lock == lock.key and v.counts and _counts(v.at, lock, now)]
    return len(counted) > lock.more_than


def _counts(at: datetime, lock: Lock, now: datetime) -> bool:
    return lock.within_months is None or months_after(at, lock.within_months) > now


def months_after(moment: datetime, months: int) -> datetime:
    """The same hour of the day so many calendar months later in Vietnam; the month's last day where it has no such
    day (Civil Code, Điều 147, 148)."""
    local = moment.astimezone(HO_CHI_MINH)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(moment.tzinfo)


def lock_of(edition: Edition, key: str) -> Lock | None:
    """The edition's row for that lock; ``None`` where the regulation has it not."""
    return next((lock for lock in edition.locks if lock.key == key), None)


def sending_problem(*, standing: Standing, edition: Edition, urgent: bool) -> Refused | None:
    """Why a locked sender may not send, and what to do; never for an urgent report (VL.15.1.a)."""
    lock = lock_of(edition, ACCOUNT)
    if lock is None or urgent or standing.may_send():
        return None
    return Refused(
        lock.clause,
        f"Tài khoản gửi phản ánh bằng số điện thoại này đang bị khóa vì vi phạm nội dung trên {lock.more_than} lần. "
        f"Xin liên hệ {edition.ioc} để được xem xét mở khóa; việc khẩn cấp xin gọi ngay 113, 114 hoặc 115.",
    )


def interaction_problem(*, standing: Standing, edition: Edition, now: datetime) -> Refused | None:
    """Why a locked sender may not interact, and until when (VL.15.1.b)."""
    lock = lock_of(edition, INTERACTION)
    if lock is None or standing.may_interact(now):
        return None
    assert standing.interaction_locked_until is not None
    until = standing.interaction_locked_until.astimezone(HO_CHI_MINH)
    return Refused(
        lock.clause,
        f"Chức năng tương tác bị khóa vì vi phạm trên {lock.more_than} lần trong vòng {lock.within_months} tháng; "
        f"sẽ tự mở lại lúc {until:%H:%M ngày %d/%m/%Y}.",
    )

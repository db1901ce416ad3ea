"""Which edition is in force when: each from a moment on, until the next one of the same province."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Refused
from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH


@dataclass(frozen=True, slots=True)
class InForce:
    """An edition, and the moment from which it is in force."""

    edition: Edition
    since: datetime


def at_moment(schedule: Iterable[InForce], now: datetime) -> InForce | None:
    """The one in force at that moment; ``None`` before the first (VL.QĐ.3, ST.QĐ.2)."""
    begun = [each for each in schedule if each.since <= now]
    return max(begun, key=lambda each: each.since, default=None)


def not_yet(schedule: Iterable[InForce], now: datetime) -> Refused | None:
    """Why nothing can be sent yet, where no regulation is in force; ``None`` where one is (VL.QĐ.3, ST.QĐ.2)."""
    every = sorted(schedule, key=lambda each: each.since)
    if not every or at_moment(every, now) is not None:
        return None
    first = every[0]
    day = first.since.astimezone(HO_CHI_MINH)
    return Refused(
        first.edition.in_force_clause,
        f"Quy chế có hiệu lực từ ngày {day:%d/%m/%Y}; xin gửi phản ánh từ ngày đó.",
    )

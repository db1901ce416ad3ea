"""The duty roster of a body: who is called, and when. Entries are half-open; rank 1 is called first."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from paht.people.models import Membership, RosterEntry

AHEAD = 200
"""Entries shown at once; a month of three shifts a day has ninety."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One stretch of duty of one person."""

    id: int
    staff_id: uuid.UUID
    name: str
    starts_at: datetime
    ends_at: datetime
    rank: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """What keeps an entry from being made, by field of the form."""

    problems: dict[str, str]


def coming(*, agency_id: uuid.UUID, at: datetime) -> list[OnDuty]:
    """Who is and will be on duty for the body, by beginning, then rank."""
    rows = (
        RosterEntry.objects.filter(agency_id=agency_id, ends_at__gt=at)
        .order_by("starts_at", "rank", "id")
        .values_list("id", "staff_id", "staff__name", "starts_at", "ends_at", "rank")
    )
    return [OnDuty(*row) for row in rows[:AHEAD]]


def now_on_duty(*, agency_id: uuid.UUID, at: datetime) -> list[OnDuty]:
    """Who is on duty at the moment, in the order in which they are called."""
    entries = [entry for entry in coming(agency_id=agency_id, at=at) if entry.starts_at <= at]
    return sorted(entries, key=lambda entry: (entry.rank, entry.starts_at, entry.id))


def colleagues(*, agency_id: uuid.UUID, at: datetime) -> list[tuple[uuid.UUID, str]]:
    """Members of the body at the moment, by name: they alone can be put on duty (VL.12.3)."""
    rows = Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        agency_id=agency_id,
        valid_from__lte=at,
        staff__is_active=True,
    )
    return list(rows.order_by("staff__name", "staff_id").values_list("staff_id", "staff__name").distinct())


def put_on_duty(
    *,
    agency_id: uuid.UUID,
    staff_id: uuid.UUID | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    rank: int,
    at: datetime,
) -> Rejected | None:
    """Add an entry for a member of the body; :class:`Rejected` names every field that is wrong."""
    problems = {}
    if staff_id not in {person for person, _ in colleagues(agency_id=agency_id, at=at)}:
        problems["staff"] = "Xin chọn người thuộc cơ quan, đã đăng ký trên hệ thống."
    if starts_at is None:
        problems["starts"] = "Xin ghi thời điểm bắt đầu trực."
    if ends_at is None:
        problems["ends"] = "Xin ghi thời điểm kết thúc trực."
    elif starts_at is not None and ends_at <= starts_at:
        problems["ends"] = "Thời điểm kết thúc phải sau thời điểm bắt đầu."
    elif ends_at <= at:
        problems["ends"] = "Ca trực này đã qua."
    if not 1 <= rank <= 9:
        problems["rank"] = "Thứ tự gọi từ 1 đến 9."
    if problems or staff_id is None or starts_at is None or ends_at is None:
        return Rejected(problems)
    RosterEntry.objects.create(
        agency_id=agency_id, staff_id=staff_id, starts_at=starts_at, ends_at=ends_at, rank=rank
    )
    return None


def take_off_duty(*, agency_id: uuid.UUID, entry_id: int, at: datetime) -> None:
    """End an entry of the body now, or remove it where it has not begun; the past stays as it was."""
    entries = RosterEntry.objects.filter(pk=entry_id, agency_id=agency_id, ends_at__gt=at)
    entries.filter(starts_at__gt=at).delete()
    entries.filter(starts_at__lte=at).update(ends_at=at)

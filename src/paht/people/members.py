"""The people of a body who handle reports: dated, changed by notice, registered by the centre (VL.12.3, VL.21.2)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from paht.agencies.jurisdictions import Jurisdiction
from paht.law.casework.case import Refused
from paht.law.casework.states import Role
from paht.law.worktime import HO_CHI_MINH, due
from paht.people.inviting import new_account
from paht.people.models import MemberNotice, Membership, NamedPerson
from paht.people.sessions import end_all_sessions

JOIN, LEAVE = "join", "leave"
CHANGES = {JOIN: "Bổ sung thành viên", LEAVE: "Thôi tham gia"}
LEADER, FOCAL = "leader", "focal"
CAPACITIES = {LEADER: "Lãnh đạo phụ trách", FOCAL: "Nhân sự đầu mối"}
JOINABLE = (Role.AGENCY_STAFF, Role.AGENCY_DEPUTY, Role.AGENCY_LEADER)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One role of one person in the body; ``until`` is ``None`` while it lasts."""

    staff_id: uuid.UUID
    name: str
    role: Role
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A change of which the centre was told."""

    id: int
    agency_name: str
    change: str
    name: str
    role: str
    changed_on: date
    document: str
    noticed_at: datetime
    due_at: datetime
    settled_at: datetime | None
    is_registered: bool

    @property
    def is_late(self) -> bool:
        """Whether the notice came after its term."""
        return self.noticed_at > self.due_at


@dataclass(frozen=True, slots=True)
class Registered:
    """A notice that took effect; a new account has its login and the secret of its invitation, which is told once."""

    login: str = ""
    invitation: str = ""


def members(*, agency_id: uuid.UUID) -> list[Member]:
    """Everybody who is or was in the body: those of today first, then by name."""
    rows = Membership.objects.filter(agency_id=agency_id).order_by("staff__name", "staff_id", "-valid_from")
    found = [
        Member(staff_id, name, Role(role), since, until)
        for staff_id, name, role, since, until in rows.values_list(
            "staff_id", "staff__name", "role", "valid_from", "valid_until"
        )[:SHOWN]
    ]
    return sorted(found, key=lambda member: member.until is not None)


def present(*, agency_id: uuid.UUID, at: datetime) -> dict[uuid.UUID, str]:
    """The names of those who are in the body now."""
    rows = Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        agency_id=agency_id,
        valid_from__lte=at,
        staff__is_active=True,
    )
    return dict(rows.order_by("staff__name").values_list("staff_id", "staff__name"))


def named(*, agency_id: uuid.UUID) -> dict[str, tuple[str, datetime]]:
    """Who is named in each capacity now, and since when."""
    rows = NamedPerson.objects.filter(agency_id=agency_id, valid_until__isnull=True)
    return {
        capacity: (name, since)
        for capacity, name, since in rows.values_list("capacity", "staff__name", "valid_from")
    }


@transaction.atomic
def name_person(
    *,
    jurisdiction: Jurisdiction,
    agency_id: uuid.UUID,
    capacity: str,
    staff_id: uuid.UUID | None,
    at: datetime,
) -> Refused | None:
    """Name a member of the body as its one leader or its one focal person; the former one's time ends now."""
    clause = jurisdiction.edition.membership_clause or jurisdiction.edition.own_clause
    if capacity not in CAPACITIES:
        return Refused(clause, "Xin chọn lãnh đạo phụ trách hoặc nhân sự đầu mối.", field="capacity")
    if staff_id not in present(agency_id=agency_id, at=at):
        return Refused(clause, "Xin chọn người thuộc cơ quan, đã đăng ký trên hệ thống.", field="person")
    lasting = NamedPerson.objects.select_for_update().filter(
        agency_id=agency_id, capacity=capacity, valid_until__isnull=True
    )
    lasting.update(valid_until=at)
    NamedPerson.objects.create(agency_id=agency_id, capacity=capacity, staff_id=staff_id, valid_from=at)
    return None


def notice_due(jurisdiction: Jurisdiction, changed_on: date) -> datetime:
    """Until when a change of that day must have been notified: the day itself is not counted."""
    length = jurisdiction.edition.membership_length
    assert length is not None, "both regulations give the term"
    midnight = datetime.combine(changed_on, datetime.min.time(), HO_CHI_MINH)
    return due(jurisdiction.calendar, midnight, length).violation_at


def give_notice(
    *,
    jurisdiction: Jurisdiction,
    agency_id: uuid.UUID,
    change: str,
    staff_id: uuid.UUID | None,
    name: str,
    role: str,
    changed_on: date | None,
    document: str,
    by: uuid.UUID,
    now: datetime,
) -> tuple[Refused, ...]:
    """Tell the centre of a change; returns everything that is wrong with it, and then nothing was written."""
    clause = jurisdiction.edition.membership_clause or jurisdiction.edition.own_clause
    problems = []
    here = present(agency_id=agency_id, at=now)
    if change not in CHANGES:
        problems.append(Refused(clause, "Xin chọn nội dung thay đổi.", field="change"))
    if change == LEAVE and staff_id not in here:
        problems.append(Refused(clause, "Xin chọn thành viên đang tham gia.", field="leaving"))
    if change == JOIN and not name.strip():
        problems.append(Refused(clause, "Xin ghi họ tên người tham gia.", field="name"))
    if change == JOIN and role not in JOINABLE:
        problems.append(Refused(clause, "Xin chọn vai trò.", field="role"))
    today = now.astimezone(HO_CHI_MINH).date()
    if changed_on is None or changed_on > today or changed_on < today - timedelta(days=3660):
        problems.append(Refused(clause, "Xin ghi ngày thay đổi, không sau ngày hôm nay.", field="changed_on"))
    if not document.strip():
        problems.append(Refused(clause, "Xin ghi số, ngày văn bản kiện toàn, điều chỉnh.", field="document"))
    if problems or changed_on is None:
        return tuple(problems)
    leaving = change == LEAVE
    MemberNotice.objects.create(
        agency_id=agency_id,
        change=change,
        staff_id=staff_id if leaving else None,
        name=here[staff_id] if leaving and staff_id else name.strip(),
        role="" if leaving else role,
        changed_on=changed_on,
        document=document.strip(),
        noticed_at=now,
        noticed_by=by,
        due_at=notice_due(jurisdiction, changed_on),
    )
    return ()


def notices(
    *, jurisdiction_id: int, agency_id: uuid.UUID | None = None, open_only: bool = False
) -> list[Notice]:
    """Notices of one body or of the whole province, the open ones first, then the latest."""
    rows = MemberNotice.objects.filter(agency__jurisdiction_id=jurisdiction_id)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    if open_only:
        rows = rows.filter(settled_at__isnull=True)
    found = rows.select_related("agency").order_by("-noticed_at", "-id")[:SHOWN]
    listed = [
        Notice(
            id=row.pk,
            agency_name=row.agency.name,
            change=row.change,
            name=row.name,
            role=row.role,
            changed_on=row.changed_on,
            document=row.document,
            noticed_at=row.noticed_at,
            due_at=row.due_at,
            settled_at=row.settled_at,
            is_registered=row.is_registered,
        )
        for row in found
    ]
    return sorted(listed, key=lambda notice: notice.settled_at is not None)


def register(
    *, jurisdiction: Jurisdiction, notice_id: int, login: str, by: uuid.UUID, now: datetime
) -> Registered | Refused:
    """The centre registers what it was told: a new account with its role, or the end of somebody's membership."""
    clause = jurisdiction.edition.membership_clause or jurisdiction.edition.own_clause
    try:
        with transaction.atomic():
            row = (
                MemberNotice.objects.select_for_update()
                .filter(pk=notice_id, agency__jurisdiction_id=jurisdiction.id, settled_at__isnull=True)
                .first()
            )
            if row is None:
                return Refused(clause, "Thông báo này đã được giải quyết hoặc không tồn tại.")
            if row.change == JOIN and not login.strip().isalnum():
                return Refused(
                    clause, "Xin đặt tên đăng nhập chỉ gồm chữ cái không dấu và số.", field="login"
                )
            done = _joined(row, jurisdiction, login, by, now) if row.change == JOIN else _left(row, now)
            row.settled_at, row.settled_by, row.is_registered = now, by, True
            row.save(update_fields=["settled_at", "settled_by", "is_registered"])
            return done
    except IntegrityError:
        return Refused(clause, "Tên đăng nhập này đã có người dùng; xin đặt tên khác.", field="login")


def decline(*, jurisdiction_id: int, notice_id: int, by: uuid.UUID, now: datetime) -> None:
    """The centre does not register it; nothing changes."""
    MemberNotice.objects.filter(
        pk=notice_id, agency__jurisdiction_id=jurisdiction_id, settled_at__isnull=True
    ).update(settled_at=now, settled_by=by)


def _joined(
    row: MemberNotice, jurisdiction: Jurisdiction, login: str, by: uuid.UUID, now: datetime
) -> Registered:
    invitation = new_account(
        jurisdiction=jurisdiction,
        login=login,
        name=row.name,
        agency_id=row.agency_id,
        role=Role(row.role),
        by=by,
        at=now,
    )
    return Registered(login.strip().lower(), invitation)


def _left(row: MemberNotice, now: datetime) -> Registered:
    assert row.staff_id is not None, "a notice of leaving names who leaves"
    Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=now), staff_id=row.staff_id, agency_id=row.agency_id
    ).update(valid_until=now)
    NamedPerson.objects.filter(
        staff_id=row.staff_id, agency_id=row.agency_id, valid_until__isnull=True
    ).update(valid_until=now)
    end_all_sessions(staff_id=row.staff_id, at=now)
    return Registered()

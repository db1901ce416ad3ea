"""The demo's two provinces: bodies of every kind with a real commune directory, and one account per role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from paht.agencies import geography
from paht.agencies.founding import COMMUNE_FIELDS, found_agency, found_communes, found_jurisdiction
from paht.agencies.holidays_default import default_calendar
from paht.agencies.joining import designate_coordinator
from paht.agencies.models import Agency, AgencyKind, Jurisdiction
from paht.calls import extensions
from paht.demo.accounts import HOSTS, PASSWORD
from paht.demo.bodies import NEWCOMER, OUTSIDER
from paht.law.casework.commands import AskCoordinator
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Field, Procedure, Role
from paht.law.editions import get
from paht.law.worktime import HO_CHI_MINH
from paht.people.actors import Official
from paht.people.models import RosterEntry, Staff
from paht.people.staffing import Appointment, appoint

HISTORY = timedelta(days=75)
SHIFT, SHIFTS_AHEAD = timedelta(days=7), 4
COORDINATOR = "vpubnd"
"""The body that the People's Committee designated, where the edition knows one (VL.17)."""

Row = tuple[str, str, AgencyKind, tuple[Field, ...]]


@dataclass(frozen=True, slots=True)
class DemoProvince:
    """What the demo founds: slug, edition, geography, and the bodies that differ."""

    slug: str
    edition: str
    ioc: str
    supervising: str
    bodies: tuple[Row, ...]


_SHARED: tuple[Row, ...] = (
    (
        "sxd",
        "Sở Xây dựng",
        AgencyKind.DEPARTMENT,
        (Field.ROAD, Field.DRAINAGE, Field.LIGHTING, Field.TREES, Field.BUILDING_ORDER, Field.TRAFFIC),
    ),
    (
        "sct",
        "Sở Công Thương",
        AgencyKind.DEPARTMENT,
        (Field.POWER, Field.MARKET),
    ),
    ("syt", "Sở Y tế", AgencyKind.DEPARTMENT, (Field.HEALTH, Field.FOOD)),
    (
        OUTSIDER,
        "Khu Quản lý đường bộ IV",
        AgencyKind.CENTRAL,
        (Field.ROAD,),
    ),
    (
        NEWCOMER,
        "Công ty Khai thác công trình thủy lợi",
        AgencyKind.PUBLIC_SERVICE,
        (Field.DRAINAGE, Field.AGRICULTURE),
    ),
    ("sgddt", "Sở Giáo dục và Đào tạo", AgencyKind.DEPARTMENT, (Field.EDUCATION,)),
    (
        "cat",
        "Công an tỉnh",
        AgencyKind.CENTRAL,
        (Field.SECURITY, Field.TRAFFIC, Field.NOISE, Field.FIRE),
    ),
    ("thue", "Thuế tỉnh", AgencyKind.CENTRAL, (Field.TAX_INSURANCE,)),
    ("pc", "Công ty Điện lực", AgencyKind.ENTERPRISE, (Field.POWER,)),
    ("capnuoc", "Công ty Cổ phần Cấp nước", AgencyKind.PUBLIC_SERVICE, (Field.WATER_SUPPLY,)),
    (
        "dothi",
        "Công ty Công trình đô thị",
        AgencyKind.PUBLIC_SERVICE,
        (Field.WASTE, Field.LIGHTING, Field.TREES),
    ),
    ("vienthong", "Viễn thông tỉnh", AgencyKind.ENTERPRISE, (Field.TELECOM,)),
    (
        "hcc",
        "Trung tâm Phục vụ hành chính công",
        AgencyKind.PUBLIC_SERVICE,
        (Field.PROCEDURES, Field.CONDUCT),
    ),
)

PROVINCES = (
    DemoProvince(
        slug="vinh-long",
        edition="vinh-long-2025",
        ioc="Trung tâm Giám sát, Điều hành thông minh tỉnh",
        supervising="Sở Khoa học và Công nghệ",
        bodies=(
            *_SHARED,
            (
                "snnmt",
                "Sở Nông nghiệp và Môi trường",
                AgencyKind.DEPARTMENT,
                (Field.WASTE, Field.POLLUTION, Field.LAND, Field.AGRICULTURE),
            ),
            (
                "svhttdl",
                "Sở Văn hóa, Thể thao và Du lịch",
                AgencyKind.DEPARTMENT,
                (Field.CULTURE,),
            ),
            (COORDINATOR, "Văn phòng Ủy ban nhân dân tỉnh", AgencyKind.DEPARTMENT, ()),
        ),
    ),
    DemoProvince(
        slug="soc-trang",
        edition="soc-trang-2024",
        ioc="Trung tâm IOC tỉnh",
        supervising="Sở Thông tin và Truyền thông",
        bodies=(
            *_SHARED,
            (
                "stnmt",
                "Sở Tài nguyên và Môi trường",
                AgencyKind.DEPARTMENT,
                (Field.WASTE, Field.POLLUTION, Field.LAND),
            ),
            ("sgtvt", "Sở Giao thông vận tải", AgencyKind.DEPARTMENT, (Field.ROAD, Field.TRAFFIC)),
        ),
    ),
)


def found(province: DemoProvince, *, now: datetime) -> Jurisdiction:
    """Found the province with its bodies and accounts, as of the beginning of its history."""
    at = now - HISTORY
    row = found_jurisdiction(
        slug=province.slug,
        edition=province.edition,
        province=province.slug,
        hosts=HOSTS[province.slug],
        calendar=default_calendar(range(at.year, now.year + 2)),
        confirmed_years=list(range(at.year, now.year + 2)),
        now=at,
        in_force_from=at,
    )
    committee = found_agency(
        jurisdiction=row,
        code="ubnd",
        name="Ủy ban nhân dân tỉnh",
        kind=AgencyKind.PEOPLES_COMMITTEE,
        joined_at=at,
    )
    centre = _body(row, ("ioc", province.ioc, AgencyKind.IOC, ()), committee, at)
    supervising = _body(row, ("chuquan", province.supervising, AgencyKind.DEPARTMENT, ()), committee, at)
    Agency.objects.filter(pk=supervising.pk).update(is_supervising=True)
    bodies = {body[0]: _body(row, body, committee, at) for body in province.bodies}
    districts = {
        district.code: found_agency(
            jurisdiction=row,
            code=f"huyen-{district.code}",
            name=f"UBND {district.name}",
            kind=AgencyKind.DISTRICT,
            superior=committee,
            joined_at=at,
            fields=COMMUNE_FIELDS,
            rank=3,
        )
        for district in geography.load(province.slug).districts
    }
    communes = found_communes(jurisdiction=row, superior=committee, joined_at=at, districts=districts)
    appointments = [*_appointments(committee, centre, supervising, bodies["sxd"], communes[0])]
    edition = get(province.edition)
    if edition.step(AskCoordinator) is not None:
        designate_coordinator(jurisdiction_id=row.pk, agency_id=bodies[COORDINATOR].pk, designated=True)
        appointments.append(
            Appointment("vanphong", "Mai Thanh Tùng", bodies[COORDINATOR], [Role.AGENCY_STAFF])
        )
    if edition.procedures:
        appointments.append(
            Appointment("phochutichxa", "Cao Thị Hồng Loan", communes[0], [Role.AGENCY_DEPUTY])
        )
    staff = appoint(jurisdiction=row, appointments=appointments, password=PASSWORD, at=at)
    if edition.procedures:
        head = next(each for each, a in zip(staff, appointments, strict=True) if a.login == "lanhdaoxa")
        communes[0].procedures.create(
            procedure=Procedure.STAFF_DEPUTY_LEADER.value,
            note="Quyết định số 15/QĐ-UBND về quy trình xử lý phản ánh hiện trường",
            valid_from=at,
            settled_at=at,
            settled_by=head.pk,
        )
    _seat(row, {a.login: each for each, a in zip(staff, appointments, strict=True)}, at=at)
    _put_on_duty(list(zip(staff, appointments, strict=True)), at=at, until=now + SHIFTS_AHEAD * SHIFT)
    return row


EXTENSIONS = {"101": "tiepnhan", "102": "dieuphoi"}
"""Who sits at which telephone of the demo's exchange."""


def _seat(row: Jurisdiction, people: dict[str, Staff], *, at: datetime) -> None:
    """The administrator gives the extensions, and their officers sit down (docs/hotline.md)."""
    administrator = _official(row, people["quantri"], Role.ADMINISTRATOR)
    for extension, login in EXTENSIONS.items():
        wrong = extensions.give(administrator, extension=extension, login=login, at=at)
        assert not wrong, wrong
        problem = extensions.sit_at(
            _official(row, people[login], Role.INTAKE), extension=extension, number=None, at=at
        )
        assert not problem, problem


def _official(row: Jurisdiction, person: Staff, role: Role) -> Official:
    return Official(person.pk, row.pk, person.name, frozenset({role}), None, "")


def _put_on_duty(people: Sequence[tuple[Staff, Appointment]], *, at: datetime, until: datetime) -> None:
    """In every body somebody else is called first each week: whoever is on duty hears an alarm (VL.16.1, ST.8.6.1)."""
    RosterEntry.objects.filter(staff__in=[staff for staff, _ in people]).delete()
    by_body: dict[Agency, list[Staff]] = {}
    for staff, appointment in people:
        if {*appointment.roles} & (DESK_ROLES | AGENCY_ROLES):
            by_body.setdefault(appointment.agency, []).append(staff)
    monday = datetime.combine(at.astimezone(HO_CHI_MINH).date(), time(7), HO_CHI_MINH)
    monday -= timedelta(days=monday.weekday())
    weeks = range((until - monday) // SHIFT)
    RosterEntry.objects.bulk_create(
        RosterEntry(
            agency=body,
            staff=staff,
            starts_at=monday + week * SHIFT,
            ends_at=monday + (week + 1) * SHIFT,
            rank=1 + (place - week) % len(members),
        )
        for body, members in by_body.items()
        for week in weeks
        for place, staff in enumerate(members)
    )


def _body(row: Jurisdiction, body: Row, superior: Agency, at: datetime) -> Agency:
    code, name, kind, fields = body
    return found_agency(
        jurisdiction=row,
        code=code,
        name=name,
        kind=kind,
        superior=superior,
        fields=fields,
        rank=2,
        joined_at=None if code in (OUTSIDER, NEWCOMER) else at,
        email=f"{code}@example.com",
        phone=f"0270 3 800 {sum(code.encode()) % 1000:03d}",
    )


def _appointments(
    committee: Agency, centre: Agency, supervising: Agency, roads: Agency, commune: Agency
) -> Sequence[Appointment]:
    return (
        Appointment("tiepnhan", "Lê Thị Ngọc Mai", centre, [Role.INTAKE]),
        Appointment("dieuphoi", "Trần Minh Khôi", centre, [Role.INTAKE, Role.DISPATCHER]),
        Appointment("bientap", "Phạm Thanh Thúy", centre, [Role.PUBLISHER]),
        Appointment("chuyenvien", "Võ Hoàng Nam", roads, [Role.AGENCY_STAFF]),
        Appointment("lanhdao", "Đặng Quốc Dũng", roads, [Role.AGENCY_LEADER]),
        Appointment("chuyenvienxa", "Huỳnh Thị Bé Ba", commune, [Role.AGENCY_STAFF]),
        Appointment("lanhdaoxa", "Nguyễn Văn Út", commune, [Role.AGENCY_LEADER]),
        Appointment("sochuquan", "Bùi Thị Hạnh", supervising, [Role.SUPERVISING_DEPARTMENT]),
        Appointment("lanhdaotinh", "Ngô Thành Long", committee, [Role.PROVINCIAL_LEADER]),
        Appointment("kiemtra", "Đỗ Văn Kiểm", committee, [Role.AUDITOR]),
        Appointment("baovedulieu", "Lâm Ngọc Ánh", supervising, [Role.DATA_PROTECTION_OFFICER]),
        Appointment("quantri", "Trương Công Quản", supervising, [Role.ADMINISTRATOR]),
    )

"""The benchmark's province, its people, and one case that has gone the whole way."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from paht.agencies import jurisdictions
from paht.agencies.founding import found_agency, found_jurisdiction
from paht.agencies.holidays_default import default_calendar
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency, AgencyKind
from paht.bench.home import SLUG
from paht.cases import operations, sending
from paht.identity import new_id
from paht.law.casework.case import Actor, FileRef, Place
from paht.law.casework.states import Channel, Field, Kind, Role
from paht.people.models import Membership, Staff

DESCRIPTION = (
    "Ổ gà lớn giữa đường, sâu khoảng 20 cm, rộng gần một mét. Trời mưa nước ngập không thấy, xe máy té ngã nhiều "
    "lần, hôm qua có cháu bé bị thương. Đề nghị cơ quan chức năng kiểm tra và vá lại mặt đường."
)
_DESK = (Role.INTAKE, Role.DISPATCHER, Role.PUBLISHER)


@dataclass(frozen=True, slots=True)
class Province:
    """The jurisdiction, a desk officer who may do everything there, and an agency with its officer and leader."""

    jurisdiction: Jurisdiction
    desk_account: Staff
    desk: Actor
    officer: Actor
    leader: Actor
    agency: Agency


def found(*, now: datetime) -> Province:
    """Found the province; it is reached as 127.0.0.1."""
    years = [now.year, now.year + 1]
    row = found_jurisdiction(
        slug=SLUG,
        edition="vinh-long-2025",
        province="vinh-long",
        hosts=["127.0.0.1"],
        calendar=default_calendar(years),
        confirmed_years=years,
        now=now,
    )
    centre = found_agency(
        jurisdiction=row, code="ioc", name="Trung tâm IOC", kind=AgencyKind.IOC, joined_at=now
    )
    agency = found_agency(
        jurisdiction=row,
        code="sxd",
        name="Sở Xây dựng",
        kind=AgencyKind.DEPARTMENT,
        fields=[Field.ROAD],
        joined_at=now,
    )

    def person(login: str, body: Agency, *roles: Role) -> tuple[Staff, Actor]:
        account = Staff(jurisdiction=row, login=f"{login}@{SLUG}", name=login.title())
        account.set_unusable_password()
        account.save()
        Membership.objects.bulk_create(
            [Membership(staff=account, agency=body, role=role.value, valid_from=now) for role in roles]
        )
        return account, Actor(id=str(account.id), roles=frozenset(roles), body=str(body.id))

    account, desk = person("dieuphoi", centre, *_DESK)
    _, officer = person("chuyenvien", agency, Role.AGENCY_STAFF)
    _, leader = person("lanhdao", agency, Role.AGENCY_LEADER)
    return Province(jurisdictions.of_slug(SLUG), account, desk, officer, leader, agency)


def form(province: Province, *, number: int) -> sending.Filled:
    """A form of a sender whose phone number nobody else has."""
    commune = province.jurisdiction.province.communes[number % 20]
    return sending.Filled(
        command_id=uuid.uuid4(),
        kind=Kind.REPORT,
        field=Field.ROAD,
        channel=Channel.WEB,
        description=DESCRIPTION,
        place=Place(commune.lat, commune.lon, "gps", commune.code),
        files=(FileRef(str(new_id()), "0" * 64, "image/jpeg"),),
        personal={"name": "Nguyễn Thị Bưởi", "phone": phone(number), "email": "buoi@vidu.vn"},
        declared=True,
    )


def phone(number: int) -> str:
    """A phone number for each number."""
    return f"09{number % 10**8:08d}"


def sent(province: Province, *, number: int, now: datetime) -> uuid.UUID:
    """A sent case."""
    done = sending.send(jurisdiction=province.jurisdiction, filled=form(province, number=number), now=now)
    assert isinstance(done, operations.Done), done
    return uuid.UUID(done.case.id)


def published(province: Province, *, number: int, now: datetime) -> uuid.UUID:
    """A case that has gone the whole way to its published result."""
    case_id = sent(province, number=number, now=now)

    def step(actor: Actor) -> operations.Step:
        return operations.Step(
            jurisdiction=province.jurisdiction,
            case_id=case_id,
            actor=actor,
            now=now,
            command_id=uuid.uuid4(),
        )

    conditions = province.jurisdiction.edition.conditions
    photo = FileRef(str(new_id()), "1" * 64, "image/jpeg")
    desk, officer, leader = province.desk, province.officer, province.leader
    for outcome in (
        operations.verify(step(desk), findings={c.key: ("pass", "") for c in conditions}),
        operations.accept(step(desk), text=DESCRIPTION, field=Field.ROAD),
        operations.dispatch(step(desk), agency=str(province.agency.id), note="Đề nghị kiểm tra, xử lý."),
        operations.receive(step(officer), assignment=1),
        operations.record_result(step(officer), assignment=1, result="Đã vá mặt đường.", files=[photo]),
        operations.submit_result(step(officer), assignment=1, note="Kính trình phê duyệt."),
        operations.approve_result(step(leader), assignment=1, note="Đồng ý."),
        operations.publish(step(desk), answer="Đã vá mặt đường, bảo đảm an toàn giao thông."),
    ):
        assert isinstance(outcome, operations.Done), outcome
    return case_id

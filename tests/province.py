"""A province for a test: its bodies, one person a role, and short ways to bring a case to a state."""

import io
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from PIL import Image

from paht.agencies import jurisdictions
from paht.agencies.founding import found_agency, found_jurisdiction
from paht.agencies.holidays_default import default_calendar
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency, AgencyKind
from paht.cases import operations, sending
from paht.identity import new_id
from paht.law.casework.case import Actor, FileRef, Place
from paht.law.casework.states import Channel, Field, Kind, Role
from paht.people import factors
from paht.people.actors import sender
from paht.people.models import Membership, Staff

FACTOR = b"every secret is known"
"""The secret of everybody's authenticator application."""
PASSWORD = "mat-khau-thu-nghiem"
GEOGRAPHY = {"vinh-long-2025": "vinh-long", "soc-trang-2024": "soc-trang"}
PERSONAL = {
    "name": "Nguyễn Thị Bưởi",
    "phone": "0912 345 678",
    "email": "buoi@vidu.vn",
    "address": "12 ấp Long Hòa",
    "identity_number": "086190001234",
}


@dataclass(frozen=True)
class TestProvince:
    """A founded province with its cast."""

    __test__ = False

    jurisdiction: Jurisdiction
    host: str
    committee: Agency
    roads: Agency
    waste: Agency
    intake: Actor
    dispatcher: Actor
    publisher: Actor
    staff: Actor
    leader: Actor
    other_staff: Actor
    other_leader: Actor
    superior: Actor
    leader_of_province: Actor
    auditor: Actor
    logins: dict[str, str]

    @property
    def place(self) -> Place:
        """A point well inside the province, found by GPS."""
        commune = self.jurisdiction.province.communes[0]
        return Place(commune.lat, commune.lon, "gps", commune.code)

    def filled(self, **changes: object) -> sending.Filled:
        """A form filled in correctly; ``changes`` replace fields of it."""
        filled = sending.Filled(
            command_id=uuid.uuid4(),
            kind=Kind.REPORT,
            field=Field.ROAD,
            channel=Channel.WEB,
            description="Ổ gà lớn giữa đường, xe máy té ngã nhiều lần.",
            place=self.place,
            files=(FileRef(str(new_id()), "0" * 64, "image/jpeg"),),
            personal=PERSONAL,
            declared=True,
        )
        return replace(filled, **changes)  # type: ignore[arg-type]

    def sent(self, now: datetime, **changes: object) -> "TestCase":
        """A sent report."""
        done = sending.send(jurisdiction=self.jurisdiction, filled=self.filled(**changes), now=now)
        assert isinstance(done, operations.Done), done
        return TestCase(self, uuid.UUID(done.case.id), done.code, sender(uuid.UUID(done.case.sender)))


@dataclass(frozen=True)
class TestCase:
    """A case on its way; each method is one step of the ordinary course, and must succeed."""

    __test__ = False

    province: TestProvince
    id: uuid.UUID
    code: str
    sender: Actor

    def step(self, actor: Actor, now: datetime, **more: object) -> operations.Step:
        """A step of an actor on this case."""
        return operations.Step(
            jurisdiction=self.province.jurisdiction,
            case_id=self.id,
            actor=actor,
            now=now,
            command_id=uuid.uuid4(),
            **more,  # type: ignore[arg-type]
        )

    def verified(self, now: datetime) -> "TestCase":
        """Verified, every condition found fulfilled."""
        findings = {c.key: ("pass", "") for c in self.province.jurisdiction.edition.conditions}
        return self._done(operations.verify(self.step(self.province.intake, now), findings=findings))

    def accepted(self, now: datetime, **more: str) -> "TestCase":
        """Verified and accepted."""
        case = self.verified(now)
        text = "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."
        step = self.step(self.province.intake, now)
        return case._done(operations.accept(step, text=text, field=Field.ROAD, **more))

    def dispatched(self, now: datetime, **more: str) -> "TestCase":
        """Dispatched to the road agency."""
        case = self.accepted(now, **more)
        step = self.step(self.province.dispatcher, now)
        return case._done(
            operations.dispatch(step, agency=str(self.province.roads.id), note="Đề nghị kiểm tra, xử lý.")
        )

    def received(self, now: datetime, **more: str) -> "TestCase":
        """Received by the road agency."""
        case = self.dispatched(now, **more)
        return case._done(operations.receive(self.step(self.province.staff, now), assignment=1))

    def handled(self, now: datetime, **more: str) -> "TestCase":
        """With a result that has an after-photo."""
        case = self.received(now, **more)
        files = (FileRef(str(new_id()), "1" * 64, "image/jpeg"),)
        step = self.step(self.province.staff, now)
        return case._done(
            operations.record_result(step, assignment=1, result="Đã vá mặt đường.", files=files)
        )

    def submitted(self, now: datetime, **more: str) -> "TestCase":
        """Submitted to the leader."""
        case = self.handled(now, **more)
        step = self.step(self.province.staff, now)
        return case._done(operations.submit_result(step, assignment=1, note="Kính trình phê duyệt."))

    def approved(self, now: datetime, **more: str) -> "TestCase":
        """Approved by the leader."""
        case = self.submitted(now, **more)
        step = self.step(self.province.leader, now)
        return case._done(operations.approve_result(step, assignment=1, note="Đồng ý."))

    def published(self, now: datetime, **more: str) -> "TestCase":
        """Published, or answered privately where accepted as non-public."""
        case = self.approved(now, **more)
        step = self.step(self.province.publisher, now)
        return case._done(operations.publish(step, answer="Đã vá mặt đường, bảo đảm an toàn."))

    def _done(self, outcome: operations.Outcome) -> "TestCase":
        assert isinstance(outcome, operations.Done), outcome
        return self


def found(*, edition: str, slug: str, now: datetime, domain: str = "test") -> TestProvince:
    """Found a province of the edition with a cast; every login's password is :data:`PASSWORD`.

    Its calendars are those of the year of ``now`` and the next; its host name is the slug under ``domain``.
    """
    host = f"{slug}.{domain}"
    years = [now.year, now.year + 1]
    row = found_jurisdiction(
        slug=slug,
        edition=edition,
        province=GEOGRAPHY[edition],
        hosts=[host],
        calendar=default_calendar(years),
        confirmed_years=years,
        now=now,
    )
    committee = found_agency(
        jurisdiction=row, code="ubnd", name="UBND tỉnh", kind=AgencyKind.PEOPLES_COMMITTEE, joined_at=now
    )
    centre = found_agency(
        jurisdiction=row,
        code="ioc",
        name="Trung tâm IOC",
        kind=AgencyKind.IOC,
        superior=committee,
        joined_at=now,
    )
    roads = found_agency(
        jurisdiction=row,
        code="sxd",
        name="Sở Xây dựng",
        kind=AgencyKind.DEPARTMENT,
        superior=committee,
        joined_at=now,
        fields=[Field.ROAD, Field.DRAINAGE],
    )
    waste = found_agency(
        jurisdiction=row,
        code="snnmt",
        name="Sở Nông nghiệp và Môi trường",
        kind=AgencyKind.DEPARTMENT,
        superior=committee,
        joined_at=now,
        fields=[Field.WASTE],
    )
    logins: dict[str, str] = {}

    def person(login: str, name: str, agency: Agency, *roles: Role) -> Actor:
        staff = Staff(jurisdiction=row, login=f"{login}@{slug}", name=name, password=_hashed())
        staff.save()
        Membership.objects.bulk_create(
            [Membership(staff=staff, agency=agency, role=role.value, valid_from=now) for role in roles]
        )
        logins[login] = name
        return Actor(id=str(staff.id), roles=frozenset(roles), body=str(agency.id))

    province = TestProvince(
        jurisdiction=jurisdictions.of_slug(slug),
        host=host,
        committee=committee,
        roads=roads,
        waste=waste,
        intake=person("tiepnhan", "Lê Thị Tiếp", centre, Role.INTAKE),
        dispatcher=person("dieuphoi", "Trần Văn Phối", centre, Role.INTAKE, Role.DISPATCHER),
        publisher=person("bientap", "Phạm Thị Biên", centre, Role.PUBLISHER),
        staff=person("chuyenvien", "Võ Văn Viên", roads, Role.AGENCY_STAFF),
        leader=person("lanhdao", "Đặng Văn Đạo", roads, Role.AGENCY_LEADER),
        other_staff=person("chuyenvienkhac", "Huỳnh Thị Khác", waste, Role.AGENCY_STAFF),
        other_leader=person("lanhdaokhac", "Mai Văn Trưởng", waste, Role.AGENCY_LEADER),
        superior=person("ubndtinh", "Bùi Văn Tỉnh", committee, Role.AGENCY_STAFF),
        leader_of_province=person("lanhdaotinh", "Ngô Văn Lãnh", committee, Role.PROVINCIAL_LEADER),
        auditor=person("kiemtra", "Đỗ Thị Kiểm", committee, Role.AUDITOR),
        logins=logins,
    )
    people = Staff.objects.filter(jurisdiction=row).values_list("id", flat=True)
    factors.give_everybody(secret=FACTOR, staff_ids=list(people), name="Điện thoại", at=now)
    return province


@cache
def _hashed() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


def photo(*, width: int = 640, height: int = 480, colour: tuple[int, int, int] = (120, 110, 100)) -> bytes:
    """The bytes of a small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()

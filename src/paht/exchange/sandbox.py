"""A province for trying: bodies, people and reports that are nobody's, in which vendors try their software.

It is a province of its own, behind the same walls as any other, so no report in it reaches a real list, map or figure.
Each vendor has a body of its own in it, and an empty one again with every reset: events are append-only, so what was
tried stays with the former body, which nobody can ask for any more.
"""

import io
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from PIL import Image

from paht.agencies import jurisdictions
from paht.agencies.founding import found_agency, found_jurisdiction
from paht.agencies.holidays_default import default_calendar
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency, AgencyKind
from paht.agencies.models import Jurisdiction as Row
from paht.cases import operations, sending
from paht.cases.operations import Done, Outcome, Step
from paht.evidence import storage
from paht.exchange import credentials
from paht.exchange.credentials import Made
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused
from paht.law.casework.states import Channel, Field, Kind, Role
from paht.people.actors import sender
from paht.people.models import Membership, Staff, qualified

PREFIX = "sandbox-"
"""What the slug of such a province begins with, and no other's."""
TEXT = "Ổ gà lớn giữa đường trước số nhà 12 (phản ánh thử, không có thật)."
ACTS = ("urge", "return", "approve", "reject", "publish", "withdraw")
_CENTRE = frozenset({Role.INTAKE, Role.DISPATCHER, Role.PUBLISHER})


class Unplayable(Exception):  # noqa: N818 (an answer)
    """The law refuses what the sandbox was asked to play; the refusal says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Reset:
    """After a reset: the body that is the client's now."""

    agency_id: uuid.UUID
    name: str


def is_sandbox(jurisdiction: Jurisdiction) -> bool:
    """Whether it is a province for trying."""
    return jurisdiction.slug.startswith(PREFIX)


def ensure(*, edition: str, geography: str, host: str, now: datetime) -> Jurisdiction:
    """The sandbox of an edition under that host name, founded where there is none."""
    slug = f"{PREFIX}{edition}"
    if not Row.objects.filter(slug=slug).exists():
        years = [now.year, now.year + 1]
        row = found_jurisdiction(
            slug=slug,
            edition=edition,
            province=geography,
            hosts=[host],
            calendar=default_calendar(years),
            confirmed_years=years,
            now=now,
        )
        committee = found_agency(
            jurisdiction=row,
            code="ubnd",
            name="UBND tỉnh (thử)",
            kind=AgencyKind.PEOPLES_COMMITTEE,
            joined_at=now,
        )
        centre = found_agency(
            jurisdiction=row,
            code="ioc",
            name="Trung tâm điều hành (thử)",
            kind=AgencyKind.IOC,
            superior=committee,
            joined_at=now,
        )
        _person(row, centre, "trungtam", "Trung tâm thử nghiệm", _CENTRE, now)
    jurisdictions.forget()
    return jurisdictions.of_slug(slug)


def admit(*, jurisdiction: Jurisdiction, name: str, now: datetime) -> Made:
    """A vendor's own body in the sandbox, with credentials that read and write."""
    agency = _body(jurisdiction, name, now)
    by = _centre(jurisdiction).id
    made = credentials.make(
        jurisdiction=jurisdiction, agency_id=agency.pk, name=name, can_write=True, by=uuid.UUID(by), at=now
    )
    assert isinstance(made, Made), made
    return made


def reset(*, jurisdiction: Jurisdiction, client_id: uuid.UUID, agency_id: uuid.UUID, now: datetime) -> Reset:
    """An empty body for the client; the endpoint has to be set anew."""
    former = Agency.objects.get(pk=agency_id, jurisdiction_id=jurisdiction.id)
    with transaction.atomic():
        agency = _body(jurisdiction, former.name.split(" #")[0], now)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT exchange_move_sandbox_client(%s::smallint, %s, %s)",
                [jurisdiction.id, client_id, agency.pk],
            )
            (staff_id,) = cursor.fetchone()
            cursor.execute(
                "INSERT INTO exchange_feed (jurisdiction_id, agency_id, since) VALUES (%s, %s, %s)",
                [jurisdiction.id, agency.pk, now],
            )
            cursor.execute(
                "UPDATE exchange_endpoint SET state = 'off' WHERE jurisdiction_id = %s AND agency_id = %s",
                [jurisdiction.id, agency_id],
            )
        Membership.objects.filter(staff_id=staff_id, agency_id=agency_id).update(valid_until=now)
        Membership.objects.create(
            staff_id=staff_id, agency=agency, role=Role.AGENCY_STAFF.value, valid_from=now
        )
    return Reset(agency.pk, agency.name)


def dispatched(*, jurisdiction: Jurisdiction, agency_id: uuid.UUID, now: datetime) -> Case:
    """A new report that the sandbox's centre verified, accepted and dispatched to the body."""
    commune = jurisdiction.province.communes[0]
    upload = io.BytesIO(_photo())
    kept = storage.keep(jurisdiction_id=jurisdiction.id, upload=upload, received_at=now)
    assert isinstance(kept, storage.StoredFile), kept
    filled = sending.Filled(
        command_id=uuid.uuid4(),
        kind=Kind.REPORT,
        field=Field.ROAD,
        channel=Channel.WEB,
        description=TEXT,
        place=Place(commune.lat, commune.lon, "gps", commune.code),
        files=(FileRef(str(kept.id), kept.sha256, kept.media_type),),
        # A landline of an area code: no text message can ever reach anybody by it.
        personal={
            "name": "Người Gửi Thử",
            "phone": f"0270{secrets.randbelow(10**7):07}",
            "address": "12 đường Thử",
            "identity_number": "086190001234",
        },
        declared=True,
    )
    case = _done(sending.send(jurisdiction=jurisdiction, filled=filled, now=now))
    centre, case_id = _centre(jurisdiction), uuid.UUID(case.id)
    findings = {each.key: ("pass", "") for each in jurisdiction.edition.conditions}
    _done(operations.verify(_step(jurisdiction, case_id, centre, now), findings=findings))
    _done(operations.accept(_step(jurisdiction, case_id, centre, now), text=TEXT, field=Field.ROAD))
    step = _step(jurisdiction, case_id, centre, now)
    return _done(operations.dispatch(step, agency=str(agency_id), note="Đề nghị kiểm tra, xử lý (thử)."))


def play(*, jurisdiction: Jurisdiction, case: Case, agency_id: uuid.UUID, act: str, now: datetime) -> Case:
    """Do what another does in earnest: the centre urges, returns or publishes, the leader approves or rejects, the
    sender withdraws. Raises :class:`Unplayable` where the law refuses."""
    case_id = uuid.UUID(case.id)
    own = next((a for a in reversed(case.assignments) if a.agency == str(agency_id)), None)
    number = own.number if own else 0
    centre, leader = _centre(jurisdiction), _leader(agency_id)
    as_centre = _step(jurisdiction, case_id, centre, now)
    as_leader = _step(jurisdiction, case_id, leader, now)
    match act:
        case "urge":
            outcome = operations.urge(as_centre, assignment=number, note="Đề nghị khẩn trương (thử).")
        case "return":
            ground = jurisdiction.edition.result_grounds[0].key
            outcome = operations.return_result(
                as_centre, assignment=number, ground=ground, note="Chưa đạt (thử)."
            )
        case "approve":
            outcome = operations.approve_result(as_leader, assignment=number, note="Đồng ý (thử).")
        case "reject":
            outcome = operations.reject_result(as_leader, assignment=number, note="Làm rõ thêm (thử).")
        case "publish":
            outcome = operations.publish(as_centre, answer="Đã xử lý xong (thử).")
        case _:
            step = _step(jurisdiction, case_id, sender(uuid.UUID(case.sender)), now)
            outcome = operations.withdraw(step)
    return _done(outcome)


def _done(outcome: Outcome) -> Case:
    if not isinstance(outcome, Done):
        raise Unplayable(outcome)
    return outcome.case


def _step(jurisdiction: Jurisdiction, case_id: uuid.UUID, actor: Actor, now: datetime) -> Step:
    return Step(jurisdiction=jurisdiction, case_id=case_id, actor=actor, now=now, command_id=uuid.uuid4())


def _body(jurisdiction: Jurisdiction, name: str, now: datetime) -> Agency:
    row = Row.objects.get(pk=jurisdiction.id)
    word = secrets.token_hex(4)
    committee = Agency.objects.get(jurisdiction=row, code="ubnd")
    agency = found_agency(
        jurisdiction=row,
        code=f"thu{word}",
        name=f"{name[:60]} #{word}",
        kind=AgencyKind.DEPARTMENT,
        superior=committee,
        joined_at=now,
        fields=[Field.ROAD],
    )
    _person(row, agency, f"lanhdao{word}", "Lãnh đạo thử nghiệm", frozenset({Role.AGENCY_LEADER}), now)
    return agency


def _person(row: Row, agency: Agency, login: str, name: str, roles: frozenset[Role], now: datetime) -> None:
    """Somebody as whom nobody can sign in."""
    staff = Staff(jurisdiction=row, login=qualified(login, row.slug), name=name)
    staff.set_unusable_password()
    staff.save(force_insert=True)
    for role in roles:
        Membership.objects.create(staff=staff, agency=agency, role=role.value, valid_from=now)


def _centre(jurisdiction: Jurisdiction) -> Actor:
    staff = Staff.objects.get(login=qualified("trungtam", jurisdiction.slug))
    agency = Agency.objects.get(jurisdiction_id=jurisdiction.id, code="ioc")
    return Actor(id=str(staff.pk), roles=_CENTRE, body=str(agency.pk))


def _leader(agency_id: uuid.UUID) -> Actor:
    member = Membership.objects.filter(agency_id=agency_id, role=Role.AGENCY_LEADER.value).first()
    assert member is not None, "every body of the sandbox has a leader"
    return Actor(id=str(member.staff_id), roles=frozenset({Role.AGENCY_LEADER}), body=str(agency_id))


def _photo() -> bytes:
    """A small picture of nothing, no two the same."""
    out = io.BytesIO()
    colour = tuple(secrets.randbelow(256) for _ in range(3))
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def refusal(unplayable: Unplayable) -> Refused:
    """Why it could not be played."""
    outcome = unplayable.outcome
    return outcome if isinstance(outcome, Refused) else Refused("", "Hồ sơ không ở bước này.")

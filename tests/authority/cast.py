"""Everybody who may come to an address, and the cases that they come for.

One province with a person of every role and of every relation to a case; another province; and those who have nothing
to look for: signed out, half signed in, gone, closed.
"""

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.doors.journeys.journey import others
from tests.evidence.pictures import saved, scene
from tests.province import TestCase, TestProvince

from paht.agencies.founding import found_agency
from paht.agencies.models import Agency, AgencyKind, Jurisdiction
from paht.cases import operations, queries
from paht.doors.citizen import proof
from paht.evidence import storage
from paht.law.casework.case import Actor, Case, FileRef, PublicPicture
from paht.law.casework.commands import DispatchToSeveral, Withdraw
from paht.law.casework.states import Role
from paht.people.models import Membership, Staff, StaffSession
from paht.people.sessions import open_session
from paht.people.staffing import Appointment, appoint

CHARGED, SUPERIOR, OTHER = "charged", "superior", "other"
"""How a body stands to a case once it was dispatched: it handles it, it is above who does, or neither."""

TWO_LEVELS = frozenset({"vinh-long-2025"})
"""The editions under which a commune stands below the province itself; elsewhere a district lies between."""


@dataclass(frozen=True)
class Part:
    """A body that the scene charged, and the one above it that was told of it (none: nobody was)."""

    charged: str
    above: str = ""


@dataclass(frozen=True)
class Visitor:
    """Somebody at a browser. ``roles`` are those held in the province that the address belongs to: none for whoever is
    not signed in there; ``body`` is theirs; ``sends`` says that the browser proves the sender."""

    name: str
    token: str = ""
    roles: frozenset[Role] = frozenset()
    body: str = ""
    sends: bool = False
    is_half_in: bool = False
    host: str = ""

    @property
    def is_in(self) -> bool:
        """Whether staff pages know who it is."""
        return bool(self.roles)


@dataclass(frozen=True)
class Subject:
    """A case in a state, with everything that addresses about it need."""

    name: str
    made: TestCase
    case: Case
    file: uuid.UUID
    is_public: bool = False
    parts: tuple[Part, ...] = ()
    """Whom the scene charged, in the order of the assignments' numbers."""

    def stands(self, who: Visitor, number: int | None = None) -> str:
        """How the visitor's body stands to the case, or to one part of it."""
        parts = self.parts if number is None else self.parts[number - 1 : number]
        if who.body and any(part.charged == who.body for part in parts):
            return CHARGED
        return SUPERIOR if who.body and any(part.above == who.body for part in parts) else OTHER


@dataclass(frozen=True)
class Stage:
    """The whole scene: visitors, cases, and how a request is made."""

    here: TestProvince
    there: TestProvince
    visitors: tuple[Visitor, ...]
    strangers: tuple[Visitor, ...]
    """Officials of the other province at their own address."""
    subjects: tuple[Subject, ...]
    _clients: dict[str, Client] = field(default_factory=dict)

    def asks(self, who: Visitor, method: str, path: str, typed: dict[str, Any] | None = None) -> HttpResponse:
        """The answer to one request of the visitor. A session is handed over anew each time: some answers end it."""
        client = self._clients.setdefault(who.host, Client(headers={"host": who.host}))
        client.cookies = self._cookies(who)
        reads = {"GET": client.get, "HEAD": client.head}.get(method)
        answer = reads(path) if reads else client.generic(method, path, **_form(typed or {}))
        answer.close()
        return answer  # type: ignore[return-value]

    def reopen(self) -> None:
        """Open the sessions again that somebody ended, but those that were never open."""
        StaffSession.objects.filter(staff__jurisdiction_id__in=self._provinces()).update(ended_at=None)

    def _provinces(self) -> list[int]:
        return [self.here.jurisdiction.id, self.there.jurisdiction.id]

    def _cookies(self, who: Visitor) -> SimpleCookie:
        found = SimpleCookie()
        if who.token:
            found[settings.SESSION_COOKIE_NAME] = who.token
        for subject in self.subjects if who.sends else ():
            found.load(proof.header(case=subject.case, second=0).split(";")[0])
        return found


def _form(typed: dict[str, Any]) -> dict[str, Any]:
    from urllib.parse import urlencode

    return {"data": urlencode(typed), "content_type": "application/x-www-form-urlencoded"}


def staged(here: TestProvince, there: TestProvince, *, now: datetime) -> Stage:
    """The scene in two founded provinces."""
    more = others(here, now)
    district, commune = _below(here, now)
    _appoint(here, district, commune, now)
    people = {
        "intake": here.intake,
        "dispatcher": here.dispatcher,
        "publisher": here.publisher,
        "supervising department": more.office,
        "provincial leader": here.leader_of_province,
        "auditor": here.auditor,
        "data protection officer": _actor(here, "baove"),
        "administrator": more.administrator,
        "staff of the charged agency": here.staff,
        "deputy of the charged agency": _actor(here, "phocharged"),
        "leader of the charged agency": here.leader,
        "staff of another agency": here.other_staff,
        "deputy of another agency": _actor(here, "phokhac"),
        "leader of another agency": here.other_leader,
        "staff of the superior body": here.superior,
        "leader of the superior body": _actor(here, "chutich"),
        "staff of a coordinator": more.coordinating,
        "staff of the district": _actor(here, "huyen"),
        "leader of the district": _actor(here, "chutichhuyen"),
        "staff of the commune": _actor(here, "xa"),
        "leader of the commune": _actor(here, "chutichxa"),
    }
    seated = [
        Visitor(name, _session(actor, now), frozenset(actor.roles), actor.body or "", host=here.host)
        for name, actor in people.items()
    ]
    abroad = [
        ("dispatcher of another province", there.dispatcher),
        ("staff of an agency of another province", there.staff),
        ("leader of an agency of another province", there.leader),
        ("leader of another province", there.leader_of_province),
        ("auditor of another province", there.auditor),
    ]
    foreign = [Visitor(name, _session(actor, now), host=here.host) for name, actor in abroad]
    at_home = [
        Visitor(
            f"{name}, at home",
            _session(actor, now),
            frozenset(actor.roles),
            actor.body or "",
            host=there.host,
        )
        for name, actor in abroad
    ]
    nobody = [
        Visitor("signed out", host=here.host),
        Visitor("the sender", sends=True, host=here.host),
        Visitor("who has left", _left(here, now), host=here.host),
        Visitor("of a closed account", _closed(here, now), host=here.host),
        Visitor("signed in too long ago", _old(here, now), host=here.host),
        Visitor("before the second factor", _half(here, now), is_half_in=True, host=here.host),
        Visitor("with an invented session", "x" * 43, host=here.host),
    ]
    return Stage(
        here, there, (*seated, *foreign, *nobody), tuple(at_home), tuple(_subjects(here, commune, now))
    )


def _below(here: TestProvince, now: datetime) -> tuple[Agency, Agency]:
    """A district, and a commune: below it where the edition has three levels, else below the province."""
    row = Jurisdiction.objects.get(pk=here.jurisdiction.id)
    district = found_agency(
        jurisdiction=row,
        code="huyen",
        name="UBND huyện",
        kind=AgencyKind.DISTRICT,
        superior=here.committee,
        joined_at=now,
    )
    above = here.committee if here.jurisdiction.edition.id in TWO_LEVELS else district
    kind = AgencyKind.COMMUNE
    commune = found_agency(
        jurisdiction=row, code="xa", name="UBND xã", kind=kind, superior=above, joined_at=now
    )
    return district, commune


def _appoint(here: TestProvince, district: Agency, commune: Agency, now: datetime) -> None:
    row = Jurisdiction.objects.get(pk=here.jurisdiction.id)
    new: list[tuple[str, Agency, Role]] = [
        ("baove", here.committee, Role.DATA_PROTECTION_OFFICER),
        ("phocharged", here.roads, Role.AGENCY_DEPUTY),
        ("phokhac", here.waste, Role.AGENCY_DEPUTY),
        ("chutich", here.committee, Role.AGENCY_LEADER),
        ("huyen", district, Role.AGENCY_STAFF),
        ("chutichhuyen", district, Role.AGENCY_LEADER),
        ("xa", commune, Role.AGENCY_STAFF),
        ("chutichxa", commune, Role.AGENCY_LEADER),
        ("danghi", here.roads, Role.AGENCY_STAFF),
        ("dadong", here.roads, Role.AGENCY_LEADER),
        ("nuachung", here.roads, Role.AGENCY_STAFF),
        ("lautroi", here.roads, Role.AGENCY_STAFF),
    ]
    appointments = [Appointment(login, f"Người {login}", agency, [role]) for login, agency, role in new]
    appoint(jurisdiction=row, appointments=appointments, password="mat-khau-thu-nghiem", at=now)


def _staff(here: TestProvince, login: str) -> Staff:
    return Staff.objects.get(login=f"{login}@{here.jurisdiction.slug}")


def _actor(here: TestProvince, login: str) -> Actor:
    staff = _staff(here, login)
    rows = Membership.objects.filter(staff=staff)
    return Actor(str(staff.pk), frozenset(Role(row.role) for row in rows), str(rows[0].agency_id))


def _session(actor: Actor, at: datetime) -> str:
    return open_session(staff_id=uuid.UUID(actor.id), device="Chrome", at=at, confirmed=True)


def _left(here: TestProvince, now: datetime) -> str:
    staff = _staff(here, "danghi")
    token = open_session(staff_id=staff.pk, device="Chrome", at=now, confirmed=True)
    Membership.objects.filter(staff=staff).update(valid_until=now)
    return token


def _closed(here: TestProvince, now: datetime) -> str:
    staff = _staff(here, "dadong")
    token = open_session(staff_id=staff.pk, device="Chrome", at=now, confirmed=True)
    Staff.objects.filter(pk=staff.pk).update(is_active=False)
    return token


def _old(here: TestProvince, now: datetime) -> str:
    staff = _staff(here, "lautroi")
    return open_session(staff_id=staff.pk, device="Chrome", at=now - timedelta(hours=9), confirmed=True)


def _half(here: TestProvince, now: datetime) -> str:
    return open_session(staff_id=uuid.UUID(here.staff.id), device="Chrome", at=now)


def _subjects(here: TestProvince, commune: Agency, now: datetime) -> Iterable[Subject]:
    picture = storage.keep(
        jurisdiction_id=here.jurisdiction.id, upload=io.BytesIO(saved(scene())), received_at=now
    )
    assert isinstance(picture, storage.StoredFile)
    files = (FileRef(str(picture.id), picture.sha256, picture.media_type),)

    def sent() -> TestCase:
        return here.sent(now, files=files)

    edition = here.jurisdiction.edition
    ground = edition.non_public_grounds[0].key
    committee = str(here.committee.id)
    roads, waste = Part(str(here.roads.id), committee), Part(str(here.waste.id), committee)
    made: dict[str, tuple[TestCase, tuple[Part, ...]]] = {
        "sent": (sent(), ()),
        "verified": (sent().verified(now), ()),
        "asked to supplement": (_supplement_owed(sent(), now), ()),
        "refused": (_refused(sent(), now), ()),
        "accepted": (sent().accepted(now), ()),
        "dispatched": (sent().dispatched(now), (roads,)),
        "received": (sent().received(now), (roads,)),
        "returned": (_returned(sent().received(now), now), (roads,)),
        "handled": (sent().handled(now), (roads,)),
        "submitted": (sent().submitted(now), (roads,)),
        "approved": (sent().approved(now), (roads,)),
        "published": (_confirmed(sent().published(now), files, now), (roads,)),
        "answered privately": (sent().published(now, non_public_ground=ground), (roads,)),
        AT_A_COMMUNE: (
            _to(sent().accepted(now), commune, now),
            (Part(str(commune.id), str(commune.superior_id)),),
        ),
        SEVERAL: (_to_both(sent().accepted(now), now), (roads, waste)),
    }
    if edition.step(Withdraw) is not None:
        made["withdrawn"] = (_withdrawn(sent(), now), ())
    if edition.superior_choice_clause is not None:
        untold = _to_lead(sent().accepted(now), now, tell_superior=False)
        made["dispatched, nobody above told"] = (untold, (Part(roads.charged),))
    for name, (case, parts) in made.items():
        found = queries.followed(jurisdiction_id=here.jurisdiction.id, code=case.code)
        assert found is not None
        assert len(found.case.assignments) == len(parts), name
        yield Subject(name, case, found.case, picture.id, is_public=name == "published", parts=parts)


AT_A_COMMUNE, SEVERAL = "dispatched to a commune", "with several agencies"


def _confirmed(made: TestCase, files: tuple[FileRef, ...], now: datetime) -> TestCase:
    """With its pictures public: without that nobody but the sender would see them."""
    decided = [PublicPicture(file.id) for file in files]
    step = made.step(made.province.publisher, now)
    return made._done(operations.release_pictures(step, pictures=decided))


def _to(made: TestCase, agency: Agency, now: datetime) -> TestCase:
    step = made.step(made.province.dispatcher, now)
    return made._done(operations.dispatch(step, agency=str(agency.id), note="Đề nghị xử lý."))


def _to_both(made: TestCase, now: datetime) -> TestCase:
    """The road agency and the one for waste: side by side, or one leads and the other cooperates."""
    here = made.province
    if here.jurisdiction.edition.step(DispatchToSeveral) is not None:
        both = [str(here.roads.id), str(here.waste.id)]
        step = made.step(here.dispatcher, now)
        return made._done(operations.dispatch_to_several(step, agencies=both, note="Đề nghị xử lý."))
    led = _to_lead(made, now)
    led._done(operations.receive(led.step(here.staff, now), assignment=1))
    step = led.step(here.staff, now)
    cooperating = [str(here.waste.id)]
    return led._done(operations.pass_on(step, assignment=1, agencies=cooperating, note="Đề nghị phối hợp."))


def _to_lead(made: TestCase, now: datetime, *, tell_superior: bool = True) -> TestCase:
    step = made.step(made.province.dispatcher, now)
    agency = str(made.province.roads.id)
    return made._done(
        operations.dispatch_to_lead(step, agency=agency, note="Đề nghị chủ trì.", tell_superior=tell_superior)
    )


def _supplement_owed(made: TestCase, now: datetime) -> TestCase:
    step = made.step(made.province.intake, now)
    return made._done(
        operations.request_supplement(
            step, grounds=["content_unclear"], guidance="Xin gửi thêm ảnh rõ vị trí."
        )
    )


def _refused(made: TestCase, now: datetime) -> TestCase:
    step = made.step(made.province.intake, now)
    return made._done(operations.refuse(step, ground="complaint", reason="Là khiếu nại."))


def _returned(made: TestCase, now: datetime) -> TestCase:
    step = made.step(made.province.staff, now)
    return made._done(
        operations.return_assignment(
            step, assignment=1, ground="not_competent", note="Không thuộc thẩm quyền.", responsible="Sở khác"
        )
    )


def _withdrawn(made: TestCase, now: datetime) -> TestCase:
    return made._done(operations.withdraw(made.step(made.sender, now)))

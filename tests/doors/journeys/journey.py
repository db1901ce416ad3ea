"""Whoever takes part in a journey through the pages: the bodies and people that a matter needs beside the cast."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.province import TestCase, TestProvince

from paht.agencies.founding import found_agency
from paht.agencies.models import Agency, AgencyKind, Jurisdiction
from paht.cases import queries
from paht.law.casework.case import Actor
from paht.law.casework.states import Role
from paht.people.models import Staff
from paht.people.staffing import Appointment, appoint


@dataclass(frozen=True)
class Others:
    """The supervising department with its people, a coordinator with its own, and a body that has not joined."""

    office: Actor
    administrator: Actor
    coordinator: Agency
    coordinating: Actor
    absent: Agency


def others(province: TestProvince, now: datetime) -> Others:
    """Found them in the province."""
    row = Jurisdiction.objects.get(pk=province.jurisdiction.id)

    def body(code: str, name: str, **more: Any) -> Agency:
        return found_agency(jurisdiction=row, code=code, name=name, kind=AgencyKind.DEPARTMENT, **more)

    office = body("chuquan", "Sở chủ quản", joined_at=now)
    coordinator = body("vpub", "Văn phòng UBND tỉnh", joined_at=now, is_coordinator=True)
    absent = body("duongthuy", "Cảng vụ Đường thủy")
    people = appoint(
        jurisdiction=row,
        appointments=[
            Appointment("chuquan", "Bùi Thị Quản", office, [Role.SUPERVISING_DEPARTMENT]),
            Appointment("quantri", "Trương Văn Trị", office, [Role.ADMINISTRATOR]),
            Appointment("phoihop", "Lý Thị Hợp", coordinator, [Role.AGENCY_STAFF]),
        ],
        password="mat-khau-thu-nghiem",
        at=now,
    )

    def actor(staff: Staff, role: Role, agency: Agency) -> Actor:
        return Actor(id=str(staff.id), roles=frozenset({role}), body=str(agency.id))

    return Others(
        office=actor(people[0], Role.SUPERVISING_DEPARTMENT, office),
        administrator=actor(people[1], Role.ADMINISTRATOR, office),
        coordinator=coordinator,
        coordinating=actor(people[2], Role.AGENCY_STAFF, coordinator),
        absent=absent,
    )


@dataclass
class Walk:
    """One case and the browsers of those who bring it on."""

    case: TestCase
    browser_of: Callable[[TestProvince], Client]

    def browser(self, actor: Actor) -> Client:
        """The browser of that person."""
        client = self.browser_of(self.case.province)
        client.force_login(Staff.objects.get(pk=actor.id))
        return client

    def now(self) -> queries.Detail:
        """The case as it stands."""
        detail = queries.followed(jurisdiction_id=self.case.province.jurisdiction.id, code=self.case.code)
        assert detail is not None
        return detail

    def gives(self, actor: Actor, door: str, action: str, **typed: Any) -> HttpResponse:
        """The form of an action as that person posts it at that door."""
        form = {
            "command_id": str(uuid.uuid4()),
            "expected_version": self.now().case.version,
            "number": 1,
            "assignment": typed.get("number", 1),
            **typed,
        }
        slash = "/" if door == "desk" else ""
        address = f"/{door}/case/{self.case.id}/{action}{slash}"
        return self.browser(actor).post(address, form)  # type: ignore[return-value]

    def done(self, actor: Actor, door: str, action: str, **typed: Any) -> None:
        """The same; it must succeed."""
        answer = self.gives(actor, door, action, **typed)
        assert answer.status_code == 302, (action, answer.status_code, text(answer)[:3000])

    def page(self, actor: Actor, address: str) -> str:
        """The text of a page as that person sees it."""
        answer = self.browser(actor).get(address)
        assert answer.status_code == 200, answer.status_code
        return text(answer)


def text(answer: Any) -> str:
    """The words of an answer, entities resolved."""
    return unescape(answer.content.decode())

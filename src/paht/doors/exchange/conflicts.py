"""Their system late or stale: ours decides. The answer tells what happened meanwhile, by whom (as a role), and what
to do next."""

import uuid
from typing import Any

from django.http import HttpResponse

from paht.cases import queries
from paht.cases.queries import Detail
from paht.doors.agency.casepage import own_assignment
from paht.doors.exchange.casejson import href, moment
from paht.doors.exchange.problems import problem
from paht.doors.pages.course import staff_events
from paht.law.casework.states import Role
from paht.law.editions import get
from paht.people.actors import Official
from paht.people.models import ROLE_NAMES

_OTHERS = {Role.SENDER: "Người gửi", Role.INTERACTOR: "Người tương tác", Role.SYSTEM: "Hệ thống"}
MOST = 20
"""Events that the answer tells; the newest."""


def overtaken(official: Official, case_id: uuid.UUID, *, seen: int) -> HttpResponse:
    """409: the software saw an older version, or one that never was."""
    found = queries.detail(official, case_id=case_id)
    assert found is not None, "it was read a moment ago"
    version = found.case.version
    if seen > version:
        return problem(
            409,
            f"Hồ sơ mới ở phiên bản {version}; phiên bản {seen} chưa từng có. Xin đọc lại hồ sơ.",
            kind="urn:paht:overtaken",
            version=version,
            href=href(case_id),
            happened=[],
            next="read",
        )
    own = own_assignment(official, found)
    is_ours = own is not None and own.state.is_open
    return problem(
        409,
        "Hồ sơ đã thay đổi sau phiên bản mà phần mềm đã đọc; lệnh chưa được ghi nhận.",
        kind="urn:paht:overtaken",
        version=version,
        href=href(case_id),
        happened=_happened(found, seen),
        next="Đọc lại hồ sơ; nếu lệnh còn đúng thì gửi lại với phiên bản mới và một Idempotency-Key mới."
        if is_ours
        else "Cơ quan không còn phần việc đang mở ở hồ sơ này; xin đóng việc tương ứng trong phần mềm.",
    )


def _happened(found: Detail, seen: int) -> list[dict[str, Any]]:
    lines = staff_events(found, get(found.case.edition), outside=True)
    told = []
    for number, event in enumerate(found.events, start=1):
        if number > seen:
            told.append(
                {
                    "version": number,
                    "at": moment(event.at),
                    "type": type(event.body).__name__,
                    "what": lines[number - 1].what,
                    "by": ", ".join(
                        sorted(_OTHERS.get(role) or ROLE_NAMES.get(role, "") for role in event.actor.roles)
                    ),
                    "body": found.agencies.get(event.actor.body or "", ""),
                }
            )
    return told[-MOST:]

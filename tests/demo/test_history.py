"""The demo's past comes from the real operations and shows every state and every path of its edition."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.province import photo

from paht.agencies import jurisdictions
from paht.agencies.models import Host, Jurisdiction
from paht.agencies.queries import candidates
from paht.cases import store
from paht.cases.verification import verify
from paht.demo import courses as demo_courses
from paht.demo import history, pictures
from paht.demo.bodies import bodies_of
from paht.demo.courses import states
from paht.demo.history import tell
from paht.demo.provinces import PROVINCES, DemoProvince, found
from paht.demo.scenes import SCENES
from paht.demo.stops import STOPS
from paht.demo.telling import TELLING
from paht.doors.cli.demo import REPORTS
from paht.law.casework import commands as c
from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentRole, RequestKind
from paht.people.roster import now_on_duty
from paht.simulation.courses import Course

ONLY_WITH = {
    "withdrawn": c.Withdraw,
    "identifying": c.AskCoordinator,
    "agreeing": c.AskAgreement,
    "several": c.DispatchToSeveral,
    "waiting": c.PassOn,
    "compiling": c.PassOn,
    "with_deputy": c.EndorseResult,
    "update": c.OfferUpdate,
}
"""The states that only an edition with this step has."""

HARDLY_EVER = {c.CloseReturnedPart, c.WithdrawEscalation}
"""Steps that simulated courses reach so seldom that a province's past may be without."""


def _is_answered_by_somebody_incompetent(jurisdiction_id: int, case: Case) -> bool:
    """Whether its only answer comes from a body whose field and area it is not, and who has no part of its own."""
    answering = [a for a in case.assignments if a.result and a.role is AssignmentRole.SOLE and a.approved_at]
    if case.answer is None or len(answering) != 1 or case.place is None or case.field is None:
        return False
    bodies = bodies_of(jurisdiction_id)
    deputy = bodies.with_deputy.pk if bodies.with_deputy else None
    found = candidates(jurisdiction_id=jurisdiction_id, field=case.field, commune=case.place.commune)
    allowed = {*(body.id for body in found), bodies.newcomer, bodies.outsider, deputy}
    return answering[0].agency not in set(map(str, allowed))


@pytest.fixture
def small_pictures(tmp_path: Path) -> pictures.Pictures:
    """Small pictures in the place of the drawn ones; what is there already is not drawn again."""
    for number, scene in enumerate(SCENES):
        for moment in ("before", "after"):
            colour = (10 * number, 90, 160 if moment == "after" else 40)
            (tmp_path / f"{scene}-{moment}-0.jpg").write_bytes(photo(width=320, height=240, colour=colour))
    drawn = pictures.Pictures(tmp_path)
    assert list(drawn.draw()) == []
    return drawn


def _cases(jurisdiction_id: int) -> list[Case]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM cases_case WHERE jurisdiction_id = %s", [jurisdiction_id])
        return [store.read_state(state) for (state,) in cursor.fetchall()]


def _somebody_is_always_on_duty(row: Jurisdiction, now: datetime) -> None:
    """At the centre, through the past and four weeks on, with everybody called first in turn (VL.16.1, ST.8.6.1)."""
    centre = row.agencies.get(code="ioc")
    first = set()
    for hours in range(-24 * 61, 24 * 20, 11):
        people = now_on_duty(agency_id=centre.pk, at=now + timedelta(hours=hours))
        assert [entry.rank for entry in people] == [1, 2, 3]
        first.add(people[0].name)
    assert len(first) == 3


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("province", PROVINCES, ids=lambda province: province.slug)
def test_the_demo_shows_every_state_and_every_path_of_its_edition_and_its_log_holds(
    province: DemoProvince,
    small_pictures: pictures.Pictures,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    Jurisdiction.objects.filter(slug=province.slug).delete()
    Host.objects.filter(name__in=["127.0.0.1", "127.0.0.2", "localhost"]).delete()
    row = found(province, now=time.at)
    jurisdiction = jurisdictions.of_slug(province.slug)
    edition = jurisdiction.edition
    courses: list[Course] = []

    def chosen(**arguments: Any) -> list[Course]:
        if not courses:
            courses.extend(real(**arguments))
        return courses[: arguments["reports"]]

    real = demo_courses.chosen
    monkeypatch.setattr(history, "chosen", chosen)
    _somebody_is_always_on_duty(row, time.at)
    reports = REPORTS[province.slug]
    told = list(tell(jurisdiction=jurisdiction, reports=reports, now=time.at, pictures=small_pictures))
    assert told == list(range(1, reports + 1))
    assert "Refused" not in caplog.text
    assert all(time.at - timedelta(days=62) < course[0].at for course in courses)
    assert all(step.at < time.at for course in courses for step in course)

    cases = _cases(row.pk)
    assert len(cases) == reports
    assert sum(case.alarm is not None for case in cases) <= reports / 5
    shown = {type(step.command) for course in courses for step in course}
    every = {command for command in TELLING if edition.step(command)} - HARDLY_EVER
    assert {command.__name__ for command in every - shown} == set()
    wanted = {stop for stop in STOPS if edition.step(ONLY_WITH.get(stop, c.Send))}
    assert wanted <= set().union(*map(states, cases))
    assert any(case.linked_to for case in cases) or edition.link_clause is None
    asked = [r.grounds for case in cases for r in case.requests if r.kind is RequestKind.VERIFICATION]
    assert {"identity", "content"} <= {ground for grounds in asked for ground in grounds}
    assert verify(jurisdiction_id=row.pk).fault is None
    assert [case.id for case in cases if _is_answered_by_somebody_incompetent(row.pk, case)] == []

    again = list(tell(jurisdiction=jurisdiction, reports=40, now=time.at, pictures=small_pictures))
    assert again[-1] == 40
    assert len(_cases(row.pk)) == reports

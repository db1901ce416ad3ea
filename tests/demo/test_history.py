"""The demo's past comes from the real operations and shows every state."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import Clock
from tests.province import photo

from paht.agencies import jurisdictions
from paht.agencies.models import Host, Jurisdiction
from paht.cases.oversight import Filter, cases
from paht.cases.verification import verify
from paht.demo import history, pictures
from paht.demo.history import STOPS, tell
from paht.demo.provinces import PROVINCES, found
from paht.demo.scenes import SCENES
from paht.law.casework.states import Role
from paht.people.actors import Official


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


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("province", PROVINCES, ids=lambda province: province.slug)
def test_the_demo_has_a_case_in_every_state_and_its_log_holds(
    province: object,
    small_pictures: pictures.Pictures,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert isinstance(province, type(PROVINCES[0]))
    Jurisdiction.objects.filter(slug=province.slug).delete()
    Host.objects.filter(name__in=["127.0.0.1", "127.0.0.2", "localhost"]).delete()
    row = found(province, now=time.at)
    jurisdiction = jurisdictions.of_slug(province.slug)
    monkeypatch.setattr(history, "SPAN", timedelta(days=30))
    told = list(tell(jurisdiction=jurisdiction, reports=len(STOPS) + 8, now=time.at, pictures=small_pictures))
    assert len(told) == len(STOPS) + 8
    leader = Official(row.staff.first().id, row.pk, "", frozenset({Role.PROVINCIAL_LEADER}), None, "")
    rows = cases(leader, chosen=Filter(), now=time.at, after=None, limit=100)
    states = {row.stage for row in rows} | {row.assignment_state for row in rows}
    wanted = {*STOPS} - {"supplement"}
    assert "Refused" not in caplog.text
    if jurisdiction.edition.supplement_lapse_clause is None:
        wanted -= {"withdrawn"}
    assert wanted <= states
    assert verify(jurisdiction_id=row.pk).fault is None
    again = list(tell(jurisdiction=jurisdiction, reports=3, now=time.at, pictures=small_pictures))
    assert again == [1, 2, 3]
    assert len(cases(leader, chosen=Filter(), now=time.at, after=None, limit=100)) == len(rows)

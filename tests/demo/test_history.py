"""The demo's past comes from the real operations and shows every state."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.conftest import Clock

from paht.agencies import jurisdictions
from paht.agencies.models import Host, Jurisdiction
from paht.cases.oversight import Filter, cases
from paht.cases.verification import verify
from paht.demo import history, pictures
from paht.demo.history import STOPS, tell
from paht.demo.provinces import PROVINCES, found
from paht.law.casework.states import Role
from paht.people.actors import Official


@pytest.fixture(scope="module")
def small_pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pictures.Pictures]:
    """The demo's pictures, drawn small, once for both provinces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "SIZE", (160, 120))
        drawn = pictures.Pictures(tmp_path_factory.mktemp("pictures"))
        assert list(drawn.draw())[-1] == (24, 24)
        yield drawn


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("province", PROVINCES, ids=lambda province: province.slug)
def test_the_demo_has_a_case_in_every_state_and_its_log_holds(
    province: object, small_pictures: pictures.Pictures, time: Clock, monkeypatch: pytest.MonkeyPatch
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
    if jurisdiction.edition.supplement_lapse_clause is None:
        wanted -= {"withdrawn"}
    assert wanted <= states
    assert verify(jurisdiction_id=row.pk).fault is None
    again = list(tell(jurisdiction=jurisdiction, reports=3, now=time.at, pictures=small_pictures))
    assert again == [1, 2, 3]
    assert len(cases(leader, chosen=Filter(), now=time.at, after=None, limit=100)) == len(rows)

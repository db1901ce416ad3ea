"""A citizen's browser for the journeys, with CSRF protection in force as outside; a province whose reports state bodies
ask for."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen
from tests.doors.journeys.journey import others
from tests.doors.journeys.providing import Scene, Scenes, Sits
from tests.province import FACTOR, TestProvince

from paht.people import factors


@pytest.fixture
def no_older_erasures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The ledger is this test's own: others' erasures are of other provinces, and of another clock."""
    monkeypatch.setattr(settings, "CHECKPOINTS", tmp_path / "record")


@pytest.fixture
def scene_of(sits: Sits, time: Clock, no_older_erasures: None) -> Scenes:
    """State bodies' requests in any province."""

    def made(province: TestProvince) -> Scene:
        office = others(province, time.at).office
        factors.give_everybody(secret=FACTOR, staff_ids=[uuid.UUID(office.id)], name="Điện thoại", at=time.at)
        return Scene(province, time, sits(province, province.dispatcher), sits(province, office), office)

    return made


@pytest.fixture
def citizen_of() -> Callable[[TestProvince], Citizen]:
    """A fresh browser of somebody in the province."""
    return lambda province: Citizen(
        Client(enforce_csrf_checks=True, headers={"host": province.host}), province
    )

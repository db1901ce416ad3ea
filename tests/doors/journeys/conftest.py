"""A citizen's browser for the journeys, with CSRF protection in force as outside."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.doors.citizen.pages import Citizen
from tests.province import TestProvince


@pytest.fixture
def citizen_of() -> Callable[[TestProvince], Citizen]:
    """A fresh browser of somebody in the province."""
    return lambda province: Citizen(
        Client(enforce_csrf_checks=True, headers={"host": province.host}), province
    )

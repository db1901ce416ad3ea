"""The scene, built once for each edition."""

import logging
import uuid
from collections.abc import Callable, Iterator

import pytest
from tests.authority.cast import Stage, staged
from tests.conftest import NOON_OF_A_WORKING_DAY, Clock
from tests.province import found

from paht import clock


@pytest.fixture(scope="session")
def stage_of(database: object) -> Callable[[str], Stage]:
    """The scene of an edition; its neighbour has the other one."""
    made: dict[str, Stage] = {}
    editions = ("vinh-long-2025", "soc-trang-2024")

    def of(edition: str) -> Stage:
        if edition not in made:
            now = NOON_OF_A_WORKING_DAY
            with clock.set_to(Clock(now)):
                here, there = (
                    found(edition=each, slug=f"t{uuid.uuid4().hex[:10]}", now=now)
                    for each in sorted(editions, key=lambda each: each != edition)
                )
                made[edition] = staged(here, there, now=now)
        return made[edition]

    return of


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Ten thousand refusals are not worth a line each."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)

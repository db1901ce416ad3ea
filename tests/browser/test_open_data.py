"""The page of open data in a real browser, on a telephone and at a desk."""

from datetime import timedelta

import pytest
from tests.browser.visitor import Watched
from tests.province import TestProvince
from tests.working import as_worker

from paht import clock
from paht.transfer import opendata

pytestmark = [pytest.mark.browser, pytest.mark.clause("VL.20.3", "ST.11.4")]


@pytest.fixture
def made(here: TestProvince) -> None:
    """Asked of the database before the browser starts."""
    now = clock.now()
    here.sent(now - timedelta(hours=1)).published(now)
    folder = opendata.folder_of(here.jurisdiction.id) / f"{now:%Y-%m-%d}"
    folder.mkdir(parents=True, exist_ok=True)
    with as_worker():
        opendata.write(here.jurisdiction, folder=folder, now=now)


def test_the_files_their_licence_and_columns_are_shown(made: None, watched: Watched) -> None:
    for visitor in (watched.telephone(), watched.at_a_desk()):
        visitor.open("/du-lieu-mo/")
        visitor.look("du-lieu-mo")

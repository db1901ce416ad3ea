"""Real servers in homes of their own; nothing here touches the installation of whoever runs the tests."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paht.installation.home import Home
from paht.installation.postgres import Server, discard, ensure_running


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A temporary folder that other accounts may pass through, unlike pytest's own: under root the server
    needs that.
    """
    folder = Path(tempfile.mkdtemp(prefix="paht-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_home(open_folder: Path) -> Iterator[Callable[[], Home]]:
    """Makes homes that do not exist yet; each is gone, with its server, when the test ends."""
    made: list[Home] = []

    def make() -> Home:
        home = Home(path=Path(tempfile.mkdtemp(dir=open_folder)) / "home")
        home.path.parent.chmod(0o711)
        made.append(home)
        return home

    yield make
    for home in made:
        discard(home)


@pytest.fixture(scope="session")
def server(open_folder: Path) -> Iterator[Server]:
    """One running server for the tests that leave it as it was."""
    home = Home(path=open_folder / "shared-home")
    yield ensure_running(home)
    discard(home)


@pytest.fixture(scope="session")
def second_home(open_folder: Path) -> Iterator[Home]:
    """A further home for the tests that start and stop its server themselves."""
    home = Home(path=open_folder / "second-home")
    ensure_running(home)
    yield home
    discard(home)

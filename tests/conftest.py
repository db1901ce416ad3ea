"""The ground of all tests: a real PostgreSQL, the application's restricted role, and a province of one's own.

Tests commit for real. Nothing is rolled back or truncated: each test that needs one founds a province of its own, as
the installation does, and sees nothing of the others.
"""

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

_HOME = Path(tempfile.mkdtemp(prefix="paht-test-"))
_HOME.chmod(0o711)  # root drops to another account for PostgreSQL, which must get in
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
os.environ["PAHT_HOME"] = str(_HOME)

import django  # noqa: E402

from paht.installation.home import Home  # noqa: E402

Home.from_environment().create()
(_HOME / "static").mkdir(exist_ok=True)  # WhiteNoise warns where collectstatic never ran
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from paht import clock  # noqa: E402
from paht.doors.cli.vault import answering  # noqa: E402
from paht.installation.postgres import Server, discard, ensure_running  # noqa: E402
from paht.installation.vault_folder import prepare  # noqa: E402
from paht.people.vault_wire import hang_up  # noqa: E402
from paht.record.folder import Folder  # noqa: E402
from paht.settings import database_settings  # noqa: E402
from tests.person import Browser  # noqa: E402
from tests.province import TestProvince, found  # noqa: E402

NOON_OF_A_WORKING_DAY = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
"""Wednesday 18 November 2026, 10:00 in Vietnam: a plain working morning."""


@pytest.fixture(scope="session")
def database() -> Iterator[Server]:
    """The embedded PostgreSQL of this run, migrated by its owner."""
    from django.core.management import call_command
    from django.db import connections

    server = ensure_running(Home.from_environment())
    for alias, role in (("default", "app"), ("owner", "owner")):
        # The settings were read before this home had a database: its address and passwords are known only now.
        connections[alias].settings_dict.update(database_settings(role))
    try:
        call_command("migrate", database="owner", verbosity=0)
        prepare(server.home)
        # In a thread of this process, so that the clock that a test sets is the vault's, too.
        with answering(server.home):
            yield server
        hang_up()
    finally:
        connections.close_all()
        server.leave()
        discard(server.home)


class Clock:
    """A clock that a test sets; it stands still until told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **parts: float) -> datetime:
        """Move on by a timedelta's parts; returns the new moment."""
        self.at += timedelta(**parts)
        return self.at


@pytest.fixture
def time() -> Iterator[Clock]:
    """The program's clock, at 10:00 on a plain working day."""
    source = Clock(NOON_OF_A_WORKING_DAY)
    with clock.set_to(source):
        yield source


@pytest.fixture
def make_province(database: Server, time: Clock) -> Callable[[str], TestProvince]:
    """Founds a province of an edition, with a cast of people: ``make_province("vinh-long-2025")``."""
    del database

    def make(edition: str) -> TestProvince:
        return found(edition=edition, slug=f"t{uuid.uuid4().hex[:10]}", now=time.at)

    return make


@pytest.fixture
def vinh_long(make_province: Callable[[str], TestProvince]) -> TestProvince:
    """A province under Vĩnh Long 2025."""
    return make_province("vinh-long-2025")


@pytest.fixture
def soc_trang(make_province: Callable[[str], TestProvince]) -> TestProvince:
    """A province under Sóc Trăng 2024."""
    return make_province("soc-trang-2024")


@pytest.fixture(params=["vinh-long-2025", "soc-trang-2024"])
def province(request: pytest.FixtureRequest, make_province: Callable[[str], TestProvince]) -> TestProvince:
    """A province of each edition in turn."""
    return make_province(request.param)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A record of one's own: an empty folder, and a home whose key signs it."""
    home = Home(path=tmp_path / "home")
    home.create()
    monkeypatch.setattr(settings, "HOME", home)
    monkeypatch.setattr(settings, "CHECKPOINTS", tmp_path / "record")
    return Folder(tmp_path / "record")


@pytest.fixture
def browser_of() -> Iterator[Callable[[TestProvince], Client]]:
    """An HTTP client of a province's host name, with CSRF protection in force."""
    with ExitStack():
        yield lambda province: Browser(enforce_csrf_checks=False, headers={"host": province.host})

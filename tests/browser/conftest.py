"""What the browser tests stand on: the real web server on loopback, and a real Chromium that is watched.

Playwright runs an event loop in this thread, in which Django refuses to ask the database: everything a test needs
of the database is there before its browser starts, and the background worker is a process of its own.
"""

import os
import socket
import subprocess
import sys
import time as process_time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.visitor import Watched
from tests.calls.peers import described, exchange_row
from tests.province import TestProvince, found

from paht import clock
from paht.demo.scenes import render
from paht.doors.cli.test import find_chromium
from paht.installation.postgres import Server
from paht.installation.processes import PYTHON_ENVIRONMENT, web_program

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
PICTURE_SIZE = (2304, 1728)


def _environment() -> dict[str, str]:
    return {**os.environ, **PYTHON_ENVIRONMENT, "PYTHONWARNINGS": "default"}


@pytest.fixture(scope="session")
def provinces(database: Server) -> dict[str, TestProvince]:
    """A province of each edition, founded now, under names that browsers count as this machine's own.

    All tests of this folder share them: the web server, which is to run as it does in earnest, reads the host
    names once a minute.
    """
    del database
    run = uuid.uuid4().hex[:10]
    return {
        edition: found(edition=edition, slug=f"b{run}{slug}", now=clock.now(), domain="localhost")
        for edition, slug in (("vinh-long-2025", "vl"), ("soc-trang-2024", "st"))
    }


@pytest.fixture(scope="session")
def ways_in(provinces: dict[str, TestProvince], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The web server's environment of its own: a gateway for messages that nobody hears (tests read what waits to be
    sent), an exchange of Sóc Trăng's hotline, a folder for files of providers of identities, and wide limits."""
    folder = tmp_path_factory.mktemp("ways")
    exchange = exchange_row(provinces["soc-trang-2024"], "tong-dai", "neutral")
    gateway = folder / "sms.toml"
    gateway.write_text('url = "http://127.0.0.1:9/"\n[fields]\nto = "{phone}"\n')
    # All tests send from one address, and most of them from one number, within a quarter of an hour.
    return {
        "PAHT_SMS_GATEWAY": str(gateway),
        "PAHT_CALLS": str(described(folder / "calls.toml", exchange)),
        "PAHT_OPENID": str(folder),
        "PAHT_LIMIT_FACTOR": "50",
        "PAHT_QUIET_HOURS": "off",
    }


@pytest.fixture(scope="session")
def web(
    provinces: object, ways_in: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The web server of this run's database; its port."""
    del provinces
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("web") / "web.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            web_program(port=port, workers=1).command,
            # Under an address of this machine browsers may subscribe to pushes.
            env={**_environment(), "PAHT_ORIGIN": f"http://localhost:{port}", **ways_in},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", server, log)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)
    assert "Traceback" not in log.read_text(), log.read_text()


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = process_time.monotonic() + PATIENCE_SECONDS
    while process_time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            process_time.sleep(0.05)
    raise AssertionError(f"The web server did not answer in {PATIENCE_SECONDS} s: {log.read_text()}")


@pytest.fixture
def work(database: Server) -> Callable[[], None]:
    """Lets the background worker do once what is due: figures, copies of photos, terms that ran out."""
    del database

    def once() -> None:
        subprocess.run(
            [sys.executable, "-m", "paht", "worker", "--once"],
            env=_environment(),
            check=True,
            capture_output=True,
        )

    return once


@pytest.fixture(params=["vinh-long-2025", "soc-trang-2024"])
def here(request: pytest.FixtureRequest, provinces: dict[str, TestProvince]) -> TestProvince:
    """A province of each edition in turn."""
    return provinces[request.param]


@pytest.fixture(scope="session")
def before() -> bytes:
    """A drawn photograph of four megapixels: a pothole."""
    return render("pothole", after=False, seed=1, size=PICTURE_SIZE)


@pytest.fixture(scope="session")
def after() -> bytes:
    """The same place, mended."""
    return render("pothole", after=True, seed=1, size=PICTURE_SIZE)


@pytest.fixture
def chromium(provinces: object) -> Iterator[Browser]:
    """A Chromium of the test's own, started when the provinces stand."""
    del provinces
    path = find_chromium()
    assert path is not None, "The browser tests need Chromium: ./paht test finds or installs it."
    arguments = ["--no-sandbox", "--enable-unsafe-swiftshader", "--lang=vi-VN"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium: Browser, here: TestProvince, web: int) -> Iterator[Watched]:
    """Opens windows on the province, and fails the test for any fault that a browser saw meanwhile."""
    windows = Watched(chromium, here, origin=f"http://{here.host}:{web}")
    yield windows
    windows.close()
    assert windows.faults == []

"""An installation for the time of a benchmark: a temporary home and the real web server, removed afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.postgres import Server, discard, ensure_running
from paht.installation.processes import PYTHON_ENVIRONMENT, vault_beside, web_program
from paht.installation.vault_folder import prepare

SLUG = "bench"
START_SECONDS = 60


def say(words: str) -> None:
    """Progress for whoever waits."""
    print(f"paht: bench: {words}", file=sys.stderr, flush=True)


@contextmanager
def temporary() -> Iterator[Server]:
    """A home with migrated PostgreSQL, and Django set up on it; once a process, before anything knows the settings."""
    if "paht.settings" in sys.modules:
        raise InstallationError("A benchmark needs a process of its own: run ./paht bench.")
    path = Path(tempfile.mkdtemp(prefix="paht-bench-"))
    path.chmod(0o711)  # under root the vault's own account must reach what is its own below
    # An operator's own database must never be filled with a benchmark's cases.
    for name in [name for name in os.environ if name.startswith(("PAHT_", "DATABASE_URL"))]:
        if name != "PAHT_POSTGRES_BIN":
            del os.environ[name]
    # What a load test sends comes from one address; the limits are counted all the same.
    os.environ |= {
        "PAHT_HOME": str(path),
        "PAHT_LIMIT_FACTOR": "1000000",
        "DJANGO_SETTINGS_MODULE": "paht.settings",
    }
    home = Home(path=path)
    try:
        server = ensure_running(home, say=say)
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        say("making the tables")
        call_command("migrate", database="owner", verbosity=0)
        prepare(home)
        # A benchmark sends more in a minute than a province in a day.
        os.environ["PAHT_VAULT_INDEXES_A_MINUTE"] = "10000000"
        try:
            with vault_beside():
                yield server
        finally:
            connections.close_all()
            server.leave()
    finally:
        discard(home)
        shutil.rmtree(
            path, ignore_errors=True
        )  # the record and the open data, which a home outlives otherwise


@dataclass(frozen=True, slots=True)
class Web:
    """The web server: its process and its port."""

    pid: int
    port: int


@contextmanager
def serving() -> Iterator[Web]:
    """The production web server of this home, ready to answer."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        web_program(port=port).command,
        env={**os.environ, **PYTHON_ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,
    )
    try:
        _wait_for(lambda: _answers(port), process)
        yield Web(process.pid, port)
    finally:
        process.terminate()
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(is_ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise InstallationError("The web server did not start: see the messages above.")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

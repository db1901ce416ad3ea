"""A whole installation in a folder of its own, whose processes the harness kills and starts again."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import MappingProxyType

import psycopg

from paht.installation.home import Home
from paht.installation.postgres import Server, discard, ensure_running
from paht.installation.processes import vault_beside, web_program
from paht.installation.vault_folder import prepare

ROOT = Path(__file__).parents[2]
WORKERS = 2
PATIENCE_SECONDS = 60


class Installation:
    """A home with PostgreSQL and a web server of two workers; everything is gone after ``close``."""

    def __init__(
        self, *, settings: Sequence[str] = (), environment: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """``settings`` are lines for PostgreSQL's operator.conf, ``environment`` variables of its own."""
        self.home = Home(path=Path(tempfile.mkdtemp(prefix="paht-harness-")))
        self.home.path.chmod(
            0o711
        )  # root drops to other accounts for PostgreSQL and the vault, which must get in
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("PAHT_", "DATABASE_"))
            },
            "PAHT_HOME": str(self.home.path),
            "PAHT_LIMIT_FACTOR": "1000000",
            "DJANGO_SETTINGS_MODULE": "paht.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            **environment,
        }
        self.server = self._database()
        self.run("-m", "django", "migrate", "--database", "owner", "--no-input", "--verbosity", "0")
        prepare(self.home)
        self._vault = ExitStack()
        self._vault.enter_context(self._beside())
        self.commune = self.run("-m", "tests.harness.founding").strip()
        if settings:
            # Only now: the tables and the province themselves must be safe whatever the settings risk.
            (self.server.cluster.data / "operator.conf").write_text("\n".join(settings) + "\n")
            self.server.cluster.stop()
            self.server = self._database()
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self.web = self._web()

    def run(self, *words: str, status: int = 0) -> str:
        """Run Python with these words in this home; returns what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr + done.stdout
        return done.stdout

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection as the superuser, who sees everything."""
        return psycopg.connect(self.server.url("super"), autocommit=True)

    def kill_worker(self, choice: int) -> None:
        """SIGKILL to one web worker; the server itself brings another."""
        workers = _children(self.web.pid)
        if workers:
            _kill(workers[choice % len(workers)])

    def kill_web(self) -> None:
        """SIGKILL to the web server and all its workers at once; then start it again."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.web = self._web()

    def kill_database(self) -> None:
        """SIGKILL to the postmaster and every backend at once; then start it again."""
        postmaster = self.server.postmaster_pid
        # Stopped first, so that no backend is born between the look and the kill.
        os.kill(postmaster, signal.SIGSTOP)
        for pid in (*_children(postmaster), postmaster):
            _kill(pid)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.server.cluster.postmaster_pid() is not None and time.monotonic() < deadline:
            time.sleep(0.005)
        self.server = self._database()

    def close(self) -> None:
        """Stop and remove everything."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self._vault.close()
        self.server.stop()
        discard(self.home)

    def _database(self) -> Server:
        return ensure_running(self.home, environ=self.environment, say=lambda _words: None)

    def _beside(self) -> AbstractContextManager[None]:
        """The processes that run beside the web server until the end."""
        return vault_beside(self.environment)

    def _web_words(self) -> tuple[str, ...]:
        return web_program(port=self.port, workers=WORKERS).command

    def _web(self) -> subprocess.Popen[bytes]:
        words = self._web_words()
        with (self.home.logs / "web.log").open("ab") as log:
            return subprocess.Popen(
                words,
                env=self.environment,
                cwd=self.home.path,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _children(pid: int) -> list[int]:
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                fields = (process / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[1]) == pid:
                found.append(int(process.name))
    return sorted(found)

"""A whole home with a moved clock, and everything that lies in it or can be taken out of it."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from tests.canaries.moved import MOMENT, PLANT
from tests.harness.installation import PATIENCE_SECONDS, ROOT, Installation

from paht.installation.vault_folder import socket_file


class MovedHome(Installation):
    """PostgreSQL, web, worker and vault as processes, at a moment of one's choice; each writes a log of its own."""

    def __init__(self, *, at: datetime) -> None:
        self.shared = Path(tempfile.mkdtemp(prefix="paht-canaries-"))
        self.shared.chmod(0o755)
        self.plant = self.shared / "plant"
        self.moment = self.shared / "moment"
        self.moment.write_text(str((at - datetime.now(UTC)).total_seconds()))
        self.moment.chmod(0o644)
        super().__init__(
            environment={MOMENT: str(self.moment), PLANT: str(self.plant)},
        )

    def listens(self) -> None:
        """Wait until the web server answers."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            assert time.monotonic() < deadline, (self.home.logs / "web.log").read_text()
            time.sleep(0.05)

    def _web_words(self) -> tuple[str, ...]:
        *words, _application = super()._web_words()
        return (*words, "tests.canaries.web:application")

    @contextlib.contextmanager
    def _beside(self) -> Iterator[None]:
        started = [self._command("vault", "serve")]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not socket_file(self.home, environ=self.environment).exists():
            assert started[0].poll() is None, (self.home.logs / "vault.log").read_text()
            assert time.monotonic() < deadline, "the vault does not listen"
            time.sleep(0.02)
        started.append(self._command("worker"))
        try:
            yield
        finally:
            for process in started:
                process.terminate()
                process.wait(PATIENCE_SECONDS)

    def _command(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.home.logs / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.canaries.moved", *words],
                env={**self.environment, "PAHT_SUPERVISED": "1"},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def worker_is_through(self) -> None:
        """Wait until the worker has folded every figure and made every copy that waits."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self.connect() as connection:
            waits = "SELECT EXISTS (SELECT FROM figures_delta) OR EXISTS (SELECT FROM evidence_waiting)"
            while connection.execute(waits).fetchone() == (True,):
                assert time.monotonic() < deadline, (self.home.logs / "worker.log").read_text()
                time.sleep(0.1)

    def logs_of(self, program: str) -> str:
        """What a program has written about itself."""
        return (self.home.logs / f"{program}.log").read_text()

    @contextlib.contextmanager
    def goes_wrong(self, how: str) -> Iterator[None]:
        """The web application has the defect meanwhile."""
        self.plant.write_text(how)
        self.plant.chmod(0o644)
        try:
            yield
        finally:
            self.plant.unlink()

    def tables(self) -> Iterator[tuple[str, bytes]]:
        """The database as ``pg_dump`` writes it: every row of every table, the catalogue's among them."""
        with psycopg.connect(self.server.url("super")) as connection:
            names = connection.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname <> 'information_schema' "
                "AND tablename <> 'pg_authid'"
            ).fetchall()
            for schema, table in names:
                query = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(schema, table))
                with connection.cursor().copy(query) as copy:
                    yield f"table {schema}.{table}", b"".join(map(bytes, copy))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the home but the vault's keys: logs, originals, copies, record, and the database's own files
        with the write-ahead log."""
        for file in sorted(self.home.path.rglob("*")):
            if self.home.vault in file.parents or not file.is_file() or file.is_symlink():
                continue
            with contextlib.suppress(FileNotFoundError):
                yield str(file.relative_to(self.home.path)), file.read_bytes()

    def close(self) -> None:
        """Stop and remove everything."""
        super().close()
        for file in self.shared.iterdir():
            file.unlink()
        self.shared.rmdir()

"""One data folder of PostgreSQL: made by initdb, configured, started, adopted and stopped."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from paht.installation.accounts import Account
from paht.installation.binaries import Binaries
from paht.installation.errors import InstallationError
from paht.installation.passwords import role_name

START_SECONDS = 300
"""How long a start may take: replaying the log after a crash of a busy server is a matter of minutes at
most.
"""

OLD_CHILDREN_SECONDS = 30
"""How long the children of a killed server may need to notice that their parent is gone."""

NO_PROCESS = 2_147_483_646
"""A process id that no system gives out."""

LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8")
"""Never plain C: under it pg_trgm takes đ, ư or ổ for no letters and a Vietnamese search finds nothing."""

CONFIGURATION = """\
# Written by paht at every start; put settings of your own into operator.conf beside this file.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = {permissions}
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '{buffers}MB'
jit = off
# As on solid-state disks. A prepared statement keeps its plan: one made while a table was small must use the index
# that it will need when the table has grown, not read the whole table.
random_page_cost = 1.1
# Nothing that was acknowledged may be lost.
fsync = on
synchronous_commit = on
full_page_writes = on
# Personal data must never reach the log. A message of level ERROR can quote a value ("invalid input syntax:
# ..."), DETAIL quotes whole rows and STATEMENT the query, so none of the three is written; the program
# reports its own errors.
logging_collector = on
log_directory = '{log}'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_file_mode = 0600
log_min_messages = 'log'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_statement = 'none'
log_min_duration_statement = -1
log_min_duration_sample = -1
log_duration = off
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_autovacuum_min_duration = -1
log_temp_files = -1
log_line_prefix = '%m [%p] '
cluster_name = 'paht'
include_if_exists = 'operator.conf'
"""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A data folder, the programs that serve it and the account that they run under."""

    data: Path
    socket: Path
    log: Path
    binaries: Binaries
    account: Account

    @property
    def exists(self) -> bool:
        """Whether initdb has finished here."""
        return (self.data / "PG_VERSION").exists()

    def initialise(self, *, superuser_password: str) -> None:
        """Make the data folder; an interrupted attempt leaves nothing that looks like one."""
        part = self.data.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        secret = self.data.with_suffix(".secret")
        secret.unlink(missing_ok=True)
        with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(superuser_password + "\n")
        self.account.owns(secret)
        try:
            self._run_initdb(part, secret)
        finally:
            secret.unlink(missing_ok=True)
        with (part / "postgresql.conf").open("a") as file:
            file.write("include = 'paht.conf'\n")
        (part / "operator.conf").write_text("# Settings of the operator's own; they win over paht.conf.\n")
        self.account.owns(part / "operator.conf")
        part.rename(self.data)

    def _run_initdb(self, part: Path, secret: Path) -> None:
        complaint = ""
        for locale in LOCALES:
            options: list[str | Path] = [
                *("--pgdata", part, "--username", role_name("super"), "--pwfile", secret),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", locale, "--data-checksums"),
                *("--text-search-config", "simple"),
            ]
            if self.binaries.major >= 17:
                options += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
            done = self.account.run(self.binaries.folder / "initdb", *options)
            if done.returncode == 0:
                return
            complaint = done.stderr.strip() or done.stdout.strip()
            shutil.rmtree(part, ignore_errors=True)
            if "locale" not in complaint:
                break
        raise InstallationError(f"PostgreSQL's initdb could not make {part}: {_last_line(complaint)}")

    def start(self, *, say: Callable[[str], None]) -> None:
        """Start the server and wait until it takes connections; raises InstallationError with the log's last
        line.
        """
        configuration = self.data / "paht.conf"
        configuration.write_text(
            CONFIGURATION.format(
                socket=self.socket,
                log=self.log,
                buffers=_buffers_megabytes(),
                # Under root the programs come in by the account's group; see installation.confinement.
                permissions="0700" if self.account.is_ours else "0770",
            )
        )
        configuration.chmod(0o600)
        self.account.owns(configuration)
        first_words = self.log / "start.log"
        last_try = time.monotonic() + OLD_CHILDREN_SECONDS
        while True:
            self._disarm_stale_pid_file()
            self._remove_stale_socket()
            before = self._log_sizes()
            first_words.unlink(missing_ok=True)
            done = self.account.run(
                *(self.binaries.folder / "pg_ctl", "start", "--wait", "--timeout", str(START_SECONDS)),
                *("--silent", "--pgdata", self.data, "--log", first_words),
                timeout=START_SECONDS + 60,
            )
            if done.returncode == 0:
                return
            complaint = done.stderr + self._logged_since(before)
            # After a kill -9 the old children still hold the memory for a moment; PostgreSQL rightly waits
            # for them to go.
            waiting = "shared memory block" in complaint or "lock file" in complaint
            if not waiting or time.monotonic() > last_try:
                raise InstallationError(
                    f"PostgreSQL did not start: {_last_line(complaint)} (see {first_words} and {self.log})"
                )
            say("waiting for what is left of the killed PostgreSQL")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop the server with a fast shutdown (open transactions are rolled back); an immediate one when
        that takes too long.
        """
        if self.postmaster_pid() is None:
            return
        for mode, seconds in (("fast", 60), ("immediate", 30)):
            done = self.account.run(
                *(self.binaries.folder / "pg_ctl", "stop", "--wait", "--timeout", str(seconds)),
                *("--silent", "--pgdata", self.data, "--mode", mode),
            )
            if done.returncode == 0 or self.postmaster_pid() is None:
                return
        raise InstallationError(
            f"PostgreSQL did not stop: {_last_line(done.stderr)} (its data are in {self.data})"
        )

    def postmaster_pid(self) -> int | None:
        """Return the process id of the server that serves this very folder, None when it does not run."""
        pid = self._noted_pid()
        return pid if pid is not None and self._is_postmaster(pid) else None

    def _noted_pid(self) -> int | None:
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        return None

    def _is_postmaster(self, pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass
        process = Path(f"/proc/{pid}")
        if not Path("/proc/self/stat").exists():
            return True
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            words = (process / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state != "Z" and os.fsencode(self.data) in words

    def _disarm_stale_pid_file(self) -> None:
        """Let PostgreSQL see that the noted process is gone, where a zombie or a stranger has its number.

        The file is not removed: its other lines let PostgreSQL itself check that no child of the old server
        still writes.
        """
        pid = self._noted_pid()
        if pid in (None, NO_PROCESS) or self._is_postmaster(pid or NO_PROCESS):
            return
        path = self.data / "postmaster.pid"
        lines = path.read_text().splitlines()
        part = path.with_suffix(".part")
        part.write_text("\n".join([str(NO_PROCESS), *lines[1:]]) + "\n")
        part.chmod(0o600)
        self.account.owns(part)
        part.replace(path)

    def _remove_stale_socket(self) -> None:
        """Remove what a killed server left in its socket's folder, whose number another process may have by
        now.
        """
        if self.postmaster_pid() is None:
            for path in self.socket.glob(".s.PGSQL.*"):
                path.unlink(missing_ok=True)

    def _log_sizes(self) -> dict[Path, int]:
        return {path: path.stat().st_size for path in self.log.glob("postgresql-*.log")}

    def _logged_since(self, before: dict[Path, int]) -> str:
        """Return what was logged after ``before``: the reason of a failed start is there or in the first
        words.
        """
        pieces = [_read(self.log / "start.log")]
        for path in sorted(self.log.glob("postgresql-*.log")):
            with path.open("rb") as file:
                # A file that was begun anew this very day is shorter than it was.
                file.seek(min(before.get(path, 0), path.stat().st_size))
                pieces.append(file.read().decode(errors="replace"))
        return "".join(pieces)


def _buffers_megabytes() -> int:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    return max(16, min(256, memory // 8))


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip() and "HINT" not in line]
    telling = [line for line in lines if "FATAL" in line or "error:" in line]
    return (telling or lines or ["no reason was given"])[-1]

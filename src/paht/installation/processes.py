"""The processes of an installation: started together, restarted when one dies, stopped in order.

Used by ``serve``, ``worker`` and ``demo``. The database is not among them: the supervisor's caller starts
it before and leaves it after, so that it is the last to go.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from paht.installation.addresses import is_external, socket_folder
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.leashed import CONFINED
from paht.installation.vault_folder import socket_file

STOP_SECONDS = 20
"""How long a child may finish what it has begun before it is killed."""

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
HEALTHY_SECONDS = 30
"""A child that ran this long had started well: its next restart waits the shortest time again."""

PYTHON_ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONSAFEPATH": "1"}
"""Children find this very checkout, and nothing in the folder that the caller happens to stand in."""

SUPERVISED = "PAHT_SUPERVISED"
"""Set for children: the database is somebody else's care."""

PROCESS = "PAHT_PROCESS"
"""Which child it is, where its settings must know less than an operator's command."""

SECRET_ADDRESSES = ("PAHT_OWNER_URL", "PAHT_VAULT_URL")
"""Addresses of the database, with passwords, that web and worker must not have."""

AT_WORK = "vault is at work"
"""What the vault process says when it answers."""

LONGEST_WORDS = 1 << 20

DEFAULT_PORT = 8000
WEB_WORKERS = 2
THREADS_PER_WORKER = 8
"""Each waits for the commit most of its time, and what waits together is flushed together: on a disk that takes
milliseconds to flush, four of them left a good part of the processor idle.
"""

OPEN_CONNECTIONS = 4096
"""A worker's. Browsers keep connections open without asking anything, and the server counts every one of them as a
request in work: a small number here would let a few dozen idle visitors shut everybody else out.
"""


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run: the name is for messages, ``environment`` is added to the supervisor's own, ``without`` taken
    out of it.

    Where the supervisor is root, a ``confined`` program has none of root's powers, and of the database's account only
    the group, by which it comes to the socket.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    confined: bool = False


@dataclass(kw_only=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    delay: float = FIRST_DELAY_SECONDS
    due: float = 0.0


class Supervisor:
    """Keeps ``programs`` running, in their order, until a signal asks to stop; stops them in the same order.

    To be used from the main thread alone: the kernel ties a child's life to the thread that started it.
    """

    def __init__(self, programs: Sequence[Program], *, say: Callable[[str], None] | None = None) -> None:
        self._children = [_Child(program=program) for program in programs]
        self._say = say or _say_on_stderr
        self._stopping = False

    def run(self, *, while_running: Callable[[], None] | None = None, every: float = 0.2) -> int:
        """Start all and watch over them; returns 0 after SIGINT, SIGTERM or SIGHUP, when all have stopped.

        ``while_running`` is called about every ``every`` seconds (the database's own health check, for
        example).
        """
        with self._signals():
            try:
                for child in self._children:
                    self._start(child)
                while not self._stopping:
                    self._look_after()
                    if while_running is not None:
                        while_running()
                    time.sleep(every)
            finally:
                self.stop()
        return 0

    def stop(self) -> None:
        """Stop every child, one after the other: politely first, then with SIGKILL for it and all of its own
        children.
        """
        self._stopping = True
        for child in self._children:
            if child.process is not None:
                _end(child.process)
                child.process = None

    def pids(self) -> dict[str, int]:
        """Return the process ids of the running children by name."""
        return {
            child.program.name: child.process.pid for child in self._children if child.process is not None
        }

    def _start(self, child: _Child) -> None:
        program = child.program
        confined = program.confined and os.geteuid() == 0
        words = (*((CONFINED,) if confined else ()), str(os.getpid()), *program.command)
        environment = {**os.environ, **PYTHON_ENVIRONMENT, SUPERVISED: "1", **program.environment}
        for name in program.without:
            environment.pop(name, None)
        child.process = subprocess.Popen(
            (sys.executable, "-m", "paht.installation.leashed", *words),
            env=environment,
            extra_groups=database_groups() if confined else None,
            stdin=subprocess.DEVNULL,
            # A group of its own: Ctrl-C reaches the supervisor alone, which then keeps the order.
            start_new_session=True,
        )
        child.started = time.monotonic()

    def _look_after(self) -> None:
        for child in self._children:
            now = time.monotonic()
            if child.process is None:
                if now >= child.due:
                    self._start(child)
                continue
            if not _has_ended(child.process):
                continue
            status = _bury(child.process)
            child.process = None
            if now - child.started >= HEALTHY_SECONDS:
                child.delay = FIRST_DELAY_SECONDS
            child.due = now + child.delay
            how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
            self._say(f"{child.program.name} {how}; starting it again in {child.delay:g} s")
            child.delay = min(child.delay * 2, LONGEST_DELAY_SECONDS)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
            self._stopping = True

        wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, ask_to_stop) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def port(environ: Mapping[str, str] | None = None) -> int:
    """Return ``PAHT_PORT`` (default 8000); raises InstallationError when it is no port number."""
    value = (os.environ if environ is None else environ).get("PAHT_PORT") or str(DEFAULT_PORT)
    if not value.isdecimal() or not 1 <= int(value) <= 65_535:
        raise InstallationError(f"PAHT_PORT is {value!r}, which is no port number: set it to 1024 to 65535.")
    return int(value)


def check_port_free(*, host: str, port: int) -> None:
    """Raise InstallationError when another program already answers on ``host`` and ``port``.

    The web server itself would not notice: it shares the port, and every second request would go to the
    other one.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InstallationError(
                f"The address {host}:{port} cannot be used ({error.strerror}): "
                f"stop the program that has it, or choose another port, for example PAHT_PORT={port + 1}."
            ) from error


def web_program(
    *, host: str = "127.0.0.1", port: int, name: str = "web", workers: int = WEB_WORKERS
) -> Program:
    """Return the web server on one address; several addresses are several programs."""
    words = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS_PER_WORKER)),
        *(
            "--backlog",
            str(OPEN_CONNECTIONS),
            "--backpressure",
            str(OPEN_CONNECTIONS),
            "--http",
            "1",
            "--no-ws",
        ),
        *("--respawn-failed-workers", "--respawn-interval", "0.2"),
        *("--workers-kill-timeout", "15", "--log-level", "error"),
        "paht.wsgi:application",
    ]
    return Program(
        name=name, command=tuple(words), environment={PROCESS: "web"}, without=SECRET_ADDRESSES, confined=True
    )


def worker_program(*, name: str = "worker") -> Program:
    """Return the background worker."""
    return Program(
        name=name,
        command=(sys.executable, "-m", "paht", "worker"),
        environment={PROCESS: "worker"},
        without=SECRET_ADDRESSES,
        confined=True,
    )


def vault_program(*, name: str = "vault") -> Program:
    """Return the vault process. It begins as the supervisor's account and leaves it by itself: under another one it
    may not even find the interpreter."""
    command = (sys.executable, "-m", "paht", "vault", "serve")
    return Program(name=name, command=command, without=("PAHT_OWNER_URL",))


@contextlib.contextmanager
def vault_beside(environ: Mapping[str, str] | None = None) -> Iterator[None]:
    """The vault process of the home while the block runs, for whoever starts a web server without a supervisor.

    Raises InstallationError with its own last words where it ends instead of listening.
    """
    environ = os.environ if environ is None else environ
    place = socket_file(Home.from_environment(environ), environ=environ)
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            (sys.executable, "-m", "paht.installation.leashed", str(os.getpid()), *vault_program().command),
            env={**environ, **PYTHON_ENVIRONMENT, SUPERVISED: "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
        )
        try:
            _wait_for_vault(process, place, words)
            yield
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(STOP_SECONDS)


def _wait_for_vault(process: subprocess.Popen[bytes], place: Path, words: IO[bytes]) -> None:
    # Not the socket's file: a killed vault leaves that behind, and one that changes accounts has it before it answers.
    until = time.monotonic() + STOP_SECONDS
    while AT_WORK.encode() not in (said := _said(words)):
        if process.poll() is not None:
            last = said.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
            raise InstallationError(f"The vault process did not start: {last[0].removeprefix('paht: ')}")
        if time.monotonic() > until:
            raise InstallationError(f"The vault process does not listen on {place} after {STOP_SECONDS} s.")
        time.sleep(0.02)


def _said(words: IO[bytes]) -> bytes:
    # By position: the process writes on from where it is.
    return os.pread(words.fileno(), LONGEST_WORDS, 0)


def database_groups() -> tuple[int, ...]:
    """The group by which a program without root's powers comes to the embedded database's socket; empty where it needs
    none."""
    folder = socket_folder(Home.from_environment())
    if os.geteuid() != 0 or is_external() or not folder.is_dir():
        return ()
    return (folder.stat().st_gid,)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    # Without reaping: until then neither its number nor its group's can be given to another process.
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _bury(process: subprocess.Popen[bytes]) -> int:
    """Kill what an ended child left in its group (a web server's workers still hold the port); returns its
    status.
    """
    # The child leads its own session, so its number is also its group's.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    # Not Popen.terminate, which reaps a process that has just ended and so lets its group escape.
    os.kill(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while not _has_ended(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    _bury(process)


def _say_on_stderr(message: str) -> None:
    print(f"paht: {message}", file=sys.stderr, flush=True)

"""Having files read by a process that may be killed: the way in to everything here, for web server and worker alike.

A workshop has one child, which reads one file at a time; callers wait in turn. The child is started when the first file
comes, kept for the next, and replaced when it has read enough, took too long, or died of a file. No path, no secret and
no connection ever reaches it: a file is handed over as an open descriptor, what is made of it comes back through
another one.
"""

import atexit
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paht import processors
from paht.examining import limits, refusals, wire, writing
from paht.examining.refusals import Unreadable
from paht.examining.wanted import Wanted
from paht.law.evidence.findings import Findings

log = logging.getLogger("paht.examining")

START_SECONDS = 20.0
PATIENCE_SECONDS = 8.0
"""How long a caller waits for its turn: longer, and whoever fills in the form believes that nothing happens."""
MOST_WAITING = 24

ENVIRONMENT = {
    "PYTHONPATH": str(Path(__file__).parents[2]),
    "PYTHONSAFEPATH": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    # One file is one core's work; more threads would only take memory and the web server's time.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
"""All of the child's environment: nothing of ours, where addresses and passwords are."""


class _Died(Exception):  # noqa: N818 (what happened, not an error of the program)
    """The child ended in the middle; by which signal, 0 for none."""

    def __init__(self, by: int) -> None:
        super().__init__(by)
        self.by = by


class _Turn:
    """Who is next: in the order in which they came, and nobody beyond MOST_WAITING."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()

    @contextlib.contextmanager
    def taken(self, patience_seconds: float) -> Iterator[bool]:
        """Hold the turn; False where it did not come in time, or too many wait already."""
        ticket = object()
        with self._changed:
            if len(self._waiting) > MOST_WAITING:
                yield False
                return
            self._waiting.append(ticket)
            is_ours = self._changed.wait_for(lambda: self._waiting[0] is ticket, patience_seconds)
        try:
            yield is_ours
        finally:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()


class Workshop:
    """One child and the turn of those who want something read."""

    def __init__(self, *, patience_seconds: float = PATIENCE_SECONDS, niceness: int = 5) -> None:
        self._patience, self._niceness = patience_seconds, niceness
        self._turn = _Turn()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._files = 0
        self.walls: tuple[str, ...] = ()
        """Which walls stand around the child: see :func:`paht.examining.cage.close`."""

    def examine(
        self, descriptor: int, *, thorough: bool = False, seconds: float = limits.EXAMINE_WALL_SECONDS
    ) -> Findings | Unreadable:
        """What the open file shows, or the sentence of refusal: :class:`TookTooLong` at the limit, :class:`Busy` where
        too many wait. The descriptor stays the caller's; a type is told by the content alone.

        ``thorough``: a picture is decoded, and its clarity, its signs of editing and its likeness are measured too."""
        answer = self._ask({"call": "examine", "thorough": thorough}, [descriptor], seconds)
        if isinstance(answer, Unreadable):
            return answer
        try:
            return writing.read(answer["findings"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return self._disbelieved()

    def derive(
        self, descriptor: int, wanted: Wanted, *, seconds: float = limits.DERIVE_WALL_SECONDS
    ) -> tuple[int, str] | Unreadable:
        """A form of the open file that carries nothing but what it shows: a new descriptor, at its beginning and the
        caller's to close, and its media type; or the sentence of refusal."""
        made = os.memfd_create("derived", os.MFD_CLOEXEC)
        try:
            answer = self._ask({"call": "derive", "wanted": wanted.written()}, [descriptor, made], seconds)
            if not isinstance(answer, Unreadable) and answer.get("media_type") not in wanted.media_types:
                answer = self._disbelieved()
            if isinstance(answer, Unreadable):
                os.close(made)
                return answer
            os.lseek(made, 0, os.SEEK_SET)
        except BaseException:
            with contextlib.suppress(OSError):
                os.close(made)
            raise
        return made, str(answer["media_type"])

    def derived_bytes(self, descriptor: int, wanted: Wanted) -> tuple[bytes, str] | Unreadable:
        """As ``derive``, as bytes: for what is small."""
        made = self.derive(descriptor, wanted)
        if isinstance(made, Unreadable):
            return made
        with open(made[0], "rb") as file:
            return file.read(), made[1]

    def close(self) -> None:
        """End the child; the next file starts another."""
        process, self._process = self._process, None
        line, self._line = self._line, None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.wait()

    def closed_at_exit(self) -> "Workshop":
        """This workshop, whose child ends with the process that asks."""
        atexit.register(self.close)
        return self

    @property
    def child(self) -> int | None:
        """The child's process id, None where none runs."""
        return self._process.pid if self._process is not None else None

    def _ask(
        self, question: dict[str, Any], descriptors: list[int], seconds: float
    ) -> dict[str, Any] | Unreadable:
        with self._turn.taken(self._patience) as is_ours:
            if not is_ours:
                return refusals.BUSY
            try:
                return self._asked_twice(question, descriptors, seconds)
            except OSError as error:
                # No memory for another process, or no program: nothing that the sender could help.
                log.error("the examining process cannot be started: %s", error)
                self.close()
                return refusals.CLOSED

    def _asked_twice(
        self, question: dict[str, Any], descriptors: list[int], seconds: float
    ) -> dict[str, Any] | Unreadable:
        for is_last in (False, True):
            try:
                answer = self._answer(question, descriptors, seconds)
            except TimeoutError:
                self.close()
                return refusals.TOO_LONG
            except _Died as death:
                if death.by == signal.SIGXCPU:
                    return refusals.TOO_LONG
                # Killed from outside: that was not the file's doing, unless it happens again.
                if death.by in (signal.SIGKILL, signal.SIGTERM) and not is_last:
                    continue
                log.warning("the examining process died of a file (signal %s)", death.by)
                return refusals.UNSAFE
            if "refused" in answer:
                return Unreadable(str(answer["refused"])[:1_000])
            return answer
        raise AssertionError("the second time is the last")

    def _answer(self, question: dict[str, Any], descriptors: list[int], seconds: float) -> dict[str, Any]:
        """Raises TimeoutError at the limit and _Died where the child ended."""
        line = self._ready_line()
        self._files += 1
        try:
            line.settimeout(seconds)
            wire.send(line, question, descriptors)
            received = wire.receive(line, until=time.monotonic() + seconds)
        except TimeoutError:
            raise
        except (OSError, ValueError):
            received = None
        if received is None:
            raise _Died(self._buried())
        answer, gifts = received
        for gift in gifts:
            # It has nothing to hand over.
            os.close(gift)
        if "broke" in answer:
            log.warning("a reader fell over a file: %s", str(answer["broke"])[:100])
        if "spent" in answer:
            self.close()
        return answer

    def _buried(self) -> int:
        """The signal that ended the child; it is gone afterwards, whether or not it had ended."""
        assert self._process is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        status = self._process.returncode
        self.close()
        return -status if status is not None and status < 0 else 0

    def _disbelieved(self) -> Unreadable:
        # Whatever answers nonsense may have been taken over by what it read.
        log.warning("the examining process gave an answer of no known shape, and is replaced")
        self.close()
        return refusals.UNSAFE

    def _ready_line(self) -> socket.socket:
        if self._files >= limits.FILES_PER_CHILD or (
            self._process is not None and self._process.poll() is not None
        ):
            self.close()
        if self._line is None:
            self._start()
        assert self._line is not None
        return self._line

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "paht.examining"],
                env=ENVIRONMENT,
                cwd="/",
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._process, self._line, self._files = process, ours, 0
        processors.yield_to_others(
            process.pid, niceness=min(19, os.getpriority(os.PRIO_PROCESS, 0) + self._niceness)
        )
        ours.settimeout(START_SECONDS)
        received = None
        with contextlib.suppress(ValueError):
            received = wire.receive(ours)
        if received is None or "ready" not in received[0]:
            why = received[0].get("failed") if received is not None else f"signal {self._buried()}"
            raise OSError(f"it ended before it was ready: {why}")
        self.walls = tuple(map(str, received[0]["ready"]))


_shared: Workshop | None = None
_owner = 0
_sharing = threading.Lock()


def workshop() -> Workshop:
    """The workshop of this process; a fork has none of its parent's."""
    global _shared, _owner
    with _sharing:
        if _shared is None or _owner != os.getpid():
            _shared, _owner = Workshop().closed_at_exit(), os.getpid()
    return _shared

"""Checks that can wait until a case has ended: everything its steps, its text and its holders must satisfy.

A large run keeps with each case what was asked, answered and made of it, and has the same checks as a small one done
in batches: by processes forked for each, beside the simulation, or in its own where there is only one. A forked
process finds the cases in its own memory, so nothing is written out for it; it sends back the first thing found broken.
The batches are asked in their order, so what is told does not depend on who was faster.
"""

import gc
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from paht.law.casework.case import Case, Refused
from paht.law.casework.events import Event
from paht.law.worktime import Calendar
from paht.simulation.broken import BrokenError, must, total
from paht.simulation.files import File
from paht.simulation.held import folded, held_times
from paht.simulation.invariants import Invariants
from paht.simulation.reachable import Reachable

BATCH = 4_000
"""Cases checked at a time: each fork makes both sides copy the memory that they touch after it."""

_COLLECTED_EVERY = 200_000
"""Objects made before the collector looks for cycles: a simulation makes none worth the search."""

Closed = tuple[File, Calendar]
"""A case that was let go, and the calendar then in force."""


class Deferred:
    """The cases let go and not yet checked, and the processes that check others."""

    def __init__(self, checks: Invariants, reachable: Reachable, *, processes: int) -> None:
        can_fork = "fork" in get_all_start_methods() and threading.active_count() == 1
        self.checks = checks
        self.reachable = reachable
        self.processes = processes if can_fork else 1
        self._batch: list[Closed] = []
        self._size = BATCH
        self._running: deque[tuple[BaseProcess, Connection]] = deque()

    def put(self, file: File, calendar: Calendar) -> None:
        """Have the case checked; ``BrokenError`` where an earlier batch is found broken."""
        self._batch.append((file, calendar))
        if len(self._batch) >= self._size:
            self._send()

    def nears_its_end(self) -> None:
        """Nothing is simulated any more: batches become small, so that every process has its share of the last."""
        self._size = max(BATCH // 10, 1)
        waiting, self._batch = self._batch, []
        for file, calendar in waiting:
            self.put(file, calendar)

    def finish(self) -> None:
        """Wait until everything is checked; ``BrokenError`` for the first thing found broken."""
        self._send()
        while self._running:
            self._collect()

    def stop(self) -> None:
        """Let go of the processes that still run."""
        for process, told in self._running:
            process.kill()
            process.join()
            told.close()
        self._running.clear()

    def _send(self) -> None:
        batch, self._batch = self._batch, []
        if not batch:
            return
        if self.processes == 1:
            found = first_broken(batch, self.checks, self.reachable)
            if found is not None:
                raise found
            return
        while len(self._running) >= self.processes:
            self._collect()
        context = get_context("fork")
        told, tells = context.Pipe(duplex=False)
        process = context.Process(
            target=_check, args=(batch, self.checks, self.reachable, tells), daemon=True
        )
        process.start()
        tells.close()
        self._running.append((process, told))

    def _collect(self) -> None:
        process, told = self._running.popleft()
        try:
            found, searched = told.recv()
        except EOFError as gone:
            raise RuntimeError("a process that checks cases died") from gone
        finally:
            process.join()
            told.close()
        if found is not None:
            raise found
        self.reachable.known |= searched


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles of memory more seldom while this lasts."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECTED_EVERY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def first_broken(batch: list[Closed], checks: Invariants, reachable: Reachable) -> BrokenError | None:
    """The first thing that does not hold in these cases, with its case; ``None`` where everything does."""
    for file, calendar in batch:
        try:
            total("check", partial(check, file, calendar, checks, reachable))
        except BrokenError as broken:
            broken.case = file.id
            return broken
    return None


def check(file: File, calendar: Calendar, checks: Invariants, reachable: Reachable) -> None:
    """Check every step of the case as it was made, then its whole text; ``BrokenError`` names the case."""
    at, events = file.last_at, 0
    lived: list[tuple[Case, Event]] = []
    try:
        for step in file.trail:
            at, file.case = step.at, step.before
            checks.answer(
                case=step.before,
                actor=step.actor,
                command=step.command,
                events=step.answer,
                sound=step.sound,
                fits=step.fits,
            )
            if isinstance(step.answer, Refused):
                continue
            for before, event, after in folded(step):
                events += 1
                checks.event(file=file, before=before, after=after, event=event, calendar=step.calendar)
                lived.append((after, event))
                file.case = after
            if step.answer:
                checks.state(file)
                total("reach", partial(reachable.check, step.after, at=step.at, calendar=step.calendar))
        at, events = file.last_at, file.events
        _whole(file, lived, calendar)
    except BrokenError as broken:
        broken.at = at.isoformat() if at is not None else ""
        broken.events = story(file)[:events]
        raise


def _whole(file: File, lived: list[tuple[Case, Event]], calendar: Calendar) -> None:
    """The text says what happened, so that it leads to every state that the case was in, and by the law the case was
    held as was counted along the way."""
    written = total("replay", lambda: list(file.written()))
    must(len(written) == len(lived), "replay equals state", lambda: f"{len(written)} of {len(lived)} events")
    for again, (_, event) in zip(written, lived, strict=True):
        must(
            again == event,
            "replay equals state",
            lambda a=again, b=event: f"{_told(a)} instead of {_told(b)}",
        )
    held_times(file, lived, calendar)


def _told(event: Event) -> str:
    """The event but for its actor, whose roles stand in no order."""
    return f"{event.body!r} at {event.at}, {event.opened!r}, {event.ended!r}"


def story(file: File) -> list[dict[str, Any]]:
    """The events of the case as written; none where they cannot be written."""
    try:
        file.write()
    except Exception:
        return []
    return [json.loads(text) for text in file.texts]


def _check(batch: list[Closed], checks: Invariants, reachable: Reachable, tells: Connection) -> None:
    """What a forked process does: it lives for one batch, so it never looks for cycles. It tells the first thing found
    broken, and from where it has found an end, which nobody need search again."""
    gc.disable()
    known = frozenset(reachable.known)
    tells.send((first_broken(batch, checks, reachable), reachable.known - known))
    tells.close()

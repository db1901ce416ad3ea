"""Checking the whole event log against itself and against the record that lies outside of the database.

The cases are cut into ranges of keys, which several processes check; the first fault in the order of jurisdiction, case
and event is named. What is wrong with the record itself is named before anything else, because nothing can be held
against it then.
"""

import gc
import os
import secrets
import uuid
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from multiprocessing import get_context
from operator import itemgetter
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509 import Certificate

from paht.cases.checking import Covered, Stored, check
from paht.cases.checkpointing import horizon_here, one_moment
from paht.cases.connecting import kept_connection
from paht.cases.reading_ranges import Key, Range, everything, parts, stored_in
from paht.people.kept_logs import LOGS, KeptLog
from paht.record.findings import Kind
from paht.record.folder import Folder
from paht.record.inspection import Inspected, inspect
from paht.record.leaves import KEY_BYTES, LEAF_BYTES, Log, key_of, unpacked
from paht.record.rows import RowLog, Signed, Wrong

CHUNK = 500
"""Cases read at once: enough that statements cost little, few enough that memory stays small."""

A_RANGE = 2_000
"""Cases a process checks before it takes the next range."""

ONE_OF = 50
"""Of so many cases whose rows the record vouches for one is replayed all the same, another one each time: that shows
what the program itself did wrong, which no hash can."""

NOT_COVERED = (
    "texts in the vault: the vault's own role alone could open them",
    "the bytes of files",
    "what was written after the newest checkpoint, against whoever owns the database",
)
STAMPS_UNCHECKED = "the time stamps: no root certificate was given (--tsa-root, PAHT_TSA_ROOT)"
WITHOUT_RECORD = (
    "no checkpoint is there to compare with: a case removed whole, or a chain written anew, is not noticed"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the kind, in which case (``None``: in the record itself), at which event and checkpoint."""

    kind: Kind
    jurisdiction_id: int | None
    case_id: uuid.UUID | None
    code: str
    event: int | None
    what: str
    checkpoint: int | None = None
    log: str = ""
    """Which kind of log it is about, where it is about no case (``incident``, …), and whose:"""
    subject_id: uuid.UUID | None = None


@dataclass(slots=True)
class Verification:
    """How much was checked, and the first fault."""

    cases: int = 0
    replayed: int = 0
    events: int = 0
    duties: int = 0
    texts: int = 0
    logs: dict[str, int] = field(default_factory=dict)
    """How many logs beside the cases, by the word of the record's counts."""
    checkpoints: int = 0
    stamps: int = 0
    covered_until: datetime | None = None
    fault: Fault | None = None
    not_covered: tuple[str, ...] = NOT_COVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record's folder and the public key, got from where nobody could change it."""

    folder: Folder
    key: Ed25519PublicKey
    roots: tuple[Certificate, ...] = ()
    """Where the chains of those who stamp checkpoints end; without any, stamps are not checked."""


def verify(
    *,
    jurisdiction_id: int | None = None,
    record: Record | None = None,
    processes: int = 1,
    chunk: int = CHUNK,
    one_of: int = ONE_OF,
) -> Verification:
    """Check every case of every jurisdiction, or of one, up to the first fault; each case is read at one moment.

    Every case that cannot be believed without it is replayed, and of the others one of ``one_of`` (1: all).
    """
    found = Verification()
    # Before the database is read: what is written meanwhile is then newer than the record, never missing in it.
    inspected = Inspected() if record is None else inspect(record.folder, record.key)
    found.checkpoints = len(inspected.checkpoints)
    if inspected.latest is None:
        found.not_covered = (WITHOUT_RECORD, *NOT_COVERED)
    else:
        found.covered_until = inspected.latest.at
    if record is not None:
        _check_stamps(found, inspected, record)
    if inspected.findings:
        first = inspected.findings[0]
        found.fault = Fault(first.kind, None, None, "", None, first.what, first.checkpoint)
        return found
    tasks = _tasks(inspected, jurisdiction_id, chunk, one_of)
    for part in _performed(tasks, min(processes, len(tasks))):
        found.cases += part.cases
        found.replayed += part.replayed
        found.events += part.events
        found.duties += part.duties
        found.texts += part.texts
        if part.fault is not None:
            found.fault = part.fault
            return found
    for kept in LOGS:
        found.logs[kept.word], found.fault = _checked_logs(kept, inspected, jurisdiction_id)
        if found.fault is not None:
            break
    return found


def _check_stamps(found: Verification, inspected: Inspected, record: Record) -> None:
    found.stamps = len(record.folder.stamps())
    if not record.roots and found.stamps:
        found.not_covered = (STAMPS_UNCHECKED, *found.not_covered)
    elif found.stamps:
        # Loaded here alone: most installations have none.
        from paht.record.stamps import check_stamps

        inspected.findings += check_stamps(record.folder, inspected.checkpoints, record.roots)


def _checked_logs(
    of: KeptLog[Any, Any], inspected: Inspected, jurisdiction_id: int | None
) -> tuple[int, Fault | None]:
    """How many were sound up to the first fault: one after the other, with those that only the checkpoints know."""
    start, end = (bisect_left(inspected.covered, bytes([log])) for log in (of.log, of.log + 1))
    signed: dict[Key, list[Signed]] = {}
    for each in inspected.covered[start:end]:
        leaf, place = unpacked(each[:LEAF_BYTES]), int.from_bytes(each[LEAF_BYTES:])
        if jurisdiction_id in (None, leaf.jurisdiction_id):
            said = Signed(leaf.version, leaf.head, inspected.checkpoints[place].number)
            signed.setdefault((leaf.jurisdiction_id, leaf.subject), []).append(said)
    with kept_connection() as raw, one_moment(raw):
        horizon = horizon_here(raw, inspected.latest)
        logs = {
            (log.jurisdiction_id, log.subject): log for log in of.logs(raw, jurisdiction_id=jurisdiction_id)
        }
    for count, key in enumerate(sorted(logs.keys() | signed.keys())):
        try:
            of.check(logs.get(key) or RowLog(*key), signed.get(key, ()), horizon=horizon)
        except Wrong as wrong:
            where = (wrong.checkpoint, of.called, key[1])
            fault = Fault(wrong.kind, key[0], None, "", wrong.event, wrong.what, *where)
            return count, fault
    return len(logs.keys() | signed.keys()), None


class _Task(NamedTuple):
    """A range of cases and what the checkpoints say of them, with the moments of the checkpoints."""

    range: Range
    covered: list[bytes]
    checkpoints: list[tuple[int, datetime]]
    horizon: int | None
    chunk: int
    one_of: int


def _tasks(inspected: Inspected, jurisdiction_id: int | None, chunk: int, one_of: int) -> list[_Task]:
    moments = [(each.number, each.at) for each in inspected.checkpoints]
    with kept_connection() as raw:
        ranges = list(parts(raw, everything(jurisdiction_id), cases=A_RANGE))
        horizon = horizon_here(raw, inspected.latest)
    return [
        _Task(each, _between(inspected.covered, each), moments, horizon, chunk, one_of) for each in ranges
    ]


def _between(covered: Sequence[bytes], range_: Range) -> list[bytes]:
    """The leaves of cases in the range: after its first key, up to its last."""
    start = bisect_left(covered, _after(range_.after))
    return list(covered[start : bisect_left(covered, _after(range_.until))])


def _after(key: Key) -> bytes:
    """A word greater than every leaf of that case and smaller than those of the next."""
    # Before the first jurisdiction there is none, and no case has the least identifier.
    return key_of(log=Log.CASE, jurisdiction_id=max(key[0], 0), subject=key[1]) + b"\xff" * LEAF_BYTES


def _performed(tasks: Sequence[_Task], processes: int) -> Iterator[Verification]:
    if processes == 1:
        yield from map(_checked_range, tasks)
        return
    # Spawned: a process that was forked would share our connection.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin) as pool:
        try:
            yield from pool.map(_checked_range, tasks)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    django.setup()
    # Values of the law never refer to themselves: looking for cycles among millions of them finds nothing.
    gc.disable()


def _checked_range(task: _Task) -> Verification:
    """Check one range up to its first fault."""
    found = Verification()
    covered = _Coverage(task)
    for stored in _with_dropped(task, covered):
        try:
            signed = covered.of(stored.jurisdiction_id, stored.case_id)
            found.replayed += check(
                stored, signed, horizon=task.horizon, replays=lambda: secrets.randbelow(task.one_of) == 0
            )
        except Wrong as wrong:
            found.fault = Fault(
                wrong.kind,
                stored.jurisdiction_id,
                stored.case_id,
                stored.code or "",
                wrong.event,
                wrong.what,
                wrong.checkpoint,
            )
            return found
        found.cases += 1
        found.events += len(stored.events)
        found.duties += len(stored.duties)
        found.texts += len(stored.texts)
    return found


class _Coverage:
    """What the checkpoints say of the cases of a range."""

    def __init__(self, task: _Task) -> None:
        self._checkpoints = task.checkpoints
        self._leaves = {
            key: list(leaves) for key, leaves in groupby(task.covered, key=itemgetter(slice(KEY_BYTES)))
        }

    def keys(self) -> list[Key]:
        """The cases, in their order."""
        found = (unpacked(leaves[0][:LEAF_BYTES]) for leaves in self._leaves.values())
        return [(leaf.jurisdiction_id, leaf.subject) for leaf in found]

    def of(self, jurisdiction_id: int, case_id: uuid.UUID) -> list[Covered]:
        """What they say of one case, by version."""
        key = key_of(log=Log.CASE, jurisdiction_id=jurisdiction_id, subject=case_id)
        return [self._read(each) for each in self._leaves.get(key, ())]

    def _read(self, each: bytes) -> Covered:
        leaf, place = unpacked(each[:LEAF_BYTES]), int.from_bytes(each[LEAF_BYTES:])
        number, before = self._checkpoints[place]
        after = self._checkpoints[place - 1][1] if place else None
        return Covered(leaf.version, leaf.head, number, after, before)


def _with_dropped(task: _Task, covered: _Coverage) -> Iterator[Stored]:
    """The cases of the range in their order, with those that only the checkpoints know."""
    known = iter(covered.keys())
    expected = next(known, None)
    for stored in stored_in(task.range, chunk=task.chunk):
        key = (stored.jurisdiction_id, stored.case_id)
        while expected is not None and expected < key:
            yield Stored(*expected)
            expected = next(known, None)
        if expected == key:
            expected = next(known, None)
        yield stored
    while expected is not None:
        yield Stored(*expected)
        expected = next(known, None)

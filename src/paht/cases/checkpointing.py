"""The worker's minute: a signed checkpoint over the heads of every log that moved, of cases and of what is kept beside
them, written outside of the database.

What moved is found by the transaction that wrote it. A snapshot says below which number every transaction is over
(``xmin``, the *horizon*): whatever the last checkpoint did not see was written at or above its horizon, however late
it was committed. Clocks and sequences could not promise that.
"""

import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from paht.cases.connecting import Connection, kept_connection
from paht.installation.keys import (
    destroy_record_keys,
    next_record_key,
    record_private_keys,
    record_public_key_file,
    record_public_key_file_of,
)
from paht.people import kept_logs
from paht.record.checkpoints import Checkpoint, origin_of, written_key
from paht.record.folder import Folder, Writer, write_whole
from paht.record.leaves import Leaf, Log
from paht.record.rows import RowLog

EVERY = timedelta(seconds=60)
"""How far two checkpoints lie apart."""

LATE_AFTER = timedelta(minutes=3)
"""How old the newest checkpoint may be before it is an alarm."""

log = logging.getLogger("paht.record")

_SEEN = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       (SELECT system_identifier::text FROM pg_control_system()) || '/'
       || (SELECT timeline_id::text FROM pg_control_checkpoint())
"""

_MOVED = """
SELECT c.jurisdiction_id, c.id, c.version, c.head FROM cases_case c
WHERE (c.jurisdiction_id, c.id) IN (
    SELECT e.jurisdiction_id, e.case_id FROM cases_event e WHERE e.written_in >= %(horizon)s)
"""

_EVERY_CASE = "SELECT c.jurisdiction_id, c.id, c.version, c.head FROM cases_case c"


def folder_of_record() -> Folder:
    """The folder that ``PAHT_CHECKPOINTS`` names."""
    return Folder(settings.CHECKPOINTS)


def make_checkpoint(*, now: datetime, every: timedelta = EVERY) -> int:
    """Sign the next checkpoint where the last is ``every`` old; returns how many were made: 1, or 0.

    Another worker at the same folder is left to do it. A clock that went back makes one at once, which says so.
    """
    with folder_of_record().writing() as writer:
        if writer is None:
            return 0
        before = writer.latest
        if before is not None and before.at <= now < before.at + every:
            return 0
        _add(writer, now=now)
    return 1


def hand_over(*, now: datetime) -> Checkpoint | None:
    """Sign a checkpoint by which the present key hands over to a new one, which signs from the next on. ``None`` while
    another process writes, and while a handing over is not followed by a checkpoint yet."""
    with folder_of_record().writing() as writer:
        if writer is None or (writer.latest and (writer.latest.successor or writer.latest.at >= now)):
            return None
        successor = next_record_key(settings.HOME, after=_signing(writer.latest))
        return _add(writer, now=now, successor=successor.public_key())


def _add(writer: Writer, *, now: datetime, successor: Ed25519PublicKey | None = None) -> Checkpoint:
    home, before = settings.HOME, writer.latest
    key = _signing(before)
    public = record_public_key_file_of(home, key)
    if not public.exists():
        write_whole(public, written_key(key.public_key()))
    with kept_connection() as raw, one_moment(raw):
        horizon, database = raw.execute(_SEEN).fetchone() or (0, "")
        made = writer.add(
            _new_leaves(raw, writer, since=_since(before, horizon, database)),
            at=now,
            horizon=horizon,
            database=database,
            key=key,
            successor=successor,
        )
    # Its successor has signed: nobody shall sign with the older one any more.
    destroy_record_keys(home, older_than=key)
    return made


def _signing(before: Checkpoint | None) -> Ed25519PrivateKey:
    """The key whose turn it is: the one that the newest checkpoint hands over to, else the one that signed it. Where it
    is not here (a folder of another home), the oldest: ``verify`` names what that is."""
    keys = record_private_keys(settings.HOME)
    for key in keys if before else ():
        public = key.public_key()
        if before and before.successor and before.successor == written_key(public).strip():
            return key
        if before and not before.successor and before.origin == origin_of(public):
            return key
    return keys[0]


def late_since(*, now: datetime) -> datetime | None:
    """The moment of the newest checkpoint where it is older than :data:`LATE_AFTER`, and the worker should have made
    another; the least moment where checkpoints were made once and none is left. ``None`` where all is well, and before
    the first worker has run.
    """
    latest = latest_checkpoint()
    if latest is None:
        has_been = record_public_key_file(settings.HOME).exists()
        return datetime.min.replace(tzinfo=UTC) if has_been else None
    return latest.at if now - latest.at > LATE_AFTER else None


def latest_checkpoint() -> Checkpoint | None:
    """The newest checkpoint; ``None`` where there is none that can be read."""
    try:
        return folder_of_record().latest()
    except (ValueError, OSError):
        return None


def horizon_here(raw: Connection, latest: Checkpoint | None) -> int | None:
    """Below which transaction the newest checkpoint knows everything; ``None`` where it is of another database."""
    if latest is None:
        return None
    _, database = raw.execute(_SEEN).fetchone() or (0, "")
    return latest.horizon if database == latest.database else None


def _since(before: Checkpoint | None, horizon: int, database: str) -> int | None:
    """From which transaction on to look; ``None`` for everything: at first, and in a restored database."""
    if before is None or before.database != database or before.horizon > horizon:
        return None
    return before.horizon


def _new_leaves(raw: Connection, writer: Writer, *, since: int | None) -> Iterator[Leaf]:
    statement = _EVERY_CASE if since is None else _MOVED
    cases = (Leaf(Log.CASE, *row) for row in _rows(raw, statement, {"horizon": since}))
    # What was written before such logs were covered has no number: the first checkpoint of them takes all in.
    counted = {name for name, *_ in writer.latest.counts} if writer.latest is not None else set()
    beside = (
        _leaves(kept.log, kept.logs(raw, since=since if kept.word in counted else None))
        for kept in kept_logs.LOGS
    )
    for leaf in chain(cases, *beside):
        known = writer.index.newest(leaf.packed())
        if known is None or known.leaf.version < leaf.version:
            yield leaf
        elif known.leaf != leaf:
            # Nothing is signed that denies what was signed before; ``verify`` names what happened to the case.
            log.warning("the record contradicts the database: run ./paht verify")


def _leaves(log: Log, logs: Iterable[RowLog]) -> Iterator[Leaf]:
    for each in logs:
        if each.events:
            yield Leaf(log, each.jurisdiction_id, each.subject, len(each.events), each.heads()[-1])


def _rows(
    raw: Connection, statement: str, parameters: dict[str, Any]
) -> Iterator[tuple[int, uuid.UUID, int, bytes]]:
    """Rows in portions: the first checkpoint of a large installation reads every case."""
    with raw.cursor(name="heads") as cursor:
        cursor.itersize = 10_000
        cursor.execute(statement, parameters)
        yield from cursor


@contextmanager
def one_moment(raw: Connection) -> Iterator[None]:
    """All statements within see the database at one moment."""
    raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        if not raw.closed:
            raw.execute("ROLLBACK")

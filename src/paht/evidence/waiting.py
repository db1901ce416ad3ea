"""The worker's tasks about files: sealing what an older program left in the clear, and making the copies that pages
show. A file is opened for its copies once; the vault gives its key to nobody's routine any more when they are made.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from paht.evidence import copies, examination, originals
from paht.evidence.clear import forget_copies, is_erased, seal_clear
from paht.evidence.copies import NoCopyError
from paht.evidence.keys import FOR_COPIES
from paht.evidence.originals import NotGiven, Tampered
from paht.evidence.queries import file
from paht.evidence.records import StoredFile
from paht.people.actors import SYSTEM
from paht.people.erasures import Ledger
from paht.people.vault import VaultClosed

log = logging.getLogger("paht.evidence")

ROUND_SECONDS = 5.0
"""For so long one round works on files: the worker's other chores must not wait for a thousand photos."""
MOST_TRIES = 5
_LATER, _LATER_FILM = timedelta(minutes=1), timedelta(minutes=10)
_MUCH_LATER = timedelta(days=1)


Make = Callable[[StoredFile, Ledger], None]


@dataclass(frozen=True, slots=True)
class _Task:
    jurisdiction_id: int
    file_id: UUID
    tries: int
    in_clear: bool
    to_play: bool


def work_on_files(*, now: datetime, ledger: Ledger, seconds: float = ROUND_SECONDS) -> int:
    """Work on the files that wait, the latest first, for about so many seconds; how many are done."""
    done, ends = 0, time.monotonic() + seconds
    while time.monotonic() < ends and (task := _claimed(now, to_play=False)) is not None:
        done += _worked_on(task, ledger, _copy, now=now)
    return done


def work_on_one(*, now: datetime, ledger: Ledger, to_play: bool, make: Make) -> int:
    """Work on the latest file that waits, in this way; 0 where none does."""
    task = _claimed(now, to_play=to_play)
    if task is None:
        return 0
    _worked_on(task, ledger, make, now=now)
    return 1


def _claimed(now: datetime, *, to_play: bool) -> _Task | None:
    """The next task, put off: whoever is killed in the middle of it comes to it again."""
    later = now + (_LATER_FILM if to_play else _LATER)
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "now": now,
                "later": later,
                "much_later": now + _MUCH_LATER,
                "most": MOST_TRIES,
                "to_play": to_play,
            },
        )
        row = cursor.fetchone()
    return _Task(*row) if row else None


_CLAIM = """
UPDATE evidence_waiting w SET tries = least(w.tries + 1, %(most)s),
       due_at = CASE WHEN w.tries + 1 < %(most)s THEN %(later)s::timestamptz ELSE %(much_later)s::timestamptz END
FROM (SELECT jurisdiction_id, file_id FROM evidence_waiting WHERE due_at <= %(now)s AND to_play = %(to_play)s
      ORDER BY due_at DESC, since DESC LIMIT 1 FOR UPDATE SKIP LOCKED) AS next
WHERE w.jurisdiction_id = next.jurisdiction_id AND w.file_id = next.file_id
RETURNING w.jurisdiction_id, w.file_id, w.tries, w.in_clear, w.to_play
"""


def _worked_on(task: _Task, ledger: Ledger, make: Make, *, now: datetime) -> int:
    stored = file(jurisdiction_id=task.jurisdiction_id, id=task.file_id)
    if stored is None:
        # The row of the file is written in the statement that writes the task.
        raise AssertionError("a file that waits has its row")
    try:
        if task.in_clear:
            seal_clear(stored, ledger=ledger)
        make(stored, ledger)
    except VaultClosed:
        return 0
    except (Tampered, FileNotFoundError) as error:
        log.warning("the original of file %s cannot be opened: %s", stored.id, type(error).__name__)
        return 0
    if copies.played_path(stored) is not None and not task.to_play:
        _pass_on(task, now=now)
    else:
        _finish(task)
    return 1


def _copy(stored: StoredFile, ledger: Ledger) -> None:
    if not copies.has_picture(stored.media_type):
        return
    try:
        with examination.in_memory() as clear:
            originals.copied(stored, actor_id=SYSTEM.id, purpose=FOR_COPIES, into=clear)
            copies.keep_copies(stored, examination.copies_of(clear, media_type=stored.media_type))
        if is_erased(stored.id, ledger):
            # Erased between the key and the copies.
            forget_copies(stored, ledger=ledger)
    except NotGiven:
        # Erased before its copies were made.
        forget_copies(stored, ledger=ledger)
    except NoCopyError:
        # A damaged picture stays as evidence; pages say that it cannot be shown.
        return


def _pass_on(task: _Task, *, now: datetime) -> None:
    """It waits on for what a browser plays of it (:mod:`paht.evidence.playing`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_waiting SET to_play = true, tries = 0, due_at = %s, in_clear = false "
            "WHERE jurisdiction_id = %s AND file_id = %s",
            [now, task.jurisdiction_id, task.file_id],
        )


def _finish(task: _Task) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM evidence_waiting WHERE jurisdiction_id = %s AND file_id = %s",
            [task.jurisdiction_id, task.file_id],
        )


def counts() -> Mapping[str, int]:
    """How many files of the province (or of all, where the thread is at work everywhere) lie ``in_clear`` still, and
    how many cannot be opened (``damaged``)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE in_clear), count(*) FILTER (WHERE tries >= %s) "
            "FROM evidence_waiting WHERE in_clear OR tries >= %s",
            [MOST_TRIES, MOST_TRIES],
        )
        in_clear, damaged = cursor.fetchone()
    return {"in_clear": in_clear, "damaged": damaged}

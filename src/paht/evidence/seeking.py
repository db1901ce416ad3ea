"""The worker's search for faces and number plates in pictures that came in: a process of its own, never a request.

The worker's round does not wait for it: a round starts a search or takes what one has found. So alarms and terms are
swept as before while a search is under way, and killing it loses nothing but the time.
"""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db import connection

from paht import processors
from paht.evidence import marks, public
from paht.evidence.copies import NoCopyError
from paht.evidence.queries import files
from paht.evidence.records import StoredFile
from paht.examining.workshop import ENVIRONMENT
from paht.law.evidence.findings import Mark

BATCH = 8
"""Pictures of one search: the models are loaded once for them."""
NICENESS = 19
"""Whoever sends or reads goes first: a search takes two seconds a picture."""
PATIENCE = timedelta(minutes=5)
"""After which a search is killed; its pictures count as ones that could not be looked at."""


class Search:
    """One search under way: its pictures, its process, and where that writes."""

    def __init__(self, pictures: list[StoredFile], paths: list[Path], *, now: datetime) -> None:
        self.pictures = pictures
        self.started_at = now
        self._out: IO[bytes] = TemporaryFile()  # noqa: SIM115 (as long as the search)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "paht.examining.pictures", *map(str, paths)],
            # Nothing of ours, where addresses and passwords are.
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=self._out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        processors.yield_to_others(self._process.pid, niceness=NICENESS)

    def is_over(self, *, now: datetime) -> bool:
        """Whether it has ended; one that takes too long is ended."""
        if self._process.poll() is None and now - self.started_at > PATIENCE:
            self.kill()
        return self._process.poll() is not None

    def wait(self) -> None:
        """Wait until it has ended."""
        self._process.wait(PATIENCE.total_seconds())

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()

    def found(self) -> list[tuple[Mark, ...] | None]:
        """What it wrote, picture by picture; ``None`` for those that it could not look at."""
        self._out.seek(0)
        # A killed process may have left half a line.
        lines = [line for line in self._out.read().decode().splitlines() if line.endswith(("]", "null"))]
        self._out.close()
        read = [None if line == "null" else marks.read(line) for line in lines]
        return [*read, *[None] * (len(self.pictures) - len(read))]


class Seeker:
    """What the worker keeps between its rounds: the search under way, if any."""

    def __init__(self) -> None:
        self._search: Search | None = None

    def turn(self, *, now: datetime) -> int:
        """Take what was found, or start the next search; how many pictures were looked at."""
        if self._search is None:
            waiting = pictures_to_look_at(limit=BATCH)
            self._search = begin(waiting, now=now) if waiting else None
            return 0
        if not self._search.is_over(now=now):
            return 0
        search, self._search = self._search, None
        return keep(search, now=now)

    def finish(self, *, now: datetime) -> int:
        """Look at all that waits, and wait for it: for a worker that runs once."""
        looked = 0
        while (waiting := pictures_to_look_at(limit=BATCH)) or self._search is not None:
            search = self._search or begin(waiting, now=now)
            self._search = None
            search.wait()
            looked += keep(search, now=now)
        return looked

    def stop(self) -> None:
        """End the search under way; it begins anew with the next worker."""
        if self._search is not None:
            self._search.kill()


def pictures_to_look_at(*, limit: int) -> list[StoredFile]:
    """Pictures of all provinces that nobody has looked at and whose copies are made, the newest first: they are at the
    desk now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (f.received_at, f.jurisdiction_id, f.sha256) f.jurisdiction_id, f.id"
            " FROM evidence_file f"
            " WHERE f.media_type LIKE 'image/%%' AND NOT EXISTS (SELECT FROM evidence_marks m"
            " WHERE m.jurisdiction_id = f.jurisdiction_id AND m.sha256 = f.sha256)"
            " AND NOT EXISTS (SELECT FROM evidence_waiting w WHERE w.jurisdiction_id = f.jurisdiction_id"
            " AND w.file_id = f.id)"
            " ORDER BY f.received_at DESC, f.jurisdiction_id, f.sha256 LIMIT %s",
            [limit],
        )
        rows = cursor.fetchall()
    found = (files(jurisdiction_id=jurisdiction_id, ids=[id]).get(id) for jurisdiction_id, id in rows)
    return [file for file in found if file is not None]


def begin(pictures: list[StoredFile], *, now: datetime) -> Search:
    """Start looking at the copies of these pictures: what nobody sees in a copy is not public either."""
    seen, paths = [], []
    for picture in pictures:
        try:
            paths.append(public.large_copy(picture))
            seen.append(picture)
        except (NoCopyError, FileNotFoundError):
            _keep(picture, None, now=now)
    return Search(seen, paths, now=now)


def keep(search: Search, *, now: datetime) -> int:
    """Keep what the search found; how many pictures it was about."""
    for picture, found in zip(search.pictures, search.found(), strict=True):
        _keep(picture, found, now=now)
    return len(search.pictures)


def _keep(picture: StoredFile, found: tuple[Mark, ...] | None, *, now: datetime) -> None:
    marks.keep(jurisdiction_id=picture.jurisdiction_id, sha256=picture.sha256, marks=found, looked_at=now)

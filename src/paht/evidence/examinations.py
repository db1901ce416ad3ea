"""Examinations of kept files: ordered with the file, claimed in batches by the worker, kept as findings.

Nobody who sends waits for one, and a claim locks nothing that sending writes: it is a moment until which a file is
somebody's. Whoever dies with a claim loses it by the clock; a file that does so again and again is given up.
"""

import logging
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection, transaction

from paht.evidence import examiner, queries
from paht.evidence.records import StoredFile
from paht.examining import writing
from paht.examining.refusals import Unreadable
from paht.law.evidence.findings import Findings
from paht.people.vault import VaultClosed

log = logging.getLogger("paht.examinations")

BATCH = 8
"""Files claimed at once: few, so that what comes meanwhile is soon before them."""
CLAIMED = timedelta(minutes=2)
"""How long a claim holds: far longer than a batch takes."""
MOST_ATTEMPTS = 3

Examine = Callable[[StoredFile], Findings | Unreadable]

_CLAIM = """
WITH taken AS (
    SELECT jurisdiction_id, file_id FROM evidence_examination
    WHERE state = 'waiting' AND attempts < %(most)s AND (claimed_until IS NULL OR claimed_until < %(now)s) {which}
    ORDER BY file_id DESC LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
UPDATE evidence_examination x SET claimed_until = %(until)s, attempts = x.attempts + 1
FROM taken t WHERE x.jurisdiction_id = t.jurisdiction_id AND x.file_id = t.file_id
RETURNING x.jurisdiction_id, x.file_id, x.attempts
"""


def examine_waiting(
    *,
    now: datetime,
    first: Collection[uuid.UUID] = (),
    limit: int = BATCH,
    examine: Examine | None = None,
) -> int:
    """Examine the files that wait: those named ``first`` before all others, then the newest; returns how many were
    looked at. May run in several processes: a file is one's alone."""
    claimed = _claimed(now=now, only=first, limit=limit) if first else []
    if len(claimed) < limit:
        claimed += _claimed(now=now, only=None, limit=limit - len(claimed))
    for jurisdiction_id, file_id, attempts in claimed:
        _examine(jurisdiction_id, file_id, attempts, now=now, examine=examine or examiner.examined)
    return len(claimed)


def _claimed(
    *, now: datetime, only: Collection[uuid.UUID] | None, limit: int
) -> list[tuple[int, uuid.UUID, int]]:
    which = "" if only is None else "AND file_id = ANY(%(only)s)"
    given: dict[str, Any] = {
        "now": now,
        "until": now + CLAIMED,
        "limit": limit,
        "most": MOST_ATTEMPTS,
        "only": list(only or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(which=which), given)
        return sorted(cursor.fetchall(), key=lambda row: row[1], reverse=True)


def _examine(
    jurisdiction_id: int, file_id: uuid.UUID, attempts: int, *, now: datetime, examine: Examine
) -> None:
    file = queries.file(jurisdiction_id=jurisdiction_id, id=file_id)
    try:
        found = Unreadable("Không tìm thấy tệp.") if file is None else examine(file)
    except FileNotFoundError:
        found = Unreadable("Không tìm thấy tệp gốc trong kho.")
    except VaultClosed:
        # That was not the file's doing: it waits on.
        _give_back(jurisdiction_id, file_id)
        return
    except Exception as error:
        # The kind alone: a message could quote what the file says.
        log.warning("an examination failed: %s", type(error).__name__)
        if attempts < MOST_ATTEMPTS:
            return
        found = Unreadable("Chương trình kiểm tra dừng giữa chừng nhiều lần với tệp này.")
    if isinstance(found, Unreadable):
        _fail(jurisdiction_id, file_id, now=now)
    else:
        keep(jurisdiction_id=jurisdiction_id, file_id=file_id, findings=found, now=now)


def _give_back(jurisdiction_id: int, file_id: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_examination SET attempts = attempts - 1 "
            "WHERE jurisdiction_id = %s AND file_id = %s AND attempts > 0",
            [jurisdiction_id, file_id],
        )


def forget(pairs: Collection[tuple[int, uuid.UUID]]) -> int:
    """Remove what was found in erased files, and their hashes; how many files. What a camera wrote into a picture is
    personal data as the picture is."""
    given: list[list[int] | list[uuid.UUID]] = [
        [jurisdiction for jurisdiction, _ in pairs],
        [file for _, file in pairs],
    ]
    gone = "(SELECT * FROM unnest(%s::smallint[], %s::uuid[]))"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM evidence_hash WHERE (jurisdiction_id, file_id) IN {gone}", given)
        cursor.execute(
            "UPDATE evidence_examination SET state = 'failed', findings = NULL "
            f"WHERE (jurisdiction_id, file_id) IN {gone}",
            given,
        )
        return int(cursor.rowcount)


def give_up(*, now: datetime) -> int:
    """Close what was claimed so often as is allowed and never finished: whoever examined it died of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_examination SET state = 'failed', finished_at = %s WHERE state = 'waiting' "
            "AND attempts >= %s AND claimed_until < %s",
            [now, MOST_ATTEMPTS, now],
        )
        return int(cursor.rowcount)


def _fail(jurisdiction_id: int, file_id: uuid.UUID, *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_examination SET state = 'failed', finished_at = %s, version = %s "
            "WHERE jurisdiction_id = %s AND file_id = %s",
            [now, examiner.VERSION, jurisdiction_id, file_id],
        )


def keep(*, jurisdiction_id: int, file_id: uuid.UUID, findings: Findings, now: datetime) -> None:
    """Keep what was found, and its hashes in the place of those of an earlier examination."""
    hashes = [signed(each) for each in findings.hashes]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_examination SET state = 'done', findings = %s, version = %s, finished_at = %s, "
            "claimed_until = NULL WHERE jurisdiction_id = %s AND file_id = %s",
            [
                orjson.dumps(writing.written(findings)).decode(),
                examiner.VERSION,
                now,
                jurisdiction_id,
                file_id,
            ],
        )
        cursor.execute(
            "DELETE FROM evidence_hash WHERE jurisdiction_id = %s AND file_id = %s",
            [jurisdiction_id, file_id],
        )
        cursor.execute(
            "INSERT INTO evidence_hash (jurisdiction_id, file_id, place, hash) "
            "SELECT %s, %s, nth - 1, each FROM unnest(%s::bigint[]) WITH ORDINALITY AS t(each, nth)",
            [jurisdiction_id, file_id, hashes],
        )


def signed(hexadecimal: str) -> int:
    """A hash of 64 bits as PostgreSQL's bigint."""
    value = int(hexadecimal, 16)
    return value - (1 << 64) if value >= 1 << 63 else value


def renew(*, limit: int = 100) -> int:
    """Have what an older examiner examined examined again; its findings stay until then. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_examination x SET state = 'waiting', attempts = 0, claimed_until = NULL FROM ("
            "SELECT jurisdiction_id, file_id FROM evidence_examination WHERE state = 'done' AND version < %s "
            "ORDER BY version, file_id DESC LIMIT %s FOR UPDATE SKIP LOCKED) AS older "
            "WHERE x.jurisdiction_id = older.jurisdiction_id AND x.file_id = older.file_id",
            [examiner.VERSION, limit],
        )
        return int(cursor.rowcount)


def again(*, jurisdiction_id: int, file_ids: Collection[uuid.UUID]) -> int:
    """Have files examined again whose examination failed; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_examination SET state = 'waiting', attempts = 0, claimed_until = NULL "
            "WHERE jurisdiction_id = %s AND file_id = ANY(%s) AND state = 'failed'",
            [jurisdiction_id, list(file_ids)],
        )
        return int(cursor.rowcount)


@dataclass(frozen=True, slots=True)
class Examination:
    """How far the examination of a file is, and what was found: ``waiting`` (perhaps with older findings), ``done``,
    ``failed``."""

    state: str
    findings: Findings | None


def examinations(*, jurisdiction_id: int, file_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Examination]:
    """The examinations of files, by file: one statement, none for no files."""
    if not file_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT file_id, state, findings FROM evidence_examination "
            "WHERE jurisdiction_id = %s AND file_id = ANY(%s)",
            [jurisdiction_id, list(file_ids)],
        )
        rows = cursor.fetchall()
    return {
        row[0]: Examination(row[1], writing.read(orjson.loads(row[2])) if row[2] else None) for row in rows
    }


def waiting_among(*, jurisdiction_id: int, file_ids: Collection[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Which of the files wait for their examination: one statement, none for no files."""
    if not file_ids:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT file_id FROM evidence_examination "
            "WHERE jurisdiction_id = %s AND file_id = ANY(%s) AND state = 'waiting'",
            [jurisdiction_id, list(file_ids)],
        )
        return tuple(row[0] for row in cursor.fetchall())

"""What was found in pictures that must not be public (faces, number plates), by the content's hash."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import connection

from paht.law.evidence.findings import Box, Mark

Marks = dict[str, tuple[Mark, ...] | None]
"""By SHA-256 (hexadecimal); ``None``: it could not be looked at. What is not there nobody has looked at yet."""


def found(*, jurisdiction_id: int, hashes: Collection[str]) -> Marks:
    """What was found in these pictures: one statement, none for no hashes."""
    if not hashes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256, marks FROM evidence_marks WHERE jurisdiction_id = %s AND sha256 = ANY(%s)",
            [jurisdiction_id, [bytes.fromhex(each) for each in hashes]],
        )
        rows = cursor.fetchall()
    return {bytes(sha256).hex(): None if marks is None else read(marks) for sha256, marks in rows}


def keep(*, jurisdiction_id: int, sha256: str, marks: Sequence[Mark] | None, looked_at: datetime) -> None:
    """Keep what was found in a picture; the first look counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_marks (jurisdiction_id, sha256, marks, looked_at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            [jurisdiction_id, bytes.fromhex(sha256), None if marks is None else write(marks), looked_at],
        )


def write(marks: Sequence[Mark]) -> str:
    """The marks as JSON."""
    return json.dumps([asdict(mark) for mark in marks])


def read(text: str) -> tuple[Mark, ...]:
    """The marks of the JSON that ``write`` made."""
    return tuple(Mark(**{**each, "box": Box(**each["box"])}) for each in json.loads(text))

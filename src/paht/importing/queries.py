"""Reading the runs of imports."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

MOST = 50


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it stands; ``problems`` counts rows by what is to be done about them."""

    id: uuid.UUID
    system: str
    file: str
    is_dry: bool
    state: str
    started_at: datetime
    moved_at: datetime
    lines: int
    taken: int
    known: int
    changed: int
    wrong: int
    problems: dict[str, int]


def runs(*, jurisdiction_id: int) -> list[Run]:
    """The latest runs, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, system, file, is_dry, state, started_at, moved_at, lines, taken, known, changed, wrong, "
            "problems FROM importing_run WHERE jurisdiction_id = %s ORDER BY started_at DESC, id DESC LIMIT %s",
            [jurisdiction_id, MOST],
        )
        return [Run(*(*row[:-1], _read(row[-1]))) for row in cursor.fetchall()]


def _read(problems: Any) -> dict[str, int]:
    return dict(orjson.loads(problems) if isinstance(problems, str) else problems)

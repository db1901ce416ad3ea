"""Reading what was learnt: every version with its figures, which one is in use, and that one's model."""

import logging
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from paht.triage.model import Model, ModelError, parsed

SHIPPED = 0
"""The version of the model that comes with the program."""
KEPT_FOR_SECONDS = 60
log = logging.getLogger("paht.learning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A model that was learnt: shares (0 to 1) of held-out decisions told rightly by what was in use and by it."""

    version: int
    made_at: datetime
    job: str
    decisions: int
    held_out: int
    field_before: float
    field_after: float
    kind_before: float
    kind_after: float
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which version was taken into use, when, and by whom (``None``: by the job)."""

    version: int
    chosen_at: datetime
    chosen_by: uuid.UUID | None


def versions(*, jurisdiction_id: int, limit: int = 50) -> list[Version]:
    """What was learnt, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, made_at, job, decisions, held_out, field_before, field_after, kind_before, kind_after, "
            "is_kept FROM learning_model WHERE jurisdiction_id = %s ORDER BY version DESC LIMIT %s",
            [jurisdiction_id, limit],
        )
        names = [column[0] for column in cursor.description]
        return [Version(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def choices(*, jurisdiction_id: int, limit: int = 20) -> list[Choice]:
    """What was taken into use, the newest first; nothing yet means the shipped one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, chosen_at, chosen_by FROM learning_choice WHERE jurisdiction_id = %s "
            "ORDER BY number DESC LIMIT %s",
            [jurisdiction_id, limit],
        )
        return [Choice(*row) for row in cursor.fetchall()]


def in_use(*, jurisdiction_id: int) -> int:
    """The version in use."""
    newest = choices(jurisdiction_id=jurisdiction_id, limit=1)
    return newest[0].version if newest else SHIPPED


def content_of(*, jurisdiction_id: int, version: int) -> bytes | None:
    """The file of a version; ``None`` for the shipped one, and for one that was not kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content FROM learning_model WHERE jurisdiction_id = %s AND version = %s",
            [jurisdiction_id, version],
        )
        row = cursor.fetchone()
    return bytes(row[0]) if row and row[0] is not None else None


@dataclass(slots=True)
class _Kept:
    version: int
    model: Model | None
    asked_at: float


_lock = threading.Lock()
_kept: dict[int, _Kept] = {}


def model_of(jurisdiction_id: int) -> Model | None:
    """The province's own model, kept in memory and asked for once a minute; ``None``: the shipped one is in use.

    One that cannot be read is reported and not used: a page never fails for it.
    """
    known = _kept.get(jurisdiction_id)
    if known is not None and time.monotonic() - known.asked_at < KEPT_FOR_SECONDS:
        return known.model
    version = in_use(jurisdiction_id=jurisdiction_id)
    if known is None or known.version != version:
        known = _Kept(version, _read(jurisdiction_id, version), 0.0)
    known.asked_at = time.monotonic()
    with _lock:
        _kept[jurisdiction_id] = known
    return known.model


def forget() -> None:
    """Ask again at the next page: after a choice."""
    with _lock:
        _kept.clear()


def _read(jurisdiction_id: int, version: int) -> Model | None:
    content = content_of(jurisdiction_id=jurisdiction_id, version=version)
    if content is None:
        return None
    try:
        return parsed(content)
    except ModelError:
        log.warning(
            "model %s of province %s cannot be read; the shipped one is used", version, jurisdiction_id
        )
        return None

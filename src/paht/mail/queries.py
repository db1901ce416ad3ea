"""Reading drafts, letters and mailboxes for the desk; the doors say who may."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.mail.storing import record_of
from paht.messages.undelivered import SILENT, Silent

PAGE = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the list has it: ``code`` is that of its report, ``letters`` and ``files`` are numbers."""

    id: uuid.UUID
    kind: str
    state: str
    opened_at: datetime
    last_at: datetime
    asked_at: datetime | None
    asks: int
    due_at: datetime | None
    reason: str
    case_id: uuid.UUID | None
    code: str
    letters: int
    files: int

    @property
    def is_open(self) -> bool:
        """Whether an officer or the sender can still complete it."""
        return self.state in ("open", "asked")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter without its words; ``record`` is where they lie."""

    id: uuid.UUID
    received_at: datetime
    became: str
    files: list[dict[str, Any]]
    left_out: list[str]
    trust: dict[str, str]
    has_record: bool

    @property
    def record(self) -> uuid.UUID:
        """The vault's record of its words."""
        return record_of(self.id)


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter of ours."""

    letter: str
    made_at: datetime
    sent_at: datetime | None
    given_up_at: datetime | None
    bounced_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class Failing:
    """A mailbox that cannot be read, since when and why."""

    name: str
    since: datetime
    problem: str


_DRAFTS = """
SELECT d.id, d.kind, d.state, d.opened_at, d.last_at, d.asked_at, d.asks, d.due_at, d.reason, d.case_id,
    coalesce(c.code, ''), count(l.id), coalesce(sum(jsonb_array_length(l.files)), 0)
FROM mail_draft d
LEFT JOIN mail_letter l ON l.jurisdiction_id = d.jurisdiction_id AND l.draft_id = d.id
LEFT JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id
"""
_GROUP = "GROUP BY d.jurisdiction_id, d.id, c.code"


def drafts(
    *,
    jurisdiction_id: int,
    states: Sequence[str],
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
) -> list[Draft]:
    """The drafts in those states, the latest letter first, from behind ``after`` on."""
    at, key = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_DRAFTS} WHERE d.jurisdiction_id = %s AND d.state = ANY(%s) "
            f"AND (%s::timestamptz IS NULL OR (d.last_at, d.id) < (%s, %s)) {_GROUP} "
            "ORDER BY d.last_at DESC, d.id DESC LIMIT %s",
            [jurisdiction_id, list(states), at, at, key, limit],
        )
        return [Draft(*row) for row in cursor.fetchall()]


def draft(*, jurisdiction_id: int, draft_id: uuid.UUID) -> Draft | None:
    """One draft."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_DRAFTS} WHERE d.jurisdiction_id = %s AND d.id = %s {_GROUP}", [jurisdiction_id, draft_id]
        )
        row = cursor.fetchone()
    return Draft(*row) if row else None


_LETTERS = "SELECT id, received_at, became, files, left_out, trust, has_record FROM mail_letter "


def _letter(row: tuple[Any, ...]) -> Letter:
    key, received_at, became, files, left_out, trust, has_record = row
    return Letter(
        key,
        received_at,
        became,
        json.loads(files),
        json.loads(left_out),
        json.loads(trust),
        has_record,
    )


def letters_of(*, jurisdiction_id: int, draft_id: uuid.UUID) -> list[Letter]:
    """The letters of a draft, the first one first."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LETTERS + "WHERE jurisdiction_id = %s AND draft_id = %s ORDER BY received_at, id LIMIT 100",
            [jurisdiction_id, draft_id],
        )
        return [_letter(row) for row in cursor.fetchall()]


def letters_apart(
    *, jurisdiction_id: int, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> list[Letter]:
    """The letters of which no draft was made, latest first."""
    at, key = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            _LETTERS + "WHERE jurisdiction_id = %s AND draft_id IS NULL "
            "AND (%s::timestamptz IS NULL OR (received_at, id) < (%s, %s)) ORDER BY received_at DESC, id DESC LIMIT %s",
            [jurisdiction_id, at, at, key, limit],
        )
        return [_letter(row) for row in cursor.fetchall()]


def replies_of(*, jurisdiction_id: int, draft_id: uuid.UUID) -> list[Reply]:
    """Our letters of a draft, the first one first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT letter, made_at, sent_at, given_up_at, bounced_at, problem FROM mail_reply "
            "WHERE jurisdiction_id = %s AND draft_id = %s ORDER BY made_at, id LIMIT 100",
            [jurisdiction_id, draft_id],
        )
        return [Reply(*row) for row in cursor.fetchall()]


def count_open(*, jurisdiction_id: int) -> int:
    """How many drafts wait for an officer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM mail_draft WHERE jurisdiction_id = %s AND state = 'open'", [jurisdiction_id]
        )
        row = cursor.fetchone()
    return int(row[0])


def failing(*, jurisdiction_id: int) -> list[Failing]:
    """The mailboxes that cannot be read at present."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, problem_since, problem FROM mail_mailbox "
            "WHERE jurisdiction_id = %s AND problem <> '' ORDER BY name",
            [jurisdiction_id],
        )
        return [Failing(*row) for row in cursor.fetchall()]


def silent(*, jurisdiction_id: int, at: datetime) -> list[Silent]:
    """The way of our letters, where it has taken none for :data:`SILENT` although some wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'email', min(made_at), count(*), (array_agg(problem ORDER BY id DESC))[1] FROM mail_reply "
            "WHERE jurisdiction_id = %s AND sent_at IS NULL AND given_up_at IS NULL AND problem <> '' "
            "HAVING min(made_at) <= %s",
            [jurisdiction_id, at - SILENT],
        )
        return [Silent(*row) for row in cursor.fetchall()]

"""Notices that a conversation tells itself, in full: the outbox leaves them to it while its message is under way, and
goes on by the next way where that message came to nothing."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

_TAKEN_OVER = """
UPDATE messages_outbox SET told_by = %s, due_at = %s
WHERE jurisdiction_id = %s AND case_id = %s AND recipient_kind = 'sender' AND template = ANY(%s)
    AND delivered_at IS NULL AND given_up_at IS NULL AND via = ''
"""
_TOLD = """
WITH told AS (
    UPDATE messages_outbox SET delivered_at = %(at)s, via = %(way)s, problem = ''
    WHERE jurisdiction_id = %(jurisdiction)s AND told_by = %(by)s AND delivered_at IS NULL AND given_up_at IS NULL
    RETURNING jurisdiction_id, id
)
INSERT INTO messages_try (jurisdiction_id, order_id, at, way, outcome)
SELECT jurisdiction_id, id, %(at)s, %(way)s, 'accepted' FROM told
"""
_HANDED_BACK = """
WITH back AS (
    UPDATE messages_outbox SET told_by = NULL, due_at = %(at)s, declined = array_append(declined, %(way)s),
        problem = %(why)s
    WHERE jurisdiction_id = %(jurisdiction)s AND told_by = %(by)s AND delivered_at IS NULL AND given_up_at IS NULL
    RETURNING jurisdiction_id, id
)
INSERT INTO messages_try (jurisdiction_id, order_id, at, way, outcome, why)
SELECT jurisdiction_id, id, %(at)s, %(way)s, 'declined', %(why)s FROM back
"""


def take_over(
    *, jurisdiction_id: int, case_id: uuid.UUID, templates: Collection[str], by: uuid.UUID, until: datetime
) -> None:
    """The message ``by`` of a conversation tells these notices of the case; not heard of until then, they go on by
    themselves. Within the transaction that orders the message."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_OVER, [by, until, jurisdiction_id, case_id, list(templates)])


def told(*, jurisdiction_id: int, by: uuid.UUID, way: str, at: datetime) -> None:
    """That message was delivered, and its notices with it."""
    given: dict[str, Any] = {"jurisdiction": jurisdiction_id, "by": by, "way": way, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, given)


def hand_back(*, jurisdiction_id: int, by: uuid.UUID, way: str, why: str, at: datetime) -> None:
    """That message came to nothing: its notices go on by the next way."""
    given: dict[str, Any] = {"jurisdiction": jurisdiction_id, "by": by, "way": way, "why": why, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_HANDED_BACK, given)

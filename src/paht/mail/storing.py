"""The rows of letters, drafts and replies. Of a writer (their address, or the network of an address that nobody proved)
a keyed digest is kept while their draft is open, to count by; words and addresses are records of the vault."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from paht.messages.inbox import command_id
from paht.people.allowances import keyed
from paht.people.vault import seal

A_DAY = timedelta(days=1)

_LETTER = """
INSERT INTO mail_letter (jurisdiction_id, id, draft_id, case_id, received_at, message, became, files, left_out, trust,
    has_record)
VALUES (%(jurisdiction)s, %(id)s, %(draft)s, %(case)s, %(at)s, %(key)s, %(became)s, %(files)s, %(left_out)s, %(trust)s,
    %(has_record)s)
ON CONFLICT DO NOTHING
"""
_RECORD = """
INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""
_DRAFT = """
INSERT INTO mail_draft (jurisdiction_id, id, kind, state, opened_at, last_at, case_id, writer)
VALUES (%s, %s, %s, 'open', %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_FIRST_LETTER = """
SELECT l.id FROM mail_draft d
JOIN mail_letter l ON l.jurisdiction_id = d.jurisdiction_id AND l.draft_id = d.id AND l.has_record
WHERE d.jurisdiction_id = %s AND d.case_id = %s AND d.kind = 'report' AND d.state = 'sent'
ORDER BY l.received_at, l.id LIMIT 1
"""


def record_of(letter_id: uuid.UUID) -> uuid.UUID:
    """The vault's record of a letter's words."""
    return command_id(letter_id, "letter")


def first_letter(jurisdiction_id: int, case_id: uuid.UUID) -> uuid.UUID | None:
    """The vault's record of the letter that the case began with."""
    row = _one(_FIRST_LETTER, jurisdiction_id, case_id)
    return record_of(row[0]) if row else None


def is_known(*, jurisdiction_id: int, key: bytes) -> bool:
    """Whether this message was dealt with before."""
    return (
        _one("SELECT 1 FROM mail_letter WHERE jurisdiction_id = %s AND message = %s", jurisdiction_id, key)
        is not None
    )


def add_letter(
    *,
    jurisdiction_id: int,
    id: uuid.UUID,
    key: bytes,
    received_at: datetime,
    became: str,
    left_out: Sequence[str] = (),
    draft_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
    files: Sequence[Mapping[str, Any]] = (),
    trust: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> bool:
    """Write the letter, its words sealed; False where it is there already."""
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "id": id,
        "draft": draft_id,
        "case": case_id,
        "at": received_at,
        "key": key,
        "became": became,
        "files": Jsonb(list(files)),
        "left_out": Jsonb(list(left_out)),
        "trust": Jsonb(dict(trust or {})),
        "has_record": words is not None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LETTER, given)
        if cursor.rowcount != 1:
            return False
        if words is not None:
            one = seal(record_id=record_of(id), jurisdiction_id=jurisdiction_id, fields=dict(words))
            cursor.execute(
                _RECORD, [jurisdiction_id, one.id, one.key_version, one.wrapped_key, one.sealed, received_at]
            )
    return True


def open_draft(
    *,
    jurisdiction_id: int,
    id: uuid.UUID,
    kind: str,
    case_id: uuid.UUID | None,
    writer: str,
    at: datetime,
) -> None:
    """A draft that waits for an officer."""
    _one(_DRAFT, jurisdiction_id, id, kind, at, at, case_id, _writer(jurisdiction_id, writer))


def came_to_draft(*, jurisdiction_id: int, id: uuid.UUID, at: datetime) -> None:
    """A further letter came: the draft waits for an officer again."""
    _one(
        "UPDATE mail_draft SET state = 'open', last_at = %s WHERE jurisdiction_id = %s AND id = %s "
        "AND state IN ('open', 'asked')",
        at,
        jurisdiction_id,
        id,
    )


def opened_lately(*, jurisdiction_id: int, writer: str, at: datetime) -> int:
    """How many drafts were opened within a day by what is counted as this writer."""
    row = _one(
        "SELECT count(*) FROM mail_draft WHERE jurisdiction_id = %s AND writer = %s AND opened_at > %s",
        jurisdiction_id,
        _writer(jurisdiction_id, writer),
        at - A_DAY,
    )
    return int(row[0])


def mark_bounced(message_id: uuid.UUID, *, jurisdiction_id: int, at: datetime) -> None:
    """Our reply of that identifier, if it is one, was not delivered; the desk sees it at its draft."""
    _one(
        "UPDATE mail_reply SET bounced_at = %s WHERE jurisdiction_id = %s AND id = %s AND bounced_at IS NULL",
        at,
        jurisdiction_id,
        message_id,
    )


def _writer(jurisdiction_id: int, address: str) -> bytes:
    return keyed(f"mail {jurisdiction_id} {address}")


def _one(statement: str, *given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(given))
        return cursor.fetchone() if cursor.description else None

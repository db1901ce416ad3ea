"""What mail holds of a sender beside their reports: letters, with their words, files and the message as it came."""

import json
import uuid
from collections.abc import Mapping

from paht.cases.beside import Held, Item, Whose, rows
from paht.mail.storing import record_of

KIND = "letter"

_HELD = """
SELECT l.id, l.received_at, l.files, l.has_record, coalesce(l.case_id, d.case_id), d.state IN ('open', 'asked'),
    l.became IN ('supplement', 'interaction') OR (l.case_id IS NULL AND d.kind = 'report')
FROM mail_letter l
LEFT JOIN mail_draft d ON d.jurisdiction_id = l.jurisdiction_id AND d.id = l.draft_id
WHERE l.jurisdiction_id = %(jurisdiction)s AND (l.case_id = ANY(%(cases)s) OR l.draft_id IN (
    SELECT id FROM mail_draft WHERE jurisdiction_id = %(jurisdiction)s AND case_id = ANY(%(cases)s)))
"""


def held(whose: Whose) -> list[Held]:
    """The letters of which one of these reports was made, or that came about it."""
    return [
        Held(
            KIND,
            received_at,
            frozenset([case]),
            (Item(received_at, "sender", record_of(key), _FIELDS, _words),) if has_record else (),
            frozenset([key, *([record_of(key)] if has_record else [])]),
            frozenset(uuid.UUID(file["id"]) for file in json.loads(files)),
            is_open=bool(is_open),
            is_own=bool(is_own),
        )
        for key, received_at, files, has_record, case, is_open, is_own in rows(_HELD, whose)
    ]


_FIELDS = frozenset({"name", "email", "subject", "description"})


def _words(fields: Mapping[str, str]) -> str:
    """The letter as its writer knows it."""
    writer = " ".join(part for part in (fields.get("name"), fields.get("email")) if part)
    return ". ".join(part for part in (writer, fields.get("subject"), fields.get("description")) if part)

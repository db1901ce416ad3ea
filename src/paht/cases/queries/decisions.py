"""What the desk decided, to learn from: the field and kind of accepted reports, in the words that were released."""

import zlib
from dataclasses import dataclass

from django.db import connection

# What is held, secret or erased has no released text; a refused report has no accepted one.
_DECIDED = """
SELECT c.kind, c.field, t.body FROM cases_case c
JOIN cases_text t ON t.jurisdiction_id = c.jurisdiction_id AND t.id = (c.state -> 'text' ->> 'id')::uuid
WHERE c.jurisdiction_id = %s AND c.stage NOT IN ('draft', 'sent', 'verified', 'refused', 'withdrawn')
AND c.state ->> 'secret_reference' IS NULL AND t.body <> ''
ORDER BY c.sent_at DESC, c.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: what was released, the field and the kind as accepted; the same words are of one ``group``."""

    text: str
    field: str
    kind: str
    group: int


def decisions(*, jurisdiction_id: int, limit: int) -> list[Decision]:
    """The newest decisions of the province."""
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, [jurisdiction_id, limit])
        rows = cursor.fetchall()
    return [Decision(text, field, kind, _group(text)) for kind, field, text in rows]


def _group(text: str) -> int:
    """Cases in the same words are held out together."""
    return zlib.crc32(" ".join(text.casefold().split()).encode())

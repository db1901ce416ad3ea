"""The versions of what messages say, as the administrator makes and reads them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.messages.wording import built_in, needs_code
from paht.messages.wording_rules import problems
from paht.messages.wording_vi import VIETNAMESE
from paht.messages.words import KINDS, LANGUAGES

OWN = ""
"""A version without text: from it on the program's own words count again."""


class Overtaken(Exception):  # noqa: N818 (an answer)
    """Somebody made a version meanwhile."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version: what it says (the program's own words where ``is_own``), who made it and when."""

    number: int
    text: str
    is_own: bool
    by: str
    at: datetime


_LATEST = """
SELECT DISTINCT ON (w.template, w.kind, w.language) w.template, w.kind, w.language, w.version, w.text,
       coalesce(s.name, ''), w.made_at
FROM messages_wording w LEFT JOIN people_staff s ON s.id = w.made_by
WHERE w.jurisdiction_id = %s ORDER BY w.template, w.kind, w.language, w.version DESC
"""
_HISTORY = """
SELECT w.version, w.text, coalesce(s.name, ''), w.made_at
FROM messages_wording w LEFT JOIN people_staff s ON s.id = w.made_by
WHERE w.jurisdiction_id = %s AND w.template = %s AND w.kind = %s AND w.language = %s
ORDER BY w.version DESC LIMIT %s
"""
_ADD = """
INSERT INTO messages_wording (jurisdiction_id, template, kind, language, version, text, made_by, made_at)
SELECT %(jurisdiction)s, %(template)s, %(kind)s, %(language)s, %(after)s + 1, %(text)s, %(by)s, %(at)s
WHERE %(after)s = (SELECT coalesce(max(version), 0) FROM messages_wording WHERE jurisdiction_id = %(jurisdiction)s
    AND template = %(template)s AND kind = %(kind)s AND language = %(language)s)
ON CONFLICT DO NOTHING
"""


def is_text(template: str, kind: str, language: str) -> bool:
    """Whether there is such a text."""
    return template in VIETNAMESE and kind in KINDS and language in LANGUAGES


def latest(*, jurisdiction_id: int) -> dict[tuple[str, str, str], Version]:
    """The newest version of each edited text, by template, kind and language."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [jurisdiction_id])
        return {(row[0], row[1], row[2]): _version(row[:3], row[3:]) for row in cursor.fetchall()}


def history(
    *, jurisdiction_id: int, template: str, kind: str, language: str, limit: int = 50
) -> list[Version]:
    """The versions of a text, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, [jurisdiction_id, template, kind, language, limit])
        return [_version((template, kind, language), row) for row in cursor.fetchall()]


def change(
    *,
    jurisdiction_id: int,
    template: str,
    kind: str,
    language: str,
    text: str,
    after: int,
    by: uuid.UUID,
    at: datetime,
) -> list[str]:
    """Have the text say this from now on; what is wrong with it, in sentences, and then nothing is kept. ``after`` is
    the version that was seen: raises :class:`Overtaken` where there is a newer one. :data:`OWN` restores the first."""
    assert is_text(template, kind, language)
    wrong = [] if text == OWN else problems(kind, text, needs_code=needs_code(template))
    if wrong:
        return wrong
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "template": template,
        "kind": kind,
        "language": language,
        "text": text,
        "after": after,
        "by": by,
        "at": at,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ADD, given)
        if cursor.rowcount != 1:
            raise Overtaken
    return []


def _version(name: tuple[str, str, str], row: Any) -> Version:
    number, text, by, at = row
    return Version(number, text or built_in(*name), not text, by, at)

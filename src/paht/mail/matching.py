"""To what a letter belongs: by the identifiers of our own messages, which nobody guesses, by the sign in a subject or
address that we gave out, or by the code of a report, which proves nothing."""

import re
import uuid
from dataclasses import dataclass

from django.db import connection

from paht.cases.codes import read_code
from paht.cases.relations import id_of_code
from paht.mail.reading.letter import Letter

TOKEN_CHARACTERS = 16
UUID_IN_WORDS = re.compile(
    r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})", re.IGNORECASE
)
_TOKEN = re.compile(rf"\[thu-([a-z2-7]{{{TOKEN_CHARACTERS}}})\]", re.IGNORECASE)
_TAG = re.compile(rf"\+([a-z2-7]{{{TOKEN_CHARACTERS}}})@", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{2}[\s.\-–]?(?:[0-9A-Z]{4}[\s.\-–]?){3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thread:
    """The open draft or the case that a letter belongs to; ``is_proved`` where its writer had a message of ours."""

    draft_id: uuid.UUID | None = None
    case_id: uuid.UUID | None = None
    is_proved: bool = False


_BY_REPLY = """
SELECT d.id, d.state, d.case_id FROM mail_reply r
JOIN mail_draft d ON d.jurisdiction_id = r.jurisdiction_id AND d.id = r.draft_id
WHERE r.jurisdiction_id = %s AND (r.id = ANY(%s) OR r.token = ANY(%s)) ORDER BY r.made_at DESC LIMIT 1
"""
_BY_NOTICE = """
SELECT case_id FROM messages_outbox
WHERE jurisdiction_id = %s AND id = ANY(%s) AND recipient_kind = 'sender' AND case_id IS NOT NULL LIMIT 1
"""


def find(letter: Letter, *, jurisdiction_id: int) -> Thread:
    """The thread of the letter; empty for one that begins something."""
    named = [
        uuid.UUID("".join(found.groups()))
        for each in letter.references
        if (found := UUID_IN_WORDS.search(each))
    ]
    tokens = [found.lower() for each in letter.recipients for found in _TAG.findall(each)]
    tokens += [found.lower() for found in _TOKEN.findall(letter.subject)]
    with connection.cursor() as cursor:
        if named or tokens:
            cursor.execute(_BY_REPLY, [jurisdiction_id, named, tokens])
            if (row := cursor.fetchone()) is not None:
                draft_id, state, case_id = row
                if state in ("open", "asked"):
                    return Thread(draft_id=draft_id, case_id=case_id, is_proved=True)
                # Something that ended: what belongs to its case does, anything else begins anew.
                return Thread(case_id=case_id, is_proved=case_id is not None)
        if named:
            cursor.execute(_BY_NOTICE, [jurisdiction_id, named])
            if (row := cursor.fetchone()) is not None:
                return Thread(case_id=row[0], is_proved=True)
    for written in _CODE.findall(letter.subject):
        case_id = id_of_code(jurisdiction_id=jurisdiction_id, code=read_code(written.strip()) or "")
        if case_id is not None:
            return Thread(case_id=case_id)
    return Thread()

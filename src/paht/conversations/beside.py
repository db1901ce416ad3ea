"""What conversations hold of a sender beside their reports: what was heard and said, and each state of the draft."""

import json
from collections.abc import Mapping

from paht.cases.beside import Held, Item, Whose, rows
from paht.conversations.queries import heard_words
from paht.conversations.store import SAID, record_of

KIND = "conversation"
_CONTENT = "content"

_HELD = """
SELECT c.id, c.version, c.record_id, c.begun_at,
    ARRAY(SELECT r.case_id FROM conversations_report r
        WHERE r.jurisdiction_id = c.jurisdiction_id AND r.conversation_id = c.id),
    ARRAY(SELECT h.event_id FROM conversations_heard h
        WHERE h.jurisdiction_id = c.jurisdiction_id AND h.conversation_id = c.id ORDER BY h.heard_at, h.event_id),
    ARRAY(SELECT h.heard_at FROM conversations_heard h
        WHERE h.jurisdiction_id = c.jurisdiction_id AND h.conversation_id = c.id ORDER BY h.heard_at, h.event_id),
    ARRAY(SELECT s.id FROM conversations_said s
        WHERE s.jurisdiction_id = c.jurisdiction_id AND s.conversation_id = c.id ORDER BY s.made_at, s.id),
    ARRAY(SELECT s.made_at FROM conversations_said s
        WHERE s.jurisdiction_id = c.jurisdiction_id AND s.conversation_id = c.id ORDER BY s.made_at, s.id),
    ARRAY(SELECT s.staff_id IS NOT NULL FROM conversations_said s
        WHERE s.jurisdiction_id = c.jurisdiction_id AND s.conversation_id = c.id ORDER BY s.made_at, s.id),
    NOT EXISTS (SELECT FROM conversations_report r
        JOIN cases_case k ON k.jurisdiction_id = r.jurisdiction_id AND k.id = r.case_id
        WHERE r.jurisdiction_id = c.jurisdiction_id AND r.conversation_id = c.id
        AND k.sender_id <> ALL(%(senders)s::uuid[]))
    OR EXISTS (SELECT FROM people_identity i WHERE i.jurisdiction_id = c.jurisdiction_id AND i.kind = c.channel
        AND i.subject = uuid_send(c.id) AND i.person_id = %(person)s::uuid AND i.left_at IS NULL)
FROM conversations_conversation c
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.id IN (
    SELECT r.conversation_id FROM conversations_report r
    WHERE r.jurisdiction_id = %(jurisdiction)s AND r.case_id = ANY(%(cases)s)
    UNION SELECT encode(i.subject, 'hex')::uuid FROM people_identity i WHERE i.jurisdiction_id = %(jurisdiction)s
    AND i.person_id = %(person)s::uuid AND i.kind IN ('zalo', 'facebook') AND i.left_at IS NULL)
"""


def held(whose: Whose) -> list[Held]:
    """The conversations that sent one of these reports, and those that are the person's."""
    found = []
    for key, version, record, begun_at, cases, events, heard_at, messages, said_at, by_staff, is_own in rows(
        _HELD, whose
    ):
        heard = [
            Item(at, "sender", event, frozenset({_CONTENT}), _heard)
            for event, at in zip(events, heard_at, strict=True)
        ]
        said = [
            Item(at, "staff" if staff else "system", message, frozenset({SAID}), _said)
            for message, at, staff in zip(messages, said_at, by_staff, strict=True)
        ]
        states = {record, *(record_of(key, number) for number in range(1, version + 1))}
        found.append(
            Held(
                KIND,
                begun_at,
                frozenset(cases),
                tuple(sorted((*heard, *said), key=lambda item: item.at)),
                frozenset({*states, *events, *messages}),
                is_own=is_own,
            )
        )
    return found


def _heard(fields: Mapping[str, str]) -> str:
    return heard_words(fields[_CONTENT]) if fields.get(_CONTENT) else ""


def _said(fields: Mapping[str, str]) -> str:
    return str(json.loads(fields.get(SAID) or "{}").get("text", ""))

"""What calls hold of a sender beside their reports: the number, the recording, what the exchange told."""

from collections.abc import Mapping

from paht.cases.beside import Held, Item, Whose, rows

KIND = "call"

_HELD = """
SELECT c.id, c.rung_at, c.number_record_id, r.record_id, c.file_id, c.due_at IS NOT NULL AND c.heard_at IS NULL,
    ARRAY(SELECT l.case_id FROM calls_link l WHERE l.jurisdiction_id = c.jurisdiction_id AND l.call_id = c.id),
    ARRAY(SELECT t.event_id FROM calls_told t WHERE t.jurisdiction_id = c.jurisdiction_id AND t.call_id = c.id),
    ARRAY(SELECT o.record_id FROM calls_order o WHERE o.jurisdiction_id = c.jurisdiction_id AND o.call_id = c.id
        AND o.record_id IS NOT NULL),
    coalesce(c.caller IN (SELECT s.phone_index FROM people_sender s
        WHERE s.jurisdiction_id = %(jurisdiction)s AND s.id = ANY(%(senders)s)), false)
FROM calls_call c
LEFT JOIN calls_recording r ON r.jurisdiction_id = c.jurisdiction_id AND r.call_id = c.id
WHERE c.jurisdiction_id = %(jurisdiction)s AND (
    c.id IN (SELECT l.call_id FROM calls_link l
        WHERE l.jurisdiction_id = %(jurisdiction)s AND l.case_id = ANY(%(cases)s))
    OR c.caller IN (SELECT s.phone_index FROM people_sender s
        WHERE s.jurisdiction_id = %(jurisdiction)s AND s.id = ANY(%(senders)s)))
"""


def held(whose: Whose) -> list[Held]:
    """The calls about one of these reports, and those from one of the senders' numbers."""
    return [
        Held(
            KIND,
            rung_at,
            frozenset(cases),
            (Item(rung_at, "sender", number, frozenset({"phone"}), _number),) if number else (),
            frozenset({each for each in (number, recording, *events, *orders) if each}),
            frozenset([file] if file else []),
            is_open=is_open,
            is_own=is_own,
        )
        for _, rung_at, number, recording, file, is_open, cases, events, orders, is_own in rows(_HELD, whose)
    ]


def _number(fields: Mapping[str, str]) -> str:
    return fields.get("phone", "")

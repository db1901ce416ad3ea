"""What is done about incidents: lock, decide, write. A repeated ``command_id`` changes nothing.

What is typed goes through the masking of personal data first: whoever reports a leak tends to quote what leaked.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.incidents.orders import order, orders_on_report
from paht.law.casework.case import Actor, Refused
from paht.law.casework.codec import decode_plain, encode_plain
from paht.law.incidents import (
    NEW,
    CloseIncident,
    Incident,
    IncidentCommand,
    IncidentEvent,
    NoteIncident,
    ReclassifyIncident,
    RecordNotice,
    ReportIncident,
    decide,
    evolve,
    marks,
)
from paht.people.logs import Words, masked, written_event
from paht.people.masking import mask


@dataclass(frozen=True, slots=True)
class Recorded:
    """The command took effect, now or when it first came; the incident after it."""

    id: uuid.UUID
    incident: Incident


@dataclass(frozen=True, slots=True)
class NoIncident:
    """There is no such incident in this jurisdiction."""


Outcome = Recorded | Refused | NoIncident


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """In which province, by whom, when; ``command_id`` makes a repeat harmless."""

    jurisdiction: Jurisdiction
    actor: Actor
    now: datetime
    command_id: uuid.UUID


def report(step: Step, *, kind: str, found_at: datetime, description: str, page: str) -> Recorded | Refused:
    """A member of staff reports an incident, noticed on the page of that route (VL.21.8)."""
    text = masked(description)
    command = ReportIncident(kind=kind, found_at=found_at, description=text.written)
    outcome = _perform(step, step.command_id, command, text, page=page)
    assert not isinstance(outcome, NoIncident)
    return outcome


def note(step: Step, *, incident_id: uuid.UUID, words: str) -> Outcome:
    """Write down what was done or found out."""
    text = masked(words)
    return _perform(step, incident_id, NoteIncident(note=text.written), text)


def reclassify(step: Step, *, incident_id: uuid.UUID, kind: str, found_at: datetime, reason: str) -> Outcome:
    """It is of another kind; to or from a leak, the notice is owed or taken back."""
    text = masked(reason)
    command = ReclassifyIncident(kind=kind, found_at=found_at, reason=text.written)
    return _perform(step, incident_id, command, text)


def record_notice(step: Step, *, incident_id: uuid.UUID, given_at: datetime, document: str) -> Outcome:
    """The notice of a leak was given, by that document."""
    command = RecordNotice(given_at=given_at, document=mask(document))
    return _perform(step, incident_id, command, masked(""))


def close(step: Step, *, incident_id: uuid.UUID, conclusion: str) -> Outcome:
    """Nothing more is to be done."""
    text = masked(conclusion)
    return _perform(step, incident_id, CloseIncident(conclusion=text.written), text)


_BEGUN = """
INSERT INTO incidents_incident (jurisdiction_id, id, version, state, page, reported_at)
VALUES (%s, %s, 0, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_LOCKED = "SELECT state FROM incidents_incident WHERE jurisdiction_id = %s AND id = %s FOR UPDATE"
_REPEATED = (
    "SELECT 1 FROM incidents_event WHERE jurisdiction_id = %s AND incident_id = %s AND command_id = %s"
)
_APPENDED = """
INSERT INTO incidents_event (jurisdiction_id, incident_id, number, type, command_id, content, salt, words, made_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_CHANGED = """
UPDATE incidents_incident SET version = %s, state = %s, notice_due_at = %s, closed_at = %s, remind_at = %s,
    reminded = CASE WHEN notice_due_at IS NOT DISTINCT FROM %s THEN reminded ELSE '{}' END
WHERE jurisdiction_id = %s AND id = %s
"""


def _perform(
    step: Step, incident_id: uuid.UUID, command: IncidentCommand, text: Words, *, page: str | None = None
) -> Outcome:
    """Decide under the lock of the row; ``page`` begins a new incident."""
    key: list[Any] = [step.jurisdiction.id, incident_id]
    edition = step.jurisdiction.at(step.now).edition
    with transaction.atomic(), connection.cursor() as cursor:
        if page is not None:
            cursor.execute(_BEGUN, [*key, json.dumps(encode_plain(NEW)), page, step.now])
        cursor.execute(_LOCKED, key)
        if (row := cursor.fetchone()) is None:
            return NoIncident()
        before = decode_plain(Incident, json.loads(row[0]))
        cursor.execute(_REPEATED, [*key, step.command_id])
        if cursor.fetchone():
            return Recorded(incident_id, before)
        events = decide(before, command, actor=step.actor, now=step.now, edition=edition)
        if isinstance(events, Refused):
            transaction.set_rollback(True)  # a new incident is none
            return events
        after = before
        for event in events:
            after = evolve(after, event)
            _append(cursor, key, step, event, text, number=after.version)
        due_at = after.notice.due_at if after.notice and after.notice.is_open else None
        remind_at = marks(after.notice)[0].at if after.notice and due_at else None
        state = json.dumps(encode_plain(after))
        cursor.execute(_CHANGED, [after.version, state, due_at, after.closed_at, remind_at, due_at, *key])
        if page is not None:
            for each in orders_on_report(after):
                order(cursor, step.jurisdiction.id, incident_id, each, now=step.now)
        return Recorded(incident_id, after)


def _append(
    cursor: Any, key: list[Any], step: Step, event: IncidentEvent, text: Words, *, number: int
) -> None:
    kind, plain = written_event(event)
    cursor.execute(
        _APPENDED,
        [*key, number, kind, step.command_id, plain, text.salt, text.words, event.at],
    )

"""What is done about incidents: lock, decide, write. A repeated ``command_id`` changes nothing.

What is typed goes through the masking of personal data first: whoever reports a leak tends to quote what leaked.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from paht.incidents.orders import order, orders_on_report
from paht.law.casework.case import Refused
from paht.law.incidents import (
    CloseIncident,
    Incident,
    IncidentCommand,
    NoteIncident,
    ReclassifyIncident,
    RecordNotice,
    ReportIncident,
    decide,
    marks,
)
from paht.people.kept_logs import INCIDENTS
from paht.people.kept_logs import Step as Step
from paht.people.logs import Words, masked
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


def _perform(
    step: Step, incident_id: uuid.UUID, command: IncidentCommand, text: Words, *, page: str | None = None
) -> Outcome:
    """Decide under the lock of the row; ``page`` begins a new incident."""
    key = (step.jurisdiction.id, incident_id)
    edition = step.jurisdiction.at(step.now).edition
    with transaction.atomic(), connection.cursor() as cursor:
        if page is not None:
            INCIDENTS.begin(cursor, key, page=page, reported_at=step.now)
        if (before := INCIDENTS.locked(cursor, key)) is None:
            return NoIncident()
        if INCIDENTS.is_repeated(cursor, key, step.command_id):
            return Recorded(incident_id, before)
        events = decide(before, command, actor=step.actor, now=step.now, edition=edition)
        if isinstance(events, Refused):
            transaction.set_rollback(True)  # a new incident is none
            return events
        after = INCIDENTS.append(
            cursor,
            key,
            before,
            events,
            command_id=step.command_id,
            words=text,
            remind_at=_first_reminder,
        )
        if page is not None:
            for each in orders_on_report(after):
                order(cursor, step.jurisdiction.id, incident_id, each, now=step.now)
        return Recorded(incident_id, after)


def _first_reminder(incident: Incident) -> datetime | None:
    notice = incident.notice
    return marks(notice)[0].at if notice and notice.is_open else None

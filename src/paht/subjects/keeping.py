"""How a step of a request is kept: lock, decide, write, tell, change what it is about; in one transaction."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.law.casework.case import Refused
from paht.law.subjects import (
    NEW,
    SubjectCommand,
    SubjectEvent,
    SubjectFacts,
    SubjectRequest,
    decide,
    request_marks,
)
from paht.people.kept_logs import SUBJECTS
from paht.people.kept_logs import Step as Step
from paht.people.logs import Words, masked
from paht.people.vault import Sealed
from paht.subjects.orders import order, orders_for
from paht.subjects.subject import DataSubject


@dataclass(frozen=True, slots=True)
class Recorded:
    """The command took effect, now or when it first came; the request after it."""

    id: uuid.UUID
    request: SubjectRequest


@dataclass(frozen=True, slots=True)
class NoRequest:
    """There is no such request in this jurisdiction, or it is somebody else's."""


Answer = Recorded | Refused | NoRequest


@dataclass(frozen=True, slots=True)
class Row:
    """A request as stored: whose it is, and the vault's record of what was typed."""

    id: uuid.UUID
    request: SubjectRequest
    subject: DataSubject
    record_id: uuid.UUID | None


COLUMNS = "id, state, person_id, case_id, sender_id, record_id"
_LOCKED = f"SELECT {COLUMNS} FROM subjects_request WHERE jurisdiction_id = %s AND id = %s FOR UPDATE"
_SEALED = """
INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""


def row_of(jurisdiction_id: int, row: tuple[Any, ...]) -> Row:
    """The stored row as a value."""
    key, state, person_id, case_id, sender_id, record_id = row
    return Row(
        key, SUBJECTS.read(state), DataSubject(jurisdiction_id, person_id, case_id, sender_id), record_id
    )


Effect = Callable[[Any, Row, SubjectRequest], None]
"""What a step changes beside the request: the cursor, the row, the request after it."""


def begin(
    step: Step,
    subject: DataSubject,
    command: SubjectCommand,
    facts: SubjectFacts,
    sealed: Sealed | None,
    effect: Effect,
) -> Recorded | Refused:
    """A new request, whose identifier is its command's; what was typed is sealed with it."""
    key = step.command_id
    refused = decided(NEW, command, step, facts)
    if isinstance(refused, Refused):
        return refused
    with transaction.atomic(), connection.cursor() as cursor:
        is_new = SUBJECTS.begin(
            cursor,
            (step.jurisdiction.id, key),
            person_id=subject.person_id,
            case_id=subject.case_id,
            sender_id=subject.sender_id,
            record_id=sealed.id if sealed else None,
            asked_at=step.now,
        )
        if is_new and sealed:
            stored: list[Any] = [sealed.id, sealed.key_version, sealed.wrapped_key, sealed.sealed, step.now]
            cursor.execute(_SEALED, [step.jurisdiction.id, *stored])
        outcome = _perform(cursor, step, key, command, facts, masked(""), effect)
    assert not isinstance(outcome, NoRequest)
    return outcome


def perform(
    step: Step,
    request_id: uuid.UUID,
    command: SubjectCommand,
    *,
    facts: SubjectFacts,
    words: Words,
    effect: Effect,
    subject: DataSubject | None = None,
) -> Answer:
    """A step of a request; with a ``subject`` of their own request alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        return _perform(cursor, step, request_id, command, facts, words, effect, subject)


def _perform(
    cursor: Any,
    step: Step,
    request_id: uuid.UUID,
    command: SubjectCommand,
    facts: SubjectFacts,
    words: Words,
    effect: Effect,
    subject: DataSubject | None = None,
) -> Answer:
    key = (step.jurisdiction.id, request_id)
    cursor.execute(_LOCKED, [*key])
    if (found := cursor.fetchone()) is None:
        return NoRequest()
    row = row_of(step.jurisdiction.id, found)
    if subject is not None and (row.subject.person_id, row.subject.case_id) != (
        subject.person_id,
        subject.case_id,
    ):
        return NoRequest()
    if SUBJECTS.is_repeated(cursor, key, step.command_id):
        return Recorded(request_id, row.request)
    events = decided(row.request, command, step, facts)
    if isinstance(events, Refused):
        return events

    def first_reminder(request: SubjectRequest) -> datetime | None:
        marks = request_marks(request.owed, calendar=step.jurisdiction.calendar) if request.owed else []
        return min((mark.at for mark in marks), default=None)

    after = SUBJECTS.append(
        cursor,
        key,
        row.request,
        events,
        command_id=step.command_id,
        words=words,
        remind_at=first_reminder,
    )
    for event in events:
        for each in orders_for(event.body, after):
            sender_id = row.subject.sender_id
            order(cursor, step.jurisdiction.id, request_id, each, sender_id=sender_id, now=step.now)
    effect(cursor, row, after)
    return Recorded(request_id, after)


def decided(
    request: SubjectRequest, command: SubjectCommand, step: Step, facts: SubjectFacts
) -> tuple[SubjectEvent, ...] | Refused:
    """What the law says of the command now; nothing is written."""
    return decide(
        request, command, actor=step.actor, facts=facts, now=step.now, calendar=step.jurisdiction.calendar
    )

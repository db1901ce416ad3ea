"""How a step of a request is kept: lock, decide, write, tell, change what it is about; in one transaction."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.law.casework.case import Actor, Refused
from paht.law.casework.codec import decode_plain, encode_plain
from paht.law.subjects import (
    NEW,
    SubjectCommand,
    SubjectEvent,
    SubjectFacts,
    SubjectRequest,
    decide,
    evolve,
    request_marks,
)
from paht.people.logs import Words, masked, written_event
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """In which province, by whom, when; ``command_id`` makes a repeat harmless."""

    jurisdiction: Jurisdiction
    actor: Actor
    now: datetime
    command_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Row:
    """A request as stored: whose it is, and the vault's record of what was typed."""

    id: uuid.UUID
    request: SubjectRequest
    subject: DataSubject
    record_id: uuid.UUID | None


COLUMNS = "id, state, person_id, case_id, sender_id, record_id"
_LOCKED = f"SELECT {COLUMNS} FROM subjects_request WHERE jurisdiction_id = %s AND id = %s FOR UPDATE"
_BEGUN = """
INSERT INTO subjects_request (jurisdiction_id, id, version, state, person_id, case_id, sender_id, record_id, asked_at)
VALUES (%s, %s, 0, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_REPEATED = "SELECT 1 FROM subjects_event WHERE jurisdiction_id = %s AND request_id = %s AND command_id = %s"
_SEALED = """
INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""
_APPENDED = """
INSERT INTO subjects_event (jurisdiction_id, request_id, number, type, command_id, content, salt, words, made_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_CHANGED = """
UPDATE subjects_request SET version = %s, state = %s, closed_at = %s, remind_at = %s, due_at = %s,
    reminded = CASE WHEN due_at IS NOT DISTINCT FROM %s THEN reminded ELSE '{}' END
WHERE jurisdiction_id = %s AND id = %s
"""


def row_of(jurisdiction_id: int, row: tuple[Any, ...]) -> Row:
    """The stored row as a value."""
    key, state, person_id, case_id, sender_id, record_id = row
    request = decode_plain(SubjectRequest, json.loads(state) if isinstance(state, str) else state)
    return Row(key, request, DataSubject(jurisdiction_id, person_id, case_id, sender_id), record_id)


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
        cursor.execute(
            _BEGUN,
            [
                step.jurisdiction.id,
                key,
                json.dumps(encode_plain(NEW)),
                subject.person_id,
                subject.case_id,
                subject.sender_id,
                sealed.id if sealed else None,
                step.now,
            ],
        )
        if cursor.rowcount and sealed:
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
    key: list[Any] = [step.jurisdiction.id, request_id]
    cursor.execute(_LOCKED, key)
    if (found := cursor.fetchone()) is None:
        return NoRequest()
    row = row_of(step.jurisdiction.id, found)
    if subject is not None and (row.subject.person_id, row.subject.case_id) != (
        subject.person_id,
        subject.case_id,
    ):
        return NoRequest()
    cursor.execute(_REPEATED, [*key, step.command_id])
    if cursor.fetchone():
        return Recorded(request_id, row.request)
    events = decided(row.request, command, step, facts)
    if isinstance(events, Refused):
        return events
    after = row.request
    for event in events:
        after = evolve(after, event)
        _append(cursor, key, step, event, words, number=after.version)
        for each in orders_for(event.body, after):
            sender_id = row.subject.sender_id
            order(cursor, step.jurisdiction.id, request_id, each, sender_id=sender_id, now=step.now)
    owed = after.owed
    coming = [mark.at for mark in request_marks(owed, calendar=step.jurisdiction.calendar)] if owed else []
    due_at, state = owed.due_at if owed else None, json.dumps(encode_plain(after))
    remind_at = min(coming, default=None)
    cursor.execute(_CHANGED, [after.version, state, after.closed_at, remind_at, due_at, due_at, *key])
    effect(cursor, row, after)
    return Recorded(request_id, after)


def decided(
    request: SubjectRequest, command: SubjectCommand, step: Step, facts: SubjectFacts
) -> tuple[SubjectEvent, ...] | Refused:
    """What the law says of the command now; nothing is written."""
    return decide(
        request, command, actor=step.actor, facts=facts, now=step.now, calendar=step.jurisdiction.calendar
    )


def _append(
    cursor: Any, key: list[Any], step: Step, event: SubjectEvent, words: Words, *, number: int
) -> None:
    kind, plain = written_event(event)
    cursor.execute(_APPENDED, [*key, number, kind, step.command_id, plain, words.salt, words.words, event.at])

"""Senders' standings as kept: an append-only log for each, and the value that stands for it (VL.15.1).

Everything goes through :func:`record_violation` and :func:`lift_lock`; a repeated ``command_id`` changes nothing.
"""

import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.law.casework.case import Refused
from paht.law.casework.codec import decode_plain
from paht.law.standing import (
    NEW,
    LiftLock,
    RecordViolation,
    Standing,
    StandingCommand,
    decide,
    together,
)
from paht.people import kept_logs
from paht.people.kept_logs import STANDINGS
from paht.people.logs import Words, as_typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(kept_logs.Step):
    """About which sender."""

    sender: uuid.UUID


def record_violation(
    step: Step, *, case_id: uuid.UUID, ground: str, finding: str, about: uuid.UUID | None = None
) -> Standing | Refused:
    """An officer's finding against the sender of a case; the standing after it.

    It counts where somebody has proven that what it is ``about`` (the case, if nothing else) is theirs.
    """
    text = as_typed(finding)
    confirmed = is_proven(jurisdiction_id=step.jurisdiction.id, about=about or case_id)
    command = RecordViolation(ground=ground, case=str(case_id), finding=text.written, confirmed=confirmed)
    return _perform(step, command, text, case_id=case_id)


def lift_lock(step: Step, *, reason: str) -> Standing | Refused:
    """The IOC opens a locked account, whichever of the person's phones was locked; the standing after it."""
    locked = _locked_with(step)
    outcome: Standing | Refused = NEW
    for sender in locked or [step.sender]:
        text = as_typed(reason)
        command_id = step.command_id if sender == step.sender else uuid.uuid5(step.command_id, str(sender))
        each = replace(step, sender=sender, command_id=command_id)
        outcome = _perform(each, LiftLock(reason=text.written), text, case_id=None)
        if isinstance(outcome, Refused):
            return outcome
    return standing_of(jurisdiction_id=step.jurisdiction.id, sender=step.sender)


def _locked_with(step: Step) -> list[uuid.UUID]:
    """The person's phones whose account is locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sender_id, state FROM people_standing WHERE jurisdiction_id = %s "
            "AND sender_id = ANY(people_senders_with(%s::smallint, %s)) ORDER BY sender_id",
            [step.jurisdiction.id, step.jurisdiction.id, step.sender],
        )
        return [sender for sender, state in cursor.fetchall() if not read_standing(state).may_send()]


def standing_of(*, jurisdiction_id: int, sender: uuid.UUID) -> Standing:
    """What is on record about the sender, with the other phones of the same person; :data:`NEW` for nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_standing_with(%s::smallint, %s)", [jurisdiction_id, sender])
        row = cursor.fetchone()
    return read_standing(row[0] if row else None)


def standing_of_person(*, jurisdiction_id: int, person_id: uuid.UUID) -> Standing:
    """What is on record about all the phones that the person has, or had."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_agg(t.state ORDER BY t.sender_id) FROM people_standing t WHERE t.jurisdiction_id = %s "
            "AND t.sender_id IN (SELECT p.sender_id FROM people_phone p WHERE p.jurisdiction_id = %s "
            "AND p.person_id = %s)",
            [jurisdiction_id, jurisdiction_id, person_id],
        )
        row = cursor.fetchone()
    return read_standing(row[0] if row else None)


def is_proven(*, jurisdiction_id: int, about: uuid.UUID) -> bool:
    """Whether somebody with a confirmed phone has called it their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM people_claim WHERE jurisdiction_id = %s AND about_id = %s AND is_own)",
            [jurisdiction_id, about],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def read_standing(state: str | None) -> Standing:
    """The standing of its stored state, or of a list of those of one person's phones; :data:`NEW` for none."""
    plain = json.loads(state) if state is not None else []
    return together(
        [decode_plain(Standing, each) for each in (plain if isinstance(plain, list) else [plain])]
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """What an officer wrote about the sender in one case: on which ground (or that the account was opened), when."""

    type: str
    ground: str
    at: datetime
    text: str


def findings_of(*, jurisdiction_id: int, sender: uuid.UUID, limit: int = 20) -> list[Finding]:
    """The findings about a sender, latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, coalesce(content::jsonb -> 'body' ->> 'ground', ''), made_at, finding "
            "FROM people_standing_event WHERE jurisdiction_id = %s AND finding <> '' "
            "AND sender_id = ANY(people_senders_with(%s::smallint, %s)) "
            "ORDER BY made_at DESC, number DESC LIMIT %s",
            [jurisdiction_id, jurisdiction_id, sender, limit],
        )
        return [Finding(*row) for row in cursor.fetchall()]


def _perform(
    step: Step, command: StandingCommand, text: Words, *, case_id: uuid.UUID | None
) -> Standing | Refused:
    key = (step.jurisdiction.id, step.sender)
    with transaction.atomic(), connection.cursor() as cursor:
        STANDINGS.begin(cursor, key)
        before, others = _locked(cursor, step)
        if STANDINGS.is_repeated(cursor, key, step.command_id):
            return before
        events = decide(
            before,
            command,
            actor=step.actor,
            now=step.now,
            edition=step.jurisdiction.edition,
            others=others,
        )
        if isinstance(events, Refused):
            return events
        return STANDINGS.append(
            cursor, key, before, events, command_id=step.command_id, words=text, case_id=case_id
        )


def _locked(cursor: Any, step: Step) -> tuple[Standing, tuple[Standing, ...]]:
    """The standing and those of the same person's other phones, locked in one order: two findings at once count one
    after the other."""
    cursor.execute(
        "SELECT sender_id, state FROM people_standing WHERE jurisdiction_id = %s "
        "AND sender_id = ANY(people_senders_with(%s::smallint, %s)) ORDER BY sender_id FOR UPDATE",
        [step.jurisdiction.id, step.jurisdiction.id, step.sender],
    )
    states = {sender: read_standing(state) for sender, state in cursor.fetchall()}
    return states.pop(step.sender), tuple(states.values())

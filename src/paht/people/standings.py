"""Senders' standings as kept: an append-only log for each, and the value that stands for it (VL.15.1).

Everything goes through :func:`record_violation` and :func:`lift_lock`; a repeated ``command_id`` changes nothing.
"""

import hashlib
import json
import os
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.identity import new_id
from paht.law.casework.case import Actor, Refused, Written
from paht.law.casework.codec import decode_plain, encode_plain
from paht.law.standing import NEW, LiftLock, RecordViolation, Standing, StandingCommand, decide, evolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """About which sender, by whom, when; ``command_id`` makes a repeat harmless."""

    jurisdiction: Jurisdiction
    sender: uuid.UUID
    actor: Actor
    now: datetime
    command_id: uuid.UUID


def record_violation(step: Step, *, case_id: uuid.UUID, ground: str, finding: str) -> Standing | Refused:
    """An officer's finding against the sender of a case; the standing after it."""
    text = _Text(finding)
    command = RecordViolation(ground=ground, case=str(case_id), finding=text.written)
    return _perform(step, command, text, case_id=case_id)


def lift_lock(step: Step, *, reason: str) -> Standing | Refused:
    """The IOC opens a locked account; the standing after it."""
    text = _Text(reason)
    return _perform(step, LiftLock(reason=text.written), text, case_id=None)


def standing_of(*, jurisdiction_id: int, sender: uuid.UUID) -> Standing:
    """What is on record about the sender; :data:`NEW` for nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM people_standing WHERE jurisdiction_id = %s AND sender_id = %s",
            [jurisdiction_id, sender],
        )
        row = cursor.fetchone()
    return NEW if row is None else read_standing(row[0])


def read_standing(state: str | None) -> Standing:
    """The standing of its stored state; :data:`NEW` for none."""
    return NEW if state is None else decode_plain(Standing, json.loads(state))


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
            "FROM people_standing_event WHERE jurisdiction_id = %s AND sender_id = %s AND finding <> '' "
            "ORDER BY number DESC LIMIT %s",
            [jurisdiction_id, sender, limit],
        )
        return [Finding(*row) for row in cursor.fetchall()]


class _Text:
    """A finding: its words lie beside the log, the event carries a salted commitment."""

    def __init__(self, body: str) -> None:
        self.body = body.replace("\r\n", "\n").strip()
        self.salt = os.urandom(16)
        commitment = hashlib.sha256(self.salt + self.body.encode()).hexdigest()
        self.written = Written(str(new_id()), commitment, len(self.body))


_KEY = "jurisdiction_id = %s AND sender_id = %s"


def _perform(
    step: Step, command: StandingCommand, text: _Text, *, case_id: uuid.UUID | None
) -> Standing | Refused:
    key: list[Any] = [step.jurisdiction.id, step.sender]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_standing (jurisdiction_id, sender_id, version, state) VALUES (%s, %s, 0, %s) "
            "ON CONFLICT DO NOTHING",
            [*key, json.dumps(encode_plain(NEW))],
        )
        cursor.execute(f"SELECT state FROM people_standing WHERE {_KEY} FOR UPDATE", key)
        before = read_standing(cursor.fetchone()[0])
        cursor.execute(
            f"SELECT 1 FROM people_standing_event WHERE {_KEY} AND command_id = %s", [*key, step.command_id]
        )
        if cursor.fetchone():
            return before
        events = decide(before, command, actor=step.actor, now=step.now, edition=step.jurisdiction.edition)
        if isinstance(events, Refused):
            return events
        after = before
        for offset, event in enumerate(events):
            after = evolve(after, event)
            first = offset == 0
            content: dict[str, Any] = {
                "type": type(event.body).__name__,
                "v": type(event.body).version,
                "actor": encode_plain(event.actor),
                "body": encode_plain(event.body),
            }
            cursor.execute(
                "INSERT INTO people_standing_event (jurisdiction_id, sender_id, number, type, command_id, case_id, "
                "content, salt, finding, made_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    *key,
                    after.version,
                    content["type"],
                    step.command_id if first else None,
                    case_id,
                    json.dumps(content, ensure_ascii=False, sort_keys=True),
                    text.salt if first else b"",
                    text.body if first else "",
                    event.at,
                ],
            )
        cursor.execute(
            f"UPDATE people_standing SET version = %s, state = %s WHERE {_KEY}",
            [after.version, json.dumps(encode_plain(after)), *key],
        )
        return after

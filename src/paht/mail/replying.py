"""Sending our letters: the vault process writes and hands them over, this queue tries again until it has."""

import json
import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from paht.mail.links import link
from paht.mail.storing import record_of
from paht.messages.delivering import read
from paht.messages.gateway import Accepted, Again, Answer
from paht.people.vault_wire import TooMany, VaultClosed, ask

BATCH = 20
CLAIMED = timedelta(seconds=90)
PATIENCE_SECONDS = 40.0
BACK_OFF = tuple(timedelta(seconds=n) for n in (5, 30, 120, 600, 1800))
"""After the first, second … try; the last one from then on."""
MOST_ATTEMPTS = 100
"""After so many (two days) a letter is given up; the desk sees it at its draft."""

log = logging.getLogger("paht.mail")

Send = Callable[[dict[str, Any]], Answer]
"""Takes what :meth:`paht.mail.vault_side.MailVault.letter` takes."""

_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, id FROM mail_reply
    WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= %(at)s
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE mail_reply r SET attempts = r.attempts + 1, due_at = %(at)s + %(claimed)s
FROM mine WHERE (r.jurisdiction_id, r.id) = (mine.jurisdiction_id, mine.id)
RETURNING r.jurisdiction_id, r.id, r.draft_id, r.letter, r.missing, r.token, r.attempts,
    (SELECT l.id FROM mail_letter l WHERE l.jurisdiction_id = r.jurisdiction_id AND l.draft_id = r.draft_id
     ORDER BY l.received_at, l.id LIMIT 1),
    (SELECT h.name FROM agencies_host h WHERE h.jurisdiction_id = r.jurisdiction_id ORDER BY h.name LIMIT 1)
"""
_SETTLE = """
UPDATE mail_reply SET sent_at = %(sent)s, given_up_at = %(given_up)s, due_at = %(due)s, problem = %(problem)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND sent_at IS NULL
"""


class _Claimed(NamedTuple):
    jurisdiction_id: int
    id: uuid.UUID
    draft_id: uuid.UUID
    letter: str
    missing: str
    token: str
    attempts: int
    first_letter: uuid.UUID
    host: str | None


def through_vault(question: dict[str, Any]) -> Answer:
    """Have the vault write and send; one that is down is asked again later under the same identifier."""
    try:
        return read(ask("letter", patience=PATIENCE_SECONDS, **question))
    except (VaultClosed, TooMany):
        return Again("the vault does not answer")


def send_replies(*, now: datetime, send: Send = through_vault) -> int:
    """Have at most :data:`BATCH` letters handed over; how many were."""
    sent = 0
    for _ in range(BATCH):
        each = _claim(now)
        if each is None:
            break
        answer = send(_question(each, now))
        _settle(each, answer, now)
        sent += isinstance(answer, Accepted)
    return sent


def _question(each: _Claimed, now: datetime) -> dict[str, Any]:
    return {
        "jurisdiction": each.jurisdiction_id,
        "message": str(each.id),
        "record": str(record_of(each.first_letter)),
        "letter": each.letter,
        "missing": json.loads(each.missing),
        "token": each.token,
        "link": link(jurisdiction_id=each.jurisdiction_id, draft_id=each.draft_id, now=now),
        "host": each.host or "",
    }


def _claim(now: datetime) -> _Claimed | None:
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"at": now, "claimed": CLAIMED}
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed(*row) if row else None


def _settle(each: _Claimed, answer: Answer, now: datetime) -> None:
    problem = "" if isinstance(answer, Accepted) else answer.problem
    waits = isinstance(answer, Again) and each.attempts < MOST_ATTEMPTS
    wait = BACK_OFF[min(each.attempts, len(BACK_OFF)) - 1]
    if isinstance(answer, Again):
        wait = max(wait, timedelta(seconds=answer.after_seconds))
    given: dict[str, Any] = {
        "jurisdiction": each.jurisdiction_id,
        "id": each.id,
        "sent": now if isinstance(answer, Accepted) else None,
        "given_up": None if waits or isinstance(answer, Accepted) else now,
        "due": now + wait,
        "problem": problem,
    }
    if problem:
        log.warning("a letter was not handed over: %s", problem)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, given)

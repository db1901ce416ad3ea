"""Having what we say delivered: the vault process alone opens the address and the words and hands them to the platform.

In a conversation one message follows the other; one that nobody could deliver before its window closed is given up, and
the desk's page of the conversation says so.
"""

import base64
import logging
import uuid
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from paht.conversations import picturing
from paht.conversations.store import WAYS
from paht.conversations.talking import Pictured
from paht.messages import told_elsewhere
from paht.messages.asking_vault import CLAIMED, Send, waits
from paht.messages.delivering import read
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.people.vault_wire import TooMany, VaultClosed, ask

BATCH = 50
PATIENCE_SECONDS = 40.0

log = logging.getLogger(__name__)

_GIVE_UP = """
UPDATE conversations_said SET given_up_at = %(at)s,
    problem = CASE problem WHEN '' THEN 'the window closed' ELSE problem END
WHERE (jurisdiction_id, id) IN (
    SELECT jurisdiction_id, id FROM conversations_said
    WHERE delivered_at IS NULL AND given_up_at IS NULL AND ends_at <= %(at)s
    ORDER BY due_at, id LIMIT 500 FOR UPDATE SKIP LOCKED)
"""
_CLAIM = """
WITH mine AS (
    SELECT s.jurisdiction_id, s.id FROM conversations_said s
    WHERE s.delivered_at IS NULL AND s.given_up_at IS NULL AND s.due_at <= %(at)s AND NOT EXISTS (
        SELECT FROM conversations_said b WHERE b.jurisdiction_id = s.jurisdiction_id
        AND b.conversation_id = s.conversation_id AND b.delivered_at IS NULL AND b.given_up_at IS NULL
        AND (b.made_at, b.id) < (s.made_at, s.id))
    ORDER BY s.due_at, s.made_at, s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
)
UPDATE conversations_said s SET attempts = s.attempts + 1, due_at = %(at)s + %(claimed)s
FROM mine WHERE (s.jurisdiction_id, s.id) = (mine.jurisdiction_id, mine.id)
RETURNING s.jurisdiction_id, s.id, s.attempts, (SELECT c.channel FROM conversations_conversation c
    WHERE c.jurisdiction_id = s.jurisdiction_id AND c.id = s.conversation_id), s.staff_id IS NOT NULL,
    s.case_id, s.file_id
"""
_SETTLE = """
UPDATE conversations_said SET delivered_at = %(delivered)s, given_up_at = %(given_up)s, due_at = %(due)s,
    problem = %(why)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND delivered_at IS NULL
"""


class _Claimed(NamedTuple):
    jurisdiction_id: int
    id: uuid.UUID
    attempts: int
    channel: str
    by_officer: bool
    case_id: uuid.UUID | None
    file_id: uuid.UUID | None


def through_vault(question: dict[str, Any]) -> Answer:
    """Have the vault say it; one that is down is asked again later under the same identifier."""
    try:
        return read(ask("say", patience=PATIENCE_SECONDS, **question))
    except (VaultClosed, TooMany):
        return Again("the vault does not answer")


def send_replies(*, now: datetime, send: Send = through_vault) -> int:
    """Have at most :data:`BATCH` messages delivered; how many were."""
    sent = 0
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_UP, {"at": now})
    for _ in range(BATCH):
        with connection.cursor() as cursor:
            given: dict[str, Any] = {"at": now, "claimed": CLAIMED}
            cursor.execute(_CLAIM, given)
            row = cursor.fetchone()
        if row is None:
            break
        each = _Claimed(*row)
        question = _question(each)
        answer = question if isinstance(question, Declined) else send(question)
        _settle(each, answer, now)
        sent += isinstance(answer, Accepted)
        if isinstance(answer, Again) and not answer.after_seconds:
            break  # the vault or the platform is busy or away: other chores wait for this worker
    return sent


def _question(each: _Claimed) -> dict[str, Any] | Declined:
    """What the vault is asked. A picture goes with the question: the vault's account reads no files, and what goes is
    public anyhow."""
    question: dict[str, Any] = {
        "jurisdiction": each.jurisdiction_id,
        "message": str(each.id),
        "way": WAYS[each.channel],
        "record": str(each.id),
        "person": each.by_officer,
    }
    if each.case_id is None or each.file_id is None:
        return question
    picture = picturing.shown(Pictured(each.case_id, each.file_id), jurisdiction_id=each.jurisdiction_id)
    if isinstance(picture, Declined):
        return picture
    return question | {"picture": base64.b64encode(picture.content).decode(), "path": picture.path}


def _settle(each: _Claimed, answer: Answer, now: datetime) -> None:
    given: dict[str, Any] = {
        "jurisdiction": each.jurisdiction_id,
        "id": each.id,
        "delivered": None,
        "given_up": None,
    }
    given |= {"due": now, "why": "" if isinstance(answer, Accepted) else answer.problem}
    if isinstance(answer, Again):
        given["due"] = now + waits(answer, attempts=each.attempts)
    else:
        given["delivered" if isinstance(answer, Accepted) else "given_up"] = now
    if given["why"]:
        log.warning("a reply was not delivered: %s", given["why"])
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, given)
    if each.by_officer or isinstance(answer, Again):
        return
    where, way = each.jurisdiction_id, WAYS[each.channel]
    if isinstance(answer, Accepted):
        told_elsewhere.told(jurisdiction_id=where, by=each.id, way=way, at=now)
    else:
        told_elsewhere.hand_back(jurisdiction_id=where, by=each.id, way=way, why=answer.problem, at=now)

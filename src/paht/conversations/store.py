"""Where conversations lie: a row by the keyed digest of who writes, what was heard as a sealed record of the vault.

A change names the version that it saw; whoever comes second reads again. So two events at the same moment, or an event
and our own turn, never write over each other, and no lock is held while somebody else is asked.
"""

import hmac
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from paht.conversations import heard as things
from paht.conversations.heard import Heard
from paht.conversations.talking import Said
from paht.identity import new_id
from paht.installation.keys import one_time_key
from paht.people.actors import SYSTEM
from paht.people.vault import Sealed, look, seal

PURPOSE = "Hệ thống đọc cuộc trò chuyện để soạn phản ánh"
STATE, TO, SAID = "state", "to", "said"
WINDOWS = {"zalo": timedelta(hours=48), "facebook": timedelta(hours=24)}
"""For how long after somebody's last message a reply is free, or allowed at all."""
REPLIES = {"zalo": 8, "facebook": 100}
"""How many replies a window has."""
WAYS = {"zalo": "zalo", "facebook": "messenger"}
"""The way out by which a channel is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the sealed record of a conversation holds: the address, the account at which it is, the draft's identifier
    (of which its command is made), what was heard for it, which acts are done, and what is being sent just now."""

    to: str
    account: str
    draft: uuid.UUID
    heard: tuple[Heard, ...] = ()
    done: frozenset[str] = frozenset()
    sending: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A row, with what its record holds where that was opened."""

    jurisdiction_id: int
    id: uuid.UUID
    channel: str
    version: int
    record_id: uuid.UUID
    heard_at: datetime
    replies: int
    attempts: int


def person_of(*, jurisdiction_id: int, channel: str, account: str, to: str) -> bytes:
    """The digest by which a chat identity is known: useless without a key of the home's."""
    text = f"conversation\0{jurisdiction_id}\0{channel}\0{account}\0{to}"
    keyed = _keyed().copy()
    keyed.update(text.encode())
    return keyed.digest()


@cache
def _keyed() -> hmac.HMAC:
    return hmac.new(one_time_key(settings.HOME), digestmod="sha256")


_COLUMNS = "jurisdiction_id, id, channel, version, record_id, heard_at, replies, attempts"


def of_person(*, jurisdiction_id: int, channel: str, person: bytes) -> Conversation | None:
    """The conversation of who writes, if there is one."""
    return _one("channel = %s AND person = %s", jurisdiction_id, channel, person)


def of_id(*, jurisdiction_id: int, conversation_id: uuid.UUID) -> Conversation | None:
    """The conversation of this identifier."""
    return _one("id = %s", jurisdiction_id, conversation_id)


def _one(condition: str, jurisdiction_id: int, *given: Any) -> Conversation | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM conversations_conversation WHERE jurisdiction_id = %s AND {condition}",
            [jurisdiction_id, *given],
        )
        row = cursor.fetchone()
    return Conversation(*row) if row else None


def opened(conversation: Conversation, *, actor_id: str = SYSTEM.id, purpose: str = PURPOSE) -> State:
    """What the record holds; the look is on record. An erased one begins anew without an address."""
    found = look(
        jurisdiction_id=conversation.jurisdiction_id,
        record_ids=[conversation.record_id],
        fields=frozenset({STATE}),
        actor_id=actor_id,
        purpose=purpose,
    ).get(conversation.record_id, {})
    content = json.loads(found.get(STATE) or "{}")
    sending = content.get("sending")
    return State(
        to=content.get("to", ""),
        account=content.get("account", ""),
        draft=uuid.UUID(content["draft"]) if content else new_id(),
        heard=tuple(map(things.read, content.get("heard", ()))),
        done=frozenset(content.get("done", ())),
        sending=None if sending is None else frozenset(sending),
    )


def record_of(conversation_id: uuid.UUID, version: int) -> uuid.UUID:
    """The vault's record of what a version of the conversation holds: each one of before can be named, and erased."""
    return uuid.uuid5(conversation_id, str(version))


def sealed(jurisdiction_id: int, state: State, *, record_id: uuid.UUID) -> Sealed:
    """The state as a record of its own."""
    content = {
        "to": state.to,
        "account": state.account,
        "draft": state.draft.hex,
        "heard": [things.plain(each) for each in state.heard],
        "done": sorted(state.done),
        "sending": None if state.sending is None else sorted(state.sending),
    }
    return seal(
        record_id=record_id,
        jurisdiction_id=jurisdiction_id,
        fields={STATE: json.dumps(content, ensure_ascii=False)},
    )


_RECORD = """
INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""
_BEGIN = """
INSERT INTO conversations_conversation
    (jurisdiction_id, id, channel, person, version, record_id, begun_at, heard_at, due_at)
VALUES (%s, %s, %s, %s, 1, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_HEARD = """
INSERT INTO conversations_heard (jurisdiction_id, event_id, conversation_id, heard_at) VALUES (%s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""
_MERGE = """
UPDATE conversations_conversation SET version = version + 1, record_id = %s, heard_at = greatest(heard_at, %s),
    replies = 0, due_at = %s, attempts = 0
WHERE jurisdiction_id = %s AND id = %s AND version = %s
"""


def keep_record(jurisdiction_id: int, record: Sealed, *, at: datetime) -> None:
    """Insert a record of the vault; within the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD, [jurisdiction_id, record.id, record.key_version, record.wrapped_key, record.sealed, at]
        )


def begin(
    *,
    jurisdiction_id: int,
    channel: str,
    person: bytes,
    state: State,
    events: Sequence[uuid.UUID],
    at: datetime,
    due_at: datetime,
) -> bool:
    """The first thing of a conversation; False where somebody else began it this very moment."""
    conversation_id = new_id()
    record = sealed(jurisdiction_id, state, record_id=record_of(conversation_id, 1))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BEGIN, [jurisdiction_id, conversation_id, channel, person, record.id, at, at, due_at])
        if cursor.rowcount != 1:
            return False
        keep_record(jurisdiction_id, record, at=at)
        for event in events:
            cursor.execute(_HEARD, [jurisdiction_id, event, conversation_id, at])
    return True


def merge(
    conversation: Conversation, state: State, *, event: uuid.UUID, at: datetime, due_at: datetime
) -> bool:
    """Put in what was heard; False where the conversation has moved on, or the event is in it already."""
    where = conversation.jurisdiction_id
    record = sealed(where, state, record_id=record_of(conversation.id, conversation.version + 1))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MERGE, [record.id, at, due_at, where, conversation.id, conversation.version])
        if cursor.rowcount != 1:
            return False
        keep_record(where, record, at=at)
        cursor.execute(_HEARD, [where, event, conversation.id, at])
    return True


def has_heard(*, jurisdiction_id: int, event: uuid.UUID) -> bool:
    """Whether the event is in a conversation already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM conversations_heard WHERE jurisdiction_id = %s AND event_id = %s",
            [jurisdiction_id, event],
        )
        return cursor.fetchone() is not None


_SAVE = """
UPDATE conversations_conversation SET version = version + 1, record_id = %s, due_at = %s, attempts = 0, draft = %s,
    replies = replies + %s, command_id = %s
WHERE jurisdiction_id = %s AND id = %s AND version = %s
"""
_SENT_ELSEWHERE = """
UPDATE conversations_conversation c SET due_at = %(at)s FROM cases_case k
WHERE k.jurisdiction_id = c.jurisdiction_id AND k.command_id = c.command_id AND c.due_at IS NULL
"""
_SAID = """
INSERT INTO conversations_said
    (jurisdiction_id, id, conversation_id, staff_id, made_at, due_at, ends_at, case_id, file_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def save(
    conversation: Conversation,
    state: State,
    *,
    draft: str,
    said: Sequence[Said],
    at: datetime,
    due_at: datetime | None = None,
) -> Conversation | None:
    """Our turn is done: the new state and what is said, together; ``None`` where something came meanwhile. What no
    window has room for is not said."""
    where = conversation.jurisdiction_id
    record = sealed(where, state, record_id=record_of(conversation.id, conversation.version + 1))
    command = None if draft == "none" else command_of(state.draft)
    room = max(0, REPLIES[conversation.channel] - conversation.replies)
    spoken = list(said)[:room] if at < conversation.heard_at + WINDOWS[conversation.channel] else []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _SAVE,
            [record.id, due_at, draft, len(spoken), command, where, conversation.id, conversation.version],
        )
        if cursor.rowcount != 1:
            return None
        keep_record(where, record, at=at)
        for each, key in zip(spoken, in_turn(len(spoken)), strict=True):
            say(conversation, each, to=state.to, at=at, message_id=key)
    return replace(
        conversation,
        version=conversation.version + 1,
        record_id=record.id,
        replies=conversation.replies + len(spoken),
    )


def wake_sent_elsewhere(*, at: datetime) -> int:
    """Conversations whose draft was sent by the web form get their turn; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT_ELSEWHERE, {"at": at})
        woken: int = cursor.rowcount
    return woken


def command_of(draft: uuid.UUID) -> uuid.UUID:
    """The command that the draft becomes, by whichever door."""
    return uuid.uuid5(draft, "send")


def in_turn(count: int) -> list[uuid.UUID]:
    """Identifiers for messages that go one after the other; those of one millisecond have no order of their own."""
    return sorted(new_id() for _ in range(count))


def say(
    conversation: Conversation,
    said: Said,
    *,
    to: str,
    at: datetime,
    staff_id: uuid.UUID | None = None,
    message_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Put a message into the queue of this conversation; within the caller's transaction."""
    content = {"text": said.text, "choices": [list(each) for each in said.choices], "link": said.link}
    record = seal(
        record_id=message_id or new_id(),
        jurisdiction_id=conversation.jurisdiction_id,
        fields={TO: to, SAID: json.dumps(content, ensure_ascii=False)},
    )
    keep_record(conversation.jurisdiction_id, record, at=at)
    ends_at = conversation.heard_at + WINDOWS[conversation.channel]
    picture = (said.picture.case, said.picture.file) if said.picture else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            _SAID,
            [conversation.jurisdiction_id, record.id, conversation.id, staff_id, at, at, ends_at, *picture],
        )
    return record.id

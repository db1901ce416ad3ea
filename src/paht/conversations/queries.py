"""Reading conversations for the desk: the latest first, each with how far its draft is and which reports it sent."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from paht.cases import queries as cases
from paht.conversations import store
from paht.conversations.store import REPLIES, WINDOWS, Conversation
from paht.conversations.talking import Said
from paht.law.casework.publicity import may_read
from paht.messages.undelivered import SILENT, Silent
from paht.people.actors import Official
from paht.people.corrections import is_restricted
from paht.people.vault import look

PAGE = 40
MOST_SHOWN = 100
READING, ANSWERING = "Cán bộ xem cuộc trò chuyện", "Cán bộ trả lời trong cuộc trò chuyện"


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in the list; ``problems`` counts messages that were given up."""

    id: uuid.UUID
    channel: str
    heard_at: datetime
    draft: str
    replies: int
    codes: list[str]
    problems: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the history: ``by`` is empty for the citizen, ``system``, or an officer's name."""

    at: datetime
    by: str
    text: str
    id: uuid.UUID | None = None
    state: str = ""
    problem: str = ""


After = tuple[datetime, uuid.UUID]


def conversations(official: Official, *, after: After | None = None, only_drafts: bool = False) -> list[Row]:
    """One more than a page, the last heard first; ``after`` is the place of the last row seen."""
    condition, given = "", [official.jurisdiction_id]
    if after:
        condition, given = "AND (c.heard_at, c.id) < (%s, %s)", [*given, *after]  # type: ignore[list-item]
    if only_drafts:
        condition += " AND c.draft <> 'none'"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.channel, c.heard_at, c.draft, c.replies, "
            "ARRAY(SELECT k.code FROM conversations_report r JOIN cases_case k "
            "ON k.jurisdiction_id = r.jurisdiction_id AND k.id = r.case_id "
            "WHERE r.jurisdiction_id = c.jurisdiction_id AND r.conversation_id = c.id ORDER BY r.sent_at DESC "
            "LIMIT 3), (SELECT count(*) FROM conversations_said s WHERE s.jurisdiction_id = c.jurisdiction_id "
            "AND s.conversation_id = c.id AND s.given_up_at IS NOT NULL) "
            f"FROM conversations_conversation c WHERE c.jurisdiction_id = %s {condition} "
            "ORDER BY c.heard_at DESC, c.id DESC LIMIT %s",
            [*given, PAGE + 1],
        )
        return [Row(*row) for row in cursor.fetchall()]


def conversation_of(official: Official, *, conversation_id: uuid.UUID) -> Conversation | None:
    """The conversation, in the official's province."""
    return store.of_id(jurisdiction_id=official.jurisdiction_id, conversation_id=conversation_id)


def cases_of(conversation: Conversation) -> list[tuple[uuid.UUID, str]]:
    """Its reports: case and code, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.id, k.code FROM conversations_report r JOIN cases_case k "
            "ON k.jurisdiction_id = r.jurisdiction_id AND k.id = r.case_id "
            "WHERE r.jurisdiction_id = %s AND r.conversation_id = %s ORDER BY r.sent_at DESC",
            [conversation.jurisdiction_id, conversation.id],
        )
        return [tuple(row) for row in cursor.fetchall()]


def closed_to(official: Official, conversation: Conversation) -> str:
    """Why the words of the conversation are not for this official: one of its reports is a ``secret`` that few read, or
    its sender had their data ``restricted``; empty where they may be read. What was written about one report stands
    beside what was written about the next, so one that is closed closes all."""
    for case_id, _code in cases_of(conversation):
        case = cases.case_alone(jurisdiction_id=conversation.jurisdiction_id, case_id=case_id)
        assert case is not None, "a case does not go away"
        if not may_read(case, official.roles):
            return "secret"
        if case.original is not None and is_restricted(
            jurisdiction_id=conversation.jurisdiction_id, record_id=uuid.UUID(case.original.id)
        ):
            return "restricted"
    return ""


def history(official: Official, conversation: Conversation) -> list[Line]:
    """What was heard and said, oldest first; the look at it is on record. The chat identity is in none of it."""
    where: list[Any] = [conversation.jurisdiction_id, conversation.id, MOST_SHOWN]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id, heard_at FROM conversations_heard WHERE jurisdiction_id = %s AND conversation_id = %s "
            "ORDER BY heard_at DESC, event_id DESC LIMIT %s",
            where,
        )
        heard = cursor.fetchall()
        cursor.execute(
            "SELECT s.id, s.made_at, coalesce(p.name, ''), s.delivered_at, s.given_up_at, s.problem "
            "FROM conversations_said s LEFT JOIN people_staff p ON p.id = s.staff_id "
            "WHERE s.jurisdiction_id = %s AND s.conversation_id = %s ORDER BY s.made_at DESC, s.id DESC LIMIT %s",
            where,
        )
        said = cursor.fetchall()
    opened = look(
        jurisdiction_id=conversation.jurisdiction_id,
        record_ids=[row[0] for row in (*heard, *said)],
        fields=frozenset({"content", "said"}),
        actor_id=str(official.id),
        purpose=READING,
    )
    lines = [Line(at, "", heard_words(opened.get(key, {}).get("content", ""))) for key, at in heard]
    for key, at, name, delivered_at, given_up_at, problem in said:
        state = "delivered" if delivered_at else "given_up" if given_up_at else "waiting"
        words = json.loads(opened.get(key, {}).get("said") or "{}").get("text", "")
        lines.append(Line(at, name or "system", words, key, state, problem))
    return sorted(lines, key=lambda line: (line.at, bool(line.by)))


_KINDS = {
    "image": "[ảnh]",
    "gif": "[ảnh]",
    "photo": "[ảnh]",
    "video": "[video]",
    "audio": "[ghi âm]",
    "file": "[tệp]",
    "location": "[vị trí]",
}


def heard_words(content: str) -> str:
    """An event in words: its text and what was attached."""
    if not content:
        return "[đã xóa]"
    event: dict[str, Any] = json.loads(content).get("event", {})
    message = event.get("message") or {}
    if (info := event.get("info")) is not None:
        return f"[họ tên, số điện thoại] {info.get('name', '')}".strip()
    parts = [_KINDS.get(str(each.get("type")), "[tin khác]") for each in message.get("attachments") or []]
    text = str(message.get("text") or "")
    if text.startswith("#") or message.get("quick_reply"):
        text = "[bấm nút]" if text.startswith("#") else f"[bấm nút] {text}"
    return " ".join([*parts, text]).strip() or "[không có nội dung]"


def may_answer(conversation: Conversation, *, now: datetime) -> bool:
    """Whether the platform lets us say something now."""
    in_time = now < conversation.heard_at + WINDOWS[conversation.channel]
    return in_time and conversation.replies < REPLIES[conversation.channel]


_COUNT = """
UPDATE conversations_conversation SET replies = replies + 1
WHERE jurisdiction_id = %s AND id = %s AND replies < %s
"""


class Answered(StrEnum):
    """What came of an officer's answer."""

    DONE = "done"
    NO_ROOM = "no room"
    OVERTAKEN = "overtaken"


_LAST_OF_OTHERS = """
SELECT id FROM conversations_said WHERE jurisdiction_id = %s AND conversation_id = %s
AND staff_id IS NOT NULL AND staff_id <> %s ORDER BY made_at DESC, id DESC LIMIT 1
"""


def last_of_others(official: Official, conversation: Conversation) -> uuid.UUID | None:
    """The last answer that another officer gave in the conversation."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_OF_OTHERS, [conversation.jurisdiction_id, conversation.id, official.id])
        row = cursor.fetchone()
    return row[0] if row else None


def answer(
    official: Official,
    conversation: Conversation,
    *,
    text: str,
    message_id: uuid.UUID,
    seen: uuid.UUID | None,
    now: datetime,
) -> Answered:
    """An officer's own words. They go out where the window has room and no other officer has answered since ``seen``,
    the last answer of another's that stood before this one. The same ``message_id`` again says nothing."""
    where = conversation.jurisdiction_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM conversations_said WHERE jurisdiction_id = %s AND id = %s", [where, message_id]
        )
        if cursor.fetchone() is not None:
            return Answered.DONE
    if not may_answer(conversation, now=now):
        return Answered.NO_ROOM
    to = store.opened(conversation, actor_id=str(official.id), purpose=ANSWERING).to
    with transaction.atomic(), connection.cursor() as cursor:
        # Whoever answers at the same moment waits here.
        cursor.execute(_COUNT, [where, conversation.id, REPLIES[conversation.channel]])
        if cursor.rowcount != 1:
            return Answered.NO_ROOM
        if last_of_others(official, conversation) != seen:
            transaction.set_rollback(True)
            return Answered.OVERTAKEN
        store.say(conversation, Said(text), to=to, at=now, staff_id=official.id, message_id=message_id)
    return Answered.DONE


def again(conversation: Conversation, *, message_id: uuid.UUID, now: datetime) -> bool:
    """Try once more what was given up, while the window is open."""
    if now >= conversation.heard_at + WINDOWS[conversation.channel]:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE conversations_said SET given_up_at = NULL, due_at = %s WHERE jurisdiction_id = %s AND id = %s "
            "AND conversation_id = %s AND given_up_at IS NOT NULL AND ends_at > %s",
            [now, conversation.jurisdiction_id, message_id, conversation.id, now],
        )
        done: bool = cursor.rowcount == 1
    return done


def silent(*, jurisdiction_id: int, at: datetime) -> list[Silent]:
    """The platforms that have taken none of our replies for :data:`SILENT` although some wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.channel, min(s.made_at), count(*), (array_agg(s.problem ORDER BY s.id DESC))[1] "
            "FROM conversations_said s JOIN conversations_conversation c "
            "ON (c.jurisdiction_id, c.id) = (s.jurisdiction_id, s.conversation_id) "
            "WHERE s.jurisdiction_id = %s AND s.delivered_at IS NULL AND s.given_up_at IS NULL AND s.problem <> '' "
            "GROUP BY c.channel HAVING min(s.made_at) <= %s",
            [jurisdiction_id, at - SILENT],
        )
        return [Silent(store.WAYS[channel], *rest) for channel, *rest in cursor.fetchall()]

"""Telling a conversation what its report asks of it or has come to, while its window is open: a supplement or an answer
that is wanted, the result with the levels to rate it by, its pictures as soon as everybody may see them. Where the
window has closed, a text message carries the notice alone; whoever writes again is told here.
"""

import logging
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Detail
from paht.conversations import draft as d
from paht.conversations import picturing, reports, store, talking
from paht.conversations.store import REPLIES, WINDOWS, Conversation
from paht.conversations.talking import Pictured, Said
from paht.conversations.turns import Origin
from paht.law.casework import commands as c
from paht.law.casework.case import Written
from paht.law.casework.states import RequestKind, Stage
from paht.law.editions import get
from paht.law.telling import Quiet
from paht.messages import told_elsewhere
from paht.walls import within

log = logging.getLogger(__name__)

BATCH, MOST_BATCHES = 50, 20
RESULT, PICTURE = "result", "picture"

_NOTICES: dict[str, tuple[str, ...]] = {
    d.SUPPLEMENT: ("supplement_requested",),
    d.VERIFY: ("verification_requested",),
    RESULT: ("answered", "refused", "monitored"),
    PICTURE: (),
}
"""The notices of the outbox that each of them tells; together :data:`paht.law.telling.IN_CONVERSATION`. A picture has
none of its own."""

_MOVED = """
SELECT r.case_id, r.told, k.version, k.code, c.jurisdiction_id, c.id, c.channel, c.version, c.record_id, c.heard_at,
       c.replies, c.attempts
FROM conversations_conversation c
JOIN conversations_report r ON r.jurisdiction_id = c.jurisdiction_id AND r.conversation_id = c.id
JOIN cases_case k ON k.jurisdiction_id = r.jurisdiction_id AND k.id = r.case_id AND k.version > r.seen_version
WHERE c.heard_at > CASE c.channel WHEN 'zalo' THEN %(zalo)s ELSE %(facebook)s END
  AND c.replies < CASE c.channel WHEN 'zalo' THEN %(zalo_most)s ELSE %(facebook_most)s END
  AND (c.heard_at, r.case_id) > (%(after)s, %(after_case)s)
ORDER BY c.heard_at, r.case_id LIMIT %(most)s
"""
"""Whose replies are used up waits for no turn: whoever writes again opens a new window, and is told then."""
_SEEN = """
UPDATE conversations_report SET seen_version = %s, told = %s
WHERE jurisdiction_id = %s AND case_id = %s AND seen_version < %s AND told = %s
"""
_REPLIES = (
    "UPDATE conversations_conversation SET replies = replies + %s WHERE jurisdiction_id = %s AND id = %s"
)


@dataclass(frozen=True, slots=True)
class _Moved:
    case_id: uuid.UUID
    told: list[str]
    version: int
    code: str
    conversation: Conversation


def tell_reports(*, now: datetime, origin: Origin, quiet: Quiet | None = None) -> int:
    """Tell what is new, those first whose window closes first, about :data:`BATCH` messages; how many were ordered.
    Reports that cannot be told stand in nobody's way: the next ones are looked at in the same round. None in quiet
    hours: nobody is rung out of sleep by a result."""
    if quiet is not None and quiet.until(now) is not None:
        return 0
    told, after = 0, (datetime.min.replace(tzinfo=UTC), uuid.UUID(int=0))
    for _ in range(MOST_BATCHES):
        rows = _moved(now, after)
        for moved in rows:
            try:
                with within(moved.conversation.jurisdiction_id):
                    told += _tell(moved, now=now, origin=origin)
            except Exception as error:
                # One that cannot be told keeps nobody else waiting; the kind alone, for words could quote.
                log.warning("a report was not told: %s", type(error).__name__)
        if len(rows) < BATCH or told >= BATCH:
            break
        after = (rows[-1].conversation.heard_at, rows[-1].case_id)
    return told


def _moved(now: datetime, after: tuple[datetime, uuid.UUID]) -> list[_Moved]:
    given: dict[str, Any] = {name: now - window for name, window in WINDOWS.items()}
    given |= {f"{name}_most": most for name, most in REPLIES.items()}
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, {**given, "after": after[0], "after_case": after[1], "most": BATCH})
        rows = cursor.fetchall()
    return [
        _Moved(case_id, told, version, code, Conversation(*conversation))
        for case_id, told, version, code, *conversation in rows
    ]


def _tell(moved: _Moved, *, now: datetime, origin: Origin) -> int:
    conversation = moved.conversation
    jurisdiction = jurisdictions.of_id(conversation.jurisdiction_id).at(now)
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=moved.code)
    assert detail is not None, "a case does not go away"
    room = max(0, REPLIES[conversation.channel] - conversation.replies)
    every = _with_room(
        [
            (mark, said)
            for mark, said in _news(detail, jurisdiction, now=now, origin=origin).items()
            if mark not in moved.told
        ],
        room,
    )
    news = dict(every[:room])
    seen = moved.version if len(news) == len(every) else moved.version - 1
    to = store.opened(conversation).to if news else ""
    where = conversation.jurisdiction_id
    told = [*moved.told, *news]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SEEN, [seen, told, where, moved.case_id, moved.version, moved.told])
        if cursor.rowcount != 1:
            return 0  # another worker told it this moment
        for (mark, said), key in zip(news.items(), store.in_turn(len(news)), strict=True):
            by = store.say(conversation, said, to=to, at=now, message_id=key)
            if templates := _NOTICES[mark.partition(":")[0]]:
                told_elsewhere.take_over(
                    jurisdiction_id=where,
                    case_id=moved.case_id,
                    templates=templates,
                    by=by,
                    until=conversation.heard_at + WINDOWS[conversation.channel],
                )
        cursor.execute(_REPLIES, [len(news), where, conversation.id])
    return len(news)


def _with_room(news: list[tuple[str, Said]], room: int) -> list[tuple[str, Said]]:
    """Pictures, which come last, only as many as leave some replies; the others are on the report's page, to which the
    result leads."""
    return [
        (mark, said)
        for number, (mark, said) in enumerate(news)
        if said.picture is None or number < room - picturing.LEAVES
    ]


def _news(detail: Detail, jurisdiction: Jurisdiction, *, now: datetime, origin: Origin) -> dict[str, Said]:
    """What there is to tell of the report, by a mark that is told once."""
    case, news = detail.case, {}
    for kind, verb in ((RequestKind.SUPPLEMENT, d.SUPPLEMENT), (RequestKind.VERIFICATION, d.VERIFY)):
        request = case.open_request(kind)
        if request is not None:
            words = detail.text(request.text)
            wanted = talking.asked(verb, detail.code, words, case=str(detail.id))
            news[f"{verb}:{request.number}"] = wanted
    if case.stage in (Stage.PUBLISHED, Stage.ANSWERED, Stage.REFUSED, Stage.MONITORED):
        news[RESULT] = result = _result(detail, jurisdiction, now=now, origin=origin)
        files = picturing.of_result(case)
        for number, file in enumerate(files, start=1):
            picture = Pictured(detail.id, uuid.UUID(file.id))
            news[f"{PICTURE}:{file.id}"] = talking.result_picture(
                detail.code, picture, number=number, of=len(files), choices=result.choices
            )
    return news


def _result(detail: Detail, jurisdiction: Jurisdiction, *, now: datetime, origin: Origin) -> Said:
    case, edition = detail.case, get(detail.case.edition)
    rates = edition.levels and reports.may(
        case, c.Rate(level=edition.levels[0].key), jurisdiction=jurisdiction, now=now
    )
    said = talking.result(
        detail.code,
        reports.answer_of(detail),
        outcome=reports.STAGES[case.stage] + ".",
        ratings=[(level.key, level.name) for level in edition.levels] if rates else (),
        case=str(detail.id),
        may_ask=reports.may(
            case, c.Interact(original=Written("", "", 1)), jurisdiction=jurisdiction, now=now
        ),
    )
    link = f"{origin(jurisdiction)}/theo-doi/{detail.code}"
    return Said(said.text, said.choices, link=link)

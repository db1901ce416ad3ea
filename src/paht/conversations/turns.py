"""Our turn in a conversation: once it has been quiet for a moment, its draft is worked out from everything heard, what
is complete is sent, and one answer is given.

A draft is sent in two steps: first the things of which it is made are named in the conversation's record, then the
report is sent under the draft's own command. So what arrives between, or after a crash, is neither lost nor in
doubt: it begins the next draft.
"""

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries, sending
from paht.cases.operations import Done
from paht.conversations import acting, filling, links, reports, store, talking
from paht.conversations import draft as d
from paht.conversations.draft import Draft, drafted
from paht.conversations.heard import Heard, What
from paht.conversations.hearing import QUIET
from paht.conversations.reports import Own
from paht.conversations.store import Conversation, State
from paht.conversations.talking import Said
from paht.identity import new_id
from paht.law.casework.case import Refused
from paht.law.casework.states import Channel
from paht.messages import windows
from paht.triage.suggesting import Suggestion
from paht.walls import within

BATCH = 50
CLAIMED = timedelta(seconds=60)
BACK_OFF = tuple(timedelta(seconds=n) for n in (5, 30, 120, 600))
MOST_LATELY = 10
"""Reports that one number sends within a quarter of an hour, urgent ones aside."""
UNREAD_TRIES = 4
"""An event of the same channel that came before and was not read yet holds a turn back, unless it failed so often."""

Origin = Callable[[Jurisdiction], str]
"""The public address of a province, for links."""

log = logging.getLogger(__name__)

_CLAIM = """
WITH mine AS (
    SELECT c.jurisdiction_id, c.id FROM conversations_conversation c
    WHERE c.due_at <= %(at)s AND NOT EXISTS (
        SELECT FROM messages_inbox i WHERE i.jurisdiction_id = c.jurisdiction_id AND i.channel = c.channel
        AND i.state = 'waiting' AND i.attempts < %(tries)s AND i.received_at <= c.heard_at + %(quiet)s)
    ORDER BY c.due_at, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED
)
UPDATE conversations_conversation c SET due_at = %(at)s + %(claimed)s, attempts = c.attempts + 1
FROM mine WHERE (c.jurisdiction_id, c.id) = (mine.jurisdiction_id, mine.id)
RETURNING c.jurisdiction_id, c.id, c.channel, c.version, c.record_id, c.heard_at, c.replies, c.attempts
"""


def take_turns(*, now: datetime, origin: Origin, limit: int = BATCH) -> int:
    """Answer the conversations that wait for us, at most ``limit``; how many were answered."""
    done = 0
    store.wake_sent_elsewhere(at=now)
    given: dict[str, Any] = {"at": now, "tries": UNREAD_TRIES, "quiet": QUIET, "claimed": CLAIMED}
    for _ in range(limit):
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, given)
            row = cursor.fetchone()
        if row is None:
            break
        conversation = Conversation(*row)
        try:
            with within(conversation.jurisdiction_id):
                take_turn(conversation, now=now, origin=origin)
            done += 1
        except Exception as error:
            # One conversation must not stop the others; the words of an error could quote personal data.
            log.warning("a conversation was not answered: %s", type(error).__name__)
            _again(conversation, now)
    return done


def _again(conversation: Conversation, now: datetime) -> None:
    wait = BACK_OFF[min(conversation.attempts, len(BACK_OFF)) - 1]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE conversations_conversation SET due_at = %s WHERE jurisdiction_id = %s AND id = %s AND version = %s",
            [now + wait, conversation.jurisdiction_id, conversation.id, conversation.version],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    conversation: Conversation
    state: State
    jurisdiction: Jurisdiction
    draft: Draft
    own: list[Own]
    new: tuple[Heard, ...]
    now: datetime
    origin: str
    said: tuple[Said, ...] = ()

    @property
    def command(self) -> uuid.UUID:
        """The command that this draft becomes, whenever."""
        return store.command_of(self.state.draft)


def take_turn(conversation: Conversation, *, now: datetime, origin: Origin) -> None:
    """Answer one conversation."""
    jurisdiction = jurisdictions.of_id(conversation.jurisdiction_id).at(now)
    state = store.opened(conversation)
    own = reports.own(conversation)
    for sender_id in {uuid.UUID(each.case.sender) for each in own if each.case.sender}:
        _was_heard(conversation, sender_id)
    may = reports.open_of(own, jurisdiction=jurisdiction, now=now)
    reading = filling.reading_of(jurisdiction, has_reports=bool(may))
    draft = drafted(_included(state), reading=reading)
    new = tuple(each for each in state.heard if each.id not in state.done and each.what is not What.ASKED)
    # What was of no use is told once.
    draft = replace(draft, useless=tuple(each.text for each in new if each.what is What.USELESS))
    said = tuple(
        acting.act(
            each,
            conversation=conversation,
            draft=state.draft,
            jurisdiction=jurisdiction,
            own=own,
            now=now,
            origin=origin(jurisdiction),
        )
        for each in draft.acts
        if each.id not in state.done
    )
    turn = _Turn(
        conversation=conversation,
        state=replace(state, done=state.done | {each.id for each in new}),
        jurisdiction=jurisdiction,
        draft=draft,
        own=own,
        new=new,
        now=now,
        origin=origin(jurisdiction),
        said=said,
    )
    if (
        sent := queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=turn.command)
    ) is not None:
        # By the web form to which the draft was handed over, or by ourselves before a crash.
        code, case = sent
        reports.add(conversation, uuid.UUID(case.id), at=now)
        _close(turn, talking.received(code, urgent=case.is_urgent))
        return
    _go_on(turn, may)


def _was_heard(conversation: Conversation, sender_id: uuid.UUID) -> None:
    windows.heard(
        jurisdiction_id=conversation.jurisdiction_id,
        sender_id=sender_id,
        channel=conversation.channel,
        until=conversation.heard_at + store.WINDOWS[conversation.channel],
    )


def _included(state: State) -> tuple[Heard, ...]:
    if state.sending is None:
        return state.heard
    return tuple(each for each in state.heard if each.id in state.sending)


def _go_on(turn: _Turn, may: list[talking.Open]) -> None:
    draft = turn.draft
    if draft.is_dropped:
        _close(turn, talking.DROPPED, after=_last(turn, d.DROP))
    elif draft.about is None and (draft.has_content or draft.useless or draft.personal):
        _keep(turn, talking.which(may))
    elif draft.about is None or (draft.about == ("", "") and _says_nothing(draft)):
        greets = draft.greeted or not turn.said
        _keep(
            turn,
            *([talking.greeting(turn.jurisdiction.edition, reports=may)] if greets else []),
            is_open=False,
        )
    elif draft.about[0]:
        _about(turn)
    elif len(turn.said) == len(turn.new) and turn.state.sending is None:
        _keep(turn)  # nothing but acts came, and they were answered
    else:
        _report(turn)


def _says_nothing(draft: Draft) -> bool:
    return not (draft.has_content or draft.personal or draft.useless or draft.urgent or draft.kind)


def _last(turn: _Turn, code: str) -> Heard:
    return max((each for each in turn.state.heard if each.text == code), key=lambda each: each.order)


def _about(turn: _Turn) -> None:
    assert turn.draft.about is not None
    verb, case_id = turn.draft.about
    if not turn.draft.is_finished:
        code = next((each.code for each in turn.own if str(each.case_id) == case_id), "")
        _keep(turn, talking.wanted_for(verb, code) if code else talking.NO_REPORT)
        return
    begun = _sending(turn)
    if begun is not None:
        said = acting.speak_about(
            turn.draft, own=turn.own, jurisdiction=turn.jurisdiction, now=turn.now, command_id=turn.command
        )
        _close(begun, said)


def _report(turn: _Turn) -> None:
    hint = filling.suggested(turn.draft, jurisdiction=turn.jurisdiction)
    filled = filling.filled_of(
        turn.draft,
        jurisdiction=turn.jurisdiction,
        channel=Channel(turn.conversation.channel),
        command_id=turn.command,
        to=turn.state.to,
        hint=hint,
    )
    missing = filling.missing_of(filled, jurisdiction=turn.jurisdiction, now=turn.now)
    if filled.channel not in turn.jurisdiction.edition.channels:
        _hand_over(turn, filled, [each for each in missing if each.field != "channel"], hint)
        return
    is_ready = turn.draft.is_finished or (turn.draft.urgent and not missing)
    if missing or not is_ready:
        _keep(turn, _asking(turn, filled, missing, hint), is_complete=_only_declared(missing))
        return
    begun = _sending(turn)
    if begun is not None:
        _send(begun, filled)


def _asking(turn: _Turn, filled: sending.Filled, missing: Sequence[Refused], hint: Suggestion | None) -> Said:
    shown = filling.shown_of(filled, hint, jurisdiction=turn.jurisdiction)
    return talking.answer(
        turn.draft, missing, edition=turn.jurisdiction.edition, shown=shown, gives_contact=True
    )


def _only_declared(missing: Sequence[Refused]) -> bool:
    return all(each.field == "declared" for each in missing)


def _hand_over(turn: _Turn, filled: sending.Filled, missing: list[Refused], hint: Suggestion | None) -> None:
    """Where the regulation does not take reports by this channel (ST.2.1, VL.7.1), what was said fills the web form."""
    if _only_declared(missing):
        link = links.made(turn.conversation, turn.state.draft, origin=turn.origin)
        _keep(turn, talking.elsewhere(turn.jurisdiction.edition, link), is_complete=True)
    else:
        _keep(turn, _asking(turn, filled, missing, hint))


def _send(turn: _Turn, filled: sending.Filled) -> None:
    try:
        outcome = sending.send(jurisdiction=turn.jurisdiction, filled=filled, now=turn.now, most=MOST_LATELY)
    except sending.TooOften:
        _keep(replace(turn, state=replace(turn.state, sending=None)), talking.TOO_OFTEN)
        return
    if isinstance(outcome, Refused):
        choices = ((d.FORM, "Mở biểu mẫu"), (d.DROP, "Bỏ bản nháp"))
        _keep(replace(turn, state=replace(turn.state, sending=None)), talking.refused(outcome.all, choices))
        return
    assert isinstance(outcome, Done)
    reports.add(turn.conversation, uuid.UUID(outcome.case.id), at=turn.now)
    _was_heard(turn.conversation, uuid.UUID(outcome.case.sender))
    _close(turn, talking.received(outcome.code, urgent=outcome.case.is_urgent))


def _sending(turn: _Turn) -> _Turn | None:
    """Name what the report is made of; ``None`` where something came this moment, and the next turn sees it."""
    if turn.state.sending is not None:
        return turn
    state = replace(turn.state, sending=frozenset(each.id for each in turn.state.heard))
    due_at = turn.now + CLAIMED
    saved = store.save(turn.conversation, state, draft="complete", said=turn.said, at=turn.now, due_at=due_at)
    return None if saved is None else replace(turn, conversation=saved, state=state, said=())


def _close(turn: _Turn, said: Said, *, after: Heard | None = None) -> None:
    """The draft is over; what is no part of it begins the next one."""
    if after is not None:
        left = tuple(each for each in turn.state.heard if each.order > after.order)
    else:
        used = turn.state.sending or frozenset(each.id for each in turn.state.heard)
        left = tuple(each for each in turn.state.heard if each.id not in used)
    left = tuple(each for each in left if each.what is not What.ASKED)
    state = replace(turn.state, draft=new_id(), heard=left, done=frozenset(), sending=None)
    store.save(
        turn.conversation,
        state,
        draft="open" if left else "none",
        said=(*turn.said, said),
        at=turn.now,
        due_at=turn.now + QUIET if left else None,
    )


def _keep(turn: _Turn, *said: Said, is_open: bool = True, is_complete: bool = False) -> None:
    """The draft goes on; what was asked for is kept beside what was heard."""
    state, asks = turn.state, next((each.asks for each in said if each.asks), "")
    if asks and state.heard:
        at = max(each.at for each in state.heard)
        state = replace(
            state, heard=(*state.heard, Heard(id=new_id().hex, at=at, what=What.ASKED, text=asks))
        )
    if not is_open:
        # A greeting is no draft.
        state = replace(state, heard=(), done=frozenset())
    store.save(
        turn.conversation,
        state,
        draft="complete" if is_complete else "open" if is_open else "none",
        said=(*turn.said, *said),
        at=turn.now,
    )

"""Taking in what was heard: into the conversation of who sent it, once, whatever else happens at the moment."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from paht.conversations import store
from paht.conversations.draft import ACTS
from paht.conversations.heard import Heard, What
from paht.conversations.store import State
from paht.identity import new_id
from paht.messages.inbox import Later

QUIET = timedelta(seconds=2)
"""For so long nothing more must have come before we answer: people send three pictures and a word at once."""
MOST_HEARD = 200
"""Things in one draft, beside those that are being sent; of more the oldest go that are of the least use."""
CROWDED = (
    f"Bản nháp này đã có quá {MOST_HEARD} tin nên những tin cũ nhất được bỏ bớt. Xin xem lại nội dung, hoặc mở biểu "
    "mẫu để ghi cho đủ."
)
_TRIES = 20


def hear(
    *,
    jurisdiction_id: int,
    channel: str,
    account: str,
    to: str,
    event: uuid.UUID,
    heard: Sequence[Heard],
    received_at: datetime,
    now: datetime,
) -> None:
    """Put in what the event brought. Again for the same event it changes nothing; beside other events of the same
    person each is put in."""
    person = store.person_of(jurisdiction_id=jurisdiction_id, channel=channel, account=account, to=to)
    for _ in range(_TRIES):
        if store.has_heard(jurisdiction_id=jurisdiction_id, event=event):
            return
        found = store.of_person(jurisdiction_id=jurisdiction_id, channel=channel, person=person)
        due_at = now + QUIET
        if found is None:
            state = State(to=to, account=account, draft=new_id(), heard=tuple(heard))
            if store.begin(
                jurisdiction_id=jurisdiction_id,
                channel=channel,
                person=person,
                state=state,
                events=[event],
                at=received_at,
                due_at=due_at,
            ):
                return
            continue
        before = store.opened(found)
        state = replace(before, to=to, account=account, heard=together(before, heard))
        if store.merge(found, state, event=event, at=received_at, due_at=due_at):
            return
    raise Later("the conversation is busy")


def together(state: State, more: Sequence[Heard]) -> tuple[Heard, ...]:
    """What was heard and what came now, bounded: what says nothing goes first, then words and files, choices and places
    last, of each the oldest; nothing of which a report is being made. Who loses something by it is told, once."""
    known = {each.id for each in state.heard}
    every = (*state.heard, *(each for each in more if each.id not in known))
    bound = state.sending or frozenset()
    loose = sorted((each for each in every if each.id not in bound), key=lambda each: _use(each, state.done))
    if len(loose) <= MOST_HEARD:
        return every
    # One place is for the word that something was left out.
    gone = loose[: len(loose) - MOST_HEARD + 1]
    left = {each.id for each in every} - {each.id for each in gone}
    told = Heard(id=uuid.uuid5(state.draft, "crowded").hex, at=gone[-1].at, what=What.USELESS, text=CROWDED)
    return (*(each for each in every if each.id in left and each.id != told.id), told)


def _use(each: Heard, done: frozenset[str]) -> tuple[int, tuple[datetime, bool, str]]:
    """Its place among the things that may go, those of the least use first."""
    if each.what in (What.USELESS, What.HELLO, What.ASKED) or (
        each.id in done and each.what is What.CHOICE and each.text.partition(":")[0] in ACTS
    ):
        return (0, each.order)
    return (1 if each.what in (What.TEXT, What.FILE) else 2, each.order)

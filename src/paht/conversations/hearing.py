"""Taking in what was heard: into the conversation of who sent it, once, whatever else happens at the moment."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from paht.conversations import store
from paht.conversations.heard import Heard
from paht.conversations.store import State
from paht.identity import new_id
from paht.messages.inbox import Later

QUIET = timedelta(seconds=2)
"""For so long nothing more must have come before we answer: people send three pictures and a word at once."""
MOST_HEARD = 200
"""Things in one draft; what comes beyond is not taken in, and the desk sees the conversation."""
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
        state = replace(before, to=to, account=account, heard=_together(before.heard, heard))
        if store.merge(found, state, event=event, at=received_at, due_at=due_at):
            return
    raise Later("the conversation is busy")


def _together(before: tuple[Heard, ...], more: Sequence[Heard]) -> tuple[Heard, ...]:
    known = {each.id for each in before}
    return (*before, *(each for each in more if each.id not in known))[:MOST_HEARD]

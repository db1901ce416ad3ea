"""The way out by push: to every browser and telephone in which a sender is signed in.

Where pushes go is no field of a record: each session has at most one address, sealed in ``people_push``, of one of the
kinds of :class:`Pushes`. :func:`delivered` finds those of a sender, in the vault process, writes the look first, hands
the message to each, and drops what a push service says is gone.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from paht import clock
from paht.installation.home import Home
from paht.messages import fcm, push
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.push import GONE
from paht.messages.ways import Message
from paht.people.citizen_sessions import IDLE, LONGEST

if TYPE_CHECKING:
    from paht.people.vault_process import Vault

PURPOSE = "Hệ thống gửi thông báo đẩy cho người gửi về phản ánh của mình"
FIELD = push.FIELD
MOST = 10
"""So many browsers and telephones of a person are pushed to."""


class Kind(Protocol):
    """One kind of push; what it answers with :data:`paht.messages.push.GONE` is never pushed to again."""

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand the message to one address."""


@dataclass(slots=True)
class Pushes:
    """What this installation can push by, by the kind of address that sessions have."""

    kinds: Mapping[str, Kind]
    field: str = FIELD

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Nothing is pushed to a record's field: :func:`delivered` finds the addresses."""
        del message, message_id
        return Declined("no such address")


_ADDRESSES = """
SELECT u.session_id, u.kind, u.record_id, u.key_version, u.wrapped_key, u.sealed FROM people_push u
JOIN people_citizen_session s ON s.jurisdiction_id = u.jurisdiction_id AND s.id = u.session_id
WHERE u.jurisdiction_id = %(jurisdiction)s AND u.kind = ANY(%(kinds)s) AND s.ended_at IS NULL
  AND s.seen_at > %(at)s - %(idle)s AND s.started_at > %(at)s - %(longest)s
  AND s.person_id = (SELECT p.person_id FROM people_phone p WHERE p.jurisdiction_id = u.jurisdiction_id
                     AND p.sender_id = %(sender)s AND p.left_at IS NULL)
ORDER BY s.seen_at DESC, u.session_id LIMIT %(most)s
"""
_LOOKED = """
INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
VALUES (%s, %s, %s, %s, %s, '{push}')
"""
_DROP = "DELETE FROM people_push WHERE jurisdiction_id = %s AND session_id = %s AND record_id = %s"


def delivered(
    vault: "Vault",
    pushes: Pushes,
    *,
    jurisdiction_id: int,
    sender_id: uuid.UUID,
    message: Message,
    message_id: uuid.UUID,
) -> Answer:
    """The message (its ``to`` is not looked at) to everywhere that the sender is signed in: accepted where one push
    service took it, again where one may take it later. What is gone is dropped."""
    answers: list[Answer] = []
    given = {
        "at": clock.now(),
        "idle": IDLE,
        "longest": LONGEST,
        "jurisdiction": jurisdiction_id,
        "sender": sender_id,
        "most": MOST,
        "kinds": sorted(pushes.kinds),
    }
    with vault.pool.connection() as connection:
        rows = connection.execute(_ADDRESSES, given).fetchall()
        for _, _, record, *_rest in rows:
            connection.execute(_LOOKED, [jurisdiction_id, record, uuid.UUID(int=0), PURPOSE, clock.now()])
    for session, kind, record, *stored in rows:
        found = vault.fields(jurisdiction_id, record, *stored).get(FIELD, "")
        answer = pushes.kinds[kind].send(replace(message, to=found), message_id=message_id)
        answers.append(answer)
        if answer == GONE:
            with vault.pool.connection() as connection:
                connection.execute(_DROP, [jurisdiction_id, session, record])
    for outcome in (Accepted, Again, Declined):
        if (first := next((each for each in answers if isinstance(each, outcome)), None)) is not None:
            return first
    return Declined("no such address")


def answered(
    vault: "Vault", pushes: Any, question: dict[str, Any], message: Message, message_id: uuid.UUID
) -> Answer:
    """The same for a question of the worker's, which names the ``sender``."""
    if not (sender := question.get("sender")):
        return Declined("no sender named")
    return delivered(
        vault,
        pushes,
        jurisdiction_id=int(question["jurisdiction"]),
        sender_id=uuid.UUID(sender),
        message=message,
        message_id=message_id,
    )


def way_out(home: Home) -> Pushes | None:
    """Pushes of this installation; ``None`` where it has neither kind."""
    opened: dict[str, Kind | None] = {"webpush": push.way_out(home), "fcm": fcm.way_out(home)}
    kinds = {name: kind for name, kind in opened.items() if kind is not None}
    return Pushes(kinds) if kinds else None

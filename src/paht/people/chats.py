"""Conversations that a person has proved to be theirs, signed in, by a link that came in the conversation.

They stand among the accounts elsewhere (``people_identity``), and nobody signs in by one: whoever holds the telephone
on which it goes on sees nothing of the account. The subject is the conversation's own identifier, which names nobody.
"""

import uuid
from datetime import datetime

from django.db import transaction

from paht.identity import new_id
from paht.people.merging import note
from paht.people.sql import one, run

KINDS = ("zalo", "facebook")


def join(
    *, jurisdiction_id: int, kind: str, conversation_id: uuid.UUID, person_id: uuid.UUID, at: datetime
) -> bool:
    """The conversation is this person's from now on; False where it is another's already."""
    assert kind in KINDS
    key = new_id()
    with transaction.atomic():
        run(
            "INSERT INTO people_identity (jurisdiction_id, id, kind, subject, person_id, joined_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            jurisdiction_id,
            key,
            kind,
            conversation_id.bytes,
            person_id,
            at,
        )
        if one("SELECT id FROM people_identity WHERE jurisdiction_id = %s AND id = %s", jurisdiction_id, key):
            note(jurisdiction_id, person_id, "identity_joined", key, at)
    return holder(jurisdiction_id=jurisdiction_id, conversation_id=conversation_id) == person_id


def holder(*, jurisdiction_id: int, conversation_id: uuid.UUID) -> uuid.UUID | None:
    """Whose it is."""
    return one(
        "SELECT person_id FROM people_identity WHERE jurisdiction_id = %s AND kind = ANY(%s) AND subject = %s "
        "AND left_at IS NULL",
        jurisdiction_id,
        list(KINDS),
        conversation_id.bytes,
    )

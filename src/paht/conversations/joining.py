"""A conversation and the account of whoever writes in it: joined by a link that is given in the conversation and opened
by the person, signed in. What was and will be sent in it is theirs; the conversation itself learns nothing of the
account.
"""

import uuid
from datetime import datetime

from django.db import connection, transaction

from paht.cases import belonging
from paht.conversations.store import Conversation
from paht.people import chats


def join(conversation: Conversation, *, person_id: uuid.UUID, at: datetime) -> bool:
    """Join them; False where the conversation is another person's: theirs alone to give up."""
    with transaction.atomic():
        joined = chats.join(
            jurisdiction_id=conversation.jurisdiction_id,
            kind=conversation.channel,
            conversation_id=conversation.id,
            person_id=person_id,
            at=at,
        )
        if joined:
            claim(conversation, at=at)
    return joined


def claim(conversation: Conversation, *, at: datetime) -> None:
    """What the conversation sent is its person's, where it has one."""
    where = conversation.jurisdiction_id
    person_id = chats.holder(jurisdiction_id=where, conversation_id=conversation.id)
    if person_id is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id FROM conversations_report WHERE jurisdiction_id = %s AND conversation_id = %s",
            [where, conversation.id],
        )
        cases = [row[0] for row in cursor.fetchall()]
    belonging.claim_of_chat(jurisdiction_id=where, person_id=person_id, case_ids=cases, at=at)

"""The link from a conversation to the web form: signed, for this one purpose, good for an hour.

It names the conversation and nothing of what was said; the form's page opens that, as a recorded look.
"""

import uuid
from functools import cache

from paht import signing
from paht.conversations.store import Conversation

GOOD_FOR_SECONDS = 3600
_SALT = "paht.conversations.form"


@cache
def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SALT)


def made(conversation: Conversation, draft: uuid.UUID, *, origin: str) -> str:
    """The whole address for this draft alone; ``origin`` is the province's public one."""
    word = _signer().sign(f"{conversation.jurisdiction_id}.{conversation.id.hex}.{draft.hex}")
    return f"{origin}/gui/tu-chat/{word}/"


def read(word: str, *, jurisdiction_id: int) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The conversation and the draft that the word names; ``None`` where it is changed, too old, or another
    province's."""
    try:
        owner, conversation, draft = _signer().unsign(word, max_age=GOOD_FOR_SECONDS).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return (uuid.UUID(hex=conversation), uuid.UUID(hex=draft)) if owner == str(jurisdiction_id) else None

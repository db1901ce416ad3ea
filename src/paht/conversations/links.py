"""The links from a conversation to the web form and to one's account: signed, each for its one purpose, for an hour.

It names the conversation and nothing of what was said; the form's page opens that, as a recorded look.
"""

import uuid
from functools import cache

from paht import signing
from paht.conversations.store import Conversation

GOOD_FOR_SECONDS = 3600
_FORM, _ACCOUNT = "paht.conversations.form", "paht.conversations.account"


@cache
def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=purpose)


def made(conversation: Conversation, draft: uuid.UUID, *, origin: str) -> str:
    """The whole address for this draft alone; ``origin`` is the province's public one."""
    word = _signer(_FORM).sign(f"{conversation.jurisdiction_id}.{conversation.id.hex}.{draft.hex}")
    return f"{origin}/gui/tu-chat/{word}/"


def read(word: str, *, jurisdiction_id: int) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The conversation and the draft that the word names; ``None`` where it is changed, too old, or another
    province's."""
    try:
        owner, conversation, draft = _signer(_FORM).unsign(word, max_age=GOOD_FOR_SECONDS).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return (uuid.UUID(hex=conversation), uuid.UUID(hex=draft)) if owner == str(jurisdiction_id) else None


def to_account(conversation: Conversation, *, origin: str) -> str:
    """The whole address of the page that joins the conversation to the account of whoever is signed in."""
    word = _signer(_ACCOUNT).sign(f"{conversation.jurisdiction_id}.{conversation.id.hex}")
    return f"{origin}/toi/tai-khoan/tro-chuyen/{word}/"


def read_account(word: str, *, jurisdiction_id: int) -> uuid.UUID | None:
    """The conversation that the word names; ``None`` where it is changed, too old, or another province's."""
    try:
        owner, conversation = _signer(_ACCOUNT).unsign(word, max_age=GOOD_FOR_SECONDS).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return uuid.UUID(hex=conversation) if owner == str(jurisdiction_id) else None

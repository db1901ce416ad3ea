"""The signed word of the link to a form that a letter has filled in: which draft of which province, and nothing else.
How long it is good, the draft's own state says."""

import uuid
from functools import cache

from paht import signing


@cache
def _signer() -> signing.Signer:
    return signing.Signer(salt="paht.mail.form")


def link(*, jurisdiction_id: int, draft_id: uuid.UUID) -> str:
    """The path of the form."""
    return f"/thu/{_signer().sign(f'{jurisdiction_id}.{draft_id.hex}')}/"


def read(word: str, *, jurisdiction_id: int) -> uuid.UUID | None:
    """The draft of the word; ``None`` when it is not ours, was changed, or belongs to another province."""
    try:
        owner, draft = _signer().unsign(word).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return uuid.UUID(hex=draft) if owner == str(jurisdiction_id) else None

"""The signed word of the link to a form that a letter has filled in: which draft of which province, and since when. How
long it is good, the draft's own state says; after :data:`GOOD_FOR` it is over in any case."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import cache

from paht import signing

GOOD_FOR = timedelta(days=7)


class Over(Exception):  # noqa: N818 (an answer)
    """The word was ours, but is too old."""


@cache
def _signer() -> signing.Signer:
    return signing.Signer(salt="paht.mail.form")


def link(*, jurisdiction_id: int, draft_id: uuid.UUID, now: datetime) -> str:
    """The path of the form's gate."""
    return f"/thu/{_signer().sign(f'{jurisdiction_id}.{draft_id.hex}.{int(now.timestamp())}')}/"


def read(word: str, *, jurisdiction_id: int, now: datetime) -> uuid.UUID | None:
    """The draft of the word; ``None`` when it is not ours, was changed, or belongs to another province; raises
    :class:`Over`."""
    try:
        owner, draft, since = _signer().unsign(word).split(".")
    except (signing.BadSignature, ValueError):
        return None
    if owner != str(jurisdiction_id):
        return None
    if now >= datetime.fromtimestamp(int(since), UTC) + GOOD_FOR:
        raise Over
    return uuid.UUID(hex=draft)

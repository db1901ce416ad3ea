"""The moment a form was opened, signed into its command: a form too old or tampered with is not taken in."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from paht import signing
from paht.identity import new_id

GOOD_FOR = timedelta(hours=24)
_SALT = "paht.citizen.form"


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that this program handed out: its command and whether it is still good."""

    command_id: uuid.UUID
    is_expired: bool


@cache
def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def fresh(*, jurisdiction_id: int, now: datetime, command_id: uuid.UUID | None = None) -> str:
    """The hidden word of a form opened now, for one report of this province: of a command of its own, or of the one
    that a draft elsewhere has already."""
    return _signer().sign(f"{jurisdiction_id}.{(command_id or new_id()).hex}.{int(now.timestamp())}")


def read(word: str, *, jurisdiction_id: int, now: datetime) -> Opened | None:
    """The form of the hidden word; ``None`` when it is not ours, was changed, or belongs to another province."""
    try:
        owner, command, opened = _signer().unsign(word).split(".")
    except (signing.BadSignature, ValueError):
        return None
    if owner != str(jurisdiction_id):
        return None
    opened_at = datetime.fromtimestamp(int(opened), UTC)
    return Opened(uuid.UUID(hex=command), is_expired=now - opened_at > GOOD_FOR)

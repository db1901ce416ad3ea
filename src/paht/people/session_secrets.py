"""What sessions of staff and of citizens have in common: a secret in the browser, a row in a list."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

_TOKEN_BYTES = 32
_DEVICE = 120


@dataclass(frozen=True, slots=True)
class Listed:
    """A session that lasts, as its person sees it."""

    id: uuid.UUID
    device: str
    started_at: datetime
    seen_at: datetime


def fresh_token() -> str:
    """A new secret for the browser."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def key_of(token: str) -> bytes:
    """What the database knows a session by: whoever reads the table has none of the secrets."""
    return hashlib.sha256(token.encode()).digest()


def device_name(told: str) -> str:
    """As much of what the browser says of itself as is kept."""
    return told[:_DEVICE]

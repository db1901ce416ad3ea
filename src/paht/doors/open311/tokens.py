"""Tokens: what is answered instead of a number while the vault is away, and the way from it to the number."""

import uuid
from functools import cache

from paht.signing import BadSignature, Signer


def token_of(command_id: uuid.UUID, jurisdiction_id: int) -> str:
    """The token of a command: signed, so that nobody can try others."""
    return _signer().sign(f"{jurisdiction_id}-{command_id.hex}").replace(":", "-")


def command_of(token: str, jurisdiction_id: int) -> uuid.UUID | None:
    """The command of the token; ``None`` where it is not one of ours, or another province's."""
    province, _, rest = token.partition("-")
    word, _, signature = rest.partition("-")
    try:
        _signer().unsign(f"{province}-{word}:{signature}")
        return uuid.UUID(hex=word) if province == str(jurisdiction_id) else None
    except (BadSignature, ValueError):
        return None


@cache
def _signer() -> Signer:
    return Signer(salt="paht.open311.token")

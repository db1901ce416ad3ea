"""The identity token: a statement about a person that only the provider can have signed, for us, just now, for this
very sign-in (OpenID Connect Core 1.0, 3.1.3.7)."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError

from paht.people.openid.metadata import PublicKey
from paht.people.openid.providers import Provider

OLDEST = timedelta(minutes=10)
"""A token is asked for by us and comes at once: one that was issued longer ago was kept by somebody."""
LONGEST_TOKEN = 64 * 1024

KeysNamed = Callable[[str | None], tuple[PublicKey, ...]]


class Fault(Enum):
    """What is wrong with a token."""

    FORM = "form"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    TIME = "time"
    NONCE = "nonce"


class Untrusted(Exception):  # noqa: N818 (an answer, said in words by the door)
    """The token proves nothing."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def checked(
    token: object, *, provider: Provider, keys: KeysNamed, nonce: str, access_token: str, at: datetime
) -> dict[str, Any]:
    """The claims of a token that holds in every respect; :class:`Untrusted` says in which it does not."""
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
        raise Untrusted(Fault.FORM)
    claims, algorithm = _signed(token, provider, keys)
    _claims_hold(claims, provider, at)
    if not _is_same(claims.get("nonce"), nonce):
        raise Untrusted(Fault.NONCE)
    digest = claims.get("at_hash")
    if digest is not None and not _is_same(digest, _half_digest(access_token, algorithm)):
        raise Untrusted(Fault.SIGNATURE)
    return claims


def _signed(token: str, provider: Provider, keys: KeysNamed) -> tuple[dict[str, Any], str]:
    """The claims, once a key of the provider proves them; the algorithm is one that its rows name, whatever the token
    says of itself."""
    header = _header(token)
    algorithm, key_id = header.get("alg"), header.get("kid")
    if algorithm not in provider.algorithms or not (key_id is None or isinstance(key_id, str)):
        raise Untrusted(Fault.SIGNATURE)
    for key in keys(key_id):
        try:
            claims = jwt.decode(token, key, algorithms=[algorithm]).claims
        except (JoseError, ValueError, TypeError):
            continue
        return dict(claims), algorithm
    raise Untrusted(Fault.SIGNATURE)


def _header(token: str) -> dict[str, Any]:
    """What the token says of itself, believed in nothing but which of the provider's own keys to try."""
    first, *rest = token.split(".")
    if len(rest) != 2:
        raise Untrusted(Fault.FORM)
    try:
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Untrusted(Fault.FORM) from error
    if not isinstance(header, dict):
        raise Untrusted(Fault.FORM)
    return header


def _claims_hold(claims: dict[str, Any], provider: Provider, at: datetime) -> None:
    needed = {name: {"essential": True} for name in ("iss", "sub", "aud", "exp", "iat")}
    needed["iss"]["value"] = provider.issuer  # type: ignore[assignment]
    needed["aud"]["value"] = provider.client_id  # type: ignore[assignment]
    now = int(at.timestamp())
    registry = jwt.JWTClaimsRegistry(now=now, leeway=provider.skew_seconds, **needed)  # type: ignore[arg-type]
    try:
        registry.validate(claims)
    except ExpiredTokenError as error:
        raise Untrusted(Fault.TIME) from error
    except (InvalidClaimError, MissingClaimError) as error:
        raise Untrusted(_FAULTS.get(error.claim or "", Fault.FORM)) from error
    except JoseError as error:
        raise Untrusted(Fault.FORM) from error
    if claims["iat"] < now - OLDEST.total_seconds() - provider.skew_seconds:
        raise Untrusted(Fault.TIME)
    audience = claims["aud"]
    party = claims.get("azp")
    is_shared = isinstance(audience, list) and len(audience) > 1
    if (party is None and is_shared) or (party is not None and party != provider.client_id):
        raise Untrusted(Fault.AUDIENCE)
    if not 0 < len(claims["sub"]) <= 255:
        raise Untrusted(Fault.FORM)


_FAULTS = {
    "iss": Fault.ISSUER,
    "aud": Fault.AUDIENCE,
    "exp": Fault.TIME,
    "iat": Fault.TIME,
    "nbf": Fault.TIME,
}


def _is_same(given: object, wanted: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), wanted.encode())


def _half_digest(access_token: str, algorithm: str) -> str:
    """``at_hash``: the left half of the digest that belongs to the algorithm (Ed25519: SHA-512)."""
    size = "512" if algorithm == "Ed25519" else algorithm[-3:]
    digest = hashlib.new(f"sha{size}", access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()

"""What a provider says of itself (OpenID Connect Discovery 1.0) and its keys, each kept for an hour by each process.

A token under a key that is not known yet fetches the keys anew, at the most once a minute: keys change, and a stranger
who invents key names must not make us ask all day. A provider that was away is not asked again for ten seconds.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key

from paht.people.openid.fetching import Away, Line
from paht.people.openid.providers import Provider, is_safe

KEPT = timedelta(hours=1)
KEYS_EVERY = timedelta(minutes=1)
AWAY_FOR = timedelta(seconds=10)
_WELL_KNOWN = "/.well-known/openid-configuration"
_MOST_KEYS = 50
_SMALLEST_RSA_BITS = 2048

PublicKey = RSAKey | ECKey | OKPKey


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where a provider is asked for what. ``names_itself``: its answers say who gave them (RFC 9207)."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    names_itself: bool


@dataclass(slots=True)
class _Known:
    lock: Lock = field(default_factory=Lock)
    metadata: Metadata | None = None
    read_at: datetime | None = None
    keys: tuple[PublicKey, ...] = ()
    keys_at: datetime | None = None
    away_at: datetime | None = None


_known: dict[str, _Known] = {}


def forget() -> None:
    """Ask everything anew: after a change, and between tests."""
    _known.clear()


def metadata_of(provider: Provider, line: Line, *, at: datetime) -> Metadata:
    """What the provider says of itself; :class:`Away` where it does not, or says it of another."""
    known = _known.setdefault(provider.issuer, _Known())
    with known.lock:
        if known.metadata is None or not _is_fresh(known.read_at, KEPT, at):
            address = provider.issuer.rstrip("/") + _WELL_KNOWN
            known.metadata = _metadata(_asked(known, line, address, at), provider)
            known.read_at = at
        return known.metadata


def keys_of(provider: Provider, line: Line, *, key_id: str | None, at: datetime) -> tuple[PublicKey, ...]:
    """The keys under which a token may be signed: those of that name, or all where it names none."""
    where = metadata_of(provider, line, at=at).keys
    known = _known.setdefault(provider.issuer, _Known())
    with known.lock:
        found = _named(known.keys, key_id)
        is_known = bool(found) and _is_fresh(known.keys_at, KEPT, at)
        if not is_known and not _is_fresh(known.keys_at, KEYS_EVERY, at):
            known.keys = _keys(_asked(known, line, where, at))
            known.keys_at = at
            found = _named(known.keys, key_id)
        return found


def _named(keys: tuple[PublicKey, ...], key_id: str | None) -> tuple[PublicKey, ...]:
    return tuple(key for key in keys if key_id is None or key.kid == key_id)


def _is_fresh(since: datetime | None, length: timedelta, at: datetime) -> bool:
    return since is not None and abs(at - since) < length


def _asked(known: _Known, line: Line, address: str, at: datetime) -> dict[str, Any]:
    if _is_fresh(known.away_at, AWAY_FOR, at):
        raise Away("away a moment ago")
    try:
        answer: dict[str, Any] = line.get(address)
    except Away:
        known.away_at = at
        raise
    known.away_at = None
    return answer


def _metadata(plain: dict[str, Any], provider: Provider) -> Metadata:
    if plain.get("issuer") != provider.issuer:
        raise Away("metadata of another issuer")
    methods = plain.get("code_challenge_methods_supported", ["S256"])
    if not isinstance(methods, list) or "S256" not in methods:
        raise Away("no PKCE by S256")
    return Metadata(
        authorization=_address(plain, "authorization_endpoint", needed=True),
        token=_address(plain, "token_endpoint", needed=True),
        keys=_address(plain, "jwks_uri", needed=True),
        userinfo=_address(plain, "userinfo_endpoint", needed=provider.reads_userinfo),
        end_session=_address(plain, "end_session_endpoint"),
        names_itself=plain.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(plain: dict[str, Any], name: str, *, needed: bool = False) -> str:
    address = plain.get(name, "")
    if not isinstance(address, str) or (address and not is_safe(address, with_query=True)):
        raise Away(f"{name} is no safe address")
    if needed and not address:
        raise Away(f"no {name}")
    return address


def _keys(plain: dict[str, Any]) -> tuple[PublicKey, ...]:
    """The public keys that may sign; those that this program does not know are passed over."""
    rows = plain.get("keys")
    if not isinstance(rows, list):
        raise Away("no list of keys")
    found: list[PublicKey] = []
    for row in rows[:_MOST_KEYS]:
        if not isinstance(row, dict) or row.get("use", "sig") != "sig":
            continue
        try:
            key = import_key(row)
        except (JoseError, ValueError, KeyError, TypeError):
            continue
        if isinstance(key, RSAKey) and key.public_key.key_size < _SMALLEST_RSA_BITS:
            continue
        if isinstance(key, RSAKey | ECKey | OKPKey):
            found.append(key)
    return tuple(found)

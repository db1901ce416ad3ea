"""A sign-in through a provider: authorisation code with PKCE (S256), ``state``, ``nonce``, and who answered (RFC 9207).

Between its beginning and its end the browser keeps what belongs to it, signed, in a cookie; the database has nothing
but the count that lets each end once. Nothing of the provider's tokens outlives the request.
"""

import base64
import binascii
import hashlib
import hmac
import json
import logging
import secrets
import urllib.parse
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from django.db import connection

from paht.people.allowances import SPENT, Allowance, give_back, parameters
from paht.people.codes import mobile
from paht.people.networks import network_of
from paht.people.openid.fetching import Away, Declined, Line
from paht.people.openid.metadata import Metadata, keys_of, metadata_of
from paht.people.openid.providers import BASIC, Provider
from paht.people.openid.tokens import Fault, Untrusted, checked
from paht.signing import BadSignature, Signer

log = logging.getLogger(__name__)

LASTS = timedelta(minutes=10)
"""How long a sign-in may take at the provider."""
HOUR = timedelta(hours=1)
FROM_ADDRESS, IN_ALL = 60, 6_000
"""Answers an hour that lead to nothing: each makes us ask the provider."""
_LONGEST_CLAIM = 200
_signer = Signer(salt="paht.people.openid")


class Refusal(Enum):
    """Why somebody is not signed in."""

    AWAY = auto()
    STOPPED = auto()
    STALE = auto()
    UNTRUSTED = auto()
    LEVEL = auto()
    TOO_OFTEN = auto()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why, and for an answer that proves nothing, in which respect; for a level, which it was."""

    why: Refusal
    fault: Fault | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and what it keeps meanwhile."""

    address: str
    kept: str


@dataclass(frozen=True, slots=True)
class _Pending:
    provider: str
    province: int
    state: str
    nonce: str
    verifier: str
    began: float
    session: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """What a provider says of somebody. ``phone`` is a mobile number here, or empty; ``is_phone_proven`` says whether
    it is as good as one confirmed by a code. ``session_id``: who wanted the account joined to theirs, in which session.
    """

    issuer: str
    subject: str
    level: str
    name: str
    phone: str
    is_phone_proven: bool
    identity_number: str
    session_id: uuid.UUID | None
    target: str


def begin(
    provider: Provider,
    *,
    jurisdiction_id: int,
    back: str,
    target: str,
    session_id: uuid.UUID | None,
    at: datetime,
) -> Begun:
    """Begin; ``back`` is where the provider sends the browser. Raises :class:`Away`."""
    metadata = metadata_of(provider, Line(), at=at)
    pending = _Pending(
        provider=provider.key,
        province=jurisdiction_id,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(32),
        began=at.timestamp(),
        session=session_id.hex if session_id else "",
        target=target[:500],
    )
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": _challenge(pending.verifier),
        "code_challenge_method": "S256",
        **({"acr_values": " ".join(provider.asked_levels)} if provider.asked_levels else {}),
    }
    joint = "&" if urllib.parse.urlsplit(metadata.authorization).query else "?"
    kept = base64.urlsafe_b64encode(json.dumps(asdict(pending)).encode()).decode()
    return Begun(f"{metadata.authorization}{joint}{urllib.parse.urlencode(asked)}", _signer.sign(kept))


def finish(
    provider: Provider,
    *,
    jurisdiction_id: int,
    kept: str,
    answer: Mapping[str, str],
    back: str,
    address: str,
    at: datetime,
) -> Vouched | Refused:
    """What the provider's answer proves; each sign-in ends once, well or not."""
    pending = _pending(kept, provider, jurisdiction_id, at)
    if pending is None or not hmac.compare_digest(answer.get("state", "").encode(), pending.state.encode()):
        return Refused(Refusal.STALE)
    allowances = _allowances(pending, address)
    place = _spent(allowances, at)
    if place:
        return Refused(Refusal.STALE if place == 1 else Refusal.TOO_OFTEN)
    line = Line()
    try:
        metadata = metadata_of(provider, line, at=at)
        if not _is_from(provider, metadata, answer):
            return Refused(Refusal.UNTRUSTED, Fault.ISSUER)
        if "error" in answer:
            stopped = answer["error"] in ("access_denied", "login_required", "interaction_required")
            log.warning("provider %s answered with an error", provider.key)
            return Refused(Refusal.STOPPED if stopped else Refusal.AWAY)
        claims = _proven(provider, metadata, line, pending, answer.get("code", ""), back, at)
    except Declined as error:
        log.warning("provider %s: %s", provider.key, error)
        return Refused(Refusal.STALE if error.error == "invalid_grant" else Refusal.AWAY)
    except Away as error:
        log.warning("provider %s is away: %s", provider.key, error)
        return Refused(Refusal.AWAY)
    except Untrusted as error:
        log.warning("provider %s: what it answered proves nothing: %s", provider.key, error)
        return Refused(Refusal.UNTRUSTED, error.fault)
    give_back([each.bucket for each in allowances[1:]])
    return _vouched(provider, pending, claims)


def signing_out(provider: Provider, *, back: str, at: datetime) -> str:
    """Where somebody signs out of the provider as well (RP-Initiated Logout 1.0); empty where it offers none.

    No token is kept to hint at who it is: the provider asks, which is the safer for a telephone that several use.
    """
    try:
        address = metadata_of(provider, Line(), at=at).end_session
    except Away:
        return ""
    query = urllib.parse.urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{query}" if address else ""


def _pending(kept: str, provider: Provider, jurisdiction_id: int, at: datetime) -> _Pending | None:
    try:
        pending = _Pending(**json.loads(base64.urlsafe_b64decode(_signer.unsign(kept))))
    except (BadSignature, ValueError, TypeError, binascii.Error):
        return None
    is_ours = (pending.provider, pending.province) == (provider.key, jurisdiction_id)
    return pending if is_ours and 0 <= at.timestamp() - pending.began < LASTS.total_seconds() else None


def _allowances(pending: _Pending, address: str) -> list[Allowance]:
    return [
        Allowance(f"openid answer {pending.state}", 1, LASTS * 2),
        Allowance(f"openid from {pending.province} {network_of(address)}", FROM_ADDRESS, HOUR),
        Allowance(f"openid in all {pending.province}", IN_ALL, HOUR),
    ]


def _spent(allowances: list[Allowance], at: datetime) -> int:
    given: dict[str, Any] = {**parameters(allowances), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SPENT}", given)
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def _is_from(provider: Provider, metadata: Metadata, answer: Mapping[str, str]) -> bool:
    """Whether the answer comes from the provider that was asked, as far as it says (RFC 9207)."""
    named = answer.get("iss")
    return named == provider.issuer if named is not None else not metadata.names_itself


def _proven(
    provider: Provider,
    metadata: Metadata,
    line: Line,
    pending: _Pending,
    code: str,
    back: str,
    at: datetime,
) -> dict[str, Any]:
    """The claims behind the code: of the identity token, and of the user's data where the rows say so."""
    fields, basic = _form(provider, pending, code, back)
    tokens = line.post(metadata.token, fields, basic=basic)
    access_token = tokens.get("access_token", "")
    if not isinstance(access_token, str):
        raise Untrusted(Fault.FORM)
    claims = checked(
        tokens.get("id_token"),
        provider=provider,
        keys=lambda key_id: keys_of(provider, line, key_id=key_id, at=at),
        nonce=pending.nonce,
        access_token=access_token,
        at=at,
    )
    if provider.reads_userinfo:
        more = line.get(metadata.userinfo, bearer=access_token)
        if more.get("sub") != claims["sub"]:
            raise Untrusted(Fault.FORM)
        claims = {**more, **claims}  # what is signed is believed rather than what is not
    return claims


def _form(
    provider: Provider, pending: _Pending, code: str, back: str
) -> tuple[dict[str, str], tuple[str, str] | None]:
    """The request for the tokens: its fields, and who asks where that is a header."""
    fields = {
        "grant_type": "authorization_code",
        "code": code[:2000],
        "redirect_uri": back,
        "code_verifier": pending.verifier,
    }
    if provider.client_secret and provider.client_auth == BASIC:
        return fields, (provider.client_id, provider.client_secret)
    fields["client_id"] = provider.client_id
    if provider.client_secret:
        fields["client_secret"] = provider.client_secret
    return fields, None


def _vouched(provider: Provider, pending: _Pending, claims: Mapping[str, Any]) -> Vouched | Refused:
    level = text_at(claims, provider.level_claim)
    if provider.levels and level not in provider.levels:
        return Refused(Refusal.LEVEL, level=level)
    phone = mobile(text_at(claims, provider.phone_claim)) or ""
    is_verified = not provider.phone_verified_claim or at_path(claims, provider.phone_verified_claim) is True
    return Vouched(
        issuer=provider.issuer,
        subject=claims["sub"],
        level=level,
        name=text_at(claims, provider.name_claim),
        phone=phone,
        is_phone_proven=bool(phone) and provider.phone_counts and is_verified,
        identity_number=text_at(claims, provider.identity_number_claim),
        session_id=uuid.UUID(pending.session) if pending.session else None,
        target=pending.target,
    )


def text_at(claims: Mapping[str, Any], path: str) -> str:
    """The words at a dotted path; empty where there are none."""
    found = at_path(claims, path)
    is_plain = isinstance(found, str | int) and not isinstance(found, bool)
    return str(found).strip()[:_LONGEST_CLAIM] if is_plain else ""


def at_path(claims: Mapping[str, Any], path: str) -> Any:
    """What stands at a dotted path, where a name may itself hold dots, as URLs do."""
    if not path:
        return None
    if path in claims:
        return claims[path]
    first, _, rest = path.partition(".")
    inner = claims.get(first)
    return at_path(inner, rest) if rest and isinstance(inner, Mapping) else None


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

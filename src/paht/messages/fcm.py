"""Pushes to the app by Firebase Cloud Messaging (HTTP v1); those to iPhones go the same way, FCM hands them to APNs.

``PAHT_FCM`` names the key file of a service account, as Google issues it. It signs a request for an access token, which
counts for about an hour and is asked for anew shortly before that, or when it is refused.
"""

import base64
import json
import os
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from paht import clock
from paht.installation.home import Home
from paht.messages import asking
from paht.messages.gateway import Accepted, Again, Answer, Declined, GatewayError
from paht.messages.platforms import AGAIN
from paht.messages.push import GONE, LONGEST_BODY, TTL_SECONDS
from paht.messages.ways import Message

API = "https://fcm.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ASKED_FOR_SECONDS, EARLIER_SECONDS = 3600, 300
"""For how long a token is asked, and how long before its end the next one."""
QUOTA_SECONDS, REFUSED_SECONDS = 60.0, 60.0
"""For how long to wait after 429 without a word of how long, and after a token that was refused."""
_LOCAL = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Account:
    """A service account: who asks, of which project, where for tokens, with which key."""

    project: str
    email: str
    tokens: str
    key: rsa.RSAPrivateKey
    key_id: str = ""


@dataclass(slots=True)
class FcmWay:
    """One Firebase project, by its service account."""

    account: Account
    api: str = API
    _pool: urllib3.PoolManager = field(default_factory=asking.pool)
    _lock: Lock = field(default_factory=Lock)
    _token: str = ""
    _ends: float = 0.0

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand it over; ``to`` is the registration token. A repeat takes the place of the first on the telephone. A
        token that is refused is asked for anew, once."""
        url = f"{self.api}/v1/projects/{self.account.project}/messages:send"
        body = json.dumps({"message": content(message, message_id)}, ensure_ascii=False).encode()
        refused = ""
        for is_last in (False, True):
            try:
                token = self._access(refused)
                if not isinstance(token, str):
                    return token
                headers = {
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/json; charset=utf-8",
                }
                status, answer, wait = asking.post(self._pool, url, headers=headers, body=body)
            except asking.Failed as error:
                return Again(type(error).__name__)
            if status == 401 and not is_last and _code(answer) != "THIRD_PARTY_AUTH_ERROR":
                refused = token
                continue
            return _read(status, answer, wait)
        raise AssertionError("the second try is the last")

    def _access(self, refused: str) -> str | Answer:
        """The token; the next one where it ends soon or is the one that was ``refused``."""
        with self._lock:
            if self._token and self._token != refused and time.monotonic() < self._ends:
                return self._token
            form = urlencode({"grant_type": GRANT, "assertion": assertion(self.account)}).encode()
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            status, answer, wait = asking.post(self._pool, self.account.tokens, headers=headers, body=form)
            if status in AGAIN:
                return Again(f"token: http {status}", wait or (QUOTA_SECONDS if status == 429 else 0.0))
            token, lasts = answer.get("access_token"), answer.get("expires_in", ASKED_FOR_SECONDS)
            if status != 200 or not isinstance(token, str) or not isinstance(lasts, int):
                # A revoked key or a clock that is wrong: an operator mends it, nobody's message is given up meanwhile.
                return Again(f"token: http {status}", REFUSED_SECONDS)
            self._token, self._ends = token, time.monotonic() + max(lasts - EARLIER_SECONDS, 0)
            return token


def content(message: Message, message_id: uuid.UUID) -> dict[str, Any]:
    """The message as FCM takes it: shown by the telephone itself, with the link for whoever presses it."""
    ends = int(clock.now().timestamp()) + TTL_SECONDS
    return {
        "token": message.to,
        "notification": {"title": message.subject, "body": message.text[:LONGEST_BODY]},
        "data": {"link": message.link},
        "android": {
            "priority": "HIGH" if message.urgent else "NORMAL",
            "ttl": f"{TTL_SECONDS}s",
            "notification": {"tag": str(message_id)},
        },
        "apns": {
            "headers": {
                "apns-priority": "10" if message.urgent else "5",
                "apns-expiration": str(ends),
                "apns-collapse-id": str(message_id),
            }
        },
    }


def assertion(account: Account) -> str:
    """What a token is asked for with: who asks for what, signed by the account's key (RFC 7523)."""
    at = int(clock.now().timestamp())
    head = {"alg": "RS256", "typ": "JWT", **({"kid": account.key_id} if account.key_id else {})}
    claims = {
        "iss": account.email,
        "scope": SCOPE,
        "aud": account.tokens,
        "iat": at,
        "exp": at + ASKED_FOR_SECONDS,
    }
    said = f"{_text(json.dumps(head).encode())}.{_text(json.dumps(claims).encode())}"
    signed = account.key.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{said}.{_text(signed)}"


def _read(status: int, answer: dict[str, Any], wait: float) -> Answer:
    code = _code(answer)
    if status == 200:
        return Accepted(str(answer.get("name", ""))[-120:])
    if (status == 404 and code == "UNREGISTERED") or (status == 400 and _names_the_token(answer)):
        return GONE
    if status in AGAIN:
        return Again(f"http {status} {code}".strip(), wait or (QUOTA_SECONDS if status == 429 else 0.0))
    if status == 401:
        return Again(f"http 401 {code}".strip(), REFUSED_SECONDS)
    # A token of another project (SENDER_ID_MISMATCH) or a project that is not there is the operator's mistake, perhaps
    # for every telephone at once: nothing is forgotten for it.
    return Declined(f"http {status} {code}".strip())


def _details(answer: dict[str, Any]) -> list[dict[str, Any]]:
    error = answer.get("error")
    details = error.get("details") if isinstance(error, dict) else None
    return [each for each in details if isinstance(each, dict)] if isinstance(details, list) else []


def _code(answer: dict[str, Any]) -> str:
    """FCM's own word for what is wrong, of those that are words."""
    codes = [each["errorCode"] for each in _details(answer) if isinstance(each.get("errorCode"), str)]
    return codes[0] if codes and codes[0].replace("_", "").isalpha() and len(codes[0]) < 40 else ""


def _names_the_token(answer: dict[str, Any]) -> bool:
    found = [each.get("fieldViolations") for each in _details(answer)]
    fields = [part for each in found if isinstance(each, list) for part in each if isinstance(part, dict)]
    return any(part.get("field") == "message.token" for part in fields)


def read_account(path: Path) -> Account:
    """The account of Google's key file; raises GatewayError in words that quote nothing of it."""
    try:
        plain = json.loads(path.read_text())
        key = load_pem_private_key(plain["private_key"].encode(), None)
        account = Account(
            project=str(plain["project_id"]),
            email=str(plain["client_email"]),
            tokens=_address(str(plain["token_uri"])),
            key_id=str(plain.get("private_key_id", "")),
            key=key,  # type: ignore[arg-type]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = "cannot be read" if isinstance(error, OSError) else "is no key file of a service account"
        raise GatewayError(f"PAHT_FCM: {path} {wrong}") from None
    if not isinstance(key, rsa.RSAPrivateKey) or not account.project.replace("-", "").isalnum():
        raise GatewayError(f"PAHT_FCM: {path} is no key file of a service account")
    return account


def way_out(home: Home) -> FcmWay | None:
    """Pushes of this installation's app; ``None`` where no account is named."""
    del home
    if not (path := os.environ.get("PAHT_FCM", "")):
        return None
    try:
        api = _address(os.environ.get("PAHT_FCM_API") or API).rstrip("/")
    except ValueError:
        raise GatewayError("PAHT_FCM_API: only https") from None
    return FcmWay(read_account(Path(path)), api)


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL):
        return url
    raise ValueError("only https")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

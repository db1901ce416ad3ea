"""Web push (RFC 8030), sealed to the browser (RFC 8291), signed by this installation (RFC 8292)."""

import base64
import json
import os
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from paht import clock
from paht.installation.home import Home
from paht.installation.vault_folder import VAPID
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.ways import Message
from paht.outward import Address, NameUnknown, NotPublic, is_public, pool_to, resolved

FIELD = "push"
TTL_SECONDS = 24 * 3600
VALID_SECONDS = 12 * 3600
"""How long a signature counts; RFC 8292 allows a day."""
LONGEST_BODY, RECORD = 500, 4096
SECONDS = urllib3.Timeout(connect=5.0, read=10.0)
LONGEST_SUBSCRIPTION = 2000
ON_THIS_MACHINE = "mailto:webmaster@localhost"
GONE = Declined("the subscription is gone")


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser's own description of where it is pushed to, and to what key."""

    endpoint: str
    key: bytes
    secret: bytes


def subscription(text: str) -> Subscription:
    """What a browser's ``PushSubscription.toJSON`` says; raises ValueError for anything else."""
    try:
        plain = json.loads(text)
        key, secret = _bytes(plain["keys"]["p256dh"]), _bytes(plain["keys"]["auth"])
        endpoint = str(plain["endpoint"])
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no subscription") from error
    if len(secret) != 16 or len(key) != 65:
        raise ValueError("its keys")
    return Subscription(endpoint, key, secret)


def sealed(content: bytes, to: Subscription, *, own: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """The content as only that browser opens it (RFC 8291, a record of RFC 8188); ``own`` is for this message alone."""
    peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), to.key)
    public = _point(own.public_key())
    shared = _derived(own.exchange(ec.ECDH(), peer), to.secret, b"WebPush: info\0" + to.key + public, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + len(public).to_bytes(1) + public
    return head + AESGCM(key).encrypt(nonce, content + b"\x02", None)


@dataclass(slots=True)
class PushWay:
    """Push services, whichever the browsers name; ``contact`` tells them who we are."""

    private: ec.EllipticCurvePrivateKey
    contact: str
    allowed: Callable[[Address], bool] = is_public
    schemes: tuple[str, ...] = ("https",)
    field: str = FIELD

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand it over; ``to`` is the subscription as JSON. The title, the words and the link alone are in it, and a
        repeat takes the place of the first (its topic is the message's)."""
        try:
            to = subscription(message.to)
            parts = urlsplit(to.endpoint)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            return Declined("no such address")
        if parts.scheme not in self.schemes or not parts.hostname or parts.username:
            return Declined("no such address")
        shown = {
            "title": message.subject,
            "body": message.text[:LONGEST_BODY],
            "link": message.link,
            "tag": _text(message_id.bytes),
        }
        content = json.dumps(shown, ensure_ascii=False).encode()
        own = ec.generate_private_key(ec.SECP256R1())
        body = sealed(content, to, own=own, salt=secrets.token_bytes(16))
        headers = {
            "Host": parts.netloc,
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(TTL_SECONDS),
            "Urgency": "high" if message.urgent else "normal",
            "Topic": _text(message_id.bytes),
            "Authorization": self.signature(f"{parts.scheme}://{parts.netloc}"),
        }
        try:
            address = resolved(parts.hostname, port, allowed=self.allowed)
            with pool_to(
                address, scheme=parts.scheme, host=parts.hostname, port=port, timeout=SECONDS
            ) as pool:
                path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
                response = pool.request(
                    "POST",
                    path,
                    body=body,
                    headers=headers,
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
                response.close()
        except NotPublic:
            return GONE
        except (NameUnknown, urllib3.exceptions.HTTPError, OSError) as error:
            return Again(type(error).__name__)
        return _read(response.status, response.headers.get("Retry-After", ""))

    def signature(self, audience: str) -> str:
        """The header that says who pushes: a token for that service alone, and the key that browsers subscribed to."""
        claims = {
            "aud": audience,
            "exp": int(clock.now().timestamp()) + VALID_SECONDS,
            "sub": self.contact,
        }
        head = _text(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
        said = f"{head}.{_text(json.dumps(claims).encode())}"
        r, s = decode_dss_signature(self.private.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
        signed = _text(r.to_bytes(32) + s.to_bytes(32))
        return f"vapid t={said}.{signed}, k={_text(_point(self.private.public_key()))}"


def _read(status: int, wait: str) -> Answer:
    if status in (200, 201, 202):
        return Accepted()
    if status in (404, 410):
        return GONE
    if status in (408, 425, 429) or status >= 500:
        return Again(f"http {status}", float(wait) if wait.isdecimal() else 60.0 if status == 429 else 0.0)
    return Declined(f"http {status}")


def contact(origin: str) -> str:
    """Who a push service is told to turn to (``PAHT_PUSH_CONTACT``, else the public address); empty where no browser
    would subscribe: under any address but https, or one of this very machine."""
    parts = urlsplit(origin)
    named = os.environ.get("PAHT_PUSH_CONTACT", "")
    if parts.scheme == "https":
        return named or origin
    on_this = parts.hostname is not None and (
        parts.hostname in ("127.0.0.1", "::1", "localhost") or parts.hostname.endswith(".localhost")
    )
    return (named or ON_THIS_MACHINE) if parts.scheme == "http" and on_this else ""


def way_out(home: Home) -> PushWay | None:
    """Pushes of this installation to browsers; ``None`` where none could subscribe."""
    to = contact(os.environ.get("PAHT_ORIGIN", ""))
    file = home.vault / VAPID
    if not to or not file.exists():
        return None
    return PushWay(ec.derive_private_key(int.from_bytes(file.read_bytes()), ec.SECP256R1()), to)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

"""Text messages sealed for whoever sends them: the web seals with the public key, the worker alone opens.

HPKE to the messages' key of the installation, bound to the province and the message. The number and the text are in
it, so neither lies in the database in the clear, and a copy of the database tells no code.
"""

import json
import uuid
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings

from paht.installation.keys import message_private_key

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Sms:
    """A text for one number (digits, beginning with 0)."""

    phone: str
    text: str


def seal_sms(sms: Sms, *, jurisdiction_id: int, message_id: uuid.UUID) -> bytes:
    """The message as it may lie in the database."""
    plain = json.dumps([sms.phone, sms.text], ensure_ascii=False).encode()
    return _SUITE.encrypt(plain, _public_key(), info=_identity(jurisdiction_id, message_id))


def open_sms(sealed: bytes, *, jurisdiction_id: int, message_id: uuid.UUID) -> Sms:
    """The message, for the worker; raises ``InvalidTag`` for another message's seal."""
    plain = _SUITE.decrypt(sealed, _private_key(), info=_identity(jurisdiction_id, message_id))
    phone, text = json.loads(plain)
    return Sms(phone, text)


def _identity(jurisdiction_id: int, message_id: uuid.UUID) -> bytes:
    return f"paht sms {jurisdiction_id} {message_id}".encode()


@cache
def _private_key() -> X25519PrivateKey:
    return message_private_key(settings.HOME)


@cache
def _public_key() -> X25519PublicKey:
    return _private_key().public_key()

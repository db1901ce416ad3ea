"""Text messages sealed to the vault: whoever orders one seals it, the vault process alone opens it and sends it.

HPKE to the vault's newest public key, bound to the province and the message. The number and the text are in it, so
neither lies in the database in the clear, and neither web nor worker reads what waits. A message must not wait for
longer than an older pair is kept after a rotation (ten minutes): codes wait for five.
"""

import json
import struct
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings

from paht.installation.errors import InstallationError
from paht.installation.vault_folder import public_key
from paht.people.vault_keys import Keys
from paht.people.vault_records import Unreadable

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_HEAD = struct.Struct(">4sH")
_MARK = b"sms2"
"""Before it comes no mark: messages of older programs begin with a number of chance, and are opened with a key of
their own."""


@dataclass(frozen=True, slots=True)
class Sms:
    """A text for one number (digits, beginning with 0), and whose province sends it, where that is known."""

    phone: str
    text: str
    jurisdiction: int = 0


def seal_sms(sms: Sms, *, jurisdiction_id: int, message_id: uuid.UUID) -> bytes:
    """The message as it may lie in the database."""
    plain = json.dumps([sms.phone, sms.text], ensure_ascii=False).encode()
    public = public_key(settings.VAULT_PUBLIC_KEY)
    sealed = _SUITE.encrypt(plain, public.key, info=_identity(jurisdiction_id, message_id))
    return _HEAD.pack(_MARK, public.version) + sealed


def open_sms(sealed: bytes, *, jurisdiction_id: int, message_id: uuid.UUID, keys: Keys) -> Sms:
    """The message, for the vault process; raises :class:`Unreadable` for another message's seal, or where its key is
    gone."""
    info = _identity(jurisdiction_id, message_id)
    try:
        if sealed.startswith(_MARK):
            _, version = _HEAD.unpack_from(sealed)
            plain = _SUITE.decrypt(sealed[_HEAD.size :], keys.pair(version), info=info)
        elif former := keys.former_messages():
            plain = _SUITE.decrypt(sealed, former, info=info)
        else:
            raise Unreadable("no key for it")
        phone, text = json.loads(plain)
    except (InvalidTag, ValueError, struct.error, InstallationError) as error:
        raise Unreadable("its seal") from error
    return Sms(phone, text, jurisdiction_id)


def _identity(jurisdiction_id: int, message_id: uuid.UUID) -> bytes:
    return f"paht sms {jurisdiction_id} {message_id}".encode()

"""How a record of the vault is closed and opened; who has the keys is decided elsewhere.

A record is a JSON object of fields, AES-256-GCM under a random key of its own, with the record's identity as associated
data. That key is wrapped, again by AES-256-GCM bound to the record, under the key of an *epoch*, which is sealed with
HPKE to the vault's public key; the seal lies before each key it wraps. Records of key version 1 have their key sealed
to the vault itself, and are read for ever. A record without a wrapped key has been erased.
"""

import json
import os
import uuid
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from paht.installation.vault_folder import DIRECT

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_BYTES = 12
_EPOCH = b"paht vault epoch"
_SEALED_EPOCH_BYTES = 80
"""HPKE's encapsulated key (32), the epoch's key (32), the tag (16)."""
_EPOCHS_REMEMBERED = 512


FILE_KEY = "file_key"
"""The field of a record that is the key of a sealed file; opened by no look but the one that asks for a file."""


class Unreadable(Exception):  # noqa: N818 (no error of the program: it says what the record is)
    """The record was changed, or its key is not the vault's."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record ready to be stored."""

    id: uuid.UUID
    key_version: int
    wrapped_key: bytes
    sealed: bytes


def new_epoch(public: X25519PublicKey) -> tuple[AESGCM, bytes]:
    """A wrapping key and its seal, which only the vault opens."""
    key = os.urandom(32)
    return AESGCM(key), _SUITE.encrypt(key, public, info=_EPOCH)


def closed(cipher: AESGCM, content: bytes, identity: bytes) -> bytes:
    """The content, bound to the record."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, identity)


def unwrapped(version: int, wrapped: bytes, identity: bytes, pair: X25519PrivateKey) -> bytes:
    """The record's own key; :class:`Unreadable` where this pair does not open it."""
    try:
        if version == DIRECT:
            return _SUITE.decrypt(wrapped, pair, info=identity)
        epoch = _epoch_key(wrapped[:_SEALED_EPOCH_BYTES], pair)
        return _opened(AESGCM(epoch), wrapped[_SEALED_EPOCH_BYTES:], identity)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("its key") from error


def fields_of(sealed: bytes, key: bytes, identity: bytes) -> dict[str, str]:
    """The record's fields; :class:`Unreadable` where the record is not what was sealed."""
    try:
        content: dict[str, str] = json.loads(_opened(AESGCM(key), sealed, identity))
    except (InvalidTag, ValueError) as error:
        raise Unreadable("its content") from error
    return content


def identity_of(jurisdiction_id: int, record_id: uuid.UUID) -> bytes:
    """What a record's key and content are bound to."""
    return f"paht vault {jurisdiction_id} {record_id}".encode()


@lru_cache(maxsize=_EPOCHS_REMEMBERED)
def _epoch_key(sealed: bytes, pair: X25519PrivateKey) -> bytes:
    # The records of some minutes share an epoch, and opening one costs ten times what the rest does.
    return _SUITE.decrypt(sealed, pair, info=_EPOCH)


def _opened(cipher: AESGCM, content: bytes, identity: bytes) -> bytes:
    return cipher.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], identity)

"""The vault: personal data and original descriptions, sealed under a key of their own for each record.

A record is a JSON object of fields, AES-256-GCM under a random key of its own, with the record's identity as associated
data. That key is wrapped, again by AES-256-GCM bound to the record, under the key of an *epoch*: some minutes of one
process's life. The epoch's key is sealed with HPKE to the vault's public key, once, and that seal lies before each key
it wraps. So a record's ``wrapped_key`` is all that opens it, and erasing that destroys the record; the process could
open what it sealed in these minutes, all of which passed through it in the clear anyway. Records of key version 1 have
their key sealed to the vault itself, and are read for ever.

The application's database role may add records and never read them; opening goes through the vault's own role, and
every look is written before the data are shown (VL.7.5).
"""

import json
import os
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings
from django.db import connections

from paht.installation.keys import vault_private_key
from paht.people.actors import actor_key

DIRECT, BY_EPOCH = 1, 2
"""Key versions: the record's key sealed to the vault's key, or wrapped under an epoch's key that is."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_BYTES = 12
_EPOCH_SECONDS = 300
_EPOCH_RECORDS = 1_000_000
"""Far below the 2^32 messages that AES-GCM with random nonces allows a key."""

_EPOCH = b"paht vault epoch"
_SEALED_EPOCH_BYTES = 80
"""HPKE's encapsulated key (32), the epoch's key (32), the tag (16)."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record ready to be stored."""

    id: uuid.UUID
    key_version: int
    wrapped_key: bytes
    sealed: bytes


def seal(*, record_id: uuid.UUID, jurisdiction_id: int, fields: Mapping[str, str]) -> Sealed:
    """The fields sealed; nothing is stored yet."""
    key = os.urandom(32)
    identity = _identity(jurisdiction_id, record_id)
    content = json.dumps(dict(fields), ensure_ascii=False).encode()
    sealed = _closed(AESGCM(key), content, identity)
    epoch = _epoch()
    return Sealed(record_id, BY_EPOCH, epoch.sealed + _closed(epoch.cipher, key, identity), sealed)


class _Epoch:
    """A wrapping key of this process and its seal; made anew after some minutes, and for so many records at most."""

    def __init__(self) -> None:
        key = os.urandom(32)
        self.cipher = AESGCM(key)
        self.sealed = _SUITE.encrypt(key, _public_key(), info=_EPOCH)
        self._ends, self._left, self._process = time.monotonic() + _EPOCH_SECONDS, _EPOCH_RECORDS, os.getpid()

    def serves(self) -> bool:
        """Whether one more record may be wrapped under it."""
        self._left -= 1
        return self._left > 0 and time.monotonic() < self._ends and self._process == os.getpid()


_current: _Epoch | None = None


def _epoch() -> _Epoch:
    global _current
    epoch = _current
    if epoch is None or not epoch.serves():
        # Two threads may each make one: both are good, one is kept.
        epoch = _current = _Epoch()
    return epoch


def _closed(cipher: AESGCM, content: bytes, identity: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, identity)


def _opened(cipher: AESGCM, closed: bytes, identity: bytes) -> bytes:
    return cipher.decrypt(closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], identity)


def look(
    *,
    jurisdiction_id: int,
    record_ids: Iterable[uuid.UUID],
    fields: frozenset[str],
    actor_id: str,
    purpose: str,
    at: datetime,
) -> dict[uuid.UUID, dict[str, str]]:
    """The named fields of the records. The look is recorded first, durably; without the record nothing is shown."""
    ids = list(record_ids)
    if not ids:
        return {}
    with connections["vault"].cursor() as cursor:
        cursor.execute(
            _RECORD_LOOKS, [actor_key(actor_id), purpose, at, sorted(fields), jurisdiction_id, ids]
        )
        rows = cursor.fetchall()
    opened = {}
    for record_id, version, wrapped_key, sealed in rows:
        identity = _identity(jurisdiction_id, record_id)
        key = _unwrapped(version, bytes(wrapped_key), identity)
        content: dict[str, str] = json.loads(_opened(AESGCM(key), bytes(sealed), identity))
        opened[record_id] = {name: value for name, value in content.items() if name in fields}
    return opened


_RECORD_LOOKS = """
WITH looked AS (
    INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
    SELECT jurisdiction_id, id, %s, %s, %s, %s::text[] FROM people_vault_record
    WHERE jurisdiction_id = %s AND id = ANY(%s::uuid[])
    RETURNING jurisdiction_id, record_id
)
SELECT r.id, r.key_version, r.wrapped_key, r.sealed
FROM looked JOIN people_vault_record r ON (r.jurisdiction_id, r.id) = (looked.jurisdiction_id, looked.record_id)
"""


def _unwrapped(version: int, wrapped: bytes, identity: bytes) -> bytes:
    """The record's own key."""
    if version == DIRECT:
        return _SUITE.decrypt(wrapped, _private_key(), info=identity)
    assert version == BY_EPOCH, f"no reader for key version {version}"
    epoch = _SUITE.decrypt(wrapped[:_SEALED_EPOCH_BYTES], _private_key(), info=_EPOCH)
    return _opened(AESGCM(epoch), wrapped[_SEALED_EPOCH_BYTES:], identity)


def _identity(jurisdiction_id: int, record_id: uuid.UUID) -> bytes:
    return f"paht vault {jurisdiction_id} {record_id}".encode()


@cache
def _private_key() -> X25519PrivateKey:
    return vault_private_key(settings.HOME)


@cache
def _public_key() -> X25519PublicKey:
    return _private_key().public_key()

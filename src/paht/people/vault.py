"""The vault: personal data and original descriptions, sealed under a key of their own for each record.

A record is a JSON object of fields, AES-256-GCM under a random key, with the record's identity as associated data;
that key is sealed with HPKE to the vault's public key. The application's database role may add records and never
read them; opening goes through the vault's own role, and every look is written before the data are shown (VL.7.5).
"""

import json
import os
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

KEY_VERSION = 1
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_BYTES = 12


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
    nonce = os.urandom(_NONCE_BYTES)
    identity = _identity(jurisdiction_id, record_id)
    content = json.dumps(dict(fields), ensure_ascii=False).encode()
    sealed = nonce + AESGCM(key).encrypt(nonce, content, identity)
    return Sealed(record_id, KEY_VERSION, _SUITE.encrypt(key, _public_key(), info=identity), sealed)


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
    for record_id, wrapped_key, sealed in rows:
        content = _open(jurisdiction_id, record_id, bytes(wrapped_key), bytes(sealed))
        opened[record_id] = {name: value for name, value in content.items() if name in fields}
    return opened


_RECORD_LOOKS = """
WITH looked AS (
    INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
    SELECT jurisdiction_id, id, %s, %s, %s, %s::text[] FROM people_vault_record
    WHERE jurisdiction_id = %s AND id = ANY(%s::uuid[])
    RETURNING jurisdiction_id, record_id
)
SELECT r.id, r.wrapped_key, r.sealed
FROM looked JOIN people_vault_record r ON (r.jurisdiction_id, r.id) = (looked.jurisdiction_id, looked.record_id)
"""


def _open(jurisdiction_id: int, record_id: uuid.UUID, wrapped_key: bytes, sealed: bytes) -> dict[str, str]:
    identity = _identity(jurisdiction_id, record_id)
    key = _SUITE.decrypt(wrapped_key, _private_key(), info=identity)
    nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    opened: dict[str, str] = json.loads(AESGCM(key).decrypt(nonce, content, identity))
    return opened


def _identity(jurisdiction_id: int, record_id: uuid.UUID) -> bytes:
    return f"paht vault {jurisdiction_id} {record_id}".encode()


@cache
def _private_key() -> X25519PrivateKey:
    return vault_private_key(settings.HOME)


@cache
def _public_key() -> X25519PublicKey:
    return _private_key().public_key()

"""The vault: personal data and original descriptions, sealed under a key of their own for each record.

Whoever runs this module can seal (:mod:`paht.people.vault_records` says how) and ask the vault process
(:mod:`paht.people.vault_process`) to open: it alone has the private keys and the database role that reads records, and
it writes every look before it answers (VL.7.5).

An *epoch* is some minutes of one process's life. A process could open what it sealed in its epoch, all of which passed
through it in the clear anyway.
"""

import json
import os
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from paht.installation.vault_folder import public_key
from paht.people.actors import actor_key
from paht.people.vault_records import Sealed, closed, identity_of, new_epoch
from paht.people.vault_wire import Damaged, TooMany, VaultClosed, ask

__all__ = ["Damaged", "Look", "Sealed", "TooMany", "VaultClosed", "look", "looks", "seal"]

EPOCH_SECONDS = 300
"""How long a process goes on sealing to the pair that was the newest when its epoch began."""
_EPOCH_RECORDS = 1_000_000
"""Far below the 2^32 messages that AES-GCM with random nonces allows a key."""


def seal(*, record_id: uuid.UUID, jurisdiction_id: int, fields: Mapping[str, str]) -> Sealed:
    """The fields sealed; nothing is stored yet."""
    key = os.urandom(32)
    identity = identity_of(jurisdiction_id, record_id)
    content = _JSON.encode(dict(fields)).encode()
    sealed = closed(AESGCM(key), content, identity)
    epoch = _epoch()
    return Sealed(record_id, epoch.version, epoch.sealed + closed(epoch.cipher, key, identity), sealed)


_JSON = json.JSONEncoder(ensure_ascii=False)
"""One for all: :func:`json.dumps` makes an encoder at every call with such an option."""


class _Epoch:
    """A wrapping key of this process and its seal; made anew after some minutes, and for so many records at most. So a
    new pair of the vault is in use everywhere within these minutes."""

    def __init__(self) -> None:
        public = public_key(settings.VAULT_PUBLIC_KEY)
        self.version = public.version
        self.cipher, self.sealed = new_epoch(public.key)
        self._ends, self._left, self._process = time.monotonic() + EPOCH_SECONDS, _EPOCH_RECORDS, os.getpid()

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


@dataclass(frozen=True, slots=True)
class Look:
    """Which fields of which records somebody looks at, and what for; ``basis`` is the law that compels a look at data
    whose subject has restricted it. Without one, such a record opens empty and the refusal is on record."""

    record_ids: Sequence[uuid.UUID]
    fields: frozenset[str]
    actor_id: str
    purpose: str
    basis: str = ""


Opened = dict[uuid.UUID, dict[str, str]]
"""Fields by record; an erased record has none."""


def look(
    *,
    jurisdiction_id: int,
    record_ids: Iterable[uuid.UUID],
    fields: frozenset[str],
    actor_id: str,
    purpose: str,
    basis: str = "",
) -> Opened:
    """The named fields of the records. The look is recorded first, durably; without the record nothing is shown.

    Raises :class:`VaultClosed` where the vault process does not answer.
    """
    return looks(jurisdiction_id, [Look(list(record_ids), fields, actor_id, purpose, basis)])[0]


def looks(jurisdiction_id: int, wanted: Sequence[Look]) -> list[Opened]:
    """Several looks in one round trip, each recorded by itself; an answer a look, in their order."""
    if not any(each.record_ids for each in wanted):
        return [{} for _ in wanted]
    asked = [
        {
            "records": [str(record) for record in each.record_ids],
            "fields": sorted(each.fields),
            "actor": str(actor_key(each.actor_id)),
            "purpose": each.purpose,
            "basis": each.basis,
        }
        for each in wanted
    ]
    answer = ask("open", jurisdiction=jurisdiction_id, looks=asked)
    return [{uuid.UUID(record): fields for record, fields in one.items()} for one in answer["opened"]]

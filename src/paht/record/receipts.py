"""A receipt: proof that the record knew where a case stood, which anybody can check without us.

It holds no personal data: jurisdiction and case by number, the version, the hash of its last event, the path through
the tree, and the signed checkpoint.
"""

import base64
import struct
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from paht.record import checkpoints, merkle
from paht.record.checkpoints import Checkpoint, Malformed
from paht.record.folder import Damaged, Folder
from paht.record.leaves import Leaf, Log, key_of

FORMAT = "paht-receipt-1"
LARGEST_CHARACTERS = 20_000
"""More than any receipt has: a path has at most some sixty steps."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a case stood, and which checkpoint proves it."""

    leaf: Leaf
    number: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: str

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "format": FORMAT,
            "jurisdiction": self.leaf.jurisdiction_id,
            "case": str(self.leaf.subject),
            "version": self.leaf.version,
            "head": self.leaf.head.hex(),
            "leaf": self.number,
            "path": [base64.b64encode(step).decode() for step in self.path],
            "checkpoint": self.note,
        }


def receipt_of(folder: Folder, *, jurisdiction_id: int, case_id: uuid.UUID) -> Receipt | None:
    """The receipt of a case under the newest checkpoint; ``None`` while none covers it or the folder is not here."""
    found = folder.index().newest(key_of(log=Log.CASE, jurisdiction_id=jurisdiction_id, subject=case_id))
    number = folder.latest_number()
    if found is None or number is None:
        return None
    try:
        note = folder.note(number).read_text()
        checkpoint, _ = checkpoints.read(note)
        with folder.opened() as read:
            path = merkle.inclusion(found.number, checkpoint.size, read)
    except (Damaged, Malformed, OSError):
        return None
    return Receipt(found.leaf, found.number, tuple(path), checkpoint, note)


def checked(plain: Mapping[str, Any], *keys: Ed25519PublicKey) -> Receipt:
    """The receipt, proven by one of the keys; :class:`Malformed` says what is wrong with it."""
    if plain.get("format") != FORMAT:
        raise Malformed("it is not a receipt of the record")
    try:
        leaf = Leaf(
            Log.CASE,
            int(plain["jurisdiction"]),
            uuid.UUID(plain["case"]),
            int(plain["version"]),
            bytes.fromhex(plain["head"]),
        )
        number, note = int(plain["leaf"]), str(plain["checkpoint"])
        path = tuple(base64.b64decode(step, validate=True) for step in plain["path"])
        checkpoint, signature = checkpoints.read(note)
        packed = leaf.packed()
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, struct.error) as error:
        raise Malformed("parts of it are missing or are not what they should be") from error
    if len(leaf.head) != merkle.HASH_BYTES:
        raise Malformed("its head is not a hash")
    if not any(checkpoints.is_signed_by(key, checkpoint, signature) for key in keys):
        raise Malformed("its checkpoint was not signed with this key")
    if not merkle.is_included(
        hashed=merkle.leaf_hash(packed), leaf=number, size=checkpoint.size, path=path, root=checkpoint.root
    ):
        raise Malformed("its checkpoint does not cover the case as the receipt says it stood")
    return Receipt(leaf, number, path, checkpoint, note)

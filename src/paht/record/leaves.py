"""What a checkpoint covers: where one log stood, as bytes of one length that never change."""

import struct
import uuid
from enum import IntEnum
from typing import NamedTuple

_SHAPE = struct.Struct(">BH16sI32s")
LEAF_BYTES = _SHAPE.size
KEY_BYTES = 19
"""The first bytes of a leaf: whose log it is. They sort as PostgreSQL sorts jurisdiction and UUID."""


class Log(IntEnum):
    """Which kind of log."""

    CASE = 0
    STANDING = 1
    INCIDENT = 2
    CONSENT = 3
    REQUEST = 4
    PROVISION = 5


class Leaf(NamedTuple):
    """A log, the number of its last event (``version``) and that event's chained hash (``head``, 32 bytes)."""

    log: Log
    jurisdiction_id: int
    subject: uuid.UUID
    version: int
    head: bytes

    def packed(self) -> bytes:
        """The canonical bytes: log, jurisdiction, subject, version (big-endian), head."""
        return _SHAPE.pack(self.log, self.jurisdiction_id, self.subject.bytes, self.version, self.head)


def key_of(*, log: Log, jurisdiction_id: int, subject: uuid.UUID) -> bytes:
    """The first :data:`KEY_BYTES` of every leaf of that log."""
    return struct.pack(">BH16s", log, jurisdiction_id, subject.bytes)


def unpacked(packed: bytes) -> Leaf:
    """The leaf of its bytes; ``ValueError`` for other bytes."""
    if len(packed) != LEAF_BYTES:
        raise ValueError(f"a leaf has {LEAF_BYTES} bytes, these are {len(packed)}")
    log, jurisdiction_id, subject, version, head = _SHAPE.unpack(packed)
    return Leaf(Log(log), jurisdiction_id, uuid.UUID(bytes=subject), version, head)

"""A checkpoint: a signed note (C2SP ``tlog-checkpoint``) on how far the record had grown at a moment.

The first three lines – origin, size, root – are those that every tool for transparency logs reads; what else we say
follows as extension lines, and all of it is signed with Ed25519.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
FIRST_BEFORE = bytes(32)
"""What stands for the hash of the checkpoint before in the first one."""


class Malformed(ValueError):  # noqa: N818 (no error of the program: it judges what was given)
    """A note, key or receipt that is not one; the words say what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far the record had grown.

    ``size`` counts leaves, ``root`` is the tree's; ``before`` is the hash of the text of the checkpoint before;
    ``counts`` has for each (log, jurisdiction) how many logs are covered; ``horizon`` is the transaction from which on
    the next checkpoint looks, ``database`` in which database that number counts. ``successor`` is the line of the key
    that signs from the next checkpoint on, where this one hands over.
    """

    origin: str
    size: int
    root: bytes
    number: int
    at: datetime
    before: bytes
    counts: tuple[tuple[str, int, int], ...]
    horizon: int
    database: str
    successor: str = ""

    @property
    def text(self) -> str:
        """What is signed."""
        lines = [
            self.origin,
            str(self.size),
            _b64(self.root),
            f"number {self.number}",
            f"at {self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            f"before {_b64(self.before)}",
            *(f"{log} {jurisdiction} {count}" for log, jurisdiction, count in self.counts),
            f"horizon {self.horizon}",
            f"database {self.database}",
            *([f"key {self.successor}"] if self.successor else []),
        ]
        return "\n".join(lines) + "\n"

    @property
    def digest(self) -> bytes:
        """By which the next checkpoint names this one: SHA-256 of its text."""
        return hashlib.sha256(self.text.encode()).digest()


COUNTED = ("cases", "standings", "incidents", "consents", "requests", "provisions")
"""The words of the counts, by the log's number."""


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The signed note; ``checkpoint.origin`` is that of the key."""
    public = key.public_key()
    assert checkpoint.origin == origin_of(public), "a checkpoint bears the name of its key"
    signature = _key_hash(checkpoint.origin, public) + key.sign(checkpoint.text.encode())
    return _sealed(checkpoint, signature)


def _sealed(checkpoint: Checkpoint, signature: bytes) -> str:
    return f"{checkpoint.text}\n— {checkpoint.origin} {_b64(signature)}\n"


def read(note: str) -> tuple[Checkpoint, bytes]:
    """The checkpoint of a note and its signature, not yet checked; :class:`Malformed` for anything else.

    Only what is written exactly as :func:`signed` writes it is a checkpoint, to the last bit of its base64.
    """
    text, _, seal = note.partition("\n\n")
    words = seal.removesuffix("\n").split(" ")
    lines = text.split("\n")
    try:
        if words[0] != "—" or len(words) != 3 or words[1] != lines[0]:
            raise Malformed("it has no signature line")
        said = [line.split(" ") for line in lines[3:]]
        successor = said.pop()[1] if said[-1][0] == "key" else ""
        number, at, before, *counts, horizon, database = said
        found = Checkpoint(
            origin=lines[0],
            size=int(lines[1]),
            root=_bytes(lines[2]),
            number=int(number[1]),
            at=datetime.strptime(at[1], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC),
            before=_bytes(before[1]),
            counts=tuple((log, int(jurisdiction), int(count)) for log, jurisdiction, count in counts),
            horizon=int(horizon[1]),
            database=database[1],
            successor=successor,
        )
        signature = _bytes(words[2])
    except (ValueError, IndexError) as error:
        raise Malformed("it is not a checkpoint") from error
    if note != _sealed(found, signature):
        raise Malformed("it is not written as a checkpoint is written")
    return found, signature


def is_signed_by(key: Ed25519PublicKey, checkpoint: Checkpoint, signature: bytes) -> bool:
    """Whether the signature of :func:`read` is this key's over this text."""
    if checkpoint.origin != origin_of(key) or signature[:4] != _key_hash(checkpoint.origin, key):
        return False
    try:
        key.verify(signature[4:], checkpoint.text.encode())
    except InvalidSignature:
        return False
    return True


def origin_of(key: Ed25519PublicKey) -> str:
    """The name under which the key signs: no two installations have the same."""
    return f"paht-{hashlib.sha256(key.public_bytes_raw()).hexdigest()[:12]}"


def written_key(key: Ed25519PublicKey) -> str:
    """The public key as one line, as signed notes write it: name, hash, key."""
    name = origin_of(key)
    return f"{name}+{_key_hash(name, key).hex()}+{_b64(_ED25519 + key.public_bytes_raw())}\n"


def read_key(line: str) -> Ed25519PublicKey:
    """The key of such a line; :class:`Malformed` for anything else."""
    try:
        _, _, encoded = line.strip().split("+", 2)
        raw = _bytes(encoded)
        if raw[:1] != _ED25519:
            raise Malformed("it is no Ed25519 key")
        key = Ed25519PublicKey.from_public_bytes(raw[1:])
    except ValueError as error:
        raise Malformed("it is no public key of the record") from error
    if written_key(key).strip() != line.strip():
        raise Malformed("its name, hash and key do not belong together")
    return key


def read_keys(text: str) -> list[Ed25519PublicKey]:
    """The keys of such lines, one a line; :class:`Malformed` where one is none, or where there is none."""
    found = [read_key(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise Malformed("it is no public key of the record")
    return found


def _key_hash(name: str, key: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except binascii.Error as error:
        raise Malformed("it is not base64") from error

"""Checking the folder by itself: signatures, numbers, the chain of checkpoints, the tree, the counts, the moments."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from paht.record import checkpoints, merkle
from paht.record.checkpoints import COUNTED, FIRST_BEFORE, Checkpoint, Malformed
from paht.record.findings import Finding, Kind
from paht.record.folder import Folder
from paht.record.leaves import KEY_BYTES, LEAF_BYTES

_AT_ONCE = 10_000


@dataclass(slots=True)
class Inspected:
    """What the folder says, and what is wrong with it.

    ``covered`` has for each leaf its bytes and, in four more, the place of its checkpoint in ``checkpoints``; sorted,
    so by log and then by version.
    """

    checkpoints: list[Checkpoint] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    covered: list[bytes] = field(default_factory=list)

    @property
    def latest(self) -> Checkpoint | None:
        """The newest checkpoint."""
        return self.checkpoints[-1] if self.checkpoints else None

    def window(self, place: int) -> tuple[datetime | None, datetime]:
        """Between which moments happened what the checkpoint at that place is the first to cover."""
        return (self.checkpoints[place - 1].at if place else None), self.checkpoints[place].at


def inspect(folder: Folder, key: Ed25519PublicKey) -> Inspected:
    """Read and check everything that the folder holds."""
    found = Inspected()
    signatures = _read(folder, found)
    _check_chain(found)
    _check_signatures(found, signatures, key)
    if found.checkpoints:
        _check_tree(folder, found)
    return found


def _read(folder: Folder, found: Inspected) -> list[bytes]:
    signatures, expected = [], 1
    for number in folder.numbers():
        for missing in range(expected, number):
            found.findings.append(Finding(Kind.CHECKPOINT_MISSING, missing, "its file is not in the folder"))
        expected = number + 1
        try:
            checkpoint, signature = checkpoints.read(folder.note(number).read_bytes().decode())
        except (Malformed, UnicodeDecodeError) as error:
            found.findings.append(Finding(Kind.CHECKPOINT_FORGED, number, str(error)))
            continue
        if checkpoint.number != number:
            words = f"it calls itself number {checkpoint.number}"
            found.findings.append(Finding(Kind.CHECKPOINT_FORGED, number, words))
            continue
        found.checkpoints.append(checkpoint)
        signatures.append(signature)
    return signatures


def _check_chain(found: Inspected) -> None:
    def wrong(checkpoint: Checkpoint, what: str, kind: Kind = Kind.CHECKPOINT_FORGED) -> None:
        found.findings.append(Finding(kind, checkpoint.number, what))

    if found.checkpoints and found.checkpoints[0].number == 1 and found.checkpoints[0].before != FIRST_BEFORE:
        wrong(found.checkpoints[0], "it is the first and names one before it")
    for before, after in pairwise(found.checkpoints):
        if after.number == before.number + 1 and after.before != before.digest:
            wrong(after, "it does not follow the checkpoint before it")
        if after.size < before.size:
            wrong(after, f"it covers {after.size} leaves, the one before it {before.size}")
        if after.at <= before.at:
            words = f"its moment {after.at.isoformat()} is not after that of the checkpoint before it"
            wrong(after, words, Kind.CLOCK_MOVED)


def _check_signatures(found: Inspected, signatures: list[bytes], key: Ed25519PublicKey) -> None:
    """Every signature is checked, for each note is a proof by itself. What is older than the key's time has the chain
    alone, which the newest signature vouches for."""
    signers = _signers(found.checkpoints, signatures, key)
    vouched: bytes | None = None
    for checkpoint, signature, signer in zip(
        reversed(found.checkpoints), reversed(signatures), reversed(signers), strict=True
    ):
        is_signed = signer is not None and checkpoints.is_signed_by(signer, checkpoint, signature)
        if not is_signed and (signer is not None or checkpoint.digest != vouched):
            found.findings.append(
                Finding(Kind.CHECKPOINT_FORGED, checkpoint.number, "its signature is not of this key")
            )
            vouched = None
        else:
            vouched = checkpoint.before


def _signers(
    given: list[Checkpoint], signatures: list[bytes], key: Ed25519PublicKey
) -> list[Ed25519PublicKey | None]:
    """Which key must have signed each checkpoint: the given one from its first on, and after every handing over that
    is signed by the key of that moment the one that it names. Before its time (``None``) the chain alone vouches."""
    line, origin = checkpoints.written_key(key).strip(), checkpoints.origin_of(key)
    signers: list[Ed25519PublicKey | None] = []
    signer: Ed25519PublicKey | None = None
    for checkpoint, signature in zip(given, signatures, strict=True):
        if signer is None and checkpoint.origin == origin:
            signer = key
        signers.append(signer)
        if signer is None:
            signer = key if checkpoint.successor == line else None
        elif checkpoint.successor and checkpoints.is_signed_by(signer, checkpoint, signature):
            with contextlib.suppress(Malformed):
                signer = checkpoints.read_key(checkpoint.successor)
    return signers


def _check_tree(folder: Folder, found: Inspected) -> None:
    """Each checkpoint's root and counts, in one pass over the leaves."""
    edge, seen, number = _Edge(), set[bytes](), 0
    counts: dict[tuple[int, int], int] = {}
    leaves = _leaves(folder)
    for place, checkpoint in enumerate(found.checkpoints):
        ordinal = place.to_bytes(4)
        while number < checkpoint.size:
            leaf = next(leaves, None)
            if leaf is None:
                words = f"the file of leaves ends after {number}, {checkpoint.size} were signed"
                found.findings.append(Finding(Kind.CHECKPOINT_FORGED, checkpoint.number, words))
                return
            edge.add(merkle.leaf_hash(leaf))
            found.covered.append(leaf + ordinal)
            number += 1
            key = leaf[:KEY_BYTES]
            if key not in seen:
                seen.add(key)
                counted = (key[0], key[1] << 8 | key[2])
                counts[counted] = counts.get(counted, 0) + 1
        if edge.root() != checkpoint.root:
            words = "the leaves before it are not those that were signed"
            found.findings.append(Finding(Kind.CHECKPOINT_FORGED, checkpoint.number, words))
            return
        said = sorted((COUNTED[log], jurisdiction, count) for (log, jurisdiction), count in counts.items())
        if tuple(said) != checkpoint.counts:
            words = f"it counts {checkpoint.counts}, its leaves are of {tuple(said)}"
            found.findings.append(Finding(Kind.CHECKPOINT_FORGED, checkpoint.number, words))
    found.covered.sort()


def _leaves(folder: Folder) -> Iterator[bytes]:
    try:
        file = folder.leaves.open("rb")
    except FileNotFoundError:
        return
    with file:
        while block := file.read(_AT_ONCE * LEAF_BYTES):
            for at in range(0, len(block) - LEAF_BYTES + 1, LEAF_BYTES):
                yield block[at : at + LEAF_BYTES]


class _Edge:
    """The right edge of a growing tree: one hash for each whole subtree, the largest first."""

    def __init__(self) -> None:
        self._size = 0
        self._hashes: list[bytes] = []
        self._root: bytes | None = None

    def add(self, hashed: bytes) -> None:
        size = self._size
        while size & 1:
            hashed = merkle.node_hash(self._hashes.pop(), hashed)
            size >>= 1
        self._hashes.append(hashed)
        self._size += 1
        self._root = None

    def root(self) -> bytes:
        if self._root is None:
            found = self._hashes[-1] if self._hashes else merkle.EMPTY
            for left in reversed(self._hashes[:-1]):
                found = merkle.node_hash(left, found)
            self._root = found
        return self._root

"""The Merkle tree of RFC 9162 (2.1): hashes, proofs that a leaf is in it, proofs that it only grew.

The tree is kept as one growing list of hashes: each leaf's, followed by those of the whole subtrees that it completes
(the order of Go's ``sumdb/tlog``). Nothing in the list ever changes; proofs and roots of every size the tree ever had
read a few dozen places of it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

HASH_BYTES = 32
EMPTY = hashlib.sha256(b"").digest()
"""The root of the tree without leaves."""

Read = Callable[[int, int], bytes]
"""The hash of the whole subtree ``(level, n)``: of the leaves from ``n * 2**level`` up to ``(n + 1) * 2**level``."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def place(level: int, n: int) -> int:
    """Where the hash of the subtree ``(level, n)`` stands in the growing list."""
    last = ((n + 1) << level) - 1
    return hashes_of(last) + level


def hashes_of(size: int) -> int:
    """How many hashes the list of a tree of ``size`` leaves has."""
    return 2 * size - size.bit_count()


def appended(size: int, hashed: bytes, read: Read) -> list[bytes]:
    """What the list grows by when the leaf of that hash joins a tree of ``size`` leaves."""
    grown, level = [hashed], 0
    while size >> level & 1:
        hashed = node_hash(read(level, (size >> level) - 1), hashed)
        grown.append(hashed)
        level += 1
    return grown


def root(size: int, read: Read) -> bytes:
    """The root of the tree's first ``size`` leaves (RFC 9162, 2.1.1)."""
    return _of_range(0, size, read) if size else EMPTY


def _of_range(start: int, end: int, read: Read) -> bytes:
    """The hash over the leaves of a range that the proofs ask for: its start is a multiple of its rounded width."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return read(level, start >> level)
    middle = start + _split(width)
    return node_hash(_of_range(start, middle, read), _of_range(middle, end, read))


def _split(width: int) -> int:
    """The largest power of two below ``width``."""
    return 1 << (width - 1).bit_length() - 1


def inclusion(leaf: int, size: int, read: Read) -> list[bytes]:
    """The path that proves the leaf of that number in a tree of ``size`` leaves (RFC 9162, 2.1.3.1)."""
    assert 0 <= leaf < size, "only a leaf of the tree is in it"
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if leaf < middle:
            path.append(_of_range(middle, end, read))
            end = middle
        else:
            path.append(_of_range(start, middle, read))
            start = middle
    return path[::-1]


def is_included(*, hashed: bytes, leaf: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves the leaf's hash at that number in the tree of that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= leaf < size:
        return False
    number, last = leaf, size - 1
    for beside in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            hashed = node_hash(beside, hashed)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            hashed = node_hash(hashed, beside)
        number, last = number >> 1, last >> 1
    return last == 0 and hashed == root


def consistency(before: int, size: int, read: Read) -> list[bytes]:
    """The path that proves the first ``before`` of ``size`` leaves to be as they were (RFC 9162, 2.1.4.1)."""
    assert 0 < before <= size, "a tree without leaves is the beginning of each"
    return list(_subproof(before, 0, size, whole=True, read=read))


def _subproof(before: int, start: int, end: int, *, whole: bool, read: Read) -> Iterator[bytes]:
    if before == end:
        if not whole:
            yield _of_range(start, end, read)
        return
    middle = start + _split(end - start)
    if before <= middle:
        yield from _subproof(before, start, middle, whole=whole, read=read)
        yield _of_range(middle, end, read)
    else:
        yield from _subproof(before, middle, end, whole=False, read=read)
        yield _of_range(start, middle, read)


def is_consistent(*, before: int, size: int, path: Sequence[bytes], root_before: bytes, root: bytes) -> bool:
    """Whether the path proves that the one tree grew into the other (RFC 9162, 2.1.4.2)."""
    if before == size:
        return not path and root_before == root
    if not 0 < before < size or not path:
        return False
    steps = list(path)
    if before & (before - 1) == 0:
        steps.insert(0, root_before)
    number, last = before - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old = new = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        number, last = number >> 1, last >> 1
    return last == 0 and old == root_before and new == root

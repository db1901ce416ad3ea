"""The tree against a naive one that follows the words of RFC 9162, and against the published vectors of its hashes."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from paht.record import merkle

ENTRIES = [
    bytes.fromhex(word)
    for word in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
"""The leaves of Certificate Transparency's reference tests, with the roots of their first one to eight."""

ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class Tree:
    """The growing list in memory."""

    def __init__(self, entries: list[bytes]) -> None:
        self.hashes: list[bytes] = []
        for size, entry in enumerate(entries):
            self.hashes += merkle.appended(size, merkle.leaf_hash(entry), self.read)
        self.size = len(entries)

    def read(self, level: int, n: int) -> bytes:
        return self.hashes[merkle.place(level, n)]


def naive(entries: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    half = 1
    while half * 2 < len(entries):
        half *= 2
    return hashlib.sha256(b"\x01" + naive(entries[:half]) + naive(entries[half:])).digest()


def entries_of(size: int) -> list[bytes]:
    return [number.to_bytes(4) for number in range(size)]


def test_the_roots_are_those_of_the_published_vectors() -> None:
    tree = Tree(ENTRIES)
    assert [merkle.root(size, tree.read).hex() for size in range(1, 9)] == ROOTS
    assert merkle.root(0, tree.read) == naive([])


@given(st.lists(st.binary(max_size=8), max_size=70), st.data())
def test_every_size_the_tree_ever_had_keeps_its_root(entries: list[bytes], data: st.DataObject) -> None:
    tree = Tree(entries)
    size = data.draw(st.integers(0, len(entries)))
    assert merkle.root(size, tree.read) == naive(entries[:size])
    assert len(tree.hashes) == merkle.hashes_of(len(entries))


@given(st.integers(1, 200), st.data())
def test_a_leaf_is_proven_at_its_own_number_and_nothing_else_is(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    tree, leaf = Tree(entries), data.draw(st.integers(0, size - 1))
    path, root = merkle.inclusion(leaf, size, tree.read), naive(entries)

    def proves(hashed: bytes, number: int, of: int, steps: list[bytes]) -> bool:
        return merkle.is_included(hashed=hashed, leaf=number, size=of, path=steps, root=root)

    hashed = merkle.leaf_hash(entries[leaf])
    assert proves(hashed, leaf, size, path)
    assert not proves(merkle.leaf_hash(b"another"), leaf, size, path)
    assert not any(proves(hashed, other, size, path) for other in range(-1, size + 1) if other != leaf)
    assert not proves(hashed, leaf, size, [*path, root])
    if path:
        broken = data.draw(st.integers(0, len(path) - 1))
        assert not proves(hashed, leaf, size, [*path[:broken], bytes(32), *path[broken + 1 :]])
        assert not proves(hashed, leaf, size, path[:-1])


@given(st.integers(1, 200), st.data())
def test_growth_is_proven_and_a_changed_past_is_not(size: int, data: st.DataObject) -> None:
    entries = entries_of(size)
    tree, before = Tree(entries), data.draw(st.integers(1, size))
    path, root, old = merkle.consistency(before, size, tree.read), naive(entries), naive(entries[:before])

    def proves(root_before: bytes, root_after: bytes, steps: list[bytes]) -> bool:
        return merkle.is_consistent(
            before=before, size=size, path=steps, root_before=root_before, root=root_after
        )

    assert proves(old, root, path)
    assert not proves(naive([b"another", *entries[1:before]]), root, path)
    assert not proves(old, bytes(32), path)
    assert not proves(old, root, [*path, bytes(32)])
    if path:
        broken = data.draw(st.integers(0, len(path) - 1))
        assert not proves(old, root, [*path[:broken], bytes(32), *path[broken + 1 :]])

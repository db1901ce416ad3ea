"""What was done to the folder itself is found by whoever has the public key."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paht.record import checkpoints
from paht.record.checkpoints import FIRST_BEFORE, Malformed
from paht.record.findings import Kind
from paht.record.folder import Folder
from paht.record.inspection import inspect
from paht.record.leaves import LEAF_BYTES, Leaf, Log
from paht.record.receipts import checked, receipt_of

NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)
CASES = [uuid.UUID(int=number) for number in range(1, 6)]
KEY = Ed25519PrivateKey.generate()


def leaf(case: int, version: int) -> Leaf:
    return Leaf(Log.CASE, 1, CASES[case], version, bytes([case, version]) * 16)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Four checkpoints: three cases, two of them moved, nothing, one more."""
    made = Folder(tmp_path / "record")
    told = [[leaf(0, 1), leaf(1, 1), leaf(2, 1)], [leaf(0, 4), leaf(1, 2)], [], [leaf(3, 1)]]
    for number, leaves in enumerate(told):
        with made.writing() as writer:
            assert writer is not None
            at = NOON + timedelta(minutes=number)
            writer.add(leaves, at=at, horizon=number, database="1/1", key=KEY)
    return made


def found(folder: Folder) -> list[tuple[str, int | None]]:
    return [(each.kind, each.checkpoint) for each in inspect(folder, KEY.public_key()).findings]


def test_an_untouched_folder_is_sound_and_counts_its_cases(folder: Folder) -> None:
    inspected = inspect(folder, KEY.public_key())
    assert inspected.findings == []
    assert inspected.latest is not None
    assert (inspected.latest.size, inspected.latest.counts) == (6, (("cases", 1, 4),))


def test_another_key_proves_nothing(folder: Folder) -> None:
    other = Ed25519PrivateKey.generate().public_key()
    assert {each.kind for each in inspect(folder, other).findings} == {Kind.CHECKPOINT_FORGED}


def _rewrite(folder: Folder, number: int, change: Callable[[str], str]) -> None:
    path = folder.note(number)
    path.write_text(change(path.read_text()))


def _forge(folder: Folder, number: int, **changes: object) -> None:
    checkpoint, _ = checkpoints.read(folder.note(number).read_text())
    own = Ed25519PrivateKey.generate()
    origin = checkpoints.origin_of(own.public_key())
    note = checkpoints.signed(replace(checkpoint, origin=origin, **changes), own)  # type: ignore[arg-type]
    folder.note(number).write_text(note)


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (lambda f: f.note(2).unlink(), (Kind.CHECKPOINT_MISSING, 2)),
        (lambda f: f.note(1).unlink(), (Kind.CHECKPOINT_MISSING, 1)),
        (lambda f: _rewrite(f, 3, lambda note: note.replace("12:", "13:").replace("05:02", "05:03")),
         (Kind.CHECKPOINT_FORGED, 3)),
        (lambda f: _rewrite(f, 4, lambda note: note.replace("05:03", "05:04")), (Kind.CHECKPOINT_FORGED, 4)),
        (lambda f: _rewrite(f, 2, lambda _: "nothing"), (Kind.CHECKPOINT_FORGED, 2)),
        (lambda f: _forge(f, 4), (Kind.CHECKPOINT_FORGED, 4)),
        (lambda f: _forge(f, 1, before=FIRST_BEFORE), (Kind.CHECKPOINT_FORGED, 2)),
        (lambda f: f.note(3).write_text(f.note(2).read_text()), (Kind.CHECKPOINT_FORGED, 3)),
        (lambda f: f.leaves.write_bytes(f.leaves.read_bytes()[:-LEAF_BYTES]), (Kind.CHECKPOINT_FORGED, 4)),
        (lambda f: f.leaves.write_bytes(bytes(LEAF_BYTES) + f.leaves.read_bytes()[LEAF_BYTES:]),
         (Kind.CHECKPOINT_FORGED, 1)),
        (lambda f: f.leaves.unlink(), (Kind.CHECKPOINT_FORGED, 1)),
    ],
    ids=["missing", "first-missing", "moment", "newest-moment", "not-a-note", "other-key", "first-forged", "copied",
         "leaf-cut", "leaf-changed", "no-leaves"],
)  # fmt: skip
def test_what_was_done_to_the_folder_is_named(
    folder: Folder, tamper: Callable[[Folder], None], expected: tuple[Kind, int]
) -> None:
    tamper(folder)
    assert expected in found(folder)


def test_a_receipt_is_proven_by_the_key_alone_and_bears_no_change(folder: Folder) -> None:
    receipt = receipt_of(folder, jurisdiction_id=1, case_id=CASES[0])
    assert receipt is not None
    plain = receipt.plain()
    proven = checked(plain, KEY.public_key())
    assert (proven.leaf, proven.checkpoint.number) == (leaf(0, 4), 4)
    changed = [
        *({**plain, name: plain[name] + 1} for name in ("jurisdiction", "version", "leaf")),
        {**plain, "case": str(CASES[1])},
        {**plain, "head": "00" * 32},
        {**plain, "head": "00"},
        {**plain, "version": 2**40},
        {**plain, "path": plain["path"][:-1]},
        {**plain, "path": 5},
        {**plain, "checkpoint": folder.note(2).read_text()},
        {**plain, "checkpoint": plain["checkpoint"].replace("number 4", "number 5")},
        {name: value for name, value in plain.items() if name != "head"},
        {},
    ]
    for each in changed:
        with pytest.raises(Malformed):
            checked(each, KEY.public_key())
    with pytest.raises(Malformed):
        checked(plain, Ed25519PrivateKey.generate().public_key())


def test_a_case_that_no_checkpoint_covers_has_no_receipt(folder: Folder, tmp_path: Path) -> None:
    assert receipt_of(folder, jurisdiction_id=1, case_id=CASES[4]) is None
    assert receipt_of(folder, jurisdiction_id=2, case_id=CASES[0]) is None
    assert receipt_of(Folder(tmp_path / "nowhere"), jurisdiction_id=1, case_id=CASES[0]) is None


def test_the_key_is_one_line_that_bears_no_change() -> None:
    line = checkpoints.written_key(KEY.public_key())
    assert checkpoints.read_key(line) == KEY.public_key()
    for wrong in ("", "a+b", line.replace("paht-", "other-"), line[:-8] + "AAAA\n"):
        with pytest.raises(Malformed):
            checkpoints.read_key(wrong)


def test_a_single_bit_anywhere_in_a_checkpoint_is_found_also_in_one_that_a_later_one_vouches_for(
    folder: Folder,
) -> None:
    path = folder.note(2)
    note, unnoticed = path.read_bytes(), []
    for place in range(len(note)):
        for bit in range(8):
            path.write_bytes(note[:place] + bytes([note[place] ^ (1 << bit)]) + note[place + 1 :])
            if not inspect(folder, KEY.public_key()).findings:
                unnoticed.append((place, bit))
    assert unnoticed == []

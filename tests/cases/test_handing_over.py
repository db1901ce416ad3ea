"""The key that signs the record is replaced: the old one vouches for the new one, and then signs nothing any more."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases import checkpointing
from paht.cases.checkpointing import hand_over, make_checkpoint
from paht.cases.verification import Record, verify
from paht.doors.cli import main
from paht.installation.keys import record_private_keys, record_public_key_files
from paht.record.checkpoints import FIRST_BEFORE, Malformed, origin_of, read_key, read_keys, written_key
from paht.record.findings import Kind
from paht.record.folder import Folder
from paht.record.inspection import inspect
from paht.record.receipts import checked, receipt_of

Key = Ed25519PrivateKey


def present() -> Key:
    """The private key of this moment, as a thief would have it."""
    (key,) = record_private_keys(settings.HOME)
    return key


def rotated(time: Clock) -> None:
    assert hand_over(now=time.forward(minutes=1)) is not None
    assert make_checkpoint(now=time.forward(minutes=1)) == 1


@pytest.fixture
def keys(record: Folder, vinh_long: TestProvince, time: Clock) -> list[Key]:
    """Three keys that signed one after the other, each a case more."""
    signed = []
    for number in range(3):
        vinh_long.sent(time.at)
        if number:
            rotated(time)
        assert make_checkpoint(now=time.forward(minutes=1)) == 1
        signed.append(present())
    assert len({key.private_bytes_raw() for key in signed}) == 3
    return signed


def findings(record: Folder, key: Key) -> list[tuple[Kind, int | None]]:
    return [(each.kind, each.checkpoint) for each in inspect(record, key.public_key()).findings]


def forge(
    record: Folder, key: Key, *, after: int, at: timedelta = timedelta(minutes=1), successor: str = ""
) -> int:
    """A checkpoint in the place of all after that one, signed with a key; its number."""
    from dataclasses import replace

    from paht.record import checkpoints

    before, _ = checkpoints.read(record.note(after).read_text())
    for number in record.numbers():
        if number > after:
            record.note(number).unlink()
    made = replace(
        before,
        origin=origin_of(key.public_key()),
        number=after + 1,
        at=before.at + at,
        before=before.digest if after else FIRST_BEFORE,
        successor=successor,
    )
    record.note(after + 1).write_text(checkpoints.signed(made, key))
    return made.number


def test_each_key_checks_the_whole_record_over_every_rotation(
    record: Folder, vinh_long: TestProvince, keys: list[Key]
) -> None:
    for key in keys:
        assert findings(record, key) == []
        found = verify(
            jurisdiction_id=vinh_long.jurisdiction.id, record=Record(folder=record, key=key.public_key())
        )
        assert (found.fault, found.cases) == (None, 3)


def test_the_old_private_key_is_gone_and_every_public_half_stays(record: Folder, keys: list[Key]) -> None:
    assert present().private_bytes_raw() == keys[-1].private_bytes_raw()
    lines = [path.read_text() for path in record_public_key_files(settings.HOME)]
    assert lines == [written_key(key.public_key()) for key in reversed(keys)]
    assert read_key(record.key.read_text()) == keys[-1].public_key()


@pytest.mark.parametrize("thief", [0, 1])
def test_what_a_retired_key_signs_after_the_rotation_is_forged(
    record: Folder, keys: list[Key], thief: int
) -> None:
    forged = forge(record, keys[thief], after=record.numbers()[-1])
    for pinned in keys[thief:]:
        assert (Kind.CHECKPOINT_FORGED, forged) in findings(record, pinned)


def test_nobody_but_the_key_of_the_moment_hands_over(record: Folder, keys: list[Key]) -> None:
    thief = Key.generate()
    line = written_key(thief.public_key()).strip()
    for signer in (thief, keys[0]):
        handed = forge(record, signer, after=record.numbers()[-1], successor=line)
        forged = forge(record, thief, after=handed)
        for pinned in keys:
            assert {number for _, number in findings(record, pinned)} & {handed, forged}, (signer, pinned)
        for number in (handed, forged):
            record.note(number).unlink()
        assert findings(record, keys[0]) == []


def test_a_handing_over_that_was_cut_out_is_missing(record: Folder, keys: list[Key]) -> None:
    handing = next(n for n in record.numbers() if "\nkey " in record.note(n).read_text())
    record.note(handing).unlink()
    for pinned in keys:
        assert (Kind.CHECKPOINT_MISSING, handing) in findings(record, pinned)


def test_a_handing_over_that_names_another_key_is_forged(record: Folder, keys: list[Key]) -> None:
    handing = next(n for n in record.numbers() if "\nkey " in record.note(n).read_text())
    note = record.note(handing)
    others = written_key(Key.generate().public_key()).strip()
    note.write_text(note.read_text().replace(written_key(keys[1].public_key()).strip(), others))
    for pinned in keys:
        assert {kind for kind, _ in findings(record, pinned)} == {Kind.CHECKPOINT_FORGED}


def test_a_rotation_that_is_broken_off_goes_on_where_it_was(
    record: Folder, vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_checkpoint(now=time.at) == 1
    first = present()

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(checkpointing.Writer, "_publish", crash)
        with pytest.raises(KeyboardInterrupt):
            hand_over(now=time.forward(minutes=1))
    # The old key goes on while nothing was handed over, and the one that was made is not made again.
    waiting = record_private_keys(settings.HOME)[-1]
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    latest = record.latest()
    assert latest is not None
    assert latest.origin == origin_of(first.public_key())
    assert hand_over(now=time.forward(minutes=1)) is not None
    assert hand_over(now=time.forward(minutes=1)) is None, "the new key signs first"
    assert len(record_private_keys(settings.HOME)) == 2, "until it has"
    assert make_checkpoint(now=time.forward(minutes=1)) == 1
    assert present().private_bytes_raw() == waiting.private_bytes_raw()
    assert findings(record, first) == findings(record, waiting) == []


def test_receipts_of_both_times_hold_by_the_keys_that_are_published(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    make_checkpoint(now=time.at)

    def receipt() -> dict[str, object]:
        found = receipt_of(record, jurisdiction_id=vinh_long.jurisdiction.id, case_id=case.id)
        assert found is not None
        return json.loads(json.dumps(found.plain()))

    first, old = read_key(record.key.read_text()), receipt()
    rotated(time)
    new = receipt()
    published = read_keys("".join(path.read_text() for path in record_public_key_files(settings.HOME)))
    for each in (old, new):
        assert checked(each, *published).leaf.subject == case.id
    with pytest.raises(Malformed, match="not signed with this key"):
        checked(new, first)


def test_the_command_rotates_at_once_and_says_which_key_to_take_away(
    record: Folder,
    vinh_long: TestProvince,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PAHT_SUPERVISED", "1")
    monkeypatch.setenv("PAHT_ROLE", "app")
    assert make_checkpoint(now=time.at) == 1
    before = present()
    later = [time.at]

    def ticking() -> object:
        later[0] += timedelta(seconds=1)
        return later[0]

    monkeypatch.setattr("paht.clock.now", ticking)
    assert main(["record", "rotate"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == written_key(present().public_key()).strip()
    assert findings(record, before) == []
    assert len(record.numbers()) == 3

"""The worker's checkpoints: what they cover, and what a crash, a second worker or a restored database does to them."""

import fcntl
import os
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases import checkpointing
from paht.cases.checkpointing import make_checkpoint
from paht.record import checkpoints, folder, inspection
from paht.record.folder import Damaged, Folder
from paht.record.leaves import Log, key_of


def newest(record: Folder, case: object) -> int:
    """At which version the record knows the case; 0 where it does not."""
    key = key_of(log=Log.CASE, jurisdiction_id=case.province.jurisdiction.id, subject=case.id)  # type: ignore[attr-defined]
    found = record.index().newest(key)
    return found.leaf.version if found else 0


def sound(record: Folder) -> inspection.Inspected:
    """The folder, which must be faultless."""
    key = checkpoints.read_key(record.key.read_text())
    found = inspection.inspect(record, key)
    assert found.findings == []
    return found


def test_a_checkpoint_covers_every_case_and_the_next_only_what_moved(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    still, moving = vinh_long.sent(time.at), vinh_long.sent(time.at)
    assert make_checkpoint(now=time.at) == 1
    assert (newest(record, still), newest(record, moving)) == (1, 1)
    first = sound(record).latest
    assert first is not None
    moving.accepted(time.at)
    assert make_checkpoint(now=time.forward(seconds=60)) == 1
    second = sound(record).latest
    assert second is not None
    assert (newest(record, still), newest(record, moving)) == (1, 3)
    assert second.size == first.size + 1
    assert second.counts == first.counts


def test_within_a_minute_there_is_one_and_after_it_there_is_one_though_nothing_moved(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    vinh_long.sent(time.at)
    made = [make_checkpoint(now=time.at), make_checkpoint(now=time.forward(seconds=59))]
    assert made == [1, 0]
    assert make_checkpoint(now=time.forward(seconds=1)) == 1
    first, second = sound(record).checkpoints
    assert (second.size, second.root, second.before) == (first.size, first.root, first.digest)


@pytest.mark.parametrize("at", ["leaves", "hashes", "note"])
def test_a_crash_while_writing_loses_nothing_and_leaves_nothing_half(
    record: Folder, vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    make_checkpoint(now=time.at)
    case = vinh_long.sent(time.at)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        match at:
            case "leaves":
                broken.setattr(folder.merkle, "root", crash)
                broken.setattr(folder.Writer, "_check_root", lambda _: None)
            case "hashes":
                broken.setattr(folder.Writer, "_publish", crash)
            case "note":
                broken.setattr(Path, "rename", crash)
        with pytest.raises(KeyboardInterrupt):
            make_checkpoint(now=time.forward(seconds=60))
    assert newest(record, case) == 0
    assert len(sound(record).checkpoints) == 1
    assert make_checkpoint(now=time.forward(seconds=1)) == 1
    assert newest(record, case) == 1
    assert len(sound(record).checkpoints) == 2


def test_of_two_workers_at_once_one_makes_the_checkpoint(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    make_checkpoint(now=time.at)
    with (record.path / "lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert make_checkpoint(now=time.forward(seconds=60)) == 0
    assert make_checkpoint(now=time.at) == 1


def test_a_lost_index_is_made_anew(record: Folder, vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at)
    make_checkpoint(now=time.at)
    os.unlink(record.path / "index.sqlite3")
    assert newest(record, case) == 0
    make_checkpoint(now=time.forward(seconds=60))
    first, second = sound(record).checkpoints
    assert (newest(record, case), second.size) == (1, first.size)


def test_a_step_that_is_committed_late_is_in_the_next_checkpoint(
    record: Folder, vinh_long: TestProvince, time: Clock, database: object
) -> None:
    import psycopg

    make_checkpoint(now=time.at)
    case = vinh_long.sent(time.at)
    slow = vinh_long.sent(time.at)
    with psycopg.connect(database.url("super")) as other:  # type: ignore[attr-defined]
        # An open transaction holds its number back, as the one that wrote the case would.
        other.execute("SELECT pg_current_xact_id()")
        slow.verified(time.at)
        make_checkpoint(now=time.forward(seconds=60))
        assert newest(record, slow) == 2
        latest = record.latest()
        assert latest is not None
        mine = other.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        assert mine is not None
        assert latest.horizon <= mine[0]
    case.verified(time.at)
    make_checkpoint(now=time.forward(seconds=60))
    assert newest(record, case) == 2
    sound(record)


def test_in_another_database_everything_is_looked_at_again(
    record: Folder, vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_checkpoint(now=time.at)
    case = vinh_long.sent(time.at)
    with monkeypatch.context() as restored:
        restored.setattr(checkpointing, "_MOVED", checkpointing._MOVED + " AND false")
        make_checkpoint(now=time.forward(seconds=60))
        assert newest(record, case) == 0
        restored.setattr(checkpointing, "_SEEN", checkpointing._SEEN.replace("|| '/'", "|| '!'"))
        make_checkpoint(now=time.forward(seconds=60))
        assert newest(record, case) == 1
    sound(record)


def test_nothing_is_signed_on_top_of_damaged_files(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    for _ in range(3):
        vinh_long.sent(time.at)
    make_checkpoint(now=time.at)
    hashes = record.hashes.read_bytes()
    # The last one is of the tree's right edge, whatever its size; the first is read for a root of one leaf alone.
    record.hashes.write_bytes(hashes[:-32] + bytes(32))
    with pytest.raises(Damaged):
        make_checkpoint(now=time.forward(seconds=60))
    record.hashes.write_bytes(hashes)
    record.leaves.write_bytes(record.leaves.read_bytes()[:-1])
    with pytest.raises(Damaged):
        make_checkpoint(now=time.forward(seconds=60))


def test_a_clock_that_went_back_makes_a_checkpoint_that_says_so(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    make_checkpoint(now=time.at)
    make_checkpoint(now=time.forward(hours=-1))
    key = checkpoints.read_key(record.key.read_text())
    (finding,) = inspection.inspect(record, key).findings
    assert (finding.kind, finding.checkpoint) == ("clock moved", 2)


def test_the_folder_and_its_files_are_their_owners_alone(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    make_checkpoint(now=time.at)
    for path in (record.path, *record.path.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0 or not path.is_dir(), path
    assert record.path.stat().st_mode & 0o777 == 0o700


def test_a_checkpoint_is_late_after_three_minutes_and_where_all_are_gone(
    record: Folder, vinh_long: TestProvince, time: Clock
) -> None:
    assert checkpointing.late_since(now=time.at) is None, "no worker has run yet"
    make_checkpoint(now=time.at)
    assert checkpointing.late_since(now=time.at + timedelta(minutes=3)) is None
    assert checkpointing.late_since(now=time.at + timedelta(minutes=3, seconds=1)) == time.at
    record.note(1).unlink()
    assert checkpointing.late_since(now=time.at) is not None

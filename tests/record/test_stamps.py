"""An authority's time stamps of checkpoints: got, kept, checked, and what was done to them named."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from tests.conftest import NOON_OF_A_WORKING_DAY, Clock
from tests.province import TestProvince
from tests.record.authority import Authority as Peer
from tests.record.authority import authority

from paht.cases import stamping
from paht.cases.checkpointing import make_checkpoint
from paht.cases.stamping import stamp_checkpoints
from paht.cases.verification import STAMPS_UNCHECKED, Record, verify
from paht.installation.errors import InstallationError
from paht.record.checkpoints import read_key
from paht.record.findings import Kind
from paht.record.folder import Folder
from paht.record.inspection import inspect
from paht.record.stamps import FRESH, Authority, Unstamped, check_stamps, stamp_newest

KEY = Ed25519PrivateKey.generate()
HOUR = timedelta(hours=1)


@pytest.fixture
def peer() -> Iterator[Peer]:
    with authority() as found:
        yield found


def signed(folder: Folder, at: datetime) -> None:
    with folder.writing() as writer:
        assert writer is not None
        writer.add([], at=at, horizon=1, database="1/1", key=KEY)


@pytest.fixture
def stamped(tmp_path: Path, peer: Peer) -> Folder:
    """Three checkpoints, a minute apart; the first and the last with a stamp."""
    folder = Folder(tmp_path / "record")
    for number in range(3):
        peer.at = NOON_OF_A_WORKING_DAY + timedelta(minutes=number)
        signed(folder, peer.at)
        if number != 1:
            assert stamp_newest(folder, of(peer), now=peer.at, every=timedelta())
    return folder


def of(peer: Peer) -> Authority:
    return Authority(peer.url, (peer.root,))


def findings(folder: Folder, peer: Peer) -> list[tuple[Kind, int | None]]:
    inspected = inspect(folder, KEY.public_key())
    found = [*inspected.findings, *check_stamps(folder, inspected.checkpoints, [peer.root])]
    return [(each.kind, each.checkpoint) for each in found]


def test_stamps_that_were_got_hold_and_are_of_the_moments_of_their_checkpoints(
    stamped: Folder, peer: Peer
) -> None:
    assert stamped.stamps() == [1, 3]
    assert stamped.numbers() == [1, 2, 3], "a stamp is no checkpoint"
    assert findings(stamped, peer) == []


def test_a_checkpoint_is_stamped_once_and_while_it_is_fresh(tmp_path: Path, peer: Peer) -> None:
    folder = Folder(tmp_path / "record")
    now = peer.at
    assert not stamp_newest(folder, of(peer), now=now, every=HOUR), "nothing is there yet"
    signed(folder, now)
    assert not stamp_newest(folder, of(peer), now=now + FRESH + timedelta(seconds=1), every=HOUR)
    assert not stamp_newest(folder, of(peer), now=now - timedelta(seconds=1), every=HOUR)
    assert stamp_newest(folder, of(peer), now=now, every=HOUR)
    assert not stamp_newest(folder, of(peer), now=now, every=timedelta())
    for minutes, is_due in ((59, False), (60, True)):
        signed(folder, now + timedelta(minutes=minutes))
        peer.at = now + timedelta(minutes=minutes)
        assert stamp_newest(folder, of(peer), now=peer.at, every=HOUR) is is_due
    assert peer.asked == 2


def test_what_was_done_to_a_stamped_checkpoint_or_its_stamp_is_named(stamped: Folder, peer: Peer) -> None:
    first, last = stamped.stamp(1).read_bytes(), stamped.stamp(3).read_bytes()
    stamped.stamp(1).write_bytes(last)
    assert findings(stamped, peer) == [(Kind.STAMP_FORGED, 1)]
    stamped.stamp(1).write_bytes(first[:-1] + bytes([first[-1] ^ 1]))
    assert findings(stamped, peer) == [(Kind.STAMP_FORGED, 1)]
    stamped.stamp(1).write_bytes(b"no stamp")
    assert findings(stamped, peer) == [(Kind.STAMP_FORGED, 1)]
    stamped.stamp(1).write_bytes(first)
    stamped.note(3).unlink()
    assert (Kind.CHECKPOINT_MISSING, 3) in findings(stamped, peer)


def test_whoever_has_our_key_and_another_clock_is_given_away_by_the_stamp(
    stamped: Folder, peer: Peer
) -> None:
    later = NOON_OF_A_WORKING_DAY + timedelta(minutes=5)
    signed(stamped, later)
    peer.at, peer.ahead = later, timedelta(hours=3)
    assert stamp_newest(stamped, of(peer), now=later, every=timedelta())
    assert findings(stamped, peer) == [(Kind.CLOCK_MOVED, 4)]
    # Signed anew with our own key, after the fact: the stamp is over the former bytes.
    stamped.stamp(4).unlink()
    stamped.note(4).unlink()
    stamped.note(3).unlink()
    with stamped.writing() as writer:
        assert writer is not None
        moment = NOON_OF_A_WORKING_DAY + timedelta(minutes=2, seconds=1)
        writer.add([], at=moment, horizon=1, database="1/1", key=KEY)
    assert findings(stamped, peer) == [(Kind.STAMP_FORGED, 3)]


def test_the_stamp_of_another_authority_proves_nothing(stamped: Folder) -> None:
    with authority() as stranger:
        assert findings(stamped, stranger) == [(Kind.STAMP_FORGED, 1), (Kind.STAMP_FORGED, 3)]


def test_what_does_not_hold_is_not_kept(tmp_path: Path, peer: Peer) -> None:
    folder = Folder(tmp_path / "record")
    signed(folder, peer.at)
    old = peer.stamped

    def of_another_request(request: bytes) -> tuple[int, bytes]:
        return 200, old(request.replace(request[-12:-4], bytes(7) + b"\1"))

    with authority() as stranger, authority(stamps=False) as no_authority:
        answers = [
            lambda _: (500, b""),
            lambda _: (200, b"<html>"),
            lambda request: (200, stranger.stamped(request)),
            of_another_request,
        ]
        for answer in answers:
            peer.says = answer
            with pytest.raises(Unstamped):
                stamp_newest(folder, of(peer), now=peer.at, every=HOUR)
        with pytest.raises(Unstamped):
            stamp_newest(folder, of(no_authority), now=peer.at, every=HOUR)
    with pytest.raises(Unstamped):
        stamp_newest(folder, Authority(stranger.url, (peer.root,)), now=peer.at, every=HOUR)
    assert folder.stamps() == []


def test_the_worker_has_checkpoints_stamped_where_an_authority_is_named_and_goes_on_without(
    record: Folder,
    vinh_long: TestProvince,
    time: Clock,
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    vinh_long.sent(time.at)
    make_checkpoint(now=time.at)
    assert stamp_checkpoints(now=time.at) == 0
    monkeypatch.setenv("PAHT_TSA", peer.url)
    with pytest.raises(InstallationError, match="PAHT_TSA_ROOT"):
        stamp_checkpoints(now=time.at)
    root = tmp_path / "root.pem"
    root.write_bytes(peer.root.public_bytes(Encoding.PEM))
    monkeypatch.setenv("PAHT_TSA_ROOT", str(root))
    peer.at, peer.says = time.at, lambda _: (503, b"")
    assert stamp_checkpoints(now=time.at) == 0
    peer.says = None
    assert stamp_checkpoints(now=time.at) == 1
    key = read_key(record.key.read_text())
    unchecked = verify(jurisdiction_id=vinh_long.jurisdiction.id, record=Record(folder=record, key=key))
    assert (unchecked.fault, unchecked.stamps, STAMPS_UNCHECKED in unchecked.not_covered) == (None, 1, True)
    whole = Record(folder=record, key=key, roots=stamping.roots_of_stamps())
    found = verify(jurisdiction_id=vinh_long.jurisdiction.id, record=whole)
    assert (found.fault, found.stamps, STAMPS_UNCHECKED in found.not_covered) == (None, 1, False)
    record.stamp(1).write_bytes(b"")
    found = verify(jurisdiction_id=vinh_long.jurisdiction.id, record=whole)
    assert found.fault is not None
    assert found.fault.kind == Kind.STAMP_FORGED

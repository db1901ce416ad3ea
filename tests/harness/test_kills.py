"""Reports survive SIGKILL: every acknowledged one is there exactly once, with the bytes of its photograph."""

import random
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.harness.installation import PATIENCE_SECONDS, Installation
from tests.harness.judging import faults
from tests.harness.senders import Receipt, Sender

KILLS = 30
"""In all, alternating between a web worker, the whole web server, and PostgreSQL."""

SENDERS = 4
RECEIPTS_BETWEEN_KILLS = 4
LONGEST_WAIT_SECONDS = 0.03
"""A kill falls at a random moment within this time of a receipt: about as long as one report takes."""

Make = Callable[..., Installation]


@pytest.fixture
def make_installation() -> Iterator[Make]:
    """Makes installations, and removes them at the end."""
    made: list[Installation] = []

    def make(**named: tuple[str, ...]) -> Installation:
        made.append(Installation(**named))
        return made[-1]

    yield make
    for installation in made:
        installation.close()


def say(words: str) -> None:
    """Progress for whoever waits."""
    print(f"harness: {words}", file=sys.stderr, flush=True)


class Crowd:
    """Several senders at once."""

    def __init__(self, installation: Installation) -> None:
        self._senders = [
            Sender(port=installation.port, commune=installation.commune, seed=seed) for seed in range(SENDERS)
        ]
        for sender in self._senders:
            sender.start()

    @property
    def receipts(self) -> list[Receipt]:
        """All receipts so far."""
        return [receipt for sender in self._senders for receipt in sender.receipts]

    def wait_for(self, more: int) -> None:
        """Wait until so many more receipts have come."""
        target, deadline = len(self.receipts) + more, time.monotonic() + PATIENCE_SECONDS
        while len(self.receipts) < target:
            for sender in self._senders:
                if sender.failure is not None:
                    raise sender.failure
            assert time.monotonic() < deadline, "no report is acknowledged any more"
            time.sleep(0.002)

    def go_home(self) -> list[Receipt]:
        """Everybody brings the report under way to its receipt and stops."""
        for sender in self._senders:
            sender.enough.set()
        for sender in self._senders:
            sender.join(PATIENCE_SECONDS)
            assert not sender.is_alive(), "a report was never acknowledged"
            if sender.failure is not None:
                raise sender.failure
        return self.receipts


def test_thirty_kills_lose_and_double_nothing(make_installation: Make) -> None:
    installation = make_installation()
    chance = random.Random(1)
    kills: list[tuple[str, Callable[[], None]]] = [
        ("a web worker", lambda: installation.kill_worker(chance.randrange(8))),
        ("the web server", installation.kill_web),
        ("PostgreSQL", installation.kill_database),
    ]
    crowd = Crowd(installation)
    for number in range(KILLS):
        crowd.wait_for(RECEIPTS_BETWEEN_KILLS)
        # The kill must not keep step with the receipts: any moment of a report's way may be the one.
        time.sleep(chance.uniform(0, LONGEST_WAIT_SECONDS))
        name, kill = kills[number % len(kills)]
        kill()
        say(f"kill {number + 1} of {KILLS}: {name}; {len(crowd.receipts)} receipts")
    crowd.wait_for(RECEIPTS_BETWEEN_KILLS)
    receipts = crowd.go_home()
    repeated = sum(receipt.tries > 1 for receipt in receipts)
    say(f"{len(receipts)} reports acknowledged, {repeated} of them sent again after a kill")
    assert repeated >= KILLS // 3, "the kills hit nothing"
    assert faults(installation, receipts) == []


def test_the_harness_sees_the_loss_when_commits_do_not_wait_for_the_disk(make_installation: Make) -> None:
    installation = make_installation(settings=("synchronous_commit = off", "wal_writer_delay = 10s"))
    crowd = Crowd(installation)
    crowd.wait_for(20)
    installation.kill_database()
    receipts = crowd.go_home()
    found = faults(installation, receipts)
    say(f"without waiting for the disk {len(found)} faults, for example: {found[:1]}")
    assert any("was acknowledged and is lost" in fault for fault in found)

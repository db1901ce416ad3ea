"""The worker's part of a file, for tests of pages."""

from datetime import datetime, timedelta

from django.conf import settings
from tests.province import TestProvince
from tests.working import as_worker

from paht.evidence.playing import make_next
from paht.evidence.waiting import work_on_files
from paht.people.erasures import Ledger
from paht.walls.here import within


def copies_are_made(province: TestProvince, now: datetime) -> None:
    """The worker makes the copies of everything that waits in the province; what a busy machine interrupted, when its
    next turn comes."""
    with as_worker(), within(province.jurisdiction.id):
        ledger = Ledger(settings.CHECKPOINTS / "erasures")
        for turn in range(3):
            work_on_files(now=now + turn * timedelta(minutes=2), ledger=ledger, seconds=60)
        while make_next(now=now, ledger=ledger):
            pass

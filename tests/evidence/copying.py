"""The worker's part of a file, for tests of pages."""

from datetime import datetime

from django.conf import settings
from tests.working import as_worker

from paht.evidence.playing import make_next
from paht.evidence.waiting import work_on_files
from paht.people.erasures import Ledger


def copies_are_made(now: datetime) -> None:
    """The worker makes the copies of everything that waits."""
    with as_worker():
        ledger = Ledger(settings.CHECKPOINTS / "erasures")
        work_on_files(now=now, ledger=ledger, seconds=60)
        while make_next(now=now, ledger=ledger):
            pass

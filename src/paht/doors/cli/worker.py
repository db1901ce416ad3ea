"""``./paht worker``: the background worker: sweeps terms that ran out, folds figures, makes public copies, signs the
record's checkpoints."""

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from paht.installation.running import database_running

PAUSE_SECONDS = 2.0
LOOK_BACK = timedelta(hours=1)
log = logging.getLogger("paht.worker")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``worker``."""
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(arguments: argparse.Namespace) -> int:
    """Work until a signal asks to stop; returns 0 then."""
    os.environ["PAHT_ROLE"] = "worker"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with database_running():
        import django

        django.setup()
        from paht import clock

        print("paht: worker is at work", file=sys.stderr, flush=True)
        copied_until = clock.now() - LOOK_BACK
        while True:
            now = clock.now()
            copied_until = _round(now, copied_until)
            if arguments.once or stopping.wait(PAUSE_SECONDS):
                return 0


def _round(now: datetime, copied_until: datetime) -> datetime:
    """One round of every chore; a chore that fails is reported and tried again in the next round."""
    from paht.cases.checkpointing import make_checkpoint
    from paht.cases.reminding import remind
    from paht.cases.stamping import stamp_checkpoints
    from paht.cases.sweeping import answer_invitations, follow_calendars, lapse_supplements, pass_alarms
    from paht.evidence.waiting import make_waiting_copies
    from paht.figures.operations import fold_deltas
    from paht.incidents.reminding import remind_of_notices
    from paht.messages.notices import tell_senders
    from paht.messages.sms import send_waiting
    from paht.subjects.reminding import remind_of_requests

    # First: a long sweep must not make the record late.
    _try("checkpoint", lambda: make_checkpoint(now=now))
    _try("alarms", lambda: pass_alarms(now=now))
    _try("sweep", lambda: lapse_supplements(now=now))
    _try("invitations", lambda: answer_invitations(now=now))
    _try("calendars", lambda: follow_calendars(now=now))
    _try("reminders", lambda: remind(now=now))
    _try("notices", lambda: remind_of_notices(now=now))
    _try("requests of data subjects", lambda: remind_of_requests(now=now))
    _try("text messages", lambda: send_waiting(now=now))
    _try("notices to senders", lambda: tell_senders(now=now))
    _try("time stamps", lambda: stamp_checkpoints(now=now))
    _try("figures", fold_deltas)
    done = _try("copies", lambda: make_waiting_copies(received_after=copied_until))
    return now - timedelta(minutes=1) if done is not None else copied_until


def _try(name: str, chore: Callable[[], int]) -> int | None:
    from django.db import connections

    try:
        return chore()
    except Exception as error:
        # The kind alone: a message could quote personal data.
        log.warning("chore %s failed: %s", name, type(error).__name__)
        connections.close_all()
        return None

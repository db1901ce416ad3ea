"""``./paht worker``: the background worker: sweeps terms that ran out, folds figures, makes public copies, signs the
record's checkpoints. Beside that, each in a thread of its own, so that none waits for another's silent peer: it sends
messages, fetches and reads mail, calls agencies' software, and, yielding to everything else, examines what was sent and
makes open data and packages for state bodies, which take minutes when they are large."""

import argparse
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime

from paht import processors
from paht.installation.running import database_running

PAUSE_SECONDS, PAUSE_BESIDE_SECONDS = 2.0, 1.0
WORKING_NICENESS, EXAMINING_NICENESS = 10, 15
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
        from paht.evidence.seeking import Seeker
        from paht.learning.job import LEARNER

        print("paht: worker is at work", file=sys.stderr, flush=True)
        _begin(clock.now())
        seeker = Seeker()
        if arguments.once:
            _collect(clock.now())
            _round(clock.now())
            _code(clock.now())
            _tell(clock.now())
            _call(clock.now())
            _give(clock.now())
            while _examine(clock.now()):
                pass
            _try("marks in pictures", lambda: seeker.finish(now=clock.now()))
            return 0
        # Somebody waits for a page, nobody for a worker.
        processors.yield_to_others(os.getpid(), niceness=WORKING_NICENESS)
        from paht.calls.listening import listeners

        listening = _listen(listeners)
        beside = [_beside(stopping, name, turn) for name, turn in BESIDE.items()]
        while True:
            _round(clock.now())
            _try("marks in pictures", lambda: seeker.turn(now=clock.now()))
            if stopping.wait(PAUSE_SECONDS):
                for thread in beside:
                    thread.join()
                for each in listening:
                    each.stop()
                seeker.stop()
                LEARNER.stop()
                return 0


def _listen[Each](listeners: Callable[[], list[Each]]) -> list[Each]:
    """Listen to the exchanges that tell of calls over a line of their own; a wrong description stops no other work."""
    try:
        return listeners()
    except Exception as error:
        log.warning("no exchange is listened to: %s", type(error).__name__)
        return []


def _begin(now: datetime) -> None:
    """What is asked once, at the start: what a killed process left half received, and files that an older program, or a
    restored backup, left in the clear."""
    from django.conf import settings

    from paht.evidence.clear import enqueue_clear
    from paht.evidence.storage import forget_all_unfinished
    from paht.mail.mailboxes import MailboxError, configured
    from paht.people.erasures import Ledger

    try:
        configured()
    except MailboxError as error:
        # The words are the operator's own; every other chore goes on without mail.
        log.error("PAHT_MAILBOX: no mail is read: %s", error)
    _try("unfinished files", lambda: forget_all_unfinished(now=now))
    _try(
        "files in the clear", lambda: enqueue_clear(now=now, ledger=Ledger(settings.CHECKPOINTS / "erasures"))
    )


def _beside(stopping: threading.Event, name: str, turn: Callable[[datetime], int | None]) -> threading.Thread:
    """Take these turns until told to stop, with a pause where nothing was left to do."""
    from paht import clock

    def keep() -> None:
        if turn in (_examine, _give):
            with contextlib.suppress(OSError, AttributeError):
                # So that no page waits; of this thread alone, which the kernel knows by a number of its own.
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), EXAMINING_NICENESS)
        while not stopping.is_set():
            if not turn(clock.now()):
                stopping.wait(PAUSE_BESIDE_SECONDS)

    thread = threading.Thread(target=keep, name=name)
    thread.start()
    return thread


def _collect(now: datetime) -> None:
    from paht import clock
    from paht.doors.email.chores import collect_mail, read_mail, send_mail

    _try("collecting mail", lambda: collect_mail(now=now))
    _try("reading mail", lambda: read_mail(now=clock.now))
    _try("letters", lambda: send_mail(now=now))


def _call(now: datetime) -> int:
    from paht.exchange.delivering import deliver
    from paht.exchange.feed import follow
    from paht.exchange.requests import forget_old

    _try("changes for agencies' software", lambda: follow(now=now))
    _try("answers to agencies' software", lambda: forget_old(now=now))
    return _try("calls to agencies' software", lambda: deliver(now=now)) or 0


def _code(now: datetime) -> int:
    from paht.messages.sms import send_waiting

    return _try("text messages", lambda: send_waiting(now=now)) or 0


def _tell(now: datetime) -> int:
    from django.conf import settings

    from paht.messages.notices import tell_senders

    return _try("notices to senders", lambda: tell_senders(now=now, quiet=settings.QUIET_HOURS)) or 0


def _examine(now: datetime) -> int:
    from django.conf import settings

    from paht.cases.sheets import examine_and_judge
    from paht.evidence.playing import make_next
    from paht.people.erasures import Ledger

    examined = _try("examinations", lambda: examine_and_judge(now=now)) or 0
    if examined:
        return examined
    # Only when no officer waits for a sheet: a film takes long.
    ledger = Ledger(settings.CHECKPOINTS / "erasures")
    return _try("films and recordings", lambda: make_next(now=now, ledger=ledger)) or 0


def _give(now: datetime) -> int:
    """None of it is so urgent that it should not pause."""
    from paht.transfer.opendata import make_daily
    from paht.transfer.packing import make_packages

    _try("open data", lambda: make_daily(now=now))
    _try("packages for state bodies", lambda: make_packages(now=now))
    return 0


BESIDE: dict[str, Callable[[datetime], int | None]] = {
    "codes": _code,
    "notices": _tell,
    "mail": _collect,
    "agencies' software": _call,
    "examining": _examine,
    "giving": _give,
}
"""What goes on beside the round, each in a thread of its own."""


def _round(now: datetime) -> None:
    """One round of every chore; a chore that fails is reported and tried again in the next round."""
    from django.conf import settings

    from paht import clock
    from paht.calls.recordings import fetch_recordings
    from paht.calls.ringing import work_on_orders
    from paht.calls.taking import HANDLERS as CALLS
    from paht.candidates import feeds, taking
    from paht.cases.checkpointing import make_checkpoint
    from paht.cases.reminding import remind
    from paht.cases.stamping import stamp_checkpoints
    from paht.cases.sweeping import answer_invitations, follow_calendars, lapse_supplements, pass_alarms
    from paht.conversations.replies import send_replies
    from paht.conversations.telling import tell_reports
    from paht.conversations.turns import take_turns
    from paht.doors.facebook.handling import handle as handle_facebook
    from paht.doors.open311 import posting
    from paht.doors.pages.origin import origin_of
    from paht.doors.zalo.handling import handle as handle_zalo
    from paht.evidence.clear import forget_erased_copies
    from paht.evidence.uploads import forget_expired
    from paht.evidence.waiting import work_on_files
    from paht.figures.operations import fold_deltas
    from paht.incidents.reminding import remind_of_notices
    from paht.learning.job import LEARNER
    from paht.mail.operations import lapse
    from paht.messages import inbox
    from paht.people.erasures import Ledger
    from paht.people.forgetting import forget_unused
    from paht.subjects.reminding import remind_of_requests

    # First: a long sweep must not make the record late.
    _try("checkpoint", lambda: make_checkpoint(now=now))
    _try("alarms", lambda: pass_alarms(now=now))
    _try("sweep", lambda: lapse_supplements(now=now))
    _try("drafts of mail", lambda: lapse(now=now))
    _try("invitations", lambda: answer_invitations(now=now))
    _try("calendars", lambda: follow_calendars(now=now))
    _try("reminders", lambda: remind(now=now))
    _try("notices", lambda: remind_of_notices(now=now))
    _try("requests of data subjects", lambda: remind_of_requests(now=now))
    handlers = {
        taking.CHANNEL: taking.handle,
        posting.CHANNEL: posting.send_waiting,
        "zalo": handle_zalo,
        "facebook": handle_facebook,
        **CALLS,
    }
    _try("inbox", lambda: inbox.work(handlers, now=clock.now, limit=200))
    _try("feeds", lambda: feeds.read_due(now=now))
    _try("calls to place", lambda: work_on_orders(now=now))
    _try("recordings", lambda: fetch_recordings(now=now))
    _try("conversations", lambda: take_turns(now=now, origin=origin_of))
    _try(
        "conversations' reports", lambda: tell_reports(now=now, origin=origin_of, quiet=settings.QUIET_HOURS)
    )
    _try("replies", lambda: send_replies(now=now))
    _try("time stamps", lambda: stamp_checkpoints(now=now))
    _try("figures", fold_deltas)
    _try("learning", lambda: LEARNER.round(now=now))
    ledger = Ledger(settings.CHECKPOINTS / "erasures")
    _try("what fell out of use", lambda: forget_unused(ledger, now=now))
    _try("uploads", lambda: forget_expired(at=now))
    _try("erased copies", lambda: forget_erased_copies(ledger))
    _try("files", lambda: work_on_files(now=now, ledger=ledger))


def _try(name: str, chore: Callable[[], int]) -> int | None:
    from django.db import connections

    try:
        return chore()
    except Exception as error:
        # The kind alone: a message could quote personal data.
        log.warning("chore %s failed: %s", name, type(error).__name__)
        connections.close_all()
        return None

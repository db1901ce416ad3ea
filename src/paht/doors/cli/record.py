"""``./paht record rotate``: a new key signs the checkpoints; the old one vouches for it and is destroyed."""

import argparse
import os
import sys
import time
from datetime import timedelta

from paht.installation.errors import InstallationError
from paht.installation.keys import record_public_key_file
from paht.installation.running import database_running

PATIENCE_SECONDS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be done."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    doing.add_parser("rotate", help="hand the signing of checkpoints over to a new key")


def run(_arguments: argparse.Namespace) -> int:
    """Sign two checkpoints: the last one of the old key, which names the new one, and the first of that."""
    os.environ["PAHT_ROLE"] = "worker"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from django.conf import settings
        from django.db import connections

        from paht import clock
        from paht.cases.checkpointing import hand_over, latest_checkpoint, make_checkpoint

        until = time.monotonic() + PATIENCE_SECONDS
        try:
            while (handed := hand_over(now=clock.now())) is None:
                # The worker is writing, or has not followed up on a rotation that was broken off.
                make_checkpoint(now=clock.now(), every=timedelta())
                _wait("Somebody else holds the record's folder: try again in a minute.", until=until)
            while (latest := latest_checkpoint()) is None or latest.number == handed.number:
                make_checkpoint(now=clock.now(), every=timedelta())
                _wait(
                    "The key has changed, and the new one has not signed yet: the worker goes on with it, see /readyz.",
                    until=until,
                )
        finally:
            connections.close_all()
    print(f"Checkpoint {handed.number} hands over to a new key; the old one is destroyed.")
    print(
        "Take the new public key off this machine, to where the old one is kept beside it:", file=sys.stderr
    )
    print(record_public_key_file(settings.HOME).read_text().strip())
    return 0


def _wait(problem: str, *, until: float) -> None:
    """Wait a moment for whoever else writes the record; raises InstallationError with ``problem`` after ``until``."""
    if time.monotonic() > until:
        raise InstallationError(problem)
    time.sleep(0.1)

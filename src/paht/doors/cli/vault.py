"""``./paht vault``: the process that alone opens personal data, and what is done with its keys."""

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from paht.installation.accounts import Account
from paht.installation.addresses import database_url
from paht.installation.confinement import become
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.processes import database_groups
from paht.installation.running import database_running
from paht.installation.vault_folder import prepare, socket_file

INDEXES_A_MINUTE = 1200
"""How many numbers the vault knows again in a minute: four times a crisis day's hour, and a year for all numbers."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be done."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    doing.add_parser("serve", help="the vault process (./paht serve starts it as well)")


def run(arguments: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    return {"serve": _serve}[arguments.doing]()


def _serve() -> int:
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with database_running():
        home = Home.from_environment()
        account = prepare(home)
        with answering(home, account=account):
            print(f"paht: vault is at work as account {account.name}", file=sys.stderr, flush=True)
            stopping.wait()
    return 0


@contextmanager
def answering(home: Home, *, account: Account | None = None) -> Iterator[None]:
    """The vault answers in this process while the block runs; with an ``account``, the process becomes that for good.

    Without one it is for the installation's own preparations and for tests.
    """
    # Everything is imported before the account changes: another one may not reach the program's files.
    from paht.people.vault_keys import Keys
    from paht.people.vault_process import Vault, listening_at, serving

    url, owner = database_url("vault", {**os.environ, "PAHT_HOME": str(home.path)}), os.geteuid()
    groups = database_groups()
    listening = listening_at(socket_file(home))
    if account is not None:
        become(account, groups=groups)
    vault = Vault(keys=Keys(home), database_url=url, indexes_a_minute=_indexes_a_minute())
    with serving(vault, listening, owner=owner):
        yield


def _indexes_a_minute() -> int:
    value = os.environ.get("PAHT_VAULT_INDEXES_A_MINUTE") or str(INDEXES_A_MINUTE)
    if not value.isdecimal() or int(value) < 1:
        raise InstallationError(f"PAHT_VAULT_INDEXES_A_MINUTE is {value!r}: set it to a number such as 1200.")
    return int(value)

"""``./paht vault``: the process that alone opens personal data, and what is done with its keys."""

import argparse
import logging
import os
import signal
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from paht.installation import key_parts
from paht.installation.accounts import Account
from paht.installation.addresses import database_url
from paht.installation.confinement import become
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.processes import AT_WORK, database_groups
from paht.installation.running import database_running
from paht.installation.vault_folder import (
    DIRECT,
    FIRST,
    contents,
    destroy_pair,
    hand_over,
    ledger_file,
    made_at,
    make_pair,
    pair,
    prepare,
    publish,
    put_back,
    socket_file,
    vault_account,
    versions,
)
from paht.people.erasures import Ledger, replay

INDEXES_A_MINUTE = 1200
"""How many numbers the vault knows again in a minute: four times a crisis day's hour, and a year for all numbers."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be done."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    doing.add_parser("serve", help="the vault process (./paht serve starts it as well)")
    doing.add_parser("keys", help="the key versions, and how many records need which")
    doing.add_parser(
        "rotate", help="a new pair, older records wrapped anew, older pairs destroyed; again goes on"
    )
    parting = doing.add_parser("split", help="the keys in two files, for two people")
    joining = doing.add_parser("join", help="put keys back from two such files")
    erasing = doing.add_parser(
        "erase", help="destroy the keys of a case's personal data, on a recorded request"
    )
    erasing.add_argument("code", help="the report's code")
    erasing.add_argument("--jurisdiction", metavar="SLUG", required=True)
    erasing.add_argument(
        "--request", required=True, help="number, date and author of the document that asks for it"
    )
    doing.add_parser("replay-erasures", help="after a restore: erase again what the ledger says was erased")
    for each in (parting, joining):
        each.add_argument("parts", metavar="FILE", type=Path, nargs=2)


def run(arguments: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    doing = {
        "serve": _serve,
        "keys": _keys,
        "rotate": _rotate,
        "split": _split,
        "join": _join,
        "erase": _erase,
        "replay-erasures": _replay,
    }
    return doing[arguments.doing](arguments)


def _serve(_arguments: argparse.Namespace) -> int:
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with database_running():
        home = Home.from_environment()
        account = prepare(home)
        with answering(home, account=account):
            print(f"paht: {AT_WORK} as account {account.name}", file=sys.stderr, flush=True)
            stopping.wait()
    return 0


def _keys(_arguments: argparse.Namespace) -> int:
    home = Home.from_environment()
    with _connected() as connection:
        rows = connection.execute(
            "SELECT key_version, count(*) FROM people_vault_record WHERE wrapped_key <> '' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    counts = {int(version): int(count) for version, count in rows}
    for version in versions(home):
        there = counts.pop(version, 0) + (counts.pop(DIRECT, 0) if version == FIRST else 0)
        print(f"version {version}, made {made_at(home, version):%Y-%m-%d %H:%M} UTC: {there} records")
    for version, count in counts.items():
        print(f"version {version}: MISSING, {count} records need it (./paht vault join)")
    return 1 if counts else 0


def _rotate(_arguments: argparse.Namespace) -> int:
    from paht import clock
    from paht.people.vault_rotation import STILL_SEALING, needed, rewrap

    home = Home.from_environment()
    with _connected() as connection:
        if len(versions(home)) == 1:
            make_pair(home)
            publish(home)
            print(f"paht: records are sealed to version {versions(home)[-1]} from now on", file=sys.stderr)
        hand_over(home, vault_account(home))
        *older, newest = versions(home)
        done = rewrap(connection, pair=lambda version: pair(home, version), version=newest)
        print(f"{done.records} records wrapped anew under version {newest}")
        waits_until = made_at(home, newest) + STILL_SEALING
        if clock.now() < waits_until:
            print(
                f"Older keys are kept until nobody can seal to them: run this again after {waits_until:%H:%M} UTC."
            )
            return 0
        if missing := needed(connection, version=newest):
            print(f"{missing} records cannot be read with the keys at hand; older keys are kept for them.")
            return 1
    for version in older:
        destroy_pair(home, version)
        print(f"version {version} is destroyed")
    return 0


def _split(arguments: argparse.Namespace) -> int:
    for path, text in zip(arguments.parts, key_parts.split(contents(Home.from_environment())), strict=True):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
    print("Give each file to another person, and remove both here. Either alone says nothing.")
    return 0


def _join(arguments: argparse.Namespace) -> int:
    home = Home.from_environment()
    home.create()
    files = key_parts.join(*(path.read_text() for path in arguments.parts))
    written = put_back(home, files)
    print("put back: " + ", ".join(written) if written else "every key was there already")
    return 0


def _erase(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    if not arguments.request.strip():
        raise InstallationError("An erasure needs the document that asks for it: --request 'Công văn số …'.")
    with _connected() as connection:
        import django

        django.setup()
        from django.db import connections

        from paht import clock
        from paht.agencies.jurisdictions import of_slug
        from paht.cases.erasing import erase_case
        from paht.law.casework.case import Refused

        try:
            done = erase_case(
                connection,
                Ledger(ledger_file(Home.from_environment())),
                jurisdiction=of_slug(arguments.jurisdiction),
                code=arguments.code,
                actor=uuid.UUID(int=0),
                request=arguments.request.strip(),
                kept_years=_kept_years(),
                now=clock.now(),
            )
        except KeyError as error:
            raise InstallationError(f"There is no jurisdiction {error}.") from error
        finally:
            connections.close_all()
    if isinstance(done, Refused):
        print(f"Không xóa ({done.clause}): {done.reason}")
        return 1
    print(f"There is no case {arguments.code}." if done is None else f"{done} keys destroyed")
    return 1 if done is None else 0


def _kept_years() -> int | None:
    value = os.environ.get("PAHT_KEPT_YEARS")
    if value is not None and not value.isdecimal():
        raise InstallationError(f"PAHT_KEPT_YEARS is {value!r}: set it to the years that were decided.")
    return None if value is None else int(value)


def _replay(_arguments: argparse.Namespace) -> int:
    erasures = Ledger(ledger_file(Home.from_environment())).read()
    with _connected() as connection:
        print(f"{replay(connection, erasures)} keys destroyed again, of {len(erasures)} erasures on record")
    return 0


@contextmanager
def _connected() -> Iterator[psycopg.Connection[Any]]:
    """A connection as the vault's role, for whoever may read the vault's folder."""
    home = Home.from_environment()
    if not os.access(home.vault, os.R_OK):
        raise InstallationError(
            f"{home.vault} is not yours to read: run this as root or the vault's account."
        )
    with database_running(), psycopg.connect(database_url("vault"), autocommit=True) as connection:
        yield connection


@contextmanager
def answering(home: Home, *, account: Account | None = None) -> Iterator[None]:
    """The vault answers in this process while the block runs; with an ``account``, the process becomes that for good.

    Without one it is for the installation's own preparations and for tests.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    # Everything is imported before the account changes: another one may not reach the program's files.
    import encodings.idna  # noqa: F401 (the name of any host goes through it, the first one late)

    from paht.calls.dialing import Dialing
    from paht.calls.exchanges import exchanges_out
    from paht.calls.outgoing import Spoken
    from paht.calls.outgoing import opened as opened_exchange
    from paht.calls.provinces import Provinces
    from paht.conversations.vault_saying import Saying
    from paht.evidence.keys import FileKeys
    from paht.mail.demo_way import demo_ways
    from paht.mail.vault_side import MailVault
    from paht.messages.delivering import Delivery
    from paht.messages.gateway import way_out
    from paht.messages.ways_out import ways_out
    from paht.people.vault_keys import Keys
    from paht.people.vault_process import Vault, listening_at, serving

    url, owner = database_url("vault", {**os.environ, "PAHT_HOME": str(home.path)}), os.geteuid()
    groups = database_groups()
    # Read while the home is still within reach: afterwards it may be closed to this process. A restored database must
    # lose the erased keys again.
    erasures, keys, way = Ledger(ledger_file(home)).read(), Keys(home), way_out(home)
    ways = {**demo_ways(home), **ways_out(home)}
    described = exchanges_out(home)
    exchanges = {name: out for name, each in described.items() if (out := opened_exchange(each)) is not None}
    listening = listening_at(socket_file(home))
    if account is not None:
        become(account, groups=groups)
    vault = Vault(keys=keys, database_url=url, indexes_a_minute=_indexes_a_minute())
    vault.erasures = erasures
    provinces = Provinces(vault, described, exchanges)
    if exchanges and "call" not in ways:
        ways["call"] = Spoken(provinces.of)
    delivery = Delivery(vault, way, ways=ways)
    vault.answers("send", delivery.answer)
    vault.answers("ways", delivery.ways)
    vault.answers("say", Saying(vault, ways).answer)
    vault.answers("file-key", FileKeys(vault).answer)
    mail = MailVault(vault, ways=ways)
    vault.answers("same-address", mail.same_address)
    vault.answers("letter", mail.letter)
    vault.answers("dial", Dialing(vault, provinces.named).answer)
    with serving(vault, listening, owner=owner):
        yield


def _indexes_a_minute() -> int:
    value = os.environ.get("PAHT_VAULT_INDEXES_A_MINUTE") or str(INDEXES_A_MINUTE)
    if not value.isdecimal() or int(value) < 1:
        raise InstallationError(f"PAHT_VAULT_INDEXES_A_MINUTE is {value!r}: set it to a number such as 1200.")
    return int(value)

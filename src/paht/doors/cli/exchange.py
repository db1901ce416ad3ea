"""``./paht exchange``: the sandbox for agencies' vendors, and the conformance check that a vendor runs."""

import argparse
import json
import os
import sys
from dataclasses import asdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be done."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    check = doing.add_parser(
        "check", help="walk pull, push, signatures, replay, retries and conflict; print a table"
    )
    check.add_argument("--base-url", required=True, help="the sandbox, as https://thu-nghiem.example.vn")
    check.add_argument(
        "--token", default=os.environ.get("PAHT_EXCHANGE_TOKEN", ""), help="else PAHT_EXCHANGE_TOKEN"
    )
    check.add_argument(
        "--endpoint", default="", help="where your software takes calls; without it that is left out"
    )
    check.add_argument(
        "--secret", default=os.environ.get("PAHT_EXCHANGE_SECRET", ""), help="whsec_…, of the endpoint"
    )
    check.add_argument(
        "--listen", default="127.0.0.1:8099", help="where your software must ask while the check runs"
    )
    check.add_argument(
        "--patience", type=float, default=30.0, help="seconds that your software may take to act"
    )
    check.add_argument("--json", action="store_true")
    sandbox = doing.add_parser(
        "sandbox", help="found the sandbox where there is none, and give a vendor a token"
    )
    sandbox.add_argument("--edition", default="vinh-long-2025")
    sandbox.add_argument("--geography", default="vinh-long", help="whose communes it borrows")
    sandbox.add_argument("--host", required=True, help="the host name of the sandbox")
    sandbox.add_argument("--name", required=True, help="of the vendor's software")


def run(arguments: argparse.Namespace) -> int:
    """Do it; a check that found something exits with 1."""
    return _check(arguments) if arguments.doing == "check" else _sandbox(arguments)


def _check(arguments: argparse.Namespace) -> int:
    from paht.exchange.conformance import checking

    host, _, port = arguments.listen.rpartition(":")
    table = checking.check(
        base_url=arguments.base_url,
        token=arguments.token,
        endpoint=arguments.endpoint,
        secret=arguments.secret,
        listen=(host or "127.0.0.1", int(port)),
        patience_seconds=arguments.patience,
    )
    if arguments.json:
        print(json.dumps([asdict(row) for row in table.rows], ensure_ascii=False))
    else:
        print(table.written())
    return 0 if table.is_good else 1


def _sandbox(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    from paht.installation.running import database_running

    with database_running():
        import django

        django.setup()
        from django.db import connections

        from paht import clock
        from paht.agencies import jurisdictions
        from paht.exchange import sandbox

        now = clock.now()
        try:
            where = sandbox.ensure(
                edition=arguments.edition, geography=arguments.geography, host=arguments.host, now=now
            )
            made = sandbox.admit(jurisdiction=where, name=arguments.name, now=now)
            hosts = ", ".join(jurisdictions.hosts_of(where.id))
        finally:
            connections.close_all()
    print(made.token)
    print("paht: shown once; hand it over in person", file=sys.stderr)
    print(f"paht: the sandbox answers at {hosts}, a new one within a minute", file=sys.stderr)
    return 0

"""``./paht verify``: check the whole event log; name the first bad case and event; exit status 1."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from paht.installation.errors import InstallationError
from paht.installation.running import database_running

if TYPE_CHECKING:
    from paht.cases.verification import Verification


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``verify``."""
    parser.add_argument("--jurisdiction", metavar="SLUG", help="only this jurisdiction (default: all)")
    parser.add_argument("--json", action="store_true", help="the result as JSON alone on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Check everything; returns 1 when something is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from django.db import connections

        from paht.agencies.jurisdictions import of_slug
        from paht.cases.verification import verify

        try:
            slug = arguments.jurisdiction
            found = verify(jurisdiction_id=of_slug(slug).id if slug else None)
        except KeyError as error:
            raise InstallationError(f"There is no jurisdiction {error}: leave the option out.") from error
        finally:
            connections.close_all()
    print(json.dumps(asdict(found), default=str, ensure_ascii=False) if arguments.json else report(found))
    sys.stdout.flush()
    return 1 if found.fault else 0


def report(found: "Verification") -> str:
    """The result in words."""
    lines = [
        f"verify: {found.cases} cases, {found.events} events, {found.duties} open duties, "
        f"{found.texts} texts checked"
    ]
    if found.fault:
        fault = found.fault
        place = "" if fault.event is None else f", event {fault.event}"
        lines.append(
            f"verify: WRONG in jurisdiction {fault.jurisdiction_id}, case {fault.code or '(no row)'} "
            f"({fault.case_id}){place}: {fault.what}"
        )
    else:
        lines.append("verify: nothing wrong found")
    lines += [f"verify: not covered: {what}" for what in found.not_covered]
    return "\n".join(lines)

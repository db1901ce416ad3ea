"""``./paht calendar``: the working calendar of a province, and putting a new version of it in force."""

import argparse
import json
import os
import sys
from pathlib import Path

from paht.installation.running import database_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``calendar``."""
    parser.add_argument(
        "--jurisdiction", required=True, help="the province's short name, for example vinh-long"
    )
    parser.add_argument("--set", metavar="FILE", type=Path, help="a calendar file (JSON) to put in force")
    parser.add_argument(
        "--confirm",
        metavar="YEAR",
        type=int,
        action="append",
        default=[],
        help="a year this calendar is right for",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the calendar in force, or put one in force; returns 2 for a file that is no calendar."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from paht import clock
        from paht.agencies import calendars, jurisdictions
        from paht.law.worktime import CalendarError

        try:
            jurisdiction = jurisdictions.of_slug(arguments.jurisdiction)
        except KeyError:
            known = ", ".join(j.slug for j in jurisdictions.every()) or "none"
            return _wrong(f"There is no province {arguments.jurisdiction!r} here; there are: {known}.")
        content = jurisdiction.calendar.to_dict()
        if arguments.set is None and not arguments.confirm:
            print(json.dumps(content, ensure_ascii=False, indent=2))
            return 0
        try:
            if arguments.set is not None:
                content = json.loads(arguments.set.read_text())
            version = calendars.put_in_force(
                jurisdiction_id=jurisdiction.id,
                content=content,
                confirmed_years=arguments.confirm,
                now=clock.now(),
            )
        except (OSError, json.JSONDecodeError, CalendarError) as error:
            return _wrong(f"{arguments.set}: {error}")
        print(f"Version {version} of the calendar of {jurisdiction.slug} is in force.", file=sys.stderr)
        return 0


def _wrong(message: str) -> int:
    print(f"paht calendar: {message}", file=sys.stderr)
    return 2

"""``./paht export open``: the open data of a province, as the worker makes them every day, written to a folder."""

import argparse
import os
import sys
from pathlib import Path

from paht.installation.running import database_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``export``."""
    parser.add_argument("what", choices=["open"], help="open: what is public, without personal data")
    parser.add_argument(
        "--edition", required=True, help="the edition of the provinces, for example vinh-long-2025"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("open-data"), help="the folder")


def run(arguments: argparse.Namespace) -> int:
    """Write a folder for each province of the edition; returns 2 where there is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from paht import clock
        from paht.agencies import jurisdictions
        from paht.transfer import opendata

        now = clock.now()
        found = [each for each in jurisdictions.every() if each.at(now).edition.id == arguments.edition]
        for jurisdiction in found:
            folder = arguments.output / jurisdiction.slug
            folder.mkdir(parents=True, exist_ok=True)
            made = opendata.write(jurisdiction, folder=folder, now=now)
            print(f"{folder}: {made.cases} cases")
    if not found:
        print(f"paht export: no province here is under {arguments.edition!r}", file=sys.stderr)
        return 2
    return 0

"""``./paht export open``: the open data of a province, as the worker makes them every day, written to a folder;
``./paht export check FILE``: a package that a state body was given, against its checksums."""

import argparse
import os
import sys
from pathlib import Path

from paht.installation.running import database_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``export``."""
    what = (
        "open: what is public, without personal data; check: a package taken away from the page of requests"
    )
    parser.add_argument("what", choices=["open", "check"], help=what)
    parser.add_argument("file", nargs="?", type=Path, help="check: the package")
    parser.add_argument("--sha256", default="", help="check: the checksum that the page shows")
    parser.add_argument("--edition", help="open: the edition of the provinces, for example vinh-long-2025")
    parser.add_argument("-o", "--output", type=Path, default=Path("open-data"), help="open: the folder")


def run(arguments: argparse.Namespace) -> int:
    """Returns 2 for what cannot be asked, 1 for a package that is not what it says."""
    if arguments.what == "check":
        return _check(arguments)
    if not arguments.edition:
        return _wrong("open wants --edition, for example vinh-long-2025")
    return _open(arguments)


def _check(arguments: argparse.Namespace) -> int:
    """Check a package; needs no database and no home."""
    from paht.transfer.checking import NoPackage, check

    if arguments.file is None:
        return _wrong("check wants the file")
    try:
        found = check(arguments.file, sha256=arguments.sha256)
    except NoPackage as error:
        print(f"paht export: WRONG {arguments.file}: {error}", file=sys.stderr)
        return 1
    print(f"{found.sha256}  {arguments.file}")
    print(f"request {found.request} of {found.body}, made {found.made_at}: {found.cases} cases")
    print(f"nothing wrong found in {_named(found.files)}")
    if not arguments.sha256:
        print("compare the checksum with the one on the request's page (or give it with --sha256)")
    return 0


def _named(files: tuple[str, ...]) -> str:
    """The tables by name, the pictures by their number."""
    tables = [name for name in files if "/" not in name]
    more = len(files) - len(tables)
    return ", ".join(tables) + (f" and {more} files more" if more else "")


def _open(arguments: argparse.Namespace) -> int:
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
    return 0 if found else _wrong(f"no province here is under {arguments.edition!r}")


def _wrong(message: str) -> int:
    print(f"paht export: {message}", file=sys.stderr)
    return 2

"""``./paht import``: taking over what an earlier province's system holds, or saying what that would do."""

import argparse
import json
import os
import sys
import time
from dataclasses import fields
from pathlib import Path

from paht.installation.running import database_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``import``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a CSV or XLSX file with a row of titles")
    parser.add_argument("--jurisdiction", required=True, help="the province's short name")
    parser.add_argument(
        "--mapping",
        required=True,
        metavar="NAME|TOML",
        help="what its columns mean: a preset or a file (docs/import.md)",
    )
    parser.add_argument("--presets", action=_Presets, nargs=0, help="the mappings that come with the product")
    parser.add_argument("--dry-run", action="store_true", help="check every row, take over nothing")
    parser.add_argument("--errors", type=Path, metavar="CSV", help="where rows with errors are written")
    parser.add_argument(
        "--files", type=Path, metavar="FOLDER|ZIP", help="where the files lie that the table names"
    )
    parser.add_argument(
        "--original", type=Path, metavar="FILE", help="the table that FILE is the repaired file of errors of"
    )
    parser.add_argument("--json", action="store_true", help="the outcome as JSON on standard output")


class _Presets(argparse.Action):
    """Says which presets there are, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from paht.importing import presets

        for name in presets.names():
            print(f"{name}  {presets.read(name)['about']}")
        parser.exit()


def run(arguments: argparse.Namespace) -> int:
    """Import; returns 0 where every row was right, 1 where some were not, 2 where the file or mapping is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    with database_running():
        import django

        django.setup()
        from paht.agencies import jurisdictions
        from paht.importing.mapping import MappingError, read_plan
        from paht.importing.running import Progress
        from paht.importing.running import run as import_file
        from paht.walls.here import within

        began = time.monotonic()

        def tell(progress: Progress) -> None:
            rate = progress.lines / max(time.monotonic() - began, 0.001)
            words = f"{progress.lines} rows: {progress.taken} taken, {progress.known} known, {progress.wrong} wrong"
            print(f"\rpaht import: {words}, {rate:.0f} rows/s ", end="", file=sys.stderr, flush=True)

        try:
            jurisdiction = jurisdictions.of_slug(arguments.jurisdiction)
            with within(jurisdiction.id):
                outcome = import_file(
                    arguments.file,
                    plan=read_plan(arguments.mapping, province=jurisdiction.province),
                    jurisdiction=jurisdiction,
                    dry=arguments.dry_run,
                    errors=arguments.errors,
                    files=arguments.files,
                    original=arguments.original,
                    tell=tell,
                )
        except KeyError:
            return _wrong(f"there is no province {arguments.jurisdiction!r} here")
        except (MappingError, OSError) as error:
            return _wrong(str(error))
        print(file=sys.stderr)
        progress = outcome.progress
        told = {"run": str(outcome.run_id), "dry": outcome.is_dry}
        told |= {each.name: getattr(progress, each.name) for each in fields(progress)}
        told |= {"unread": outcome.unread, "absent": outcome.absent}
        if arguments.json:
            print(json.dumps(told, ensure_ascii=False))
        else:
            for kind, count in progress.problems.most_common():
                print(f"{count:8}  {kind}", file=sys.stderr)
            for words, titles in (
                ("not read of the file", outcome.unread),
                ("not in the file", outcome.absent),
            ):
                if titles:
                    print(f"{words}: {', '.join(titles)}", file=sys.stderr)
        return 1 if progress.wrong else 0


def _wrong(message: str) -> int:
    print(f"paht import: {message}", file=sys.stderr)
    return 2

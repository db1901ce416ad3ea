"""``./paht editions``: the editions known here, their rows on file, and which is in force from when."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from paht.installation.running import database_running
from paht.law.editions import EDITIONS
from paht.law.editions.on_file import EditionError, plain, toml
from paht.law.worktime import HO_CHI_MINH


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``editions``."""
    parser.add_argument("--write", metavar="ID", help="print the edition as an edition file (TOML)")
    parser.add_argument(
        "--check", metavar="FILE", type=Path, nargs="+", help="say what is wrong with edition files"
    )
    parser.add_argument("--jurisdiction", metavar="NAME", help="a province of this installation")
    parser.add_argument("--in-force", metavar="ID", help="with --jurisdiction: put this edition in force …")
    parser.add_argument(
        "--from", dest="since", metavar="TIME", help="… from then on, e.g. 2026-07-01T00:00+07:00"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print, check or put in force; returns 1 for a wrong file, 2 for a wrong question."""
    if arguments.write:
        if arguments.write not in EDITIONS:
            return _wrong(f"Không có quy chế “{arguments.write}”; hiện có: {', '.join(sorted(EDITIONS))}.")
        print(toml(plain(EDITIONS[arguments.write])), end="")
        return 0
    if arguments.check:
        return _check(arguments.check)
    if arguments.jurisdiction:
        return _in_force(arguments)
    for edition in EDITIONS.values():
        of = f" (sửa đổi {edition.amends})" if edition.amends else ""
        print(f"{edition.id}{of}: {edition.name}; hiệu lực từ {edition.in_force_on:%d/%m/%Y}")
    return 0


def _check(files: list[Path]) -> int:
    from paht.agencies.edition_files import read_one

    wrong = []
    for file in files:
        try:
            read_one(file.read_text(encoding="utf-8"), EDITIONS)
        except OSError as error:
            wrong.append(f"{file}: {error.strerror}")
        except EditionError as error:
            wrong += [f"{file}, {problem}" for problem in error.problems]
    print(*wrong, sep="\n", file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


def _in_force(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
    since = _moment(arguments.since) if arguments.since else None
    if arguments.in_force and (since is None or arguments.in_force not in EDITIONS):
        known = ", ".join(sorted(EDITIONS))
        return _wrong(f"Cần --from (ví dụ 2026-07-01T00:00+07:00) và một quy chế đã có: {known}.")
    with database_running():
        import django

        django.setup()
        from paht.agencies import founding, jurisdictions

        try:
            jurisdiction = jurisdictions.of_slug(arguments.jurisdiction)
        except KeyError:
            return _wrong(f"Không có tỉnh “{arguments.jurisdiction}” trong hệ thống này.")
        if arguments.in_force and since is not None:
            founding.put_in_force(jurisdiction_id=jurisdiction.id, edition=arguments.in_force, since=since)
            jurisdiction = jurisdictions.of_slug(arguments.jurisdiction)
        for each in jurisdiction.editions:
            print(f"{each.edition.id}: từ {each.since.astimezone(HO_CHI_MINH):%H:%M ngày %d/%m/%Y}")
    return 0


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=HO_CHI_MINH)


def _wrong(words: str) -> int:
    print(f"paht editions: {words}", file=sys.stderr)
    return 2

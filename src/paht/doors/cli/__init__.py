"""The command line: one module a command, imported only when it is called.

A command's module offers ``add_arguments(parser)`` and ``run(arguments) -> int`` (the exit status).
With ``--json`` standard output is JSON alone; progress goes to standard error.
"""

import argparse
import importlib
import sys
from typing import Protocol, cast

from paht.installation.errors import InstallationError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("paht.doors.cli.demo", "run a living demo province, nothing installed beforehand"),
    "code": ("paht.doors.cli.code", "the figures that the demo's accounts confirm their sign-in with"),
    "test": ("paht.doors.cli.test", "run every test, browser tests included"),
    "check": (
        "paht.doors.cli.check",
        "formatting, lint, types, import contracts, migrations, deployment check",
    ),
    "audit": ("paht.doors.cli.audit", "known weaknesses of the libraries; fails when it could not look"),
    "serve": ("paht.doors.cli.serve", "the production web server"),
    "worker": ("paht.doors.cli.worker", "the production background worker"),
    "vault": ("paht.doors.cli.vault", "the process that alone opens personal data, and its keys"),
    "deadline": ("paht.doors.cli.deadline", "when a term is due, and why, step by step"),
    "calendar": (
        "paht.doors.cli.calendar",
        "show a province's working calendar, or put a new version in force",
    ),
    "inspect": ("paht.doors.cli.inspect", "what photos show under the admission conditions of an edition"),
    "clauses": ("paht.doors.cli.clauses", "every clause, what implements it, which tests prove it"),
    "suggest": (
        "paht.doors.cli.suggest",
        "what a text is about, by its words: field, agency, urgency, personal data",
    ),
    "simulate": (
        "paht.doors.cli.simulate",
        "the real law core under pretended people, crashes and storms; statistics for planning",
    ),
    "editions": (
        "paht.doors.cli.editions",
        "the editions known here, as files, and which is in force from when",
    ),
    "states": ("paht.doors.cli.states", "the table of states and commands of an edition"),
    "verify": ("paht.doors.cli.verify", "check the whole event log; name the first bad case and event"),
    "import": (
        "paht.doors.cli.importing",
        "take over what an earlier system holds, or say what that would do",
    ),
    "record": ("paht.doors.cli.record", "rotate the key that signs the record's checkpoints"),
    "export": ("paht.doors.cli.export", "open data of a province, written to a folder"),
    "open311": ("paht.doors.cli.open311", "issue, list and revoke keys of Open311's clients"),
    "exchange": (
        "paht.doors.cli.exchange",
        "the sandbox for agencies' vendors, and the conformance check that a vendor runs",
    ),
    "bench": ("paht.doors.cli.bench", "benchmarks, each as a ratio to a baseline of the same run"),
}

WITH_EDITIONS = frozenset(
    {
        *("demo", "serve", "worker", "deadline", "inspect", "suggest", "calendar", "simulate"),
        *("editions", "states", "import", "exchange"),
    }
)
"""The commands that first read the editions on file, and do not begin with a broken one."""


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


def main(argv: list[str]) -> int:
    """Run the command that ``argv`` names; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="./paht",
        description="PAHT: hệ thống tiếp nhận và xử lý phản ánh hiện trường "
        "(the field-report system of a province).",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    chosen = next((word for word in argv if not word.startswith("-")), None)
    for name, (module_name, summary) in COMMANDS.items():
        subparser = commands.add_parser(name, help=summary, description=summary)
        if name == chosen:
            _load(module_name).add_arguments(subparser)
    arguments = parser.parse_args(argv)
    try:
        if arguments.command in WITH_EDITIONS:
            importlib.import_module("paht.agencies.edition_files").load()
        return _load(COMMANDS[arguments.command][0]).run(arguments)
    except InstallationError as error:
        print(f"paht: {error}", file=sys.stderr)
        return 1


def _load(module_name: str) -> Command:
    return cast(Command, importlib.import_module(module_name))

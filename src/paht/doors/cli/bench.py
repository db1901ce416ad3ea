"""``./paht bench``: benchmarks, each as a ratio to a baseline measured in the same run, in a home of its own."""

import argparse
import json

NAMES = ("submit", "inbox", "list", "detail", "deadline")
ALONE = ("verify", "webhooks", "photos")
"""Named alone: what they tell are seconds."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``bench``."""
    parser.add_argument(
        "name",
        nargs="?",
        choices=(*NAMES, *ALONE),
        help=f"only this one (default: all but {', '.join(ALONE)})",
    )
    parser.add_argument(
        "--events",
        type=int,
        help="events in the record to verify (default: 1000000), of each channel, or photographs (default: 1000)",
    )
    parser.add_argument("--json", action="store_true", help="the figures as JSON alone on standard output")
    parser.add_argument(
        "--cases", type=int, default=200_000, help="cases in the database under the pages (default: 200000)"
    )
    parser.add_argument(
        "--sent", type=int, default=300_000, help="sent cases under a submission (default: 300000)"
    )
    parser.add_argument(
        "--seconds", type=int, default=4, help="length of each round and of its baseline (default: 4)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds, whose median counts (default: 5)")


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; returns 0."""
    from paht.bench import running
    from paht.bench.results import Effort, table

    if arguments.name in ALONE:
        measure, usual = {
            "verify": (running.verified, 1_000_000),
            "webhooks": (running.answered, 1_000),
            "photos": (running.examined, 1_000),
        }[arguments.name]
        events = arguments.events or usual
        print(json.dumps(measure(events=events), indent=1))
        return 0
    effort = Effort(
        seconds=arguments.seconds, rounds=arguments.rounds, cases=arguments.cases, sent=arguments.sent
    )
    names = (arguments.name,) if arguments.name else NAMES
    found = running.run(names, effort=effort)
    if arguments.json:
        print(json.dumps([comparison.plain() for comparison in found], ensure_ascii=False, indent=1))
    else:
        print(table(found))
    return 0

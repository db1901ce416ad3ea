"""``./paht simulate``: the real law core under pretended people, with crashes, clock leaps and storms.

Prints what a province would see, so that a centre can plan its staffing. Exit status 1 on a broken invariant, with the
seed that shows it again; 2 and one sentence on standard error where the question is wrong. Needs no database or home.
"""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from paht.agencies.holidays_default import default_calendar
from paht.law import editions
from paht.law.worktime import Calendar
from paht.simulation import Broken, Plan, simulate
from paht.simulation.table import table

_LONGEST_DAYS = 3660


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments (DESIGN.md §4)."""
    parser.add_argument("--edition", required=True, metavar="ID", help="edition, e.g. vinh-long-2025")
    parser.add_argument(
        "--days", required=True, type=_from(1, _LONGEST_DAYS), metavar="N", help="calendar days"
    )
    parser.add_argument("--seed", required=True, type=int, metavar="S", help="the same seed, the same result")
    parser.add_argument("--officers", type=_from(1, 10_000), metavar="N", help="officers at the desk")
    parser.add_argument(
        "--staff-per-agency", type=_from(1, 1_000), default=3, metavar="N", help="staff in each body"
    )
    how_many = parser.add_mutually_exclusive_group()
    how_many.add_argument(
        "--arrival-rate", type=_rate, default=40.0, metavar="R", help="reports a day, on average"
    )
    how_many.add_argument(
        "--reports", type=_from(0, 100_000_000), metavar="N", help="exactly so many reports in all"
    )
    parser.add_argument(
        "--processes",
        type=_from(1, 1_000),
        metavar="N",
        help="processes that check what a large run has done (default: one a processor); the result is the same",
    )
    parser.add_argument("--json", action="store_true", help="print JSON alone on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print; returns 0, 1 on a broken invariant, 2 where the question is wrong."""
    try:
        edition = editions.get(arguments.edition)
    except KeyError:
        known = ", ".join(sorted(editions.EDITIONS))
        print(
            f"paht simulate: Không có quy chế «{arguments.edition}»; các quy chế: {known}.", file=sys.stderr
        )
        return 2
    first = edition.in_force_on.year
    # Terms run on past the last day, and a long wait may lead into the year after.
    years = range(first, first + arguments.days // 365 + 3)
    plan = Plan(
        edition=edition,
        calendar=Calendar.from_dict(default_calendar(years)),
        days=arguments.days,
        seed=arguments.seed,
        arrival_rate=arguments.arrival_rate,
        reports=arguments.reports,
        officers=arguments.officers,
        staff_per_agency=arguments.staff_per_agency,
        processes=arguments.processes,
    )
    result = simulate(plan, progress=_progress(arguments.days))
    if isinstance(result, Broken):
        _print_broken(result, arguments)
        return 1
    print(json.dumps(result, ensure_ascii=False, indent=2) if arguments.json else table(result))
    return 0


def _progress(days: int) -> Callable[[int], None]:
    """Tell a person at a terminal how far it is; a file or a pipe is told nothing."""

    def tell(day: int) -> None:
        if sys.stderr.isatty():
            print(f"\rngày {day + 1}/{days}", end="" if day + 1 < days else "\n", file=sys.stderr, flush=True)

    return tell


def _print_broken(broken: Broken, arguments: argparse.Namespace) -> None:
    if arguments.json:
        told: dict[str, Any] = {
            "edition": arguments.edition,
            "days": arguments.days,
            "seed": arguments.seed,
            "broken": {
                "invariant": broken.invariant,
                "case": broken.case,
                "at": broken.at,
                "seen": broken.seen,
                "events": broken.events,
            },
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    print(f"Bất biến bị vi phạm: {broken.invariant}")
    print(
        f"Quy chế {arguments.edition}, hạt giống (seed) {arguments.seed}, hồ sơ {broken.case}, lúc {broken.at}"
    )
    print("Các sự kiện đã ghi:")
    for number, event in enumerate(broken.events, 1):
        opened = ", ".join(f"+{duty['number']} {duty['term']} → {duty['due_at']}" for duty in event["opened"])
        ended = ", ".join(f"-{duty['number']} {duty['outcome']}" for duty in event["ended"])
        moved = "; ".join(part for part in (opened, ended) if part)
        print(f"  {number:3} {event['at']} {event['type']} ({event['actor']['id']}) {moved}")
    print(f"Thấy: {broken.seen}")


def _from(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"phải từ {least} đến {most}")
        return value

    return number


def _rate(text: str) -> float:
    value = float(text)
    if not 0 < value <= 100_000:
        raise argparse.ArgumentTypeError("phải lớn hơn 0 và không quá 100000")
    return value

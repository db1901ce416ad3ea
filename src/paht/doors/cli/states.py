"""``./paht states``: an edition's table of states and commands: every cell a transition or a refusal."""

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby

from paht.law import editions
from paht.law.casework.table import Cell, cells
from paht.law.editions.rows import Edition

WIDTH = 140
"""Characters on a line."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--edition", required=True, metavar="ID", help="edition, e.g. vinh-long-2025")
    parser.add_argument("--json", action="store_true", help="JSON instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Print the table; returns 2 where there is no such edition."""
    edition = editions.EDITIONS.get(arguments.edition)
    if edition is None:
        known = ", ".join(sorted(editions.EDITIONS))
        print(f"paht states: không có quy chế “{arguments.edition}”; hiện có: {known}.", file=sys.stderr)
        return 2
    table = cells(edition)
    if arguments.json:
        print(json.dumps([_plain(cell) for cell in table], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(edition, table)))
    return 0


def _plain(cell: Cell) -> dict[str, object]:
    return {
        "command": cell.command.__name__,
        "of": type(cell.state).__name__,
        "state": cell.state.value,
        "allowed": cell.allowed,
        "clause": cell.clause,
        "by": list(cell.by),
        "reason": None if cell.allowed else cell.reason,
    }


def _lines(edition: Edition, table: tuple[Cell, ...]) -> Iterator[str]:
    """One block a command: what it is, who may do it, the states that allow it, and why the others do not."""
    yield edition.name
    for command, group in groupby(table, key=lambda cell: cell.command):
        row = list(group)
        allowed = [cell for cell in row if cell.allowed]
        forbidden = [cell for cell in row if not cell.allowed]
        step = edition.step(command)
        yield ""
        yield f"{command.__name__:<18} {row[0].clause:<14} {step.name if step else '-'}"
        if allowed:
            yield from _wrapped(f"  {type(row[0].state).__name__} ✓  ", allowed)
            yield f"  by  {', '.join(allowed[0].by)}"
        if forbidden:
            yield from _wrapped(f"  {type(row[0].state).__name__} ✗  ", forbidden)
            yield f"      {forbidden[0].reason}"


def _wrapped(mark: str, row: list[Cell]) -> list[str]:
    """The states of these cells after the mark, on lines that fit a terminal."""
    return textwrap.wrap(
        ", ".join(cell.state.value for cell in row),
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
    )

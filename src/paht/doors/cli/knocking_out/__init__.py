"""``./paht clauses --knock-out``: every rule is taken away in turn, and its tests must notice."""

import sys
import time
from collections.abc import Iterator

from paht import processors
from paht.doors.cli.knocking_out import functions, rows
from paht.doors.cli.knocking_out.rule import Rule
from paht.law.editions import EDITIONS
from paht.law.register import clauses


def every_rule(*, mechanics: bool = False) -> Iterator[Rule]:
    """Every rule of the law that can be taken away: rows of all editions, then functions.

    ``mechanics`` adds the functions that no clause demands by itself, whose loss any test of the law may notice: that
    takes minutes for each that nobody misses.
    """
    register = clauses()
    every = [rule for edition in EDITIONS.values() for rule in rows.rules_of(edition)]
    for rule in (*every, *functions.rules()):
        # Of what is proven later the loss cannot be noticed yet; a row without a clause that binds is no rule.
        is_mechanics = rule.edition is None and not rule.clauses and rule.tests is None
        if (
            (mechanics and is_mechanics)
            or rule.tests
            or any(not register[clause].later for clause in rule.clauses)
        ):
            yield rule


def run(*, as_json: bool, only: str = "", mechanics: bool = False) -> int:
    """Knock out every rule whose name holds ``only``; returns 1 where one is missed by nobody."""
    from paht.doors.cli.knocking_out import running  # pytest, which is no part of an installation

    began = time.monotonic()
    chosen = [rule for rule in every_rule(mechanics=mechanics) if only in rule.name]
    plugin = running.knock_out(chosen, jobs=processors.available())
    print(running.as_json(plugin) if as_json else "\n".join(running.lines(plugin)))
    print(f"paht clauses: {time.monotonic() - began:.0f} s", file=sys.stderr)
    if plugin.broken:
        print(f"paht clauses: {plugin.broken} fails with nothing taken away", file=sys.stderr)
    return 1 if plugin.broken or any(answer.noticed_by is None for answer in plugin.answers.values()) else 0

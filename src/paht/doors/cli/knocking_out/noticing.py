"""Which test to try first on a rule: the one that noticed its loss last time, then the cheap ones, of which those first
that noticed its neighbours'.

That is about the order alone. Every test of the rule's clauses is run until one fails, whatever stands in the file.
"""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from paht.doors.cli.knocking_out.rule import Rule

CHEAP = "tests/law/"
"""Values alone; others start programs, read pictures and ask the database."""


class Noticed:
    """What was noticed by which test: in earlier runs on this machine (``path``), and so far in this one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._by_rule: dict[str, str] = {}
        self._by_clause: dict[str, dict[str, int]] = {}
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(path.read_text())
            self._by_rule = {str(rule): str(test) for rule, test in found.items()}

    def add(self, rule: Rule, test: str) -> None:
        """The test noticed the loss of the rule."""
        self._by_rule[rule.name] = test
        for clause in rule.clauses:
            counts = self._by_clause.setdefault(clause, {})
            counts[test] = counts.get(test, 0) + 1

    def first(self, rule: Rule, tests: Sequence[pytest.Item]) -> list[pytest.Item]:
        """The rule's tests, the likeliest first, else in the order in which they were given."""
        last = self._by_rule.get(rule.name)
        counts: dict[str, int] = {}
        for clause in rule.clauses:
            for test, count in self._by_clause.get(clause, {}).items():
                counts[test] = counts.get(test, 0) + count
        return sorted(
            tests,
            key=lambda item: (
                item.nodeid != last,
                not item.nodeid.startswith(CHEAP),
                -counts.get(item.nodeid, 0),
            ),
        )

    def keep(self) -> None:
        """Write it down for the next run; a folder that cannot be written to is no matter."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            self._path.write_text(json.dumps(self._by_rule, ensure_ascii=False, indent=0, sort_keys=True))

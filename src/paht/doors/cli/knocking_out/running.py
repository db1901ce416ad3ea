"""Each rule in a fork of a warmed pytest: the tests are collected once, and run where the rule is gone.

A rule is noticed when a test marked with one of its clauses fails (or does not end). First come the tests that need
no database; those that do are run for the rules that no other test noticed. Of a rule's tests those come first that
noticed it, or another of its clauses, before (:mod:`paht.doors.cli.knocking_out.noticing`): it only needs one.
"""

import contextlib
import gc
import io
import json
import os
import selectors
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from paht.doors.cli.knocking_out.noticing import Noticed
from paht.doors.cli.knocking_out.rule import Rule
from paht.law.editions import EDITIONS

ROOT = Path(__file__).resolve().parents[5]
LEFT_OUT = ("authority", "browser", "canaries", "harness", "bench", "simulation", "demo", "installation")
"""Folders of tests that take seconds each, or a minute, and prove no rule that others do not."""
LAW_TESTS = ROOT / "tests" / "law" / "casework"
"""The tests of the courses, any of which may notice that the law's mechanics are broken."""
SECONDS = 60
"""A test that does not end is a test that fails."""
BASELINE = "(nothing taken away)"
NOTICED = ROOT / ".pytest_cache" / "knocked_out.json"
"""Which test noticed which rule when they were last knocked out here; it only says which ones to try first."""
GARBAGE_AFTER = 200_000
"""New objects after which a fork looks for garbage: each look touches, and so copies, what the forks share."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a rule: the test that noticed its loss (``None``: nobody), out of how many, in what time."""

    rule: str
    clauses: tuple[str, ...]
    noticed_by: str | None
    tests: int
    seconds: float

    def plain(self) -> dict[str, object]:
        """As JSON says it."""
        return {**vars(self), "clauses": list(self.clauses)}


class Plugin:
    """Takes the place of pytest's own loop: a fork a rule, as many at once as ``jobs``."""

    def __init__(self, rules: Iterable[Rule], *, jobs: int) -> None:
        self.rules = tuple(rules)
        self.jobs = jobs
        self.answers: dict[str, Answer] = {}
        self.broken: str | None = None
        self._by_clause: dict[str, list[pytest.Item]] = {}
        self._waiting: dict[int, tuple[Rule, int, float, int]] = {}
        self._of_the_law: list[pytest.Item] = []
        self._items: list[pytest.Item] = []
        self._noticed = Noticed(NOTICED)
        self._selector = selectors.DefaultSelector()
        self._server: Any = None
        self._stderr = os.fdopen(os.dup(2), "w", buffering=1)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Every rule, then the tests that noticed, with nothing taken away."""
        self._items = session.items
        tables = Counter(item.nodeid.partition("[")[0] for item in session.items)
        for item in sorted(
            session.items, key=lambda item: (tables[item.nodeid.partition("[")[0]], item.nodeid)
        ):
            if item.path.is_relative_to(LAW_TESTS):
                self._of_the_law.append(item)
            for mark in item.iter_markers("clause"):
                for clause in mark.args:
                    self._by_clause.setdefault(clause, []).append(item)
        # What is here now stays: no fork is to look through it for garbage, which would copy it.
        gc.collect()
        gc.freeze()
        for rule in self.rules:
            self._start(rule, [item for item in self._tests_of(rule) if not _needs_database(item)])
        self._finish()
        self._again_with_a_database()
        self._noticed.keep()
        names = {answer.noticed_by for answer in self.answers.values()}
        self._check_baseline([item for item in session.items if item.nodeid in names])
        return True

    def _again_with_a_database(self) -> None:
        silent = [rule for rule in self.rules if self.answers[rule.name].noticed_by is None]
        again = [(rule, list(filter(_needs_database, self._tests_of(rule)))) for rule in silent]
        if any(tests for _, tests in again):
            self._server = _database()
        for rule, tests in again:
            if tests:
                self._start(rule, tests)
        self._finish()

    def end(self) -> None:
        """Give up the database, where one was needed."""
        if self._server is not None:
            from paht.installation.postgres import discard

            self._server.leave()
            discard(self._server.home)

    def _tests_of(self, rule: Rule) -> list[pytest.Item]:
        """The tests of the rule's clauses, those of small tables first; none that is about another edition."""
        if not rule.clauses and rule.tests is None:
            return self._of_the_law
        found = {item.nodeid: item for item in self._beside(rule)}
        found |= {item.nodeid: item for clause in rule.clauses for item in self._by_clause.get(clause, ())}
        theirs = [
            item
            for item in found.values()
            if rule.edition is None or _edition_of(item) in (None, rule.edition)
        ]
        return self._noticed.first(rule, theirs)

    def _beside(self, rule: Rule) -> list[pytest.Item]:
        if rule.tests is None:
            return []
        place = ROOT / "tests" / rule.tests
        return [item for item in self._items if item.path.is_relative_to(place)]

    def _start(self, rule: Rule, tests: list[pytest.Item]) -> None:
        while len(self._waiting) >= self.jobs:
            self._collect()
        reader, writer = os.pipe()
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _run(rule, tests, writer)
        os.close(writer)
        self._waiting[reader] = (rule, child, began, len(tests))
        self._selector.register(reader, selectors.EVENT_READ)

    def _finish(self) -> None:
        while self._waiting:
            self._collect()

    def _collect(self) -> None:
        for key, _ in self._selector.select():
            reader = key.fd
            self._selector.unregister(reader)
            rule, child, began, tests = self._waiting.pop(reader)
            with os.fdopen(reader) as pipe:
                said = pipe.read()
            _, status = os.waitpid(child, 0)
            words = [line.partition(" ") for line in said.splitlines()]
            failed = next((place for word, _, place in words if word == "failed"), None)
            if status != 0:  # it died, or did not end
                failed = words[-1][2] if words else "(the process died)"
            before = self.answers.get(rule.name)
            self.answers[rule.name] = Answer(
                rule=rule.name,
                clauses=rule.clauses,
                noticed_by=failed,
                tests=tests + (before.tests if before else 0),
                seconds=round(time.monotonic() - began + (before.seconds if before else 0), 2),
            )
            if failed is not None:
                self._noticed.add(rule, failed)
            self._say(self.answers[rule.name])

    def _check_baseline(self, tests: list[pytest.Item]) -> None:
        """A test that fails by itself notices nothing."""
        self._start(Rule(name=BASELINE, clauses=(), disable=lambda: None), tests)
        self._finish()
        self.broken = self.answers.pop(BASELINE).noticed_by

    def _say(self, answer: Answer) -> None:
        noticed = answer.noticed_by or "NOBODY"
        self._stderr.write(
            f"{len(self.answers)}/{len(self.rules)} {answer.seconds:6.2f} s {answer.rule}: {noticed}\n"
        )


def knock_out(rules: Iterable[Rule], *, jobs: int, tests: Iterable[str] = ()) -> Plugin:
    """Take each rule away in turn; the plugin holds the answers, in the order of their ends."""
    plugin = Plugin(rules, jobs=jobs)
    folders = [
        path for path in sorted((ROOT / "tests").iterdir()) if path.is_dir() and path.name not in LEFT_OUT
    ]
    options = (
        *("-q", "-s", "-p", "no:cacheprovider", f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml")),
        # That a test fails is all that is asked; to say it at length would cost more than the test.
        *("--assert=plain", "--tb=native"),
    )
    chosen = list(tests) or [str(path) for path in folders if not path.name.startswith("_")]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            code = pytest.main([*options, *chosen], plugins=[plugin])
        finally:
            plugin.end()
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"the tests could not be collected:\n{said.getvalue()}")
    return plugin


def _needs_database(item: pytest.Item) -> bool:
    return "database" in getattr(item, "fixturenames", ())


def _edition_of(item: pytest.Item) -> str | None:
    """The edition that the test's parameters name; ``None`` where they name none, or several."""
    callspec = getattr(item, "callspec", None)
    named = {value for value in (callspec.params.values() if callspec else ()) if isinstance(value, str)}
    found = [each for each in EDITIONS if each in named]
    return found[0] if len(found) == 1 else None


def _run(rule: Rule, tests: list[pytest.Item], writer: int) -> None:
    """In the fork: take the rule away, run until a test fails, say which one, and end without a trace."""
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    failed = None
    try:
        if any(map(_needs_database, tests)):
            _listen_apart()
        gc.set_threshold(GARBAGE_AFTER)
        rule.disable()
        for item, following in zip(tests, (*tests[1:], *tests[-1:]), strict=True):
            os.write(writer, f"runs {item.nodeid}\n".encode())
            signal.alarm(SECONDS)
            # After the last one comes itself: what the run shares, such as its database, is never torn down here.
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                failed = item.nodeid
                break
    except BaseException as error:
        failed = f"(it could not be taken away: {error!r})"
    if failed is not None:
        os.write(writer, f"failed {failed}\n".encode())
    os._exit(0)


def _listen_apart() -> None:
    """The forks share the run's database; each has a vault of its own, which needs a socket of its own."""
    from django.conf import settings

    from paht.installation.home import Home

    os.environ["PAHT_VAULT_SOCKET"] = str(Home.from_environment().run / f"vault-{os.getpid()}.sock")
    settings.VAULT_SOCKET = Path(os.environ["PAHT_VAULT_SOCKET"])


def _database() -> Any:
    """The run's own server, migrated, so that the forks find it ready."""
    import django.core.management

    from paht.installation.home import Home
    from paht.installation.postgres import ensure_running

    server = ensure_running(Home.from_environment(), say=lambda _: None)
    child = os.fork()
    if child == 0:
        _migrate()
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise RuntimeError("the database of the tests could not be migrated")
    # The fixture would look through all migrations again in every fork.
    setattr(django.core.management, "call_command", lambda *_, **__: None)  # noqa: B010 - mypy forbids the other way
    return server


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connections

    from paht.settings import database_settings

    try:
        connections["owner"].settings_dict.update(database_settings("owner"))
        call_command("migrate", database="owner", verbosity=0)
    except BaseException as error:
        print(f"paht clauses: {error}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


def lines(plugin: Plugin) -> Iterator[str]:
    """What is printed: the rules that nobody missed, and how many there were."""
    silent = [answer for answer in plugin.answers.values() if answer.noticed_by is None]
    for answer in silent:
        yield f"nobody missed  {answer.rule}  ({', '.join(answer.clauses)}; {answer.tests} tests)"
    yield f"{len(plugin.answers)} rules were knocked out, {len(silent)} without notice."


def as_json(plugin: Plugin) -> str:
    """Every answer, in the order of the rules' names."""
    return json.dumps(
        [each.plain() for each in sorted(plugin.answers.values(), key=lambda a: a.rule)],
        ensure_ascii=False,
        indent=1,
    )

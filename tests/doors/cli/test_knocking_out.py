"""Knocking rules out: what is taken away is gone, who notices is named, and what nobody misses is found."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paht.doors.cli.knocking_out import every_rule, functions, rows
from paht.doors.cli.knocking_out.noticing import Noticed
from paht.doors.cli.knocking_out.rule import Rule
from paht.law.editions import EDITIONS, get
from paht.law.register import clauses

ROOT = Path(__file__).resolve().parents[3]

LAW = """
LIMIT = 3

def is_late(hours):
    return hours > LIMIT
"""

TESTS = """
import time
import pytest
import rule_of_a_test as law

@pytest.mark.clause("VL.10.1")
def test_the_limit_holds():
    assert law.LIMIT == 3

@pytest.mark.clause("VL.11.1")
def test_nothing_in_particular():
    assert True

@pytest.mark.clause("VL.12.1.a")
def test_something_ends():
    while law.LIMIT != 3:
        time.sleep(0.01)
"""

SCRIPT = """
import sys
import rule_of_a_test as law
from paht.doors.cli.knocking_out import running
from paht.doors.cli.knocking_out.rule import Rule

running.SECONDS = 2
rules = [
    Rule(name=clause, clauses=(clause,), disable=lambda: setattr(law, "LIMIT", 4))
    for clause in ("VL.10.1", "VL.11.1", "VL.12.1.a", "VL.13.2.a")
]
plugin = running.knock_out(rules, jobs=2, tests=[sys.argv[1]])
assert law.LIMIT == 3, "nothing is taken away outside the fork"
print(running.as_json(plugin))
"""


def test_a_rule_is_noticed_by_a_failing_or_an_endless_test_of_its_clause_and_by_no_other(
    tmp_path: Path,
) -> None:
    (tmp_path / "rule_of_a_test.py").write_text(LAW, encoding="utf-8")
    (tmp_path / "test_planted.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "test_planted.py")],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{tmp_path}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    noticed = {row["rule"]: (row["noticed_by"] or "").rpartition("::")[2] for row in json.loads(done.stdout)}
    assert noticed == {
        "VL.10.1": "test_the_limit_holds",
        "VL.11.1": "",
        "VL.12.1.a": "test_something_ends",
        "VL.13.2.a": "",
    }


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_every_row_that_cites_a_binding_clause_can_be_knocked_out(edition: str) -> None:
    found = get(edition)
    names = {rule.name for rule in rows.rules_of(found)}
    for term in found.terms:
        if term.clause:
            # What ends with a day that was agreed on has no length that could be another.
            assert (f"{edition}: terms.{term.key} longer" in names) is (term.day is None)
            assert (f"{edition}: terms.{term.key} removed" in names) is term.owed
    for where in ("conditions", "refusal_grounds", "levels", "return_grounds", "result_grounds"):
        for row in getattr(found, where):
            if clauses()[row.clause].kind == "R":
                assert f"{edition}: {where}.{row.key} removed" in names
    for step in found.steps:
        if clauses()[step.clause].kind == "R":
            assert f"{edition}: steps.{step.command.__name__} removed" in names


def test_no_rule_has_the_name_of_another_and_each_is_of_clauses_that_bind() -> None:
    found = list(every_rule())
    assert len({rule.name for rule in found}) == len(found) > 300
    assert all(clauses()[clause].kind == "R" for rule in found for clause in rule.clauses)


def test_a_function_of_the_law_that_refuses_is_among_the_rules() -> None:
    names = {rule.name for rule in functions.rules()}
    assert "deciding.inquiry.blank: never “text.is_blank”" in names
    for objection in ("intake._not_yet_begun", "coordination._has_a_new_result"):
        assert any(name.startswith(f"deciding.{objection}: never") for name in names)
    assert "duties.ended_by: “at > duty.due_at” with the other limit" in names


def test_what_one_of_several_matters_objects_is_of_the_clause_of_the_command() -> None:
    found = {rule.name.partition(":")[0]: rule.clauses for rule in functions.rules()}
    assert found["deciding.intake._no_open_supplement"] == ("VL.9.2", "ST.7.1")
    assert {"VL.9.2", "ST.7.1"} <= set(found["deciding.urgency._calm"])


def test_what_is_decided_beside_the_cases_is_knocked_out_by_tests_of_its_own() -> None:
    beside = {rule.tests for rule in every_rule() if rule.tests}
    assert beside == {"law/consent", "law/subjects", "law/incidents", "law/providing", "law/test_erasing.py"}
    assert all((ROOT / "tests" / place).exists() for place in beside)


def test_the_test_that_noticed_last_time_is_tried_first_then_what_is_cheap_and_none_is_left_out(
    tmp_path: Path,
) -> None:
    rule = Rule(name="a term", clauses=("VL.10.1",), disable=lambda: None)
    other = Rule(name="another", clauses=("VL.10.1",), disable=lambda: None)
    names = ["tests/doors/test_a.py::a", "tests/law/test_b.py::b", "tests/law/test_c.py::c"]
    tests: list[Any] = [SimpleNamespace(nodeid=name) for name in names]

    def order(noticed: Noticed) -> list[str]:
        return [each.nodeid.rpartition(":")[2] for each in noticed.first(rule, tests)]

    noticed = Noticed(tmp_path / "cache" / "noticed.json")
    assert order(noticed) == ["b", "c", "a"]
    noticed.add(other, names[2])
    assert order(noticed) == ["c", "b", "a"], "it noticed another rule of the clause"
    noticed.add(rule, names[0])
    noticed.keep()
    again = Noticed(tmp_path / "cache" / "noticed.json")
    assert order(again) == ["a", "b", "c"]
    (tmp_path / "cache" / "noticed.json").write_text("[broken")
    assert order(Noticed(tmp_path / "cache" / "noticed.json")) == ["b", "c", "a"]

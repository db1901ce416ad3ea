"""Checks put off until a case is let go, in other processes or in one: the same result, and nothing less is found."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.simulation.test_simulation import DEFECTS, EDITIONS, STORMY, small

import paht
from paht.law.casework import held as law_held
from paht.law.casework.case import Case
from paht.simulation import SPARING, Broken, Plan, deferred, simulate

SOURCE = Path(paht.__file__).parents[1]


def put_off(plan: Plan, *, processes: int = 1) -> Plan:
    return replace(plan, chaos=replace(plan.wrongs, deferred=True), processes=processes)


def in_a_process_of_its_own(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Forking is safe only where no other threads run, so not in the process of the tests."""
    paths = f"{SOURCE}{os.pathsep}{Path(__file__).parents[2]}"
    environment = {**os.environ, "PYTHONPATH": paths}
    command = [sys.executable, "-W", "error", "-c", script, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("edition", EDITIONS)
def test_checks_put_off_change_nothing_of_the_result(edition: str) -> None:
    plan = replace(small(edition, 1, reports=60), days=15, officers=1)
    at_once = simulate(plan)
    assert not isinstance(at_once, Broken), at_once
    assert simulate(put_off(plan)) == at_once


def test_a_year_is_the_same_byte_for_byte_however_many_processes_check_it() -> None:
    script = """
import sys
from paht.doors.cli import main
from paht.simulation import deferred, plan
deferred.BATCH, plan.SMALL, words = 25, 0, "--edition vinh-long-2025 --days 365 --seed 3 --reports 180 --json"
sys.exit(main(["simulate", *words.split(), "--processes", sys.argv[1]]))
"""
    runs = [in_a_process_of_its_own(script, processes) for processes in ("1", "3")]
    assert [run.returncode for run in runs] == [0, 0], runs
    assert runs[0].stdout == runs[1].stdout
    assert '"reports": 180' in runs[0].stdout


def test_what_another_process_finds_broken_is_told_with_its_case_and_seed_and_exit_1() -> None:
    script = """
import sys
import pytest
from paht.doors.cli import main
from paht.simulation import deferred, plan
from tests.simulation.test_simulation import DEFECTS
deferred.BATCH, plan.SMALL = 5, 0
with pytest.MonkeyPatch.context() as patch:
    DEFECTS["the text loses the ended duties"](patch)
    words = "--edition vinh-long-2025 --days 20 --seed 7 --reports 40"
    sys.exit(main(["simulate", *words.split(), "--processes", sys.argv[1]]))
"""
    alone, beside = [in_a_process_of_its_own(script, processes) for processes in ("1", "2")]
    assert (alone.returncode, alone.stdout) == (1, beside.stdout), beside
    assert beside.returncode == 1
    assert "Bất biến bị vi phạm: replay equals state" in beside.stdout
    assert "(seed) 7, hồ sơ case-0000" in beside.stdout
    assert " Sent (sender-" in beside.stdout


@pytest.mark.parametrize(
    ("defect", "invariants"),
    [
        ("evolve forgets to end a duty", {"the duties are those opened and not ended"}),
        ("roles are not asked", {"no transition outside the edition's table"}),
        ("publicity shows every name", {"nothing is public that must not be"}),
        ("a refusal has no clause", {"every refusal has a clause"}),
        ("held by two at once", {"nobody has a case twice"}),
        (
            "held times are counted double",
            {"held times sum to the whole", "the law splits the time as it was held"},
        ),
        ("the text loses the ended duties", {"replay equals state"}),
    ],
)
def test_a_defect_is_found_when_the_checks_are_put_off(
    defect: str, invariants: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    DEFECTS[defect](monkeypatch)
    monkeypatch.setattr(deferred, "BATCH", 5)
    plans = [put_off(small("vinh-long-2025", seed, reports=25)) for seed in range(1, 6)]
    found = next((result for plan in plans if isinstance(result := simulate(plan), Broken)), None)
    assert found is not None
    assert found.invariant in invariants
    assert found.case.startswith("case-")
    assert found.at


@pytest.mark.parametrize("processes", [None, 1])
def test_a_wrong_split_of_the_elapsed_time_is_found(
    processes: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = law_held.split

    def wrong(states: Iterable[tuple[datetime, Case]], **of: Any) -> law_held.Split:
        found = right(states, **of)
        return replace(found, shares=found.shares[1:])

    monkeypatch.setattr(law_held, "split", wrong)
    plan = small("vinh-long-2025", 1, reports=5)
    found = simulate(plan if processes is None else put_off(plan, processes=processes))
    assert isinstance(found, Broken)
    assert found.invariant == "the law splits the time as it was held"


def test_what_stops_the_simulation_is_told_where_nothing_was_broken_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    DEFECTS["a returned assignment stays in handling"](monkeypatch)
    found = simulate(put_off(small("soc-trang-2024", 2)))
    assert isinstance(found, Broken)
    assert [event["type"] for event in found.events][-1] == "AssignmentReturned"


def test_a_large_run_puts_its_checks_off_and_a_small_one_does_not() -> None:
    plan = replace(small("vinh-long-2025", 1), chaos=None)
    assert not plan.wrongs.deferred
    assert replace(plan, reports=5_001).wrongs == SPARING
    assert SPARING.deferred
    assert not STORMY.deferred

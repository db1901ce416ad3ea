"""What a centre reads from a simulation to plan by: on time by party, queues, and how many people the work needs."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from tests.simulation.test_simulation import small

from paht.doors.cli import main
from paht.law.casework.case import Actor
from paht.law.casework.states import Party
from paht.simulation import Broken, simulate
from paht.simulation.agenda import Pool
from paht.simulation.staffing import advice


@cache
def told(*, officers: int, staff: int = 3, reports: int = 150, seed: int = 1) -> dict[str, Any]:
    plan = replace(small("vinh-long-2025", seed, reports=reports), days=6, chaos=None)
    result = simulate(replace(plan, officers=officers, staff_per_agency=staff))
    assert not isinstance(result, Broken), result
    return result


def test_on_time_by_party_sums_the_terms_of_the_regulation() -> None:
    seen = told(officers=2)
    for party, row in seen["parties"].items():
        terms = [t for t in seen["terms"] if t["holder"] == party and not t["internal"]]
        assert row["count"] == sum(term["count"] for term in terms)
        assert row["met"] == sum(term["met"] for term in terms)
    assert seen["parties"]["ioc"]["count"] > 10


def test_as_many_cases_are_judged_by_their_original_terms_as_have_ended() -> None:
    seen = told(officers=4)
    ends = {"published", "answered", "refused", "withdrawn", "monitored"}
    ended = sum(count for stage, count in seen["outcomes"].items() if stage in ends)
    assert seen["on_time"]["by_original_term"]["count"] == ended > 0


def test_a_desk_that_cannot_keep_up_is_told_to_have_more_people() -> None:
    desk = told(officers=1, reports=400)["staffing"]["desk"]
    assert desk["waiting"] > 0
    assert desk["needed"] > desk["people"] == 1
    enough = told(officers=3 * desk["needed"], reports=400)["staffing"]["desk"]
    assert enough["needed"] <= enough["people"]
    assert enough["waiting"] < desk["waiting"]


def test_bodies_short_of_people_are_named_the_shortest_first() -> None:
    def pool(name: str, party: Party, *, people: int, hours: float, waiting: int = 0) -> Pool:
        cast = tuple(Actor(id=f"{name}-{number}", roles=frozenset()) for number in range(people))
        return Pool(name, party, cast, busy_seconds=int(3600 * hours), taken=10, waiting=waiting)

    pools = [
        pool("ioc", Party.IOC, people=2, hours=10),
        pool("commune-1", Party.AGENCY, people=1, hours=8, waiting=10),
        pool("commune-2", Party.AGENCY, people=3, hours=24, waiting=10),
        pool("commune-2", Party.AGENCY_LEADER, people=1, hours=8),
        pool("commune-3", Party.AGENCY, people=2, hours=16.1),
        Pool("commune-4", Party.AGENCY, (), waiting=0),
    ]
    told = advice(pools, 10 * 3600)
    assert told["desk"] == {"people": 2, "needed": 2, "waiting": 0}
    named = [(row["agency"], row["people"], row["needed"]) for row in told["short_of_people"]]
    assert named == [("commune-2", 3, 6), ("commune-1", 1, 2), ("commune-3", 2, 3)]


def test_the_advice_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    words = "--edition vinh-long-2025 --days 4 --seed 1 --arrival-rate 60 --officers 1 --staff-per-agency 1"
    assert main(["simulate", *words.split()]) == 0
    out = capsys.readouterr().out
    assert "Gợi ý nhân sự: Trung tâm cần ít nhất " in out
    assert "(đang có 1)" in out
    assert "Đúng hạn theo bên: " in out

"""The courses that cases take where nothing goes wrong: for whoever wants a past that the regulation could have had."""

from dataclasses import replace

from paht.law.casework.case import Refused
from paht.law.worktime import Calendar
from paht.simulation.deferred import Deferred
from paht.simulation.engine import Simulation
from paht.simulation.files import File, Step
from paht.simulation.invariants import Invariants
from paht.simulation.plan import Chaos, Plan
from paht.simulation.reachable import Reachable

CALM = Chaos(duplicates=0, stale=0, crashes=0, tries=0, leaps_a_day=0, storms_a_day=0, deferred=True)
"""People err, machines do not."""

Course = tuple[Step, ...]
"""What was done with one case, in order: by whom, when, and the case after it."""


class _Kept(Deferred):
    """Keeps the cases that were let go instead of checking them."""

    def __init__(self, checks: Invariants, reachable: Reachable) -> None:
        super().__init__(checks, reachable, processes=1)
        self.files: list[File] = []

    def put(self, file: File, calendar: Calendar) -> None:
        self.files.append(file)


def courses(plan: Plan) -> tuple[Course, ...]:
    """The courses of the plan's cases as far as they came, the case first sent first."""
    simulation = Simulation(replace(plan, chaos=CALM, processes=1))
    house = simulation.house
    kept = house.deferred = _Kept(house.checks, house.reachable)
    simulation.run()
    done = (
        tuple(step for step in file.trail if step.answer and not isinstance(step.answer, Refused))
        for file in sorted(kept.files, key=lambda file: file.id)
    )
    return tuple(course for course in done if course)

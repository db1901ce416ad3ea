"""When reports come: more by day than by night, most in the morning."""

from datetime import timedelta
from random import Random

from paht.simulation.plan import Plan

BY_HOUR = (1, 1, 1, 1, 1, 2, 5, 9, 10, 9, 8, 6, 4, 5, 7, 8, 8, 7, 6, 5, 5, 4, 3, 2)
"""Parts of a day's reports in each hour from midnight."""


def arrivals_of_day(*, plan: Plan, day: int, chance: Random) -> list[timedelta]:
    """How long after midnight the reports of that day come, in order."""
    if plan.reports is not None:
        count = (day + 1) * plan.reports // plan.days - day * plan.reports // plan.days
    else:
        count = _poisson(plan.arrival_rate, chance)
    hours = chance.choices(range(24), BY_HOUR, k=count)
    return sorted(timedelta(hours=hour, seconds=chance.randrange(3600)) for hour in hours)


def _poisson(mean: float, chance: Random) -> int:
    """A Poisson number: how many exponential waits of mean ``1 / mean`` fit into one day."""
    count, passed = 0, chance.expovariate(mean)
    while passed < 1:
        count += 1
        passed += chance.expovariate(mean)
    return count

"""What a province would see of the simulated time: counted along the way, told at the end."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from math import ceil
from typing import Any

from paht.law.casework.case import Case, Duty
from paht.law.casework.events import Event, ExtensionGranted, Rated
from paht.law.casework.states import AssignmentState, Party, Subject
from paht.law.worktime import Calendar
from paht.simulation.agenda import Pool
from paht.simulation.files import File
from paht.simulation.plan import Plan
from paht.simulation.staffing import advice, needed


@dataclass(slots=True)
class TermCount:
    """One term: how its duties ended, and how many working seconds those that were owed to the end took."""

    met: int = 0
    late: int = 0
    void: int = 0
    elapsed: array[int] = default(default_factory=lambda: array("q"))


class Statistics:
    """Counts of one run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.reports = self.steps = self.refusals = self.overtaken = self.repeated = 0
        self.crashes = self.leaps = self.storms = self.mischief = 0
        self.terms: dict[str, TermCount] = {term.key: TermCount() for term in plan.edition.terms if term.owed}
        self.agencies: dict[str, Counter[str]] = defaultdict(Counter)
        self.stages: Counter[str] = Counter()
        self.ratings: Counter[str] = Counter()
        self.original: Counter[str] = Counter()
        self.extended: Counter[str] = Counter()
        self.held: Counter[Party] = Counter()
        self.queues: dict[int, array[int]] = defaultdict(lambda: array("q"))
        self.waits: dict[Party, array[int]] = defaultdict(lambda: array("q"))
        self.still_owed: Counter[str] = Counter()
        self.still_late: Counter[str] = Counter()
        self.use: dict[str, Any] = {}
        self.staffing: dict[str, Any] = {}
        self._last_at = plan.start

    # Along the way

    def events(self, file: File, before: Case, events: Iterable[Event], calendar: Calendar) -> None:
        """Count what a step did to the case as it was before."""
        owed = {duty.number: duty for duty in before.duties}
        for event in events:
            self._event(file, owed, event, calendar)
            owed.update((duty.number, duty) for duty in event.opened)

    def _event(self, file: File, owed: Mapping[int, Duty], event: Event, calendar: Calendar) -> None:
        """Count the duties that the event ended, a rating, and whether time was extended."""
        self._last_at = max(self._last_at, event.at)
        if isinstance(event.body, Rated):
            self.ratings[event.body.level] += 1
        elif isinstance(event.body, ExtensionGranted):
            file.extended = True
        for ended in event.ended:
            duty = owed.get(ended.number)
            if duty is not None:  # what ended without being owed, the checks will tell
                self._duty(duty, ended.outcome, event.at, calendar)
                _lateness(file, duty, ended.outcome, event.at)

    def _duty(self, duty: Duty, outcome: str, at: datetime, calendar: Calendar) -> None:
        count = self.terms[duty.term]
        if outcome == "void":
            count.void += 1
            return
        if outcome == "met":
            count.met += 1
        else:
            count.late += 1
        count.elapsed.append(max(calendar.elapsed(duty.starts_at, at), 0))
        if duty.subject is Subject.ASSIGNMENT and not duty.internal and duty.body is not None:
            self.agencies[duty.body][outcome] += 1

    def queue(self, hour: int, waiting: int) -> None:
        """Note the length of the desk's queue at a full hour of working time."""
        self.queues[hour].append(waiting)

    def taken_up(self, party: Party, ready_at: datetime, at: datetime, calendar: Calendar) -> None:
        """Note how long something waited for a person, in working seconds."""
        self.waits[party].append(max(calendar.elapsed(ready_at, at), 0))

    def closed(self, file: File) -> None:
        """Count a case that has ended, or is still open at the end of time."""
        case = file.case
        self.stages[case.stage.value] += 1
        for holder, seconds in file.held.items():
            self.held[holder.party] += seconds
        for duty in case.duties:
            self.still_owed[duty.term] += 1
            self.still_late[duty.term] += self._last_at > duty.due_at
        if case.stage.is_end:
            self.original["late" if file.late_terms or file.late_originally else "met"] += 1
            if file.extended:
                self.extended["late" if file.late_terms else "met"] += 1
            ended = [a for a in case.assignments if a.state is AssignmentState.ENDED and a.role.handles]
            for agency in {a.agency for a in ended}:
                self.agencies[agency]["cases"] += 1

    def ended(self, pools: Iterable[Pool], calendar: Calendar) -> None:
        """Take the use of people's time, once the run is over."""
        worked = max(calendar.elapsed(self.plan.start, self._last_at), 1)
        pools = list(pools)
        self.staffing = advice(pools, worked)
        busy: Counter[Party] = Counter()
        people: Counter[Party] = Counter()
        for pool in pools:
            busy[pool.party] += pool.busy_seconds
            people[pool.party] += len(pool.people)
            if pool.party is Party.AGENCY:
                self.agencies[pool.name]["use"] = round(
                    1000 * pool.busy_seconds / (worked * len(pool.people))
                )
        for party in (Party.IOC, Party.AGENCY, Party.AGENCY_LEADER):
            self.use[party.value] = {
                "people": people[party],
                "use_percent": _percent(busy[party], worked * people[party]),
                "people_for_80_percent": needed((pool for pool in pools if pool.party is party), worked),
                "wait_median_seconds": _quantile(self.waits[party], 0.5),
                "wait_p90_seconds": _quantile(self.waits[party], 0.9),
            }

    # At the end

    def told(self) -> dict[str, Any]:
        """Everything as plain JSON values; percentages have one decimal, ``None`` where there is nothing to count."""
        plan = self.plan
        return {
            "edition": plan.edition.id,
            "days": plan.days,
            "seed": plan.seed,
            "reports": self.reports,
            "officers": plan.desk_officers,
            "staff_per_agency": plan.staff_per_agency,
            "outcomes": dict(sorted(self.stages.items())),
            "on_time": {
                "by_original_term": _shares(self.original),
                "by_extended_term": _shares(self.extended),
            },
            "terms": [self._term(key) for key in self.terms],
            "parties": self._parties(),
            "agencies": [self._agency(name) for name in sorted(self.agencies)],
            "satisfaction": {level.key: self.ratings[level.key] for level in plan.edition.levels},
            "held_seconds": {party.value: self.held[party] for party in Party},
            "desk_queue_by_hour": [
                {"hour": hour, "mean": round(sum(seen) / len(seen), 1), "most": max(seen)}
                for hour, seen in sorted(self.queues.items())
            ],
            "people": self.use,
            "staffing": self.staffing,
            "simulation": {
                "steps": self.steps,
                "refusals": self.refusals,
                "mischief": self.mischief,
                "overtaken": self.overtaken,
                "repeated": self.repeated,
                "crashes": self.crashes,
                "clock_leaps": self.leaps,
                "storms": self.storms,
            },
        }

    def _term(self, key: str) -> dict[str, Any]:
        term, count = self.plan.edition.term(key), self.terms[key]
        return {
            "term": key,
            "name": term.name,
            "clause": term.clause or None,
            "internal": term.internal,
            "holder": term.holder.value,
            "count": count.met + count.late,
            "met": count.met,
            "met_percent": _percent(count.met, count.met + count.late),
            "void": count.void,
            "median_seconds": _quantile(count.elapsed, 0.5),
            "p90_seconds": _quantile(count.elapsed, 0.9),
            "open": self.still_owed[key],
            "open_late": self.still_late[key],
        }

    def _parties(self) -> dict[str, Any]:
        """How each party kept the regulation's terms; internal targets are nobody's lateness."""
        kept: dict[str, Counter[str]] = defaultdict(Counter)
        for key, count in self.terms.items():
            term = self.plan.edition.term(key)
            if not term.internal:
                kept[term.holder.value].update(met=count.met, late=count.late)
        return {party: _shares(count) for party, count in sorted(kept.items())}

    def _agency(self, name: str) -> dict[str, Any]:
        count = self.agencies[name]
        return {
            "agency": name,
            "cases": count["cases"],
            "terms": count["met"] + count["late"],
            "met_percent": _percent(count["met"], count["met"] + count["late"]),
            "use_percent": count["use"] / 10,
        }


def _lateness(file: File, duty: Duty, outcome: str, at: datetime) -> None:
    """Remember with the case that one of its terms was overrun.

    A target that a house sets itself is no term of the regulation, and the sender's term is not the house's. What is
    owed for a question about the answer makes no result late.
    """
    binding = not duty.internal and duty.subject is not Subject.REQUEST
    file.late_terms += binding and outcome == "late"
    original = duty.original_due_at
    file.late_originally |= binding and original is not None and outcome != "void" and at > original


def _shares(count: Counter[str]) -> dict[str, Any]:
    total = count["met"] + count["late"]
    return {"count": total, "met": count["met"], "met_percent": _percent(count["met"], total)}


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _quantile(values: array[int], share: float) -> int | None:
    """The least value that at least ``share`` of them do not exceed."""
    if not values:
        return None
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)]

"""The way in under simulation: lock, decide, check, write; with repeats, races and crashes as the real one has them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from random import Random
from typing import Any

from paht import processors
from paht.law.casework import commands as c
from paht.law.casework import decide, holding
from paht.law.casework.case import Actor, Case, Refused
from paht.law.casework.events import Event
from paht.law.worktime import Calendar
from paht.simulation.behaviours import BEHAVIOURS, BY_COMMAND
from paht.simulation.broken import BrokenError, must, total
from paht.simulation.deferred import Deferred, story
from paht.simulation.files import File, Step
from paht.simulation.held import add_held, catch_up, folded, held_times, replay
from paht.simulation.invariants import Invariants
from paht.simulation.plan import Plan
from paht.simulation.possible import Possible
from paht.simulation.province import Province, founded
from paht.simulation.reachable import Reachable
from paht.simulation.situation import Behaviour, Occasion, Situation
from paht.simulation.statistics import Statistics

_SEEN_OFTEN = 5
"""What was done so often is no longer looked for."""
_UNASKED = frozenset({Occasion.AFTERTHOUGHT, Occasion.ENDED})
"""When people act of their own accord."""


class Outcome(Enum):
    """What became of a command."""

    DONE = "done"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A command on its way: whose, under which id, made on which version, and whether its content is sound."""

    actor: Actor
    command: c.Command
    id: str
    version: int | None = None
    sound: bool = True


class House:
    """The pretended installation: one clock, one source of chance, one calendar in force, the files."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.edition = plan.edition
        self.calendar: Calendar = plan.calendar
        self.chaos = plan.wrongs
        # Chance that has to be the same again, not a secret.
        self.chance = Random(plan.seed)  # noqa: S311
        self.now: datetime = plan.start
        self.province: Province = founded(
            officers=plan.desk_officers,
            supervisors=plan.supervisors,
            staff_per_agency=plan.staff_per_agency,
            edition=plan.edition,
        )
        self.files: dict[str, File] = {}
        self.checks = Invariants(plan.edition, self.province.own_terms)
        self.reachable = Reachable(plan.edition, lambda: self.province)
        self.possible = Possible(plan.edition, BEHAVIOURS)
        self.statistics = Statistics(plan)
        self.current: File | None = None
        self.deferred: Deferred | None = None
        if self.chaos.deferred:
            processes = plan.processes or processors.available()
            self.deferred = Deferred(self.checks, self.reachable, processes=processes)
        self.done: Counter[type[c.Command]] = Counter()
        self.tried: Counter[tuple[Any, ...]] = Counter()
        self._commands = 0

    def command_id(self) -> str:
        """A command id that was never used."""
        self._commands += 1
        return f"command-{self._commands}"

    def happens(self, share: float) -> bool:
        """Whether it happens this time."""
        return self.chance.random() < share

    def does(self, row: Behaviour) -> bool:
        """Whether somebody does this time what only a share of people do."""
        share = row.likelihood * (self.chaos.unasked if row.occasion in _UNASKED else 1.0)
        return self.happens(max(share, self.chaos.explores) if self.is_new(row) else share)

    def is_new(self, row: Behaviour) -> bool:
        """Whether it was seldom done so far, where that is looked for."""
        return self.chaos.explores > 0 and self.done[row.command] < _SEEN_OFTEN

    def situation(self, case: Case, *, assignment: int = 0, request: int = 0) -> Situation:
        """The case as an actor sees it now."""
        return Situation(
            case,
            case.assignment(assignment),
            next((r for r in case.requests if r.number == request), None),
            self.edition,
            self.calendar,
            self.province,
            self.now,
            self.chance,
        )

    def deliver(self, file: File, delivery: Delivery) -> Outcome:
        """Bring the command to the case, and see that everything holds after it, crash or not."""
        self.current = file
        if self.happens(self.chaos.crashes):  # before anything is written: nothing has happened
            self._crash(file)
        outcome = self._once(file, delivery)
        if outcome is Outcome.DONE:
            if self.happens(self.chaos.crashes):  # after writing, before the answer: the actor asks again
                self._crash(file)
                self.repeat(file, delivery)
            elif self.happens(self.chaos.duplicates):
                self.repeat(file, delivery)
        return outcome

    def repeat(self, file: File, delivery: Delivery) -> None:
        """The same command comes again: it gets the first answer and changes nothing."""
        self.current = file
        before = file.case
        outcome = self._once(file, delivery)
        same = outcome is Outcome.DONE and file.case == before
        must(same, "a repeated command changes nothing", lambda: f"{delivery!r}: {outcome}")
        self.statistics.repeated += 1

    def _crash(self, file: File) -> None:
        if file.events:
            before = file.case
            total("rebuild", file.crash)
            must(file.case == before, "replay equals state", lambda: f"{file.case!r} instead of {before!r}")
            self.statistics.crashes += 1

    def _once(self, file: File, delivery: Delivery) -> Outcome:
        case, command = file.case, delivery.command
        if delivery.id in file.answers:
            return Outcome.DONE
        if delivery.version is not None and delivery.version != case.version:
            self.statistics.overtaken += 1
            return Outcome.OVERTAKEN
        about = self.situation(
            case, assignment=getattr(command, "assignment", 0), request=getattr(command, "request", 0)
        )
        fits = BY_COMMAND[type(command)].fits(about, command)
        decision = total("decide", lambda: self._decided(case, delivery))
        answer, after = (
            (decision, case) if isinstance(decision, Refused) else (decision.events, decision.after)
        )
        step = Step(
            case, delivery.actor, command, delivery.sound, fits, answer, after, self.now, self.calendar
        )
        if self.deferred is None:
            self.checks.answer(
                case=case, actor=step.actor, command=command, events=answer, sound=step.sound, fits=fits
            )
        else:
            file.trail.append(step)
        if isinstance(decision, Refused):
            self.statistics.refusals += 1
            return Outcome.REFUSED
        self.statistics.events(file, case, decision.events, self.calendar)
        if self.deferred is None:
            for before, event, after in folded(step):
                self.checks.event(file=file, before=before, after=after, event=event, calendar=self.calendar)
        file.keep(decision.events, decision.after, delivery.id)
        if self.deferred is None:
            total("encode", file.write)
        self.done[type(command)] += 1
        self._after(file, decision.events)
        return Outcome.DONE

    def _decided(self, case: Case, delivery: Delivery) -> decide.Decided | Refused:
        return decide.decided(
            case,
            delivery.command,
            actor=delivery.actor,
            facts=self.province.facts,
            now=self.now,
            edition=self.edition,
            calendar=self.calendar,
        )

    def _after(self, file: File, events: tuple[Event, ...]) -> None:
        if not events:
            return
        self.statistics.steps += 1
        if file.last_at is not None:
            add_held(file.held, file.holders, file.last_at, self.now)
        file.last_at = self.now
        if self.deferred is not None:
            file.holders = total("holders", lambda: holding.holders(file.case))
            return
        self.checks.state(file)
        total("reach", lambda: self.reachable.check(file.case, at=self.now, calendar=self.calendar))
        total("replay", lambda: catch_up(file))

    def close(self, file: File) -> None:
        """Replay a whole case for the last time, recount who held it, and let it go."""
        self.current = file
        self.statistics.closed(file)
        del self.files[file.case.id]
        if self.deferred is None:
            steps = total("replay", lambda: replay(file))
            held_times(file, steps, self.calendar)
        else:
            self.deferred.put(file, self.calendar)

    def finish(self) -> None:
        """See to the checks that were put off; ``BrokenError`` for the first thing found broken."""
        if self.deferred is not None:
            self.deferred.finish()

    def stop(self) -> None:
        """Let go of the processes that still check."""
        if self.deferred is not None:
            self.deferred.stop()

    def broken_by(self, error: Exception) -> BrokenError:
        """What was broken first, when ``error`` stopped the simulation; raises the error where it alone is wrong."""
        if self.deferred is not None and not (isinstance(error, BrokenError) and error.case is not None):
            try:
                if self.current is not None and self.current.id in self.files:
                    self.deferred.put(self.current, self.calendar)
                self.deferred.finish()
            except BrokenError as first:
                return first
        if not isinstance(error, BrokenError):
            raise error
        if error.case is None:
            error.case = self.current.id if self.current is not None else ""
            error.at = self.now.isoformat()
            error.events = story(self.current) if self.current is not None else []
        return error

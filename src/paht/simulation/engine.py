"""The simulation: reports come, people do what the table of behaviours says, and things go wrong."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Case
from paht.law.casework.holding import Holding
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Party,
    RequestKind,
    RequestState,
)
from paht.simulation import weather
from paht.simulation.agenda import Agenda, Errand, Pool
from paht.simulation.arrivals import arrivals_of_day
from paht.simulation.behaviours import BEHAVIOURS, ON
from paht.simulation.broken import must
from paht.simulation.course.standing import held_after_the_end, needs_agreement
from paht.simulation.delivery import Delivery, House, Outcome
from paht.simulation.files import File, open_requests
from paht.simulation.mischief import tried
from paht.simulation.plan import Plan
from paht.simulation.possible import Possible
from paht.simulation.province import SYSTEM, sender
from paht.simulation.situation import Behaviour, Minutes, Occasion, Situation, permitted

_SECOND = timedelta(seconds=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
Signature = tuple[Any, ...]
JOINS: Minutes = (600, 7000, 20_000)
"""Minutes until an invited body joins."""
SILENT: Minutes = (1000, 2400, 9000)
"""Working minutes until a body that lets a question lie is moved to answer."""
_OWED_BY: dict[Party, frozenset[RequestKind]] = {
    Party.SENDER: frozenset({RequestKind.SUPPLEMENT, RequestKind.VERIFICATION}),
    Party.IOC: frozenset(
        {RequestKind.SUPPLEMENT, RequestKind.VERIFICATION, RequestKind.EXTENSION, RequestKind.STEP_BACK}
    ),
    Party.SUPERVISING_DEPARTMENT: frozenset({RequestKind.INVITATION, RequestKind.DIRECTION}),
    Party.PEOPLES_COMMITTEE: frozenset({RequestKind.DIRECTION}),
}
"""The requests that a party answers; of several the first."""
_FOR_THE_DESK = frozenset({RequestKind.EXTENSION, RequestKind.STEP_BACK})
"""What an agency asks of the desk."""


class Simulation:
    """One run of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.house = House(plan)
        self.agenda = Agenda()
        self.errands: dict[str, dict[Signature, Errand]] = {}
        self.given_up: set[tuple[str, int]] = set()
        self.expected: set[tuple[str, str, int]] = set()
        self.invited: dict[str, list[File]] = defaultdict(list)
        self.desk = Pool("ioc", Party.IOC, self.house.province.officers)
        self._on = {
            (occasion, party): Possible(plan.edition, ON[occasion, party])
            for occasion in Occasion
            for party in (*Party, None)
        }
        province = self.house.province
        self.pools: dict[tuple[Party, str | None], Pool] = {(Party.IOC, None): self.desk}
        for party, people in (
            (Party.SUPERVISING_DEPARTMENT, province.supervising),
            (Party.PEOPLES_COMMITTEE, province.committee),
        ):
            self.pools[party, None] = Pool(party.value, party, people)
        body = province.coordinator
        self.pools[Party.COORDINATOR, body] = Pool(body, Party.COORDINATOR, province.staff[body])
        for body in province.leaders:
            self.pools[Party.AGENCY, body] = Pool(body, Party.AGENCY, province.staff[body])
            self.pools[Party.AGENCY_LEADER, body] = Pool(body, Party.AGENCY_LEADER, (province.leaders[body],))

    def run(self, progress: Callable[[int], None] = lambda day: None) -> None:
        """Let the days pass; ``BrokenError`` when something does not hold. ``progress`` is told each new day."""
        end = self.plan.start + self.plan.days * _DAY
        for day in range(self.plan.days):
            self.agenda.enter(self.plan.start + day * _DAY, self._day, day, progress)
        while (entry := self.agenda.next_before(end)) is not None:
            at, act, arguments = entry
            self.house.now = max(self.house.now, at)  # after a leap of the clock everything is late
            act(*arguments)
        if self.house.deferred is not None:
            self.house.deferred.nears_its_end()
        for file in list(self.house.files.values()):
            self.house.current = file
            forgotten = not file.is_over and not self.errands.get(file.case.id)
            must(
                not forgotten,
                "no case is stuck",
                lambda file=file: f"nobody means to do anything: {file.case!r}",
            )
            self.house.close(file)
        self.house.statistics.ended(self.pools.values(), self.house.calendar)

    # The day: arrivals, the weather, leaps of the clock

    def _day(self, day: int, progress: Callable[[int], None]) -> None:
        progress(day)
        house, midnight = self.house, self.plan.start + day * _DAY
        for at in arrivals_of_day(plan=self.plan, day=day, chance=house.chance):
            self.agenda.enter(midnight + at, self._report)
        for hour in range(24):
            self.agenda.enter(midnight + hour * _HOUR, self._hour, hour, midnight + hour * _HOUR)
        if house.happens(house.chaos.leaps_a_day):
            self.agenda.enter(midnight + timedelta(seconds=house.chance.randrange(86_400)), self._leap)
        if house.happens(house.chaos.storms_a_day):
            self.agenda.enter(midnight + timedelta(seconds=house.chance.randrange(86_400)), self._storm)

    def _hour(self, hour: int, at: datetime) -> None:
        if self.house.now == at and self.house.calendar.is_working(self.house.now):
            self.house.statistics.queue(hour, self.desk.waiting)

    def _leap(self) -> None:
        """The clock stands and then jumps: whatever was to happen in between happens late, all at once."""
        self.house.now += timedelta(seconds=int(self.house.chance.triangular(60, 108_000, 600)))
        self.house.statistics.leaps += 1

    def _storm(self) -> None:
        house = self.house
        house.calendar = weather.after_storm(calendar=house.calendar, now=house.now, chance=house.chance)
        house.statistics.storms += 1
        for file in list(house.files.values()):
            if not file.is_over:
                for row in ON[Occasion.CALENDAR, None]:
                    self._system(file, row)
                    moved = file.case
                    self._system(file, row)
                    must(file.case == moved, "the same calendar moves terms once", moved)
                house.checks.terms_keep_their_length(file.case, house.calendar)

    def _system(self, file: File, row: Behaviour, *, request: int = 0) -> None:
        situation = self.house.situation(file.case, request=request)
        if permitted(situation, row):
            command = row.make(situation)
            self._deliver(file, Delivery(SYSTEM, command, self.house.command_id(), file.case.version))

    # Reports and their senders

    def _report(self) -> None:
        house = self.house
        number = house.statistics.reports + 1
        house.statistics.reports = number
        case = Case(id=f"case-{number:06}", edition=self.plan.edition.id)
        file = house.files[case.id] = File(case.id, case.edition, case)
        situation = house.situation(file.case)
        row = self._coming(situation)
        own_hand = row.party is Party.SENDER
        who = sender(f"sender-{number:06}") if own_hand else house.chance.choice(self.desk.people)
        command = row.make(situation)
        tried(house, file, row=row, actor=who, command=command)
        self._deliver(file, Delivery(who, command, house.command_id(), 0))
        self._perhaps(file, Occasion.AFTERTHOUGHT)

    def _coming(self, situation: Situation) -> Behaviour:
        """How the next case comes: by its sender's own hand, or now and then begun at the desk."""
        for row in ON[Occasion.SENDING, Party.IOC]:
            if permitted(situation, row) and self.house.does(row):
                return row
        return ON[Occasion.SENDING, Party.SENDER][0]

    def _perhaps(self, file: File, occasion: Occasion) -> int:
        """People may do something that nobody waits for; returns how many such things they mean to do."""
        meant = 0
        for row in BEHAVIOURS:
            if row.party is Party.SENDER and not file.case.sender:
                continue  # nobody sent what the IOC itself found
            if row.occasion is occasion and self.house.does(row) and row.waits:
                self.agenda.enter(
                    self.house.now + self._drawn(row.waits(self.house.situation(file.case))),
                    self._afterthought,
                    file,
                    row,
                )
                meant += 1
        return meant

    def _afterthought(self, file: File, row: Behaviour) -> None:
        if file.case.id not in self.house.files:
            return
        file.afterthoughts -= row.occasion is Occasion.ENDED
        case, house = file.case, self.house
        charged = next((a.number for a in case.assignments if a.state.is_open), 0)
        situation = house.situation(case, assignment=charged)
        if row.actor:
            who = row.actor(situation)
        else:
            assert row.party is not None
            who = house.province.party(row.party, case, None, house.chance)
        self._deliver(file, Delivery(who, row.make(situation), house.command_id()))
        self._perhaps_close(file)

    def _perhaps_close(self, file: File) -> None:
        """Let a case go once it is over and nobody means to come back to it."""
        if file.is_over and not file.afterthoughts and file.case.id in self.house.files:
            self.errands.pop(file.case.id, None)
            self.house.close(file)

    # Who has the case means to do something with it

    def _deliver(self, file: File, delivery: Delivery) -> Outcome:
        house, version = self.house, file.case.version
        outcome = house.deliver(file, delivery)
        if outcome is Outcome.DONE and file.case.version != version:
            tried(house, file)
            if house.happens(house.chaos.duplicates):
                later = house.now + self._drawn((1, 60, 3000))
                self.agenda.enter(later, self._again, file, delivery)
            self._mean(file)
            self._watch(file)
            self._tell(file)
            if isinstance(delivery.command, c.ApproveResult | c.HandleDirectly):
                self._second_thoughts(file, delivery.command.assignment)
            if isinstance(delivery.command, c.DraftInvitation):
                self.invited[delivery.command.agency].append(file)
                self.agenda.enter(house.now + self._drawn(JOINS), self._joins, delivery.command.agency)
        return outcome

    def _joins(self, body: str) -> None:
        """A body that was invited joins: every report that waits for it can go on."""
        house = self.house
        house.province = house.province.joined_by(body)
        if body not in house.province.agencies:
            return
        for file in self.invited.pop(body, ()):
            request = file.case.open_request(RequestKind.INVITATION)
            if file.case.id in house.files and request is not None and request.agency == body:
                for row in ON[Occasion.JOINED, None]:
                    self._system(file, row, request=request.number)

    def _second_thoughts(self, file: File, assignment: int) -> None:
        """The agency may find that the result it has just given should be another."""
        for row in ON[Occasion.DELIVERED, Party.AGENCY]:
            situation = self.house.situation(file.case, assignment=assignment)
            if permitted(situation, row) and row.waits and self.house.does(row):
                later = self._later(Party.AGENCY, row.waits(situation))
                self.agenda.enter(later, self._second_thought, file, row, assignment)

    def _second_thought(self, file: File, row: Behaviour, assignment: int) -> None:
        house, charged = self.house, file.case.assignment(assignment)
        if file.case.id in house.files and charged is not None:
            who = house.province.party(Party.AGENCY, file.case, charged.agency, house.chance)
            command = row.make(house.situation(file.case, assignment=assignment))
            self._deliver(file, Delivery(who, command, house.command_id()))

    def _watch(self, file: File) -> None:
        """An alarm that nobody takes up in time is passed on by the system."""
        for duty in file.case.duties:
            if duty.term in ("alarm", "alarm_repeated") and self._first(file, duty.term, duty.number):
                at = max(self.house.now, duty.due_at) + _SECOND
                self.agenda.enter(at, self._unattended, file, duty.number)

    def _first(self, file: File, what: str, number: int) -> bool:
        """Whether this is expected for the first time."""
        about = (file.case.id, what, number)
        new = about not in self.expected
        self.expected.add(about)
        return new

    def _unattended(self, file: File, duty: int) -> None:
        if file.case.id in self.house.files and any(d.number == duty for d in file.case.duties):
            for row in ON[Occasion.ALARM, None]:
                self._system(file, row)

    def _tell(self, file: File) -> None:
        """While a body has the case, the desk may hear how it ended, or that it is urgent, or is not."""
        for assignment in file.case.assignments:
            if not assignment.state.is_open:
                continue
            situation = self.house.situation(file.case, assignment=assignment.number)
            for row in self._on[Occasion.TOLD, Party.IOC].here(situation):
                if not (row.waits and row.weight(situation) > 0):
                    continue
                first = self._first(file, row.command.__name__, assignment.number)
                if first and self.house.does(row):
                    at = self.house.now + self._drawn(row.waits(situation))
                    self.agenda.enter(at, self._told, file, row, assignment.number)

    def _told(self, file: File, row: Behaviour, number: int) -> None:
        house = self.house
        situation = house.situation(file.case, assignment=number)
        if file.case.id in house.files and permitted(situation, row):
            actor = house.province.party(Party.IOC, file.case, None, house.chance)
            command = row.make(situation)
            tried(house, file, row=row, actor=actor, command=command)
            self._deliver(file, Delivery(actor, command, house.command_id(), file.case.version))

    def _again(self, file: File, delivery: Delivery) -> None:
        if file.case.id in self.house.files:
            self.house.repeat(file, delivery)

    def _mean(self, file: File) -> None:
        """Make what the holders mean to do fit the case as it stands now."""
        case = file.case
        has = self.errands.setdefault(case.id, {})
        needed = self._needed(case, file.holders)
        for signature in [s for s in has if s not in needed]:
            errand = has.pop(signature)
            self._pool(errand).cancel(errand)
        for signature, holding in needed.items():
            if signature not in has:
                has[signature] = self._errand(file, holding, charged=signature[3], asked=signature[5])
        if case.stage.is_end and not file.has_ended:
            file.has_ended = True
            meant = self._perhaps(file, Occasion.ENDED)
            file.afterthoughts = meant if case.answer is not None else 0
        self._perhaps_close(file)

    def _needed(self, case: Case, having: tuple[Holding, ...]) -> dict[Signature, Holding]:
        if case.stage.is_end:
            return _asked_after_the_end(case)
        calls = case.open_request(RequestKind.VERIFICATION)
        waiting = {r.kind for r in case.requests if r.state is RequestState.OPEN} & _FOR_THE_DESK
        silent = any((case.id, r.number) in self.given_up for r in case.requests if r.state.is_open)
        for_desk = calls or waiting or silent
        if for_desk and Holding(Party.IOC) not in having:
            having += (Holding(Party.IOC),)
        mark = (case.secret_reference is None, calls.tries if calls else 0)
        needed: dict[Signature, Holding] = {}
        for holding in having:
            charged, asked = _charged(case, holding), _asked(case, holding.party)
            state = next((a.state for a in case.assignments if a.number == charged), None)
            finished = next((a.finished_at for a in case.assignments if a.number == charged), None)
            now = (case.stage, charged, state, asked, mark, case.is_urgent, finished)
            needed[holding.party, holding.body, *now] = holding
        return needed

    def _errand(self, file: File, holding: Holding, *, charged: int, asked: int) -> Errand:
        case, house = file.case, self.house
        situation = house.situation(case, assignment=charged, request=asked)
        row = self._chosen(situation, holding)
        duties = [
            d for d in case.duties if d.holder is holding.party and d.body == holding.body
        ] or case.duties
        due_at = min((duty.due_at for duty in duties), default=house.now)
        errand = Errand(file, holding.party, holding.body, row, charged, asked, due_at, house.now)
        if holding.party is Party.SENDER:
            self.agenda.enter(due_at + _SECOND, self._overdue, file, asked)
        if row is not None and row.waits:
            self.agenda.enter(self._later(holding.party, row.waits(situation)), self._ready, errand)
        elif row is not None:
            self._ready(errand)
        elif holding.party is not Party.SENDER:
            self.agenda.enter(self._later(holding.party, SILENT), self._reminded, errand)
        return errand

    def _reminded(self, errand: Errand) -> None:
        """A body that was silent past its term thinks again: few are for ever."""
        if errand.alive and errand.file.case.id in self.house.files:
            self._rethink(errand)

    def _chosen(self, situation: Situation, holding: Holding) -> Behaviour | None:
        """What the holder chooses of what the table allows; ``None`` for a silent sender."""
        rows = self._on[Occasion.HELD, holding.party].here(situation)
        weights = [row.weight(situation) for row in rows]
        must(sum(weights) > 0, "no case is stuck", lambda: f"{holding!r} may do nothing: {situation.case!r}")
        row = rows[0] if len(rows) == 1 else self._picked(rows, weights)
        return row if self.house.does(row) else None

    def _picked(self, rows: list[Behaviour], weights: list[float]) -> Behaviour:
        house = self.house
        new = [row for row, weight in zip(rows, weights, strict=True) if weight and house.is_new(row)]
        if new and house.happens(house.chaos.explores):
            return min(new, key=lambda row: house.done[row.command])
        return house.chance.choices(rows, weights)[0]

    def _later(self, party: Party, minutes: Minutes) -> datetime:
        if party is Party.SENDER:
            return self.house.now + self._drawn(minutes)
        return self.house.calendar.add(self.house.now, int(self._drawn(minutes).total_seconds()))

    def _drawn(self, minutes: Minutes) -> timedelta:
        least, usual, most = minutes
        return timedelta(seconds=int(self.house.chance.triangular(least, most, usual) * 60))

    def _overdue(self, file: File, request: int) -> None:
        """A request was not answered in term: the system ends it where the edition says so, else the desk goes on."""
        case = file.case
        if case.id not in self.house.files or case.stage.is_end:
            return
        if all(r.number != request or r.state is not RequestState.OPEN for r in case.requests):
            return
        due_at = max((d.due_at for d in case.duties if d.subject_number == request), default=self.house.now)
        if self.house.now <= due_at:  # the calendar moved it
            self.agenda.enter(due_at + _SECOND, self._overdue, file, request)
            return
        rows = [row for row in ON[Occasion.OVERDUE, None] if row.command in self.plan.edition.by_command]
        for row in rows:
            self._system(file, row, request=request)
        if not rows:
            self.given_up.add((case.id, request))
            self._mean(file)

    # Work

    def _pool(self, errand: Errand) -> Pool:
        return self.pools.get((errand.party, errand.body), self.desk)

    def _ready(self, errand: Errand) -> None:
        if not errand.alive:
            return
        if errand.party is Party.SENDER:
            self._act(errand, sender(errand.file.case.sender), errand.file.case.version)
            return
        if errand.row is not None and errand.row.watch is not None:
            self.agenda.enter(self.house.now + self._drawn(errand.row.watch), self._attended, errand)
            return
        errand.ready_at = self.house.now
        pool = self._pool(errand)
        pool.put(errand)
        self._work(pool)

    def _attended(self, errand: Errand) -> None:
        """Whoever is on duty acts, day or night."""
        if errand.alive and errand.file.case.id in self.house.files:
            self._act(errand, self.house.chance.choice(self.desk.people), errand.file.case.version)

    def _work(self, pool: Pool) -> None:
        """Free people take up what is due first, in working hours."""
        house = self.house
        if not (pool.free and pool.waiting):
            return
        if not house.calendar.is_working(house.now):
            if not pool.wakes:
                pool.wakes = True
                self.agenda.enter(house.calendar.next_working_moment(house.now), self._wake, pool)
            return
        while pool.free and (errand := pool.take()) is not None:
            assert errand.row is not None
            who = pool.free.pop()
            seconds = int(self._drawn(errand.row.minutes).total_seconds())
            pool.busy_seconds += seconds
            house.statistics.taken_up(pool.party, errand.ready_at, house.now, house.calendar)
            done_at = house.calendar.add(house.now, seconds)
            self.agenda.enter(done_at, self._finish, pool, who, errand, errand.file.case.version)

    def _wake(self, pool: Pool) -> None:
        pool.wakes = False
        self._work(pool)

    def _finish(self, pool: Pool, who: Actor, errand: Errand, version: int) -> None:
        house = self.house
        if not house.calendar.is_working(house.now - _SECOND):  # a storm or a leap came between
            at = house.calendar.next_working_moment(house.now) + _SECOND
            self.agenda.enter(at, self._finish, pool, who, errand, version)
            return
        pool.free.append(who)
        if errand.file.case.id in house.files:
            self._act(errand, who, version)
        self._work(pool)

    def _act(self, errand: Errand, who: Actor, version: int) -> None:
        """Do it, as seen on ``version``; the loser of a race looks again, and does it if it still makes sense."""
        file, house = errand.file, self.house
        assert errand.row is not None
        if version > 1 and house.happens(house.chaos.stale):
            version -= 1
        while True:
            situation = house.situation(file.case, assignment=errand.assignment, request=errand.request)
            command = errand.row.make(situation)
            outcome = self._deliver(file, Delivery(who, command, house.command_id(), version))
            if outcome is not Outcome.OVERTAKEN or not errand.alive:
                break
            version = file.case.version
        if errand.alive and file.case.id in self.errands:  # refused, or the case is where it was
            self._rethink(errand)

    def _rethink(self, errand: Errand) -> None:
        """What was meant is refused (a window has passed): the holder means something else."""
        errands = self.errands[errand.file.case.id]
        signature = next(s for s, has in errands.items() if has is errand)
        errand.alive = False
        errands[signature] = self._errand(
            errand.file, Holding(errand.party, errand.body), charged=errand.assignment, asked=errand.request
        )


def _asked_after_the_end(case: Case) -> dict[Signature, Holding]:
    """Each open question about the answer by itself, with whoever has it."""
    needed: dict[Signature, Holding] = {}
    for request in open_requests(case):
        ((party, body),) = held_after_the_end(replace(case, requests=(request,)))
        needed[party, body, case.stage, 0, request.state, request.number] = Holding(party, body)
    return needed


def _asked(case: Case, party: Party) -> int:
    """The open request that the party answers, or else the first one; 0 where there is none."""
    numbers = [r.number for r in case.requests if r.state is RequestState.OPEN]
    own = [r.number for r in case.requests if r.number in numbers and r.kind in _OWED_BY.get(party, ())]
    return next(iter((*own, *numbers)), 0)


def _charged(case: Case, holding: Holding) -> int:
    """The assignment that the holder is concerned with: the body's own; for the desk, that of a coordinator whose
    agreement is wanted, or one that has come back."""
    wanted = needs_agreement(case)
    for assignment in case.assignments:
        coordinates = assignment.role is AssignmentRole.COORDINATOR
        if not assignment.state.is_open:
            continue
        if holding.body is None and (coordinates if wanted else assignment.state is AssignmentState.APPROVED):
            return assignment.number
        own = assignment.agency == holding.body and assignment.state is not AssignmentState.APPROVED
        if own and coordinates == (holding.party is Party.COORDINATOR):
            return assignment.number
    return 0

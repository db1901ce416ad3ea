"""The pretended store: one file a case, its events kept only as encoded text, commands answered once, versions guarded.

It promises what the real store promises (all or nothing; a repeated command gets the first answer; the loser of a race
is told), and no more: a crash loses everything but the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

import orjson

from paht.law.casework import codec, evolve
from paht.law.casework.case import Actor, Case, Duty, PublicPicture, Refused, Request
from paht.law.casework.commands import Command
from paht.law.casework.events import Event
from paht.law.casework.holding import Holding
from paht.law.casework.states import RequestState
from paht.law.worktime import Calendar


def open_requests(case: Case) -> tuple[Request, ...]:
    """What is asked and not settled, by the states alone."""
    still = (RequestState.WAITING, RequestState.OPEN, RequestState.CHECKING)
    return tuple(request for request in case.requests if request.state in still)


@dataclass(slots=True)
class Step:
    """What was asked of a case and made of it, as the checks want to see it later.

    ``sound`` and ``fits`` say whether the command may succeed, ``after`` is the case as it was decided to stand then,
    where it was refused the case before.
    """

    before: Case
    actor: Actor
    command: Command
    sound: bool
    fits: bool
    answer: tuple[Event, ...] | Refused
    after: Case
    at: datetime
    calendar: Calendar


@dataclass(slots=True)
class File:
    """One case as kept: the text of its events, the value that stands for them, and what the checks remember of it.

    ``unwritten`` are the last events, whose text nobody has needed yet; ``trail`` the steps not yet checked;
    ``reread`` is the case that the first ``read`` texts lead to.
    ``duties`` (by number), ``held`` (seconds), ``ground`` (non-public), ``urgent_ones`` (assignments ever called at
    once), ``confirmed`` (what was last decided about each picture) and ``answered_openly`` are the checks' own
    bookkeeping, made from the events alone and compared with what the law makes of them. ``late_terms`` counts the
    regulation's terms that the house, not the sender, overran on the way to the end; ``late_originally`` says that a
    result came after the term that was extended. ``afterthoughts`` counts what people still mean to do after it.
    """

    id: str
    edition: str
    case: Case
    texts: list[bytes] = default(default_factory=list)
    unwritten: list[Event] = default(default_factory=list)
    trail: list[Step] = default(default_factory=list)
    answers: dict[str, int] = default(default_factory=dict)
    duties: dict[int, Duty] = default(default_factory=dict)
    held: dict[Holding, int] = default(default_factory=dict)
    holders: tuple[Holding, ...] = ()
    reread: Case | None = None
    read: int = 0
    last_at: datetime | None = None
    ground: str | None = None
    urgent_ones: set[int] = default(default_factory=set)
    answered_openly: bool = False
    kept_from_all: bool = False
    confirmed: dict[str, PublicPicture] = default(default_factory=dict)
    sent: bool = False
    extended: bool = False
    late_originally: bool = False
    late_terms: int = 0
    afterthoughts: int = 0
    has_ended: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the case has ended and nothing that was asked about its answer is still open."""
        return self.case.stage.is_end and not open_requests(self.case)

    @property
    def events(self) -> int:
        """How many events the case has."""
        return len(self.texts) + len(self.unwritten)

    def keep(self, events: tuple[Event, ...], after: Case, command_id: str) -> None:
        """Take a step in: all of it."""
        self.unwritten.extend(events)
        self.case = after
        self.answers[command_id] = after.version

    def write(self) -> None:
        """Make the text of what has none yet."""
        self.texts.extend(orjson.dumps(codec.encode_event(event)) for event in self.unwritten)
        self.unwritten.clear()

    def crash(self) -> None:
        """Lose everything but the text, and come back from it."""
        for case, _ in self.replayed():
            self.case = case

    def caught_up(self) -> Case:
        """The case as its text has it: what was written since the last look is read on top of what was read then."""
        self.write()
        case = self.reread or Case(id=self.id, edition=self.edition)
        for text in self.texts[self.read :]:
            case = evolve.evolve(case, codec.decode_event(orjson.loads(text)))
        self.reread, self.read = case, len(self.texts)
        return case

    def replayed(self) -> Iterator[tuple[Case, Event]]:
        """The case after each event, read from the text alone."""
        case = Case(id=self.id, edition=self.edition)
        for event in self.written():
            case = evolve.evolve(case, event)
            yield case, event

    def written(self) -> Iterator[Event]:
        """The events, read from the text."""
        self.write()
        for text in self.texts:
            yield codec.decode_event(orjson.loads(text))

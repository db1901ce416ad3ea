"""Replay of a whole case from its text, and who held it for how long, to the second."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import pairwise

from paht.law.casework import events as e
from paht.law.casework import evolve, held, holding
from paht.law.casework.case import Case, Refused
from paht.law.worktime import Calendar
from paht.simulation.broken import must, total
from paht.simulation.files import File, Step, open_requests


def folded(step: Step) -> Iterator[tuple[Case, e.Event, Case]]:
    """Each event of the step, with the case before it and the case that it makes; the last is what was decided."""
    assert not isinstance(step.answer, Refused)
    case = step.before
    for event in step.answer:
        before = case
        case = total("evolve", partial(evolve.evolve, before, event))
        yield before, event, case
    # Most of the values are the very same, which dictionaries ask first.
    must(
        vars(case) == vars(step.after),
        "the events make what was decided",
        lambda: f"{case!r}, {step.after!r}",
    )


def replay(file: File) -> list[tuple[Case, e.Event]]:
    """The case after each of its events, from the text alone; the last one equals the case as it stands."""
    steps = list(file.replayed())
    last = steps[-1][0]
    must(last == file.case, "replay equals state", lambda: f"{last!r} instead of {file.case!r}")
    return steps


def catch_up(file: File) -> None:
    """What was written of the last step leads to the case as it stands, from where the text before it leads to."""
    again = file.caught_up()
    must(again == file.case, "replay equals state", lambda: f"{again!r} instead of {file.case!r}")


def held_times(file: File, steps: list[tuple[Case, e.Event]], calendar: Calendar) -> None:
    """Who held the case, counted along the way, again from the text and by the law, is the same and sums to the whole.

    The law's working seconds sum to the working time, under the calendar, in which somebody held the case.
    """
    again: dict[holding.Holding, int] = {}
    working = 0
    for (case, event), (_, following) in pairwise(steps):
        holders = holding.holders(case)
        add_held(again, holders, event.at, following.at)
        working += calendar.elapsed(event.at, following.at) if holders else 0
    whole = 0
    if file.case.sent_at is not None and file.last_at is not None:
        whole = _seconds(file.case.sent_at, file.case.ended_at or file.last_at)
        # After the end it is held only as long as something asked about the answer is open.
        whole += sum(
            _seconds(event.at, following.at)
            for (case, event), (_, following) in pairwise(steps)
            if case.stage.is_end and open_requests(case)
        )
    counted = sum(file.held.values())
    must(
        counted == whole,
        "held times sum to the whole",
        lambda: f"{file.held!r} is {counted} s of {whole} s",
    )
    must(again == file.held, "held times are the same on replay", lambda: f"{file.held!r}, {again!r}")
    if not steps:
        return
    split = total(
        "held",
        lambda: held.split(
            ((event.at, case) for case, event in steps), until=steps[-1][1].at, calendar=calendar
        ),
    )
    told = {share.holding: share.seconds for share in split.shares if share.seconds}
    must(told == file.held, "the law splits the time as it was held", lambda: f"{told!r}, {file.held!r}")
    must(split.working_seconds == working, "held times sum to the whole", lambda: f"{split!r}, {working} s")


def add_held(
    held: dict[holding.Holding, int], holders: tuple[holding.Holding, ...], start: datetime, end: datetime
) -> None:
    """Charge the seconds between two moments to those who held the case, in equal shares, a rest to the first."""
    if not holders or start == end:
        return
    seconds = _seconds(start, end)
    for place, holder in enumerate(holders):
        # Of n holders the one at place p gets every n-th second, beginning with the p-th.
        held[holder] = held.get(holder, 0) + len(range(place, seconds, len(holders)))


def _seconds(start: datetime, end: datetime) -> int:
    return round((end - start).total_seconds())

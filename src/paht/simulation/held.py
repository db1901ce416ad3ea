"""Replay of a whole case from its text, and who held it for how long, to the second."""

from datetime import datetime
from itertools import pairwise

from paht.law.casework import events as e
from paht.law.casework import holding
from paht.law.casework.case import Case
from paht.simulation.broken import must
from paht.simulation.files import File, open_requests


def replay(file: File) -> list[tuple[Case, e.Event]]:
    """The case after each of its events, from the text alone; the last one equals the case as it stands."""
    steps = list(file.replayed())
    last = steps[-1][0]
    must(last == file.case, "replay equals state", lambda: f"{last!r} instead of {file.case!r}")
    return steps


def held_times(file: File, steps: list[tuple[Case, e.Event]]) -> None:
    """Who held the case, counted along the way and again from the text, is the same, and sums to the whole."""
    again: dict[holding.Holding, int] = {}
    for (case, event), (_, following) in pairwise(steps):
        add_held(again, holding.holders(case), event.at, following.at)
    whole = 0
    if file.case.sent_at is not None and file.last_at is not None:
        whole = _seconds(file.case.sent_at, file.case.ended_at or file.last_at)
        # After the end it is held only as long as something asked about the answer is open.
        whole += sum(
            _seconds(event.at, following.at)
            for (case, event), (_, following) in pairwise(steps)
            if case.stage.is_end and open_requests(case)
        )
    total = sum(file.held.values())
    must(total == whole, "held times sum to the whole", lambda: f"{file.held!r} is {total} s of {whole} s")
    must(again == file.held, "held times are the same on replay", lambda: f"{file.held!r}, {again!r}")


def add_held(
    held: dict[holding.Holding, int], holders: tuple[holding.Holding, ...], start: datetime, end: datetime
) -> None:
    """Charge the seconds between two moments to those who held the case, in equal shares, the rest to the first."""
    if not holders or start == end:
        return
    share, rest = divmod(_seconds(start, end), len(holders))
    for place, holder in enumerate(holders):
        held[holder] = held.get(holder, 0) + share + (rest if place == 0 else 0)


def _seconds(start: datetime, end: datetime) -> int:
    return round((end - start).total_seconds())

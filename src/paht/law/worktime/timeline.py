"""A line of time on which some stretches count and the others do not.

The line repeats one week for ever, except inside a window where every stretch is listed. Both parts are sums
kept from the left, so a question costs one or two binary searches, however long the term and far the date.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from paht.law.worktime.moments import WEEK

Stretch = tuple[int, int]


class Piece:
    """Listed stretches, half-open, in order, without overlap; ``total`` is their sum in seconds."""

    __slots__ = ("_before", "_starts", "_through", "total")

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._starts: list[int] = []
        self._before: list[int] = []
        self._through: list[int] = []
        self.total = 0
        for start, end in stretches:
            self._starts.append(start)
            self._before.append(self.total)
            self.total += end - start
            self._through.append(self.total)

    def counted(self, at: int) -> int:
        """Return the seconds that count before ``at``."""
        place = bisect_right(self._starts, at) - 1
        if place < 0:
            return 0
        return min(self._before[place] + at - self._starts[place], self._through[place])

    def earliest(self, counted: int) -> int:
        """Return the first moment before which ``counted`` seconds (0 < counted ≤ total) have counted."""
        place = bisect_left(self._through, counted)
        return self._starts[place] + counted - self._before[place]

    def latest(self, counted: int) -> int:
        """Return the last moment before which at most ``counted`` seconds (0 ≤ counted < total) count."""
        place = bisect_right(self._through, counted)
        return self._starts[place] + counted - self._before[place]


class Timeline:
    """A week repeated for ever, with a window of its own between two Mondays (seconds since the origin)."""

    __slots__ = ("_from", "_to", "_week", "_window")

    def __init__(self, *, week: Piece, window: Piece, window_from: int, window_to: int) -> None:
        if week.total <= 0:
            raise ValueError("a week in which nothing counts has no answer")
        self._week = week
        self._window = window
        self._from = window_from
        self._to = window_to

    def counted(self, at: int) -> int:
        """Return the seconds that count between the window's beginning and ``at``; negative before it."""
        if self._from <= at < self._to:
            return self._window.counted(at)
        base, edge = (0, self._from) if at < self._from else (self._window.total, self._to)
        weeks, within = divmod(at - edge, WEEK)
        return base + weeks * self._week.total + self._week.counted(within)

    def earliest(self, counted: int) -> int:
        """Return the first moment at which ``counted`` is reached."""
        if 0 < counted <= self._window.total:
            return self._window.earliest(counted)
        base, edge = (0, self._from) if counted <= 0 else (self._window.total, self._to)
        weeks, within = divmod(counted - base - 1, self._week.total)
        return edge + weeks * WEEK + self._week.earliest(within + 1)

    def latest(self, counted: int) -> int:
        """Return the last moment at which ``counted`` is not yet exceeded."""
        if 0 <= counted < self._window.total:
            return self._window.latest(counted)
        base, edge = (0, self._from) if counted < 0 else (self._window.total, self._to)
        weeks, within = divmod(counted - base, self._week.total)
        return edge + weeks * WEEK + self._week.latest(within)

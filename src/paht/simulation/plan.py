"""What is to be simulated: an edition, a length of time, a seed, the staffing, and how often things go wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from math import ceil

from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH, Calendar

SMALL = 5_000
"""Up to so many expected reports every step is checked at once and mischief is frequent; beyond, it is seldom, and a
case is checked, step by step, when it is let go."""

_MINUTES_A_REPORT = 30
"""The desk's work on a report, on average."""
_MINUTES_SUPERVISING = 8
"""What the supervising department and the committee each have of a report, for the few that come to them."""
_BUSY_SHARE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """How often things go wrong: shares of steps (0 to 1), or times a day where the name says so.

    ``tries`` is how many forbidden or odd things are tried after a step, on average; ``deferred`` whether the steps of
    a case are checked and replayed when it is let go, in other processes, rather than each at once. ``explores`` is the
    share of choices that fall on what was done least so far, where everything is to be seen within few reports.
    ``unasked`` is the part of what people may do of their own accord that they do: with 1 every second answer is
    questioned, which shows the rules; a province sees a fraction of that.
    """

    duplicates: float = 0.05
    stale: float = 0.04
    crashes: float = 0.04
    tries: float = 2.0
    explores: float = 0.0
    unasked: float = 1.0
    leaps_a_day: float = 0.1
    storms_a_day: float = 0.05
    deferred: bool = False


THOROUGH = Chaos()
SPARING = Chaos(
    duplicates=0.02, stale=0.02, crashes=0.002, tries=0.02, unasked=0.25, storms_a_day=0.03, deferred=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One simulation. The same plan under the same calendar gives the same result, byte for byte.

    ``arrival_rate`` is reports a calendar day, drawn by chance; ``reports`` instead is the exact number in all.
    ``officers`` of ``None`` is as many as keep the desk about 70 % busy. ``processes`` check what is deferred
    (``None``: as many as the machine has processors); how many changes nothing of the result. ``begins`` is a midnight.
    """

    edition: Edition
    calendar: Calendar
    days: int
    seed: int
    arrival_rate: float = 40.0
    reports: int | None = None
    officers: int | None = None
    staff_per_agency: int = 3
    chaos: Chaos | None = None
    processes: int | None = None
    begins: datetime | None = None

    @property
    def start(self) -> datetime:
        """Midnight (Vietnam) of the day on which the edition came into force, unless the plan begins elsewhere."""
        if self.begins is not None:
            return self.begins.astimezone(UTC)
        return datetime.combine(self.edition.in_force_on, time(), HO_CHI_MINH).astimezone(UTC)

    @property
    def expected_reports(self) -> float:
        """How many reports will come, about."""
        return self.arrival_rate * self.days if self.reports is None else float(self.reports)

    @property
    def desk_officers(self) -> int:
        """How many officers the desk has."""
        if self.officers is not None:
            return self.officers
        return self._as_many_as(_MINUTES_A_REPORT)

    @property
    def supervisors(self) -> int:
        """How many people the supervising department and the committee each have for what comes to them."""
        return self._as_many_as(_MINUTES_SUPERVISING)

    def _as_many_as(self, minutes_a_report: float) -> int:
        """So many people as such work keeps busy for the share that is meant."""
        a_working_day = self.expected_reports / max(self.days * 250 / 365, 1)
        return max(1, ceil(a_working_day * minutes_a_report * 60 / (self.calendar.day_seconds * _BUSY_SHARE)))

    @property
    def wrongs(self) -> Chaos:
        """The chaos asked for, or the one that fits the size."""
        if self.chaos is not None:
            return self.chaos
        return THOROUGH if self.expected_reports <= SMALL else SPARING

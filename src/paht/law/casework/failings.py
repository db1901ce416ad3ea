"""The failings of agencies within a period (VL.15.2, ST.12), worked out from what they owed, calls and ratings.

Pure: whoever asks brings the records of the period, and gets each failing with the cases behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from paht.law.casework.case import Call
from paht.law.editions.rows import Edition, Failing, Measure
from paht.law.worktime import HO_CHI_MINH


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty that an agency owes or owed; ``ended_at`` and ``outcome`` (``met``, ``late``, ``void``) once it ended."""

    case: str
    term: str
    internal: bool
    violation_at: datetime
    ended_at: datetime | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What one agency did within a period: duties whose violation moment lies in it, calls to it by case and
    assignment, and the levels at which its answered cases were rated, by case."""

    owed: Sequence[Owed] = ()
    calls: Mapping[tuple[str, int], Sequence[Call]] | None = None
    ratings: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A failing of an agency: how often (of ratings: the cases that were not satisfied), and the cases behind it.

    ``percent`` is the share of the satisfied, where that is the measure.
    """

    failing: Failing
    count: int
    cases: tuple[str, ...]
    percent: float | None = None


def failings(record: Record, *, edition: Edition, now: datetime) -> tuple[Found, ...]:
    """Every failing of the edition's list that the agency's record shows, in the order of the list."""
    found = (_MEASURES[failing.measure](record, failing, edition, now) for failing in edition.failings)
    return tuple(one for one in found if one is not None)


def uncooperative(found: Iterable[Found]) -> int:
    """How often the agency showed poor cooperation (VL.15.2.c)."""
    return sum(one.count for one in found if one.failing.cooperation)


def is_violated(owed: Owed, *, now: datetime) -> bool:
    """Whether the duty was or is past its violation moment; a void one, or an internal target, never is."""
    if owed.internal or owed.outcome == "void":
        return False
    return (owed.ended_at or now) > owed.violation_at


def missed_calls(calls: Iterable[Call], *, times: int, within_days: int) -> int:
    """How often so many calls in a row of misses fell within so many calendar days; each miss counts once.

    A call that is taken changes nothing: the text counts the calls that were not (VL.13.2.c).
    """
    missed = sorted(call.at for call in calls if not call.answered)
    count = place = 0
    while place + times <= len(missed):
        first, last = (
            moment.astimezone(HO_CHI_MINH).date() for moment in (missed[place], missed[place + times - 1])
        )
        if last - first < timedelta(days=within_days):
            count += 1
            place += times
        else:
            place += 1
    return count


def satisfied_percent(levels: Iterable[str], *, edition: Edition) -> float | None:
    """The share of ratings that count as satisfied, in percent; ``None`` where nobody rated."""
    pleased = {level.key for level in edition.levels if level.is_satisfied}
    given = list(levels)
    return 100 * sum(level in pleased for level in given) / len(given) if given else None


def _by_terms(record: Record, failing: Failing, edition: Edition, now: datetime) -> Found | None:
    violated = [
        owed.case for owed in record.owed if owed.term in failing.terms and is_violated(owed, now=now)
    ]
    return _found(failing, len(violated), violated)


def _by_calls(record: Record, failing: Failing, edition: Edition, now: datetime) -> Found | None:
    counts = {
        case: missed_calls(calls, times=failing.least, within_days=failing.within_days)
        for (case, _), calls in (record.calls or {}).items()
    }
    return _found(failing, sum(counts.values()), [case for case, count in counts.items() if count], least=1)


def _by_ratings(record: Record, failing: Failing, edition: Edition, now: datetime) -> Found | None:
    ratings = record.ratings or {}
    percent = satisfied_percent(ratings.values(), edition=edition)
    if percent is None or percent >= failing.under_percent:
        return None
    pleased = {level.key for level in edition.levels if level.is_satisfied}
    others = tuple(case for case, level in ratings.items() if level not in pleased)
    return Found(failing, len(others), others, percent)


def _found(failing: Failing, count: int, cases: Iterable[str], *, least: int = 0) -> Found | None:
    if count < (least or failing.least):
        return None
    return Found(failing, count, tuple(dict.fromkeys(cases)))


_MEASURES = {Measure.TERMS: _by_terms, Measure.CALLS: _by_calls, Measure.RATINGS: _by_ratings}

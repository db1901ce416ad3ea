"""A measurement, its baseline, and how both are told."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long each stretch is measured, how often, and on how many cases: under the pages, under a submission."""

    seconds: int = 4
    rounds: int = 5
    cases: int = 200_000
    sent: int = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One stretch of work: how many calls, in how many seconds, at what CPU seconds of program, PostgreSQL and load."""

    calls: int
    wall: float
    program: float = 0.0
    database: float = 0.0
    load: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What something costs and how it stands to the baseline; rates a second, CPU in milliseconds a call.

    ``load_ms`` is what the load generator itself spent, which shares the machine; ``plain_ratio`` the ratio to a
    second, plainer baseline where there is one.
    """

    name: str
    measured: str
    baseline: str
    per_second: float
    baseline_per_second: float
    ratio: float
    per_cpu_second: float
    baseline_per_cpu_second: float
    cpu_ratio: float
    program_ms: float
    database_ms: float
    baseline_ms: float
    round_trips: int | None = None
    statements: int | None = None
    load_ms: float = 0.0
    baseline_load_ms: float = 0.0
    plain_baseline: str | None = None
    plain_per_second: float | None = None
    plain_ratio: float | None = None

    def plain(self) -> dict[str, Any]:
        """The comparison as JSON values, figures to four digits."""
        return {
            name: float(f"{value:.4g}") if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def interleave(*measures: Callable[[], Sample], effort: Effort) -> tuple[list[Sample], ...]:
    """Measure A B A B …: a machine that slows down meanwhile slows all."""
    rounds = [[measure() for measure in measures] for _ in range(effort.rounds)]
    return tuple([samples[place] for samples in rounds] for place in range(len(measures)))


def compare(
    samples: Sequence[Sample],
    others: Sequence[Sample],
    *,
    name: str,
    measured: str,
    baseline: str,
    round_trips: int | None = None,
    statements: int | None = None,
    plain: Sequence[Sample] = (),
    plain_baseline: str | None = None,
) -> Comparison:
    """Medians over the rounds; the ratios are medians of each round's own ratio. ``plain`` is a second baseline."""
    pairs = list(zip(samples, others, strict=True))
    plain_pairs = list(zip(samples, plain, strict=True)) if plain else []
    return Comparison(
        name=name,
        measured=measured,
        baseline=baseline,
        per_second=median(_rate(sample) for sample in samples),
        baseline_per_second=median(_rate(other) for other in others),
        ratio=median(_rate(sample) / _rate(other) for sample, other in pairs),
        per_cpu_second=median(1 / _cost(sample) for sample in samples),
        baseline_per_cpu_second=median(1 / _cost(other) for other in others),
        cpu_ratio=median(_cost(other) / _cost(sample) for sample, other in pairs),
        program_ms=median(1000 * sample.program / sample.calls for sample in samples),
        database_ms=median(1000 * sample.database / sample.calls for sample in samples),
        baseline_ms=median(1000 * _cost(other) for other in others),
        round_trips=round_trips,
        statements=statements,
        load_ms=median(1000 * sample.load / sample.calls for sample in samples),
        baseline_load_ms=median(1000 * other.load / other.calls for other in others),
        plain_baseline=plain_baseline,
        plain_per_second=median(map(_rate, plain)) if plain else None,
        plain_ratio=median(_rate(sample) / _rate(other) for sample, other in plain_pairs)
        if plain_pairs
        else None,
    )


def _rate(sample: Sample) -> float:
    return sample.calls / sample.wall


def _cost(sample: Sample) -> float:
    """CPU seconds a call; a stretch too short for the clock counts as a microsecond."""
    return max(sample.program + sample.database, 1e-6) / sample.calls


_COLUMNS = (
    ("", "name"),
    ("rate/s", "per_second"),
    ("baseline/s", "baseline_per_second"),
    ("ratio", "ratio"),
    ("plain/s", "plain_per_second"),
    ("plain ratio", "plain_ratio"),
    ("per CPU s", "per_cpu_second"),
    ("CPU ratio", "cpu_ratio"),
    ("program ms", "program_ms"),
    ("PostgreSQL ms", "database_ms"),
    ("load ms", "load_ms"),
    ("round trips", "round_trips"),
    ("statements", "statements"),
)


def table(comparisons: Sequence[Comparison]) -> str:
    """All comparisons for a person to read, and below what each is compared with."""
    lines = [[title for title, _ in _COLUMNS]]
    lines += [[_written(getattr(row, name)) for _, name in _COLUMNS] for row in comparisons]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_COLUMNS))]
    shown = [
        "  ".join(
            word.rjust(width) if place else word.ljust(width)
            for place, (word, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    notes = [
        f"{row.name}: {row.measured}; baseline: {row.baseline}"
        + (f"; plain baseline: {row.plain_baseline}" if row.plain_baseline else "")
        for row in comparisons
    ]
    return "\n".join([*shown, "", *notes])


def _written(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return str(value)

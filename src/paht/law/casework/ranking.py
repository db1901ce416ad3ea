"""The ranking of agencies (VL.24.3, ST.12): a score of a hundred by the edition's criteria, every part visible."""

from collections.abc import Mapping
from dataclasses import dataclass

from paht.law.editions.rows import Edition

OFF_FOR_EACH = 10.0
"""Points off the part for cooperation for each failing of cooperation."""


@dataclass(frozen=True, slots=True)
class Score:
    """An agency's score; ``parts`` (percent, by criterion) holds ``None`` where nothing could be measured."""

    total: float
    parts: Mapping[str, float | None]


def score(
    *, done: int, late: int, satisfied_percent: float | None, uncooperative: int, edition: Edition
) -> Score | None:
    """The weighted mean of the parts that can be measured; ``None`` for an agency without any result.

    ``done`` results of which ``late`` were late; ``uncooperative`` counts its failings of cooperation.
    """
    if done == 0:
        return None
    parts: dict[str, float | None] = {
        "in_time": 100 * (done - late) / done,
        "satisfied": satisfied_percent,
        "cooperation": max(0.0, 100.0 - OFF_FOR_EACH * uncooperative),
    }
    weights = {criterion.key: criterion.weight for criterion in edition.criteria}
    measured = {key: value for key, value in parts.items() if value is not None and key in weights}
    whole = sum(weights[key] for key in measured)
    total = sum(weights[key] * value for key, value in measured.items()) / whole
    return Score(total, {key: parts[key] for key in weights})

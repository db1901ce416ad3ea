"""Which body answers for a matter: by the place, the field, and the level that owns the field (VL.11.3, ST.3.5).

The tables say who usually comes first. An installation's own directory knows better: the desk asks that instead.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from paht.law.casework.states import Field
from paht.law.editions.rows import Edition
from paht.triage.wordlist import Phrases, Text

_CERTAIN, _RAISED, _PLACELESS = 0.95, 0.85, 0.6
_ANYWHERE = {
    "commune": "UBND xã, phường nơi xảy ra sự việc",
    "police": "Công an xã, phường nơi xảy ra sự việc",
    "district": "UBND cấp huyện nơi xảy ra sự việc",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the matter is: the commune's name, and its district's where the province has districts."""

    commune: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Competent:
    """The body that comes first, how sure that is given the field (0 to 1), and why."""

    name: str
    confidence: float
    words: tuple[str, ...]


def competent(
    text: Text, field: Field, *, edition: Edition, place: Place | None, has_districts: bool
) -> Competent:
    """The body for the field at the place; without a place only its level is named."""
    table = _table("three-levels" if has_districts else "two-levels")
    level, words, sure = table["fields"][field.value], [], _CERTAIN
    raised = table["raised"].get(field.value)
    hits = Phrases(raised).find(text) if raised else []
    if hits:
        level, words, sure = hits[0].value, [hits[0].text], _RAISED
    if level == "ioc":
        return Competent(edition.ioc, sure, tuple(words))
    if level not in _ANYWHERE:
        return Competent(level, sure, tuple(words))
    name = _local(level, place)
    if name is None:
        return Competent(_ANYWHERE[level], sure * _PLACELESS, tuple(words))
    assert place is not None
    return Competent(name, sure, (*words, place.commune))


def _local(level: str, place: Place | None) -> str | None:
    if place is None:
        return None
    if level == "district":
        return f"UBND {place.district}" if place.district else f"UBND {place.commune}"
    return (
        f"UBND {place.commune}"
        if level == "commune"
        else f"Công an {place.commune[:1].lower()}{place.commune[1:]}"
    )


@cache
def _table(name: str) -> dict[str, Any]:
    written = (
        resources.files("paht.triage").joinpath(f"lists/competence/{name}.toml").read_text(encoding="utf-8")
    )
    return tomllib.loads(written)

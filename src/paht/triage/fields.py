"""What a text is about by its words: the field, by weighted lists (the cold start, before any learning)."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from paht.law.casework.states import Field
from paht.triage.wordlist import Hit, Phrases, Text

USUAL_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much the words speak for a field (0 and more), and which ones, the weightiest first."""

    field: Field
    weight: float
    words: tuple[str, ...]


def spoken_for(text: Text) -> tuple[Spoken, ...]:
    """The fields for which something in the text speaks, the likeliest first; each phrase counts once."""
    said: dict[Field, dict[str, tuple[float, Hit]]] = {}
    for hit in _phrases().find(text):
        for field, weight in hit.value:
            said.setdefault(field, {}).setdefault(hit.phrase, (weight, hit))
    found = []
    for field, phrases in said.items():
        ranked = sorted(phrases.values(), key=lambda each: -each[0])
        words = dict.fromkeys(hit.text for _, hit in ranked)
        found.append(Spoken(field, _sum([weight for weight, _ in ranked]), tuple(words)))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.field)))


def _sum(weights: list[float]) -> float:
    """The weightiest in full, each further one by half of the one before: ten words of one field are one matter."""
    return sum(weight * 0.6**place for place, weight in enumerate(weights[:12]))


@cache
def _phrases() -> Phrases:
    values: dict[str, list[tuple[Field, float]]] = {}
    field = Field.OTHER
    written = resources.files("paht.triage").joinpath("lists/fields.txt").read_text(encoding="utf-8")
    for line in written.splitlines():
        if line.startswith("["):
            field = Field(line.strip("[]"))
        elif line and not line.startswith("#"):
            for entry in line.split(";"):
                phrase, _, weight = entry.strip().partition("=")
                values.setdefault(phrase, []).append((field, float(weight or USUAL_WEIGHT)))
    return Phrases(values)

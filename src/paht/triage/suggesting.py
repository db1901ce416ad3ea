"""All that the words of a text suggest, each with its confidence and the words behind it. Nothing is decided here."""

from dataclasses import dataclass

from paht.law.casework.states import Field, Kind
from paht.law.editions.rows import Edition
from paht.triage.competence import Competent, Place, competent
from paht.triage.fields import Spoken, spoken_for
from paht.triage.kinds import kinds_spoken
from paht.triage.language import language
from paht.triage.model import Model, shipped
from paht.triage.personal import Found, find
from paht.triage.urgency import THRESHOLD, danger
from paht.triage.wording import complaint, improper, trial
from paht.triage.wordlist import Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed value, how likely it is right (0 to 1), and the words that led to it."""

    value: str
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether something is so, how likely that is right (0 to 1), and the words that led to it."""

    value: bool
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the words of one text suggest. ``urgent_kind`` is a key of the edition's list, ``""`` where none;
    ``fields`` are the likeliest with their chances; places of ``personal_data`` are those in the text as given.
    """

    kind: Proposal
    field: Proposal
    agency: Proposal
    urgent: Flag
    urgent_kind: str
    complaint: Proposal
    language: Proposal
    improper: Flag
    trial: Flag
    personal_data: tuple[Found, ...]
    fields: tuple[tuple[str, float], ...]


def suggest(
    text: str,
    *,
    edition: Edition,
    place: Place | None = None,
    has_districts: bool = False,
    model: Model | None = None,
) -> Suggestion:
    """What the text suggests under the edition, at the place where one is known; ``model`` is the desk's own, else the
    shipped one. Never raises for a text."""
    read = Text(text)
    model = model or shipped()
    spoken = spoken_for(read)
    field, chances = _field(read, spoken, model)
    body = competent(read, Field(field.value), edition=edition, place=place, has_districts=has_districts)
    rude, tried, nature = improper(read), trial(read, spoken), complaint(read)
    told, spoken_in = danger(read), language(read)
    is_urgent = told.chance >= THRESHOLD and tried.value != "true" and bool(edition.urgent_kinds)
    sure = told.chance if told.chance >= THRESHOLD else 1 - told.chance
    return Suggestion(
        kind=_kind(read, model),
        field=field,
        agency=_agency(body, field),
        urgent=Flag(is_urgent, _rounded(sure), told.words),
        urgent_kind=told.kind if is_urgent else "",
        complaint=Proposal(nature.value, _rounded(nature.confidence), nature.words),
        language=Proposal(spoken_in.code, _rounded(spoken_in.confidence), spoken_in.words),
        improper=Flag(rude.value == "true", _rounded(rude.confidence), rude.words),
        trial=Flag(tried.value == "true", _rounded(tried.confidence), tried.words),
        personal_data=_personal(read),
        fields=chances,
    )


def _field(
    text: Text, spoken: tuple[Spoken, ...], model: Model
) -> tuple[Proposal, tuple[tuple[str, float], ...]]:
    listed = {each.field.value: each.weight for each in spoken}
    if not listed and len(text.words) < 2:
        return Proposal(Field.OTHER.value, 0.3, ()), ((Field.OTHER.value, 0.3),)
    chances = model.chances("field", text, listed)
    ranked = sorted(chances.items(), key=lambda each: (-each[1], each[0]))
    value, chance = ranked[0]
    words = next((each.words for each in spoken if each.field.value == value), ())
    return Proposal(value, _rounded(chance), words[:5]), tuple((f, _rounded(c)) for f, c in ranked[:3])


def _kind(text: Text, model: Model) -> Proposal:
    said = kinds_spoken(text)
    chances = model.chances("kind", text, {kind.value: weight for kind, weight in said.weights.items()})
    value = max(chances, key=lambda each: chances[each])
    return Proposal(value, _rounded(chances[value]), said.words[Kind(value)])


def _agency(body: Competent, field: Proposal) -> Proposal:
    return Proposal(
        body.name, _rounded(body.confidence * field.confidence), (*body.words, *field.because[:2])
    )


def _personal(text: Text) -> tuple[Found, ...]:
    """Personal data with their places in the text as it was given, however its letters were composed."""
    placed = []
    for found in find(text.text):
        start, end = text.place(found.start), text.place(found.end)
        placed.append(Found(found.kind, text.given[start:end], start, end, found.sure))
    return tuple(placed)


def _rounded(chance: float) -> float:
    return round(min(0.99, max(0.01, chance)), 2)

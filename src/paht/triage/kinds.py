"""Which kind of content a text is (VL.2.1): report, petition, question or suggestion, by its turns of speech."""

from dataclasses import dataclass

from paht.law.casework.states import Kind
from paht.triage.signs import found
from paht.triage.wordlist import Text

_REPORT_WEIGHT = 2.6
"""What speaks for a report by itself: it is by far the most frequent kind."""


@dataclass(frozen=True, slots=True)
class KindSpoken:
    """How much speaks for each kind, and the words for it."""

    weights: dict[Kind, float]
    words: dict[Kind, tuple[str, ...]]


def kinds_spoken(text: Text) -> KindSpoken:
    """The weights of the kinds; a report needs no words of its own."""
    weights: dict[Kind, float] = {Kind.REPORT: _REPORT_WEIGHT}
    words: dict[Kind, tuple[str, ...]] = {Kind.REPORT: ()}
    for kind in (Kind.PETITION, Kind.QUESTION, Kind.SUGGESTION):
        hits = sorted(found(kind.value, text), key=lambda hit: -hit.value)
        weights[kind] = sum(float(hit.value) * 0.5**place for place, hit in enumerate(hits[:8]))
        words[kind] = tuple(dict.fromkeys(hit.text for hit in hits))[:4]
    if text.is_question:
        # Many a report ends in an outcry with a question mark: it tells a question only beside words that ask.
        ends = text.text.rstrip().endswith("?")
        weights[Kind.QUESTION] += (1.6 if ends else 0.6) if weights[Kind.QUESTION] else 0.8
        words[Kind.QUESTION] = (*words[Kind.QUESTION], "?")
    return KindSpoken(weights, words)

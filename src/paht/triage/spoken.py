"""What was found in the words, in the shape that the law judges (:mod:`paht.law.evidence`)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from paht.law.evidence.beside import personal
from paht.law.evidence.words import Sign, Words
from paht.triage.personal import Found
from paht.triage.suggesting import Flag, Suggestion

_NO_COMPLAINT = "none"


def words_of(found: Suggestion) -> Words:
    """What the conditions of admission are judged by."""
    nature = found.complaint
    return Words(
        language=Sign(found.language.value, found.language.confidence, found.language.because),
        improper=flagged(found.improper),
        trial=flagged(found.trial),
        complaint=Sign(
            "" if nature.value == _NO_COMPLAINT else nature.value, nature.confidence, nature.because
        ),
    )


def flagged(flag: Flag) -> Sign:
    """A sign, or none."""
    return Sign("có" if flag.value else "", flag.confidence, flag.because)


def personal_of(found: Sequence[Found], *, names: Mapping[str, str]) -> Sign:
    """How much of which kind stands in the words, by the kinds' ``names``; never the words themselves."""
    counts = Counter(each.kind for each in found)
    told = ", ".join(f"{count} {names[kind]}" for kind, count in counts.items())
    return personal(told, by_form=all(each.sure for each in found))

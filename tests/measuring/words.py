"""The conditions that are judged by words, on sentences whose templates nothing was learnt from."""

from collections.abc import Sequence

from paht.law.casework.states import Kind
from paht.law.evidence.beside import URGENCY, Beside, judge_beside
from paht.law.evidence.verdicts import Verdict
from paht.law.evidence.words import Sign, judge_words
from paht.triage import generating
from paht.triage.generating import Sentence
from paht.triage.spoken import flagged, words_of
from paht.triage.suggesting import Suggestion, suggest
from tests.measuring import tables
from tests.measuring.scenes import EDITION, Corpus
from tests.measuring.tables import BROKEN, FULFILLED, Judged, Told

NOTHING = Sign("", 0.0)


def measure(_corpus: Corpus) -> Told:
    """Language and improper words, trials, complaints, urgency: the sheet's verdicts, and the labels behind them."""
    answered = [(each, suggest(each.text, edition=EDITION)) for each in tested()]
    conditions = [
        _condition(
            "content in Vietnamese, proper", "VL.8.1.a", answered, "content", ("language", "improper")
        ),
        _condition("in earnest, no trial", "VL.8.2.9", answered, "in_earnest", ("trial",)),
        _condition("no complaint, no denunciation", "VL.1.1.b", answered, "in_scope", ("complaint",)),
        _condition("not urgent", "VL.16.1", answered, URGENCY, ("urgent",)),
    ]
    texts = [f"**{each.name}** ({each.clause})\n\n{each.table('label and writing')}" for each in conditions]
    for question, said in _SAID.items():
        pairs = [
            (each.labels[question] or "none", said(found) or "none")
            for each, found in answered
            if question in each.labels
        ]
        texts.append(f"**{question}**\n\n{tables.labels(pairs)}\n\n{tables.confusion(pairs)}")
    return Told("\n\n".join(texts), conditions)


def tested() -> list[Sentence]:
    """The sentences kept for testing."""
    return [each for each in generating.sentences() if each.is_test]


_SAID = {
    "urgent": lambda found: found.urgent_kind,
    "complaint": lambda found: found.complaint.value,
    "improper": lambda found: "improper" if found.improper.value else "",
    "trial": lambda found: "trial" if found.trial.value else "",
    "language": lambda found: found.language.value,
}
_RIGHT = {"language": "vi", "complaint": "none"}


def _condition(
    name: str,
    clause: str,
    answered: Sequence[tuple[Sentence, Suggestion]],
    condition: str,
    questions: Sequence[str],
) -> Judged:
    """The verdicts on the sentences that have a label of one of the questions."""
    judged = Judged(name, clause)
    for sentence, found in answered:
        asked = {each: sentence.labels[each] for each in questions if each in sentence.labels}
        if not asked:
            continue
        broken = [f"{each}: {label}" for each, label in asked.items() if label not in ("", _RIGHT.get(each))]
        (verdict,) = (each.verdict for each in _verdicts(found) if each.condition == condition)
        judged.add(broken[0] if broken else "nothing of it", BROKEN if broken else FULFILLED, verdict)
    return judged


def _verdicts(found: Suggestion) -> tuple[Verdict, ...]:
    beside = Beside(urgent=flagged(found.urgent), personal=NOTHING)
    of_words = judge_words(words_of(found), edition=EDITION, kind=Kind.REPORT)
    return (*of_words, *judge_beside(beside, edition=EDITION))

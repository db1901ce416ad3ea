"""Measuring the proposals on the project's own sentences: ``python -m paht.triage.measuring --write FILE``.

With ``--learn`` the shipped model is learnt anew from the sentences kept for learning. The tests are never learnt.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from paht.law.casework.states import Field, Kind
from paht.law.editions import get
from paht.triage import generating, model
from paht.triage.generating import Sentence
from paht.triage.personal import find
from paht.triage.suggesting import Suggestion, suggest
from paht.triage.training import Example, train
from paht.triage.wordlist import Text

EDITION = "vinh-long-2025"
ANSWERS = {"field": [field.value for field in Field], "kind": [kind.value for kind in Kind]}
_PACKAGE = Path(__file__).parent


def learnt_examples() -> list[Example]:
    """The sentences kept for learning, as examples of field and kind."""
    return [
        Example(each.text, {name: each.labels[name] for name in ANSWERS}, each.template)
        for each in generating.of_fields()
        if not each.is_test
    ]


def main(arguments: Sequence[str]) -> int:
    """Learn where asked, measure, write the document; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m paht.triage.measuring")
    parser.add_argument("--learn", action="store_true", help="learn the shipped model anew first")
    parser.add_argument("--write", type=Path, help="write the document to this file; else to standard output")
    chosen = parser.parse_args(arguments)
    if chosen.learn:
        made = train(learnt_examples(), answers={name: list(each) for name, each in ANSWERS.items()})
        (_PACKAGE / model.SHIPPED).write_bytes(model.packed(made))
        print("learnt", {n: (h.learnt, h.listed) for n, h in made.heads.items()}, file=sys.stderr)
    written = document()
    if chosen.write:
        chosen.write.write_text(written, encoding="utf-8")
    else:
        print(written)
    return 0


def document() -> str:
    """The whole measurement as Markdown."""
    from paht.triage.reporting import document as told

    return told(measured())


def measured() -> "Measured":
    """Every test sentence with what was proposed for it."""
    edition = get(EDITION)
    tests = [each for each in generating.sentences() if each.is_test]
    began = time.process_time()
    answers = [suggest(each.text, edition=edition) for each in tests]
    spent = (time.process_time() - began) / max(1, len(tests))
    return Measured(tests, answers, spent)


class Measured:
    """The tests, the answers in the same order, and the processor's seconds for one."""

    def __init__(self, tests: list[Sentence], answers: list[Suggestion], seconds: float) -> None:
        self.tests, self.answers, self.seconds = tests, answers, seconds
        every = generating.sentences()
        self.total, self.templates = len(every), len({each.template for each in every})

    def pairs(self, question: str, said: Callable[[Suggestion], str]) -> list[tuple[str, str]]:
        """What is right and what was said, for the sentences that have an answer to the question."""
        return [
            (test.labels[question], said(answer))
            for test, answer in zip(self.tests, self.answers, strict=True)
            if question in test.labels
        ]

    def listed_alone(self) -> float:
        """The share of fields that the lists alone get right."""
        from paht.triage.fields import spoken_for

        tests = [each for each in self.tests if "field" in each.labels]
        firsts = [next((s.field.value for s in spoken_for(Text(each.text))), "other") for each in tests]
        return share(each.labels["field"] == first for each, first in zip(tests, firsts, strict=True))

    def among_three(self) -> float:
        """The share of fields that are among the three likeliest."""
        rows = [
            test.labels["field"] in {field for field, _ in answer.fields}
            for test, answer in zip(self.tests, self.answers, strict=True)
            if "field" in test.labels
        ]
        return share(rows)

    def by_style(self) -> list[tuple[str, int, float]]:
        """For each way of writing how many tests there are, and the share of right fields."""
        styles: dict[str, list[bool]] = {}
        for test, answer in zip(self.tests, self.answers, strict=True):
            if "field" in test.labels:
                styles.setdefault(test.style, []).append(answer.field.value == test.labels["field"])
        return [(style, len(rows), share(rows)) for style, rows in sorted(styles.items())]

    def calibration(self) -> list[tuple[str, int, float]]:
        """For each range of confidence how many fields were proposed so, and the share that was right."""
        rows = [
            (answer.field.confidence, answer.field.value == test.labels["field"])
            for test, answer in zip(self.tests, self.answers, strict=True)
            if "field" in test.labels
        ]
        ranges = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01))
        found = []
        for low, high in ranges:
            within = [right for sure, right in rows if low <= sure < high]
            if within:
                found.append((f"{low:.2f}–{min(high, 1):.2f}", len(within), share(within)))
        return found


def personal_counts() -> dict[str, tuple[int, int, int]]:
    """For each kind of personal data: found rightly, missed, found wrongly."""
    counts: dict[str, Counter[str]] = {}
    for text, right in generating.with_personal_data():
        got = Counter((each.kind, each.text) for each in find(text))
        due = Counter(right)
        for (kind, _), number in (got & due).items():
            counts.setdefault(kind, Counter())["right"] += number
        for (kind, _), number in (due - got).items():
            counts.setdefault(kind, Counter())["missed"] += number
        for (kind, _), number in (got - due).items():
            counts.setdefault(kind, Counter())["wrong"] += number
    return {kind: (each["right"], each["missed"], each["wrong"]) for kind, each in sorted(counts.items())}


def share(rows: Iterable[bool]) -> float:
    """The share of those that are true; 0 of none."""
    listed = list(rows)
    return sum(listed) / len(listed) if listed else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

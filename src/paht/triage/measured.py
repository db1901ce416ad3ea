"""What is proposed for the project's own test sentences, beside what would be right."""

import time
from collections import Counter
from collections.abc import Callable, Iterable

from paht.law.editions import get
from paht.triage import generating
from paht.triage.fields import spoken_for
from paht.triage.generating import Sentence
from paht.triage.personal import find
from paht.triage.suggesting import Suggestion, suggest
from paht.triage.wordlist import Text

EDITION = "vinh-long-2025"


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


def measured() -> Measured:
    """Every test sentence with what was proposed for it."""
    edition = get(EDITION)
    tests = [each for each in generating.sentences() if each.is_test]
    began = time.process_time()
    answers = [suggest(each.text, edition=edition) for each in tests]
    spent = (time.process_time() - began) / max(1, len(tests))
    return Measured(tests, answers, spent)


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

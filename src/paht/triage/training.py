"""Learning a model from sentences with their answers: logistic regression on hashed n-grams, held out by group.

Slow (seconds): for a job of its own, never for a request. What learnt and listed words weigh together is fitted on
answers given to sentences that were not learnt, which makes the confidences honest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from paht.triage.features import SIZE, features
from paht.triage.fields import spoken_for
from paht.triage.kinds import kinds_spoken
from paht.triage.model import Head, Model
from paht.triage.wordlist import Text

_FOLDS = 5
_STRENGTH = 8.0
"""How freely weights may grow (the inverse of the penalty)."""
_LEARNT = (0.6, 0.8, 1.0, 1.25, 1.5, 1.8)
_LISTED = (0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its answers by question, and the group that is held out as a whole (its case, its template)."""

    text: str
    answers: dict[str, str]
    group: int


def listed_weights(question: str, text: Text) -> dict[str, float]:
    """What the lists of words say to a question."""
    if question == "field":
        return {each.field.value: each.weight for each in spoken_for(text)}
    return {kind.value: weight for kind, weight in kinds_spoken(text).weights.items()}


def train(examples: Sequence[Example], *, answers: dict[str, Sequence[str]]) -> Model:
    """A model of the examples; ``answers`` are the possible ones of each question, also such as no example has."""
    texts = [Text(each.text) for each in examples]
    numbers = [features(text) for text in texts]
    groups = np.array([each.group for each in examples])
    heads = {}
    for question, possible in answers.items():
        labels = [each.answers[question] for each in examples]
        listed = _matrix([listed_weights(question, text) for text in texts], possible)
        held_out = _held_out(numbers, labels, groups, possible)
        right = np.array([list(possible).index(label) for label in labels])
        learnt, weight = _shares(held_out, listed, right)
        weights, bias = _fitted(numbers, labels, possible)
        heads[question] = Head(tuple(possible), weights, bias, learnt, weight)
    return Model(heads)


def _fitted(numbers: list[list[int]], labels: list[str], possible: Sequence[str]) -> tuple[Any, Any]:
    """Weights and biases; an answer that no example has stays unlikely, and the lists can still speak for it."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    if len(set(labels)) < 2:
        return np.zeros((len(possible), SIZE), np.float32), np.zeros(len(possible), np.float32)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=200).fit(_rows(numbers), labels)
    known = list(fitted.classes_)
    coefficients, intercepts = fitted.coef_, fitted.intercept_
    if len(known) == 2:
        coefficients, intercepts = (
            np.vstack([-coefficients, coefficients]) / 2,
            np.array([-1, 1]) * intercepts / 2,
        )
    weights = np.zeros((len(possible), SIZE), np.float32)
    bias = np.full(len(possible), float(intercepts.min()), np.float32)
    for row, answer in enumerate(known):
        at = list(possible).index(answer)
        weights[at], bias[at] = coefficients[row], intercepts[row]
    return weights, bias


def _rows(numbers: list[list[int]]) -> Any:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(1, len(row))), np.float32) for row in numbers])
    ends = np.cumsum([0, *map(len, numbers)])
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in numbers])
    return csr_matrix((values, columns, ends), shape=(len(numbers), SIZE))


def _held_out(numbers: list[list[int]], labels: list[str], groups: Any, possible: Sequence[str]) -> Any:
    """Scores that each example gets from a model that has not learnt its group."""
    scores = np.zeros((len(numbers), len(possible)), np.float32)
    folds = np.unique(groups, return_inverse=True)[1] * 7919 % _FOLDS
    for fold in range(_FOLDS):
        inside = [at for at in range(len(numbers)) if folds[at] != fold]
        outside = [at for at in range(len(numbers)) if folds[at] == fold]
        if not inside or not outside:
            continue
        weights, bias = _fitted([numbers[at] for at in inside], [labels[at] for at in inside], possible)
        head = Head(tuple(possible), weights, bias, 1.0, 0.0)
        for at in outside:
            scores[at] = head.scores(numbers[at])
    return scores


def _shares(scores: Any, listed: Any, right: Any) -> tuple[float, float]:
    """How much learnt and listed words weigh where both together were surest of what is right (least log loss)."""

    def loss(learnt: float, weight: float) -> float:
        total = learnt * scores + weight * listed
        total = total - total.max(axis=1, keepdims=True)
        chances = np.exp(total) / np.exp(total).sum(axis=1, keepdims=True)
        return float(-np.log(chances[np.arange(len(right)), right] + 1e-9).mean())

    return min(((a, b) for a in _LEARNT for b in _LISTED), key=lambda pair: loss(*pair))


def _matrix(rows: list[dict[str, float]], possible: Sequence[str]) -> Any:
    return np.array([[row.get(answer, 0.0) for answer in possible] for row in rows], np.float32)

"""The learnt part of a proposal: a linear model over hashed n-grams, read with numpy alone, beside the lists of words.

A model is a small file: for each of its questions the answers, their weights (whole numbers with a scale), and how much
it and the lists weigh together, fitted on held-out sentences so that a confidence of 0.8 is right eight times of ten.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from paht.triage.features import SIZE, features
from paht.triage.wordlist import Text

SHIPPED = "model.npz"
QUESTIONS = ("field", "kind")


@dataclass(frozen=True, slots=True)
class Head:
    """One question: its answers, weights (answers by ``SIZE``), biases, and what learnt and listed words weigh."""

    answers: tuple[str, ...]
    weights: Any
    bias: Any
    learnt: float
    listed: float

    def scores(self, numbers: list[int]) -> Any:
        """The learnt score of every answer."""
        if not numbers:
            return self.bias.copy()
        return self.weights[:, numbers].sum(axis=1, dtype=np.float32) / np.sqrt(len(numbers)) + self.bias

    def chances(self, numbers: list[int], listed: Mapping[str, float]) -> dict[str, float]:
        """How likely each answer is, together 1; ``listed`` are the weights that the lists give."""
        words = np.array([listed.get(answer, 0.0) for answer in self.answers], dtype=np.float32)
        total = self.learnt * self.scores(numbers) + self.listed * words
        raised = np.exp(total - total.max())
        return dict(zip(self.answers, (raised / raised.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Model:
    """A model: the head of each question."""

    heads: Mapping[str, Head]

    def chances(self, question: str, text: Text, listed: Mapping[str, float]) -> dict[str, float]:
        """How likely each answer to the question is for the text."""
        return self.heads[question].chances(features(text), listed)


class ModelError(ValueError):
    """A file is no model of this program."""


def shipped() -> Model:
    """The model that comes with the program, learnt from its own sentences."""
    return _shipped()


def parsed(content: bytes) -> Model:
    """A model from the bytes of its file; :class:`ModelError` where they are none."""
    try:
        return _parsed(content)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"no model: {type(error).__name__}") from error


def packed(model: Model) -> bytes:
    """The model as bytes of a file: weights as whole numbers of one byte, with a scale for each answer."""
    content: dict[str, Any] = {}
    for name, head in model.heads.items():
        scale = np.abs(head.weights).max(axis=1, keepdims=True) / 127 + 1e-12
        content[f"{name}_weights"] = np.round(head.weights / scale).astype(np.int8)
        content[f"{name}_scale"] = scale.astype(np.float32)
        content[f"{name}_bias"] = head.bias.astype(np.float32)
        content[f"{name}_answers"] = np.array(head.answers)
        content[f"{name}_share"] = np.array([head.learnt, head.listed], dtype=np.float32)
    written = io.BytesIO()
    np.savez_compressed(written, **content)
    return written.getvalue()


@cache
def _shipped() -> Model:
    return _parsed(resources.files("paht.triage").joinpath(SHIPPED).read_bytes())


def _parsed(content: bytes) -> Model:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        heads = {
            name: Head(
                answers=tuple(str(each) for each in file[f"{name}_answers"]),
                weights=file[f"{name}_weights"].astype(np.float32) * file[f"{name}_scale"],
                bias=file[f"{name}_bias"],
                learnt=float(file[f"{name}_share"][0]),
                listed=float(file[f"{name}_share"][1]),
            )
            for name in QUESTIONS
        }
    if any(head.weights.shape != (len(head.answers), SIZE) for head in heads.values()):
        raise ValueError("a model of another size")
    return Model(heads)

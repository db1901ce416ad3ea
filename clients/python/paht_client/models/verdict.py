from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Verdict")


@_attrs_define
class Verdict:
    """What one condition comes to; ``unknown`` while a file has not been examined.

    Attributes:
        clause (str):
        clause_words (str):
        condition (str):
        verdict (str):
        score (float):
        reason (str):
    """

    clause: str
    clause_words: str
    condition: str
    verdict: str
    score: float
    reason: str

    def to_dict(self) -> dict[str, Any]:
        clause = self.clause

        clause_words = self.clause_words

        condition = self.condition

        verdict = self.verdict

        score = self.score

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "clause": clause,
                "clause_words": clause_words,
                "condition": condition,
                "verdict": verdict,
                "score": score,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        clause = d.pop("clause")

        clause_words = d.pop("clause_words")

        condition = d.pop("condition")

        verdict = d.pop("verdict")

        score = d.pop("score")

        reason = d.pop("reason")

        verdict = cls(
            clause=clause,
            clause_words=clause_words,
            condition=condition,
            verdict=verdict,
            score=score,
            reason=reason,
        )

        return verdict

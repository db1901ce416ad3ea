from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Proposed")


@_attrs_define
class Proposed:
    """A value, how likely it is right (0 to 1), and the words that led to it.

    Attributes:
        value (str):
        confidence (float):
        because (list[str]):
    """

    value: str
    confidence: float
    because: list[str]

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        confidence = self.confidence

        because = self.because

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
                "confidence": confidence,
                "because": because,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("value")

        confidence = d.pop("confidence")

        because = cast(list[str], d.pop("because"))

        proposed = cls(
            value=value,
            confidence=confidence,
            because=because,
        )

        return proposed

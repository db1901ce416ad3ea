from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Flagged")


@_attrs_define
class Flagged:
    """Whether something is so.

    Attributes:
        value (bool):
        confidence (float):
        because (list[str]):
    """

    value: bool
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

        flagged = cls(
            value=value,
            confidence=confidence,
            because=because,
        )

        return flagged

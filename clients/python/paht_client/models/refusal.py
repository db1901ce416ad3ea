from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Refusal")


@_attrs_define
class Refusal:
    """Why the report was not taken.

    Attributes:
        name (str):
        clause (str):
        guidance (str):
        reason (str):
    """

    name: str
    clause: str
    guidance: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        clause = self.clause

        guidance = self.guidance

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "clause": clause,
                "guidance": guidance,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        clause = d.pop("clause")

        guidance = d.pop("guidance")

        reason = d.pop("reason")

        refusal = cls(
            name=name,
            clause=clause,
            guidance=guidance,
            reason=reason,
        )

        return refusal

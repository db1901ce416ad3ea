from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Condition")


@_attrs_define
class Condition:
    """A condition on which the report is judged.

    Attributes:
        code (str):
        name (str):
        clause (str):
    """

    code: str
    name: str
    clause: str

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        name = self.name

        clause = self.clause

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "name": name,
                "clause": clause,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        name = d.pop("name")

        clause = d.pop("clause")

        condition = cls(
            code=code,
            name=name,
            clause=clause,
        )

        return condition

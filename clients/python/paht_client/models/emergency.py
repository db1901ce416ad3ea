from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Emergency")


@_attrs_define
class Emergency:
    """A number to call at once.

    Attributes:
        number (str):
        name (str):
    """

    number: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        name = d.pop("name")

        emergency = cls(
            number=number,
            name=name,
        )

        return emergency

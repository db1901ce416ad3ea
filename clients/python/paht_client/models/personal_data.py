from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PersonalData")


@_attrs_define
class PersonalData:
    """Personal data in the text, that the sender may want to take out.

    Attributes:
        type_ (str):
        start (int):
        end (int):
    """

    type_: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        start = self.start

        end = self.end

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "start": start,
                "end": end,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        start = d.pop("start")

        end = d.pop("end")

        personal_data = cls(
            type_=type_,
            start=start,
            end=end,
        )

        return personal_data

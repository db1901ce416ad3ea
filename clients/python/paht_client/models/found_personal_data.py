from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FoundPersonalData")


@_attrs_define
class FoundPersonalData:
    """Personal data in the text (VL.7.5): where, and what was written.

    Attributes:
        type_ (str):
        text (str):
        start (int):
        end (int):
    """

    type_: str
    text: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        text = self.text

        start = self.start

        end = self.end

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "text": text,
                "start": start,
                "end": end,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        text = d.pop("text")

        start = d.pop("start")

        end = d.pop("end")

        found_personal_data = cls(
            type_=type_,
            text=text,
            start=start,
            end=end,
        )

        return found_personal_data

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Part")


@_attrs_define
class Part:
    """A part of the upright picture: shares (0 to 1) of its width and height.

    Attributes:
        left (float):
        top (float):
        width (float):
        height (float):
    """

    left: float
    top: float
    width: float
    height: float

    def to_dict(self) -> dict[str, Any]:
        left = self.left

        top = self.top

        width = self.width

        height = self.height

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "left": left,
                "top": top,
                "width": width,
                "height": height,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        left = d.pop("left")

        top = d.pop("top")

        width = d.pop("width")

        height = d.pop("height")

        part = cls(
            left=left,
            top=top,
            width=width,
            height=height,
        )

        return part

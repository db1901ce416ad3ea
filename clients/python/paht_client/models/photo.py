from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Photo")


@_attrs_define
class Photo:
    """A picture: a small copy and a large one, both of this API. The same headers open them.

    Attributes:
        small (str):
        large (str):
        caption (str):
    """

    small: str
    large: str
    caption: str

    def to_dict(self) -> dict[str, Any]:
        small = self.small

        large = self.large

        caption = self.caption

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "small": small,
                "large": large,
                "caption": caption,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        small = d.pop("small")

        large = d.pop("large")

        caption = d.pop("caption")

        photo = cls(
            small=small,
            large=large,
            caption=caption,
        )

        return photo

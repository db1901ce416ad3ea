from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sign_of_editing import SignOfEditing
    from ..models.verdict import Verdict


T = TypeVar("T", bound="InspectedFile")


@_attrs_define
class InspectedFile:
    """What the file shows under each condition that is about files; an officer decides.

    Attributes:
        media_type (str):
        size_bytes (int):
        edition (str): The regulation in force when it was sent
        conditions (list[Verdict]):
        signs (list[SignOfEditing]):
        width (int | None | Unset):
        height (int | None | Unset):
    """

    media_type: str
    size_bytes: int
    edition: str
    conditions: list[Verdict]
    signs: list[SignOfEditing]
    width: int | None | Unset = UNSET
    height: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        media_type = self.media_type

        size_bytes = self.size_bytes

        edition = self.edition

        conditions = []
        for conditions_item_data in self.conditions:
            conditions_item = conditions_item_data.to_dict()
            conditions.append(conditions_item)

        signs = []
        for signs_item_data in self.signs:
            signs_item = signs_item_data.to_dict()
            signs.append(signs_item)

        width: int | None | Unset
        if isinstance(self.width, Unset):
            width = UNSET
        else:
            width = self.width

        height: int | None | Unset
        if isinstance(self.height, Unset):
            height = UNSET
        else:
            height = self.height

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "media_type": media_type,
                "size_bytes": size_bytes,
                "edition": edition,
                "conditions": conditions,
                "signs": signs,
            }
        )
        if width is not UNSET:
            field_dict["width"] = width
        if height is not UNSET:
            field_dict["height"] = height

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sign_of_editing import SignOfEditing  # noqa: PLC0415
        from ..models.verdict import Verdict  # noqa: PLC0415

        d = dict(src_dict)
        media_type = d.pop("media_type")

        size_bytes = d.pop("size_bytes")

        edition = d.pop("edition")

        conditions = []
        _conditions = d.pop("conditions")
        for conditions_item_data in _conditions:
            conditions_item = Verdict.from_dict(conditions_item_data)

            conditions.append(conditions_item)

        signs = []
        _signs = d.pop("signs")
        for signs_item_data in _signs:
            signs_item = SignOfEditing.from_dict(signs_item_data)

            signs.append(signs_item)

        def _parse_width(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        width = _parse_width(d.pop("width", UNSET))

        def _parse_height(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        height = _parse_height(d.pop("height", UNSET))

        inspected_file = cls(
            media_type=media_type,
            size_bytes=size_bytes,
            edition=edition,
            conditions=conditions,
            signs=signs,
            width=width,
            height=height,
        )

        return inspected_file

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.consent_question import ConsentQuestion
    from ..models.looked import Looked


T = TypeVar("T", bound="Consents")


@_attrs_define
class Consents:
    """Everything about one report's data.

    Attributes:
        items (list[ConsentQuestion]):
        looks (list[Looked]):
    """

    items: list[ConsentQuestion]
    looks: list[Looked]

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        looks = []
        for looks_item_data in self.looks:
            looks_item = looks_item_data.to_dict()
            looks.append(looks_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "looks": looks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consent_question import ConsentQuestion  # noqa: PLC0415
        from ..models.looked import Looked  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = ConsentQuestion.from_dict(items_item_data)

            items.append(items_item)

        looks = []
        _looks = d.pop("looks")
        for looks_item_data in _looks:
            looks_item = Looked.from_dict(looks_item_data)

            looks.append(looks_item)

        consents = cls(
            items=items,
            looks=looks,
        )

        return consents

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.result_row import ResultRow


T = TypeVar("T", bound="Results")


@_attrs_define
class Results:
    """A page of results, latest first.

    Attributes:
        items (list[ResultRow]):
        next_ (str | Unset):  Default: ''.
    """

    items: list[ResultRow]
    next_: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_ = self.next_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
            }
        )
        if next_ is not UNSET:
            field_dict["next"] = next_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.result_row import ResultRow  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = ResultRow.from_dict(items_item_data)

            items.append(items_item)

        next_ = d.pop("next", UNSET)

        results = cls(
            items=items,
            next_=next_,
        )

        return results

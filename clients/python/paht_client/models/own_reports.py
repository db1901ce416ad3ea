from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.own_report import OwnReport


T = TypeVar("T", bound="OwnReports")


@_attrs_define
class OwnReports:
    """A page of one's reports, latest first; ``undecided`` were sent under one's number and wait for a claim.

    Attributes:
        items (list[OwnReport]):
        undecided (list[OwnReport]):
        next_ (str | Unset):  Default: ''.
    """

    items: list[OwnReport]
    undecided: list[OwnReport]
    next_: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        undecided = []
        for undecided_item_data in self.undecided:
            undecided_item = undecided_item_data.to_dict()
            undecided.append(undecided_item)

        next_ = self.next_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "undecided": undecided,
            }
        )
        if next_ is not UNSET:
            field_dict["next"] = next_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.own_report import OwnReport  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = OwnReport.from_dict(items_item_data)

            items.append(items_item)

        undecided = []
        _undecided = d.pop("undecided")
        for undecided_item_data in _undecided:
            undecided_item = OwnReport.from_dict(undecided_item_data)

            undecided.append(undecided_item)

        next_ = d.pop("next", UNSET)

        own_reports = cls(
            items=items,
            undecided=undecided,
            next_=next_,
        )

        return own_reports

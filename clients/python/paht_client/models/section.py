from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Section")


@_attrs_define
class Section:
    """A part of the extract.

    Attributes:
        title (str):
        values (list[list[str]]):
        lines (list[str]):
    """

    title: str
    values: list[list[str]]
    lines: list[str]

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        values = []
        for values_item_data in self.values:
            values_item = values_item_data

            values.append(values_item)

        lines = self.lines

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "values": values,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        values = []
        _values = d.pop("values")
        for values_item_data in _values:
            values_item = cast(list[str], values_item_data)

            values.append(values_item)

        lines = cast(list[str], d.pop("lines"))

        section = cls(
            title=title,
            values=values,
            lines=lines,
        )

        return section

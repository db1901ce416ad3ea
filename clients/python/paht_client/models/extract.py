from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.section import Section


T = TypeVar("T", bound="Extract")


@_attrs_define
class Extract:
    """Everything that is held.

    Attributes:
        at (datetime.datetime):
        sections (list[Section]):
    """

    at: datetime.datetime
    sections: list[Section]

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        sections = []
        for sections_item_data in self.sections:
            sections_item = sections_item_data.to_dict()
            sections.append(sections_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "sections": sections,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.section import Section  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        sections = []
        _sections = d.pop("sections")
        for sections_item_data in _sections:
            sections_item = Section.from_dict(sections_item_data)

            sections.append(sections_item)

        extract = cls(
            at=at,
            sections=sections,
        )

        return extract

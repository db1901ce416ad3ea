from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.wished_language import WishedLanguage, check_wished_language
from ..models.wished_unwanted_item import WishedUnwantedItem, check_wished_unwanted_item

T = TypeVar("T", bound="Wished")


@_attrs_define
class Wished:
    """How one is written to: the language, and the ways that one does not want.

    Attributes:
        language (WishedLanguage):
        unwanted (list[WishedUnwantedItem]):
    """

    language: WishedLanguage
    unwanted: list[WishedUnwantedItem]

    def to_dict(self) -> dict[str, Any]:
        language: str = self.language

        unwanted = []
        for unwanted_item_data in self.unwanted:
            unwanted_item: str = unwanted_item_data
            unwanted.append(unwanted_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "language": language,
                "unwanted": unwanted,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        language = check_wished_language(d.pop("language"))

        unwanted = []
        _unwanted = d.pop("unwanted")
        for unwanted_item_data in _unwanted:
            unwanted_item = check_wished_unwanted_item(unwanted_item_data)

            unwanted.append(unwanted_item)

        wished = cls(
            language=language,
            unwanted=unwanted,
        )

        return wished

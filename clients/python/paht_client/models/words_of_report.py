from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WordsOfReport")


@_attrs_define
class WordsOfReport:
    """A text as a sender wrote it.

    Attributes:
        text (str):
        commune (str | Unset):  Default: ''.
    """

    text: str
    commune: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        commune = self.commune

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if commune is not UNSET:
            field_dict["commune"] = commune

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        commune = d.pop("commune", UNSET)

        words_of_report = cls(
            text=text,
            commune=commune,
        )

        return words_of_report

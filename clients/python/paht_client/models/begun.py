from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Begun")


@_attrs_define
class Begun:
    """Open ``address`` in the system's browser; keep ``kept`` until the answer has come.

    Attributes:
        address (str):
        kept (str):
    """

    address: str
    kept: str

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        kept = self.kept

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "address": address,
                "kept": kept,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        kept = d.pop("kept")

        begun = cls(
            address=address,
            kept=kept,
        )

        return begun

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AgreeingByCode")


@_attrs_define
class AgreeingByCode:
    """The same with the code that came for this very answer.

    Attributes:
        agrees (bool):
        otp (str):
    """

    agrees: bool
    otp: str

    def to_dict(self) -> dict[str, Any]:
        agrees = self.agrees

        otp = self.otp

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "agrees": agrees,
                "otp": otp,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agrees = d.pop("agrees")

        otp = d.pop("otp")

        agreeing_by_code = cls(
            agrees=agrees,
            otp=otp,
        )

        return agreeing_by_code

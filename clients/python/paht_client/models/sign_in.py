from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SignIn")


@_attrs_define
class SignIn:
    """The code, and how the telephone is called in the person's list.

    Attributes:
        otp (str):
        device (str | Unset):  Default: 'Ứng dụng trên điện thoại'.
    """

    otp: str
    device: str | Unset = "Ứng dụng trên điện thoại"

    def to_dict(self) -> dict[str, Any]:
        otp = self.otp

        device = self.device

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "otp": otp,
            }
        )
        if device is not UNSET:
            field_dict["device"] = device

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        otp = d.pop("otp")

        device = d.pop("device", UNSET)

        sign_in = cls(
            otp=otp,
            device=device,
        )

        return sign_in

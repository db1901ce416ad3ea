from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WhoByCode")


@_attrs_define
class WhoByCode:
    """The code that came, and the report for whoever has no account.

    Attributes:
        otp (str):
        report (str | Unset):  Default: ''.
    """

    otp: str
    report: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        otp = self.otp

        report = self.report

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "otp": otp,
            }
        )
        if report is not UNSET:
            field_dict["report"] = report

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        otp = d.pop("otp")

        report = d.pop("report", UNSET)

        who_by_code = cls(
            otp=otp,
            report=report,
        )

        return who_by_code

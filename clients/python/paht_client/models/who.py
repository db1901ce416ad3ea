from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Who")


@_attrs_define
class Who:
    """Whoever has no account names a report of theirs and the phone that it was sent with.

    Attributes:
        report (str | Unset):  Default: ''.
        phone (str | Unset):  Default: ''.
    """

    report: str | Unset = ""
    phone: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        report = self.report

        phone = self.phone

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if report is not UNSET:
            field_dict["report"] = report
        if phone is not UNSET:
            field_dict["phone"] = phone

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        report = d.pop("report", UNSET)

        phone = d.pop("phone", UNSET)

        who = cls(
            report=report,
            phone=phone,
        )

        return who

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SenderProof")


@_attrs_define
class SenderProof:
    """What proves to be the sender, for the header ``Report-Token``.

    Attributes:
        report_token (str):
    """

    report_token: str

    def to_dict(self) -> dict[str, Any]:
        report_token = self.report_token

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "report_token": report_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        report_token = d.pop("report_token")

        sender_proof = cls(
            report_token=report_token,
        )

        return sender_proof

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="SentReport")


@_attrs_define
class SentReport:
    """The receipt. ``report_token`` proves to be the sender (header ``Report-Token``); it is shown here alone.

    Attributes:
        id (UUID):
        code (str):
        report_token (str):
        repeated (bool): Whether it had been sent before
    """

    id: UUID
    code: str
    report_token: str
    repeated: bool

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        report_token = self.report_token

        repeated = self.repeated

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "code": code,
                "report_token": report_token,
                "repeated": repeated,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        code = d.pop("code")

        report_token = d.pop("report_token")

        repeated = d.pop("repeated")

        sent_report = cls(
            id=id,
            code=code,
            report_token=report_token,
            repeated=repeated,
        )

        return sent_report

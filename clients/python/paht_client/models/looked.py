from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Looked")


@_attrs_define
class Looked:
    """A look at the sender's data.

    Attributes:
        at (datetime.datetime):
        times (int):
        body (str):
        office (str):
        fields (list[str]):
        purpose (str):
    """

    at: datetime.datetime
    times: int
    body: str
    office: str
    fields: list[str]
    purpose: str

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        times = self.times

        body = self.body

        office = self.office

        fields = self.fields

        purpose = self.purpose

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "times": times,
                "body": body,
                "office": office,
                "fields": fields,
                "purpose": purpose,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        times = d.pop("times")

        body = d.pop("body")

        office = d.pop("office")

        fields = cast(list[str], d.pop("fields"))

        purpose = d.pop("purpose")

        looked = cls(
            at=at,
            times=times,
            body=body,
            office=office,
            fields=fields,
            purpose=purpose,
        )

        return looked

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Phone")


@_attrs_define
class Phone:
    """A confirmed phone.

    Attributes:
        id (UUID):
        number (str):
        verified_at (datetime.datetime):
    """

    id: UUID
    number: str
    verified_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        number = self.number

        verified_at = self.verified_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "number": number,
                "verified_at": verified_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        number = d.pop("number")

        verified_at = datetime.datetime.fromisoformat(d.pop("verified_at"))

        phone = cls(
            id=id,
            number=number,
            verified_at=verified_at,
        )

        return phone

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Device")


@_attrs_define
class Device:
    """A session: a browser or a telephone.

    Attributes:
        id (UUID):
        name (str):
        started_at (datetime.datetime):
        seen_at (datetime.datetime):
        is_this (bool):
    """

    id: UUID
    name: str
    started_at: datetime.datetime
    seen_at: datetime.datetime
    is_this: bool

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        started_at = self.started_at.isoformat()

        seen_at = self.seen_at.isoformat()

        is_this = self.is_this

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "started_at": started_at,
                "seen_at": seen_at,
                "is_this": is_this,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        seen_at = datetime.datetime.fromisoformat(d.pop("seen_at"))

        is_this = d.pop("is_this")

        device = cls(
            id=id,
            name=name,
            started_at=started_at,
            seen_at=seen_at,
            is_this=is_this,
        )

        return device

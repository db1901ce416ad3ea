from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Point")


@_attrs_define
class Point:
    """A published result on the map.

    Attributes:
        id (UUID):
        latitude (float):
        longitude (float):
        field (str):
        excerpt (str):
    """

    id: UUID
    latitude: float
    longitude: float
    field: str
    excerpt: str

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        latitude = self.latitude

        longitude = self.longitude

        field = self.field

        excerpt = self.excerpt

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "latitude": latitude,
                "longitude": longitude,
                "field": field,
                "excerpt": excerpt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        latitude = d.pop("latitude")

        longitude = d.pop("longitude")

        field = d.pop("field")

        excerpt = d.pop("excerpt")

        point = cls(
            id=id,
            latitude=latitude,
            longitude=longitude,
            field=field,
            excerpt=excerpt,
        )

        return point

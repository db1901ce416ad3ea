from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="ResultRow")


@_attrs_define
class ResultRow:
    """A published result in a list.

    Attributes:
        id (UUID):
        excerpt (str):
        kind (str):
        field (str):
        commune (str):
        place (str):
        agency (str):
        published_at (datetime.datetime):
        rating (str):
    """

    id: UUID
    excerpt: str
    kind: str
    field: str
    commune: str
    place: str
    agency: str
    published_at: datetime.datetime
    rating: str

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        excerpt = self.excerpt

        kind = self.kind

        field = self.field

        commune = self.commune

        place = self.place

        agency = self.agency

        published_at = self.published_at.isoformat()

        rating = self.rating

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "excerpt": excerpt,
                "kind": kind,
                "field": field,
                "commune": commune,
                "place": place,
                "agency": agency,
                "published_at": published_at,
                "rating": rating,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        excerpt = d.pop("excerpt")

        kind = d.pop("kind")

        field = d.pop("field")

        commune = d.pop("commune")

        place = d.pop("place")

        agency = d.pop("agency")

        published_at = datetime.datetime.fromisoformat(d.pop("published_at"))

        rating = d.pop("rating")

        result_row = cls(
            id=id,
            excerpt=excerpt,
            kind=kind,
            field=field,
            commune=commune,
            place=place,
            agency=agency,
            published_at=published_at,
            rating=rating,
        )

        return result_row

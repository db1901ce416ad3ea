from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Identity")


@_attrs_define
class Identity:
    """An account elsewhere.

    Attributes:
        id (UUID):
        kind (str):
        assurance (str):
        joined_at (datetime.datetime):
    """

    id: UUID
    kind: str
    assurance: str
    joined_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        assurance = self.assurance

        joined_at = self.joined_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "assurance": assurance,
                "joined_at": joined_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        assurance = d.pop("assurance")

        joined_at = datetime.datetime.fromisoformat(d.pop("joined_at"))

        identity = cls(
            id=id,
            kind=kind,
            assurance=assurance,
            joined_at=joined_at,
        )

        return identity

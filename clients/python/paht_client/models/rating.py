from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Rating")


@_attrs_define
class Rating:
    """A level of the edition.

    Attributes:
        command_id (UUID):
        level (str):
        comment (str | Unset):  Default: ''.
    """

    command_id: UUID
    level: str
    comment: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        level = self.level

        comment = self.comment

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "level": level,
            }
        )
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        level = d.pop("level")

        comment = d.pop("comment", UNSET)

        rating = cls(
            command_id=command_id,
            level=level,
            comment=comment,
        )

        return rating

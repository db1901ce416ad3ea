from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="TakingBack")


@_attrs_define
class TakingBack:
    """``command_id`` is made by the app once an action.

    Attributes:
        command_id (UUID):
    """

    command_id: UUID

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        taking_back = cls(
            command_id=command_id,
        )

        return taking_back

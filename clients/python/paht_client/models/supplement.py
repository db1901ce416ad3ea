from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Supplement")


@_attrs_define
class Supplement:
    """What was asked for.

    Attributes:
        command_id (UUID):
        description (str | Unset):  Default: ''.
        files (list[str] | Unset):
    """

    command_id: UUID
    description: str | Unset = ""
    files: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        description = self.description

        files: list[str] | Unset = UNSET
        if not isinstance(self.files, Unset):
            files = self.files

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if files is not UNSET:
            field_dict["files"] = files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        description = d.pop("description", UNSET)

        files = cast(list[str], d.pop("files", UNSET))

        supplement = cls(
            command_id=command_id,
            description=description,
            files=files,
        )

        return supplement

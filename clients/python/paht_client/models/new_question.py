from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="NewQuestion")


@_attrs_define
class NewQuestion:
    """A question about the answer.

    Attributes:
        command_id (UUID):
        text (str):
    """

    command_id: UUID
    text: str

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        text = d.pop("text")

        new_question = cls(
            command_id=command_id,
            text=text,
        )

        return new_question

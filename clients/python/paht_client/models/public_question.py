from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="PublicQuestion")


@_attrs_define
class PublicQuestion:
    """The same by anybody, under a name and a number that stay sealed.

    Attributes:
        command_id (UUID):
        text (str):
        name (str):
        phone (str):
    """

    command_id: UUID
    text: str
    name: str
    phone: str

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        text = self.text

        name = self.name

        phone = self.phone

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "text": text,
                "name": name,
                "phone": phone,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        text = d.pop("text")

        name = d.pop("name")

        phone = d.pop("phone")

        public_question = cls(
            command_id=command_id,
            text=text,
            name=name,
            phone=phone,
        )

        return public_question

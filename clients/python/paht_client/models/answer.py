from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Answer")


@_attrs_define
class Answer:
    """What answers a verification.

    Attributes:
        command_id (UUID):
        request (int):
        answer (str):
    """

    command_id: UUID
    request: int
    answer: str

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        request = self.request

        answer = self.answer

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "request": request,
                "answer": answer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        request = d.pop("request")

        answer = d.pop("answer")

        answer = cls(
            command_id=command_id,
            request=request,
            answer=answer,
        )

        return answer

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.right import Right, check_right
from ..types import UNSET, Unset

T = TypeVar("T", bound="DataRequest")


@_attrs_define
class DataRequest:
    """A request with its state and due moment.

    Attributes:
        id (UUID):
        code (str):
        right (Right): What a data subject may ask for.
        name (str):
        state (str):
        is_open (bool):
        asked_at (datetime.datetime):
        due_at (datetime.datetime | None | Unset):
    """

    id: UUID
    code: str
    right: Right
    name: str
    state: str
    is_open: bool
    asked_at: datetime.datetime
    due_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        right: str = self.right

        name = self.name

        state = self.state

        is_open = self.is_open

        asked_at = self.asked_at.isoformat()

        due_at: None | str | Unset
        if isinstance(self.due_at, Unset):
            due_at = UNSET
        elif isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "code": code,
                "right": right,
                "name": name,
                "state": state,
                "is_open": is_open,
                "asked_at": asked_at,
            }
        )
        if due_at is not UNSET:
            field_dict["due_at"] = due_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        code = d.pop("code")

        right = check_right(d.pop("right"))

        name = d.pop("name")

        state = d.pop("state")

        is_open = d.pop("is_open")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        def _parse_due_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        due_at = _parse_due_at(d.pop("due_at", UNSET))

        data_request = cls(
            id=id,
            code=code,
            right=right,
            name=name,
            state=state,
            is_open=is_open,
            asked_at=asked_at,
            due_at=due_at,
        )

        return data_request

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Owed")


@_attrs_define
class Owed:
    """What is owed now, by whom, until when.

    Attributes:
        name (str):
        who (str):
        due_at (datetime.datetime):
        clause (str):
        internal (bool):
        state (str):
    """

    name: str
    who: str
    due_at: datetime.datetime
    clause: str
    internal: bool
    state: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        who = self.who

        due_at = self.due_at.isoformat()

        clause = self.clause

        internal = self.internal

        state = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "who": who,
                "due_at": due_at,
                "clause": clause,
                "internal": internal,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        who = d.pop("who")

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        clause = d.pop("clause")

        internal = d.pop("internal")

        state = d.pop("state")

        owed = cls(
            name=name,
            who=who,
            due_at=due_at,
            clause=clause,
            internal=internal,
            state=state,
        )

        return owed

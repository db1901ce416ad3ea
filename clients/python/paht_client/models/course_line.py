from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="CourseLine")


@_attrs_define
class CourseLine:
    """A step of the course.

    Attributes:
        at (datetime.datetime):
        what (str):
        clause (str):
        note (str): Only for the sender
    """

    at: datetime.datetime
    what: str
    clause: str
    note: str

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        what = self.what

        clause = self.clause

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "what": what,
                "clause": clause,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        what = d.pop("what")

        clause = d.pop("clause")

        note = d.pop("note")

        course_line = cls(
            at=at,
            what=what,
            clause=clause,
            note=note,
        )

        return course_line

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="TermRow")


@_attrs_define
class TermRow:
    """A term of the regulation.

    Attributes:
        name (str):
        clause (str):
        length (str):
        holder (str):
        starts (str):
    """

    name: str
    clause: str
    length: str
    holder: str
    starts: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        clause = self.clause

        length = self.length

        holder = self.holder

        starts = self.starts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "clause": clause,
                "length": length,
                "holder": holder,
                "starts": starts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        clause = d.pop("clause")

        length = d.pop("length")

        holder = d.pop("holder")

        starts = d.pop("starts")

        term_row = cls(
            name=name,
            clause=clause,
            length=length,
            holder=holder,
            starts=starts,
        )

        return term_row

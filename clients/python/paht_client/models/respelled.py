from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Respelled")


@_attrs_define
class Respelled:
    """A spelling that was probably meant.

    Attributes:
        start (int):
        end (int):
        written (str):
        proposed (str):
    """

    start: int
    end: int
    written: str
    proposed: str

    def to_dict(self) -> dict[str, Any]:
        start = self.start

        end = self.end

        written = self.written

        proposed = self.proposed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "start": start,
                "end": end,
                "written": written,
                "proposed": proposed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        start = d.pop("start")

        end = d.pop("end")

        written = d.pop("written")

        proposed = d.pop("proposed")

        respelled = cls(
            start=start,
            end=end,
            written=written,
            proposed=proposed,
        )

        return respelled

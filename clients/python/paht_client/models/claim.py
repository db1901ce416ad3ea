from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Claim")


@_attrs_define
class Claim:
    """Whether a report sent under a phone of the person's is theirs.

    Attributes:
        own (bool):
    """

    own: bool

    def to_dict(self) -> dict[str, Any]:
        own = self.own

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "own": own,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        own = d.pop("own")

        claim = cls(
            own=own,
        )

        return claim

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.joined_how import JoinedHow, check_joined_how

T = TypeVar("T", bound="Joined")


@_attrs_define
class Joined:
    """What became of the number: ``joined``, ``already``, or ``merged`` with another account of the person's.

    Attributes:
        how (JoinedHow):
    """

    how: JoinedHow

    def to_dict(self) -> dict[str, Any]:
        how: str = self.how

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "how": how,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        how = check_joined_how(d.pop("how"))

        joined = cls(
            how=how,
        )

        return joined

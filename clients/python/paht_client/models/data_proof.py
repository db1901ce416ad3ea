from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DataProof")


@_attrs_define
class DataProof:
    """For the header ``Data-Token``, a quarter of an hour long.

    Attributes:
        data_token (str):
    """

    data_token: str

    def to_dict(self) -> dict[str, Any]:
        data_token = self.data_token

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data_token": data_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        data_token = d.pop("data_token")

        data_proof = cls(
            data_token=data_token,
        )

        return data_proof

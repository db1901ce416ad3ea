from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """The tokens. Send ``access_token`` as ``Authorization: Bearer``, always with ``Device-Secret``.

    Attributes:
        access_token (str):
        refresh_token (str):
        access_ends_at (datetime.datetime):
        ends_at (datetime.datetime):
        phone_is_anothers (bool | Unset): The provider's phone is confirmed by another account Default: False.
    """

    access_token: str
    refresh_token: str
    access_ends_at: datetime.datetime
    ends_at: datetime.datetime
    phone_is_anothers: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        access_token = self.access_token

        refresh_token = self.refresh_token

        access_ends_at = self.access_ends_at.isoformat()

        ends_at = self.ends_at.isoformat()

        phone_is_anothers = self.phone_is_anothers

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "access_token": access_token,
                "refresh_token": refresh_token,
                "access_ends_at": access_ends_at,
                "ends_at": ends_at,
            }
        )
        if phone_is_anothers is not UNSET:
            field_dict["phone_is_anothers"] = phone_is_anothers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        access_token = d.pop("access_token")

        refresh_token = d.pop("refresh_token")

        access_ends_at = datetime.datetime.fromisoformat(d.pop("access_ends_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        phone_is_anothers = d.pop("phone_is_anothers", UNSET)

        session = cls(
            access_token=access_token,
            refresh_token=refresh_token,
            access_ends_at=access_ends_at,
            ends_at=ends_at,
            phone_is_anothers=phone_is_anothers,
        )

        return session

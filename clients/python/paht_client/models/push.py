from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.push_kind import PushKind, check_push_kind

T = TypeVar("T", bound="Push")


@_attrs_define
class Push:
    """Where this telephone's pushes go. ``webpush`` is the subscription as JSON.

    Attributes:
        kind (PushKind):
        token (str):
    """

    kind: PushKind
    token: str

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        token = self.token

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "token": token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_push_kind(d.pop("kind"))

        token = d.pop("token")

        push = cls(
            kind=kind,
            token=token,
        )

        return push

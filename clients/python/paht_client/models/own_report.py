from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="OwnReport")


@_attrs_define
class OwnReport:
    """A report in one's list.

    Attributes:
        id (UUID):
        code (str):
        kind (str):
        field (str):
        stage (str):
        sent_at (datetime.datetime):
        waits_for_me (bool):
        due_at (datetime.datetime | None | Unset):
    """

    id: UUID
    code: str
    kind: str
    field: str
    stage: str
    sent_at: datetime.datetime
    waits_for_me: bool
    due_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        kind = self.kind

        field = self.field

        stage = self.stage

        sent_at = self.sent_at.isoformat()

        waits_for_me = self.waits_for_me

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
                "kind": kind,
                "field": field,
                "stage": stage,
                "sent_at": sent_at,
                "waits_for_me": waits_for_me,
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

        kind = d.pop("kind")

        field = d.pop("field")

        stage = d.pop("stage")

        sent_at = datetime.datetime.fromisoformat(d.pop("sent_at"))

        waits_for_me = d.pop("waits_for_me")

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

        own_report = cls(
            id=id,
            code=code,
            kind=kind,
            field=field,
            stage=stage,
            sent_at=sent_at,
            waits_for_me=waits_for_me,
            due_at=due_at,
        )

        return own_report

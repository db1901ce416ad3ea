from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConsentQuestion")


@_attrs_define
class ConsentQuestion:
    """A question about a sender's data, or a grant.

    Attributes:
        id (UUID):
        report (str):
        body (str):
        fields (list[str]):
        purpose (str):
        hours (int):
        state (str):
        state_name (str):
        asked_at (datetime.datetime | None):
        answer_by (datetime.datetime | None):
        ends_at (datetime.datetime | None):
        basis (str):
    """

    id: UUID
    report: str
    body: str
    fields: list[str]
    purpose: str
    hours: int
    state: str
    state_name: str
    asked_at: datetime.datetime | None
    answer_by: datetime.datetime | None
    ends_at: datetime.datetime | None
    basis: str

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        report = self.report

        body = self.body

        fields = self.fields

        purpose = self.purpose

        hours = self.hours

        state = self.state

        state_name = self.state_name

        asked_at: None | str
        if isinstance(self.asked_at, datetime.datetime):
            asked_at = self.asked_at.isoformat()
        else:
            asked_at = self.asked_at

        answer_by: None | str
        if isinstance(self.answer_by, datetime.datetime):
            answer_by = self.answer_by.isoformat()
        else:
            answer_by = self.answer_by

        ends_at: None | str
        if isinstance(self.ends_at, datetime.datetime):
            ends_at = self.ends_at.isoformat()
        else:
            ends_at = self.ends_at

        basis = self.basis

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "report": report,
                "body": body,
                "fields": fields,
                "purpose": purpose,
                "hours": hours,
                "state": state,
                "state_name": state_name,
                "asked_at": asked_at,
                "answer_by": answer_by,
                "ends_at": ends_at,
                "basis": basis,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        report = d.pop("report")

        body = d.pop("body")

        fields = cast(list[str], d.pop("fields"))

        purpose = d.pop("purpose")

        hours = d.pop("hours")

        state = d.pop("state")

        state_name = d.pop("state_name")

        def _parse_asked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                asked_at_type_0 = datetime.datetime.fromisoformat(data)

                return asked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        asked_at = _parse_asked_at(d.pop("asked_at"))

        def _parse_answer_by(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answer_by_type_0 = datetime.datetime.fromisoformat(data)

                return answer_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answer_by = _parse_answer_by(d.pop("answer_by"))

        def _parse_ends_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ends_at = _parse_ends_at(d.pop("ends_at"))

        basis = d.pop("basis")

        consent_question = cls(
            id=id,
            report=report,
            body=body,
            fields=fields,
            purpose=purpose,
            hours=hours,
            state=state,
            state_name=state_name,
            asked_at=asked_at,
            answer_by=answer_by,
            ends_at=ends_at,
            basis=basis,
        )

        return consent_question

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Asked")


@_attrs_define
class Asked:
    """What was asked and added after the answer.

    Attributes:
        number (int):
        title (str):
        state (str):
        agency (str):
        question (str):
        answer (str):
        asked_at (datetime.datetime):
        answered_at (datetime.datetime | None | Unset):
    """

    number: int
    title: str
    state: str
    agency: str
    question: str
    answer: str
    asked_at: datetime.datetime
    answered_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        title = self.title

        state = self.state

        agency = self.agency

        question = self.question

        answer = self.answer

        asked_at = self.asked_at.isoformat()

        answered_at: None | str | Unset
        if isinstance(self.answered_at, Unset):
            answered_at = UNSET
        elif isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "title": title,
                "state": state,
                "agency": agency,
                "question": question,
                "answer": answer,
                "asked_at": asked_at,
            }
        )
        if answered_at is not UNSET:
            field_dict["answered_at"] = answered_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        title = d.pop("title")

        state = d.pop("state")

        agency = d.pop("agency")

        question = d.pop("question")

        answer = d.pop("answer")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        def _parse_answered_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)

                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        answered_at = _parse_answered_at(d.pop("answered_at", UNSET))

        asked = cls(
            number=number,
            title=title,
            state=state,
            agency=agency,
            question=question,
            answer=answer,
            asked_at=asked_at,
            answered_at=answered_at,
        )

        return asked

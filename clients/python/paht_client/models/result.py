from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.asked import Asked
    from ..models.photo import Photo


T = TypeVar("T", bound="Result")


@_attrs_define
class Result:
    """A published result, as far as everybody may read it.

    Attributes:
        id (UUID):
        code (str):
        kind (str):
        field (str):
        place (str):
        text (str):
        sender_name (str): Only where the sender chose to be named
        agency (str):
        answer (str):
        rating (str):
        before (list[Photo]):
        after (list[Photo]):
        unseen (str): What is said of pictures that are not public
        exchanges (list[Asked]):
        may_interact (bool):
        answered_at (datetime.datetime | None | Unset):
    """

    id: UUID
    code: str
    kind: str
    field: str
    place: str
    text: str
    sender_name: str
    agency: str
    answer: str
    rating: str
    before: list[Photo]
    after: list[Photo]
    unseen: str
    exchanges: list[Asked]
    may_interact: bool
    answered_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        kind = self.kind

        field = self.field

        place = self.place

        text = self.text

        sender_name = self.sender_name

        agency = self.agency

        answer = self.answer

        rating = self.rating

        before = []
        for before_item_data in self.before:
            before_item = before_item_data.to_dict()
            before.append(before_item)

        after = []
        for after_item_data in self.after:
            after_item = after_item_data.to_dict()
            after.append(after_item)

        unseen = self.unseen

        exchanges = []
        for exchanges_item_data in self.exchanges:
            exchanges_item = exchanges_item_data.to_dict()
            exchanges.append(exchanges_item)

        may_interact = self.may_interact

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
                "id": id,
                "code": code,
                "kind": kind,
                "field": field,
                "place": place,
                "text": text,
                "sender_name": sender_name,
                "agency": agency,
                "answer": answer,
                "rating": rating,
                "before": before,
                "after": after,
                "unseen": unseen,
                "exchanges": exchanges,
                "may_interact": may_interact,
            }
        )
        if answered_at is not UNSET:
            field_dict["answered_at"] = answered_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.asked import Asked  # noqa: PLC0415
        from ..models.photo import Photo  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        code = d.pop("code")

        kind = d.pop("kind")

        field = d.pop("field")

        place = d.pop("place")

        text = d.pop("text")

        sender_name = d.pop("sender_name")

        agency = d.pop("agency")

        answer = d.pop("answer")

        rating = d.pop("rating")

        before = []
        _before = d.pop("before")
        for before_item_data in _before:
            before_item = Photo.from_dict(before_item_data)

            before.append(before_item)

        after = []
        _after = d.pop("after")
        for after_item_data in _after:
            after_item = Photo.from_dict(after_item_data)

            after.append(after_item)

        unseen = d.pop("unseen")

        exchanges = []
        _exchanges = d.pop("exchanges")
        for exchanges_item_data in _exchanges:
            exchanges_item = Asked.from_dict(exchanges_item_data)

            exchanges.append(exchanges_item)

        may_interact = d.pop("may_interact")

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

        result = cls(
            id=id,
            code=code,
            kind=kind,
            field=field,
            place=place,
            text=text,
            sender_name=sender_name,
            agency=agency,
            answer=answer,
            rating=rating,
            before=before,
            after=after,
            unseen=unseen,
            exchanges=exchanges,
            may_interact=may_interact,
            answered_at=answered_at,
        )

        return result

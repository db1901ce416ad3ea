from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.asked import Asked
    from ..models.course_line import CourseLine
    from ..models.owed import Owed
    from ..models.owned import Owned
    from ..models.photo import Photo
    from ..models.refusal import Refusal


T = TypeVar("T", bound="Report")


@_attrs_define
class Report:
    """A followed report; ``own`` only where the request proves to be its sender's.

    Attributes:
        id (UUID):
        code (str):
        kind (str):
        field (str):
        stage (str):
        urgent (bool):
        place (str):
        holders (list[str]):
        owed (list[Owed]):
        course (list[CourseLine]):
        agency (str):
        answer (str):
        after (list[Photo]):
        rating (str):
        exchanges (list[Asked]):
        has_ended (bool):
        refusal (None | Refusal | Unset):
        supplement (int | None | Unset): Number of the open request
        verification (int | None | Unset): Number of the open request
        own (None | Owned | Unset):
    """

    id: UUID
    code: str
    kind: str
    field: str
    stage: str
    urgent: bool
    place: str
    holders: list[str]
    owed: list[Owed]
    course: list[CourseLine]
    agency: str
    answer: str
    after: list[Photo]
    rating: str
    exchanges: list[Asked]
    has_ended: bool
    refusal: None | Refusal | Unset = UNSET
    supplement: int | None | Unset = UNSET
    verification: int | None | Unset = UNSET
    own: None | Owned | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.owned import Owned  # noqa: PLC0415
        from ..models.refusal import Refusal  # noqa: PLC0415

        id = str(self.id)

        code = self.code

        kind = self.kind

        field = self.field

        stage = self.stage

        urgent = self.urgent

        place = self.place

        holders = self.holders

        owed = []
        for owed_item_data in self.owed:
            owed_item = owed_item_data.to_dict()
            owed.append(owed_item)

        course = []
        for course_item_data in self.course:
            course_item = course_item_data.to_dict()
            course.append(course_item)

        agency = self.agency

        answer = self.answer

        after = []
        for after_item_data in self.after:
            after_item = after_item_data.to_dict()
            after.append(after_item)

        rating = self.rating

        exchanges = []
        for exchanges_item_data in self.exchanges:
            exchanges_item = exchanges_item_data.to_dict()
            exchanges.append(exchanges_item)

        has_ended = self.has_ended

        refusal: dict[str, Any] | None | Unset
        if isinstance(self.refusal, Unset):
            refusal = UNSET
        elif isinstance(self.refusal, Refusal):
            refusal = self.refusal.to_dict()
        else:
            refusal = self.refusal

        supplement: int | None | Unset
        if isinstance(self.supplement, Unset):
            supplement = UNSET
        else:
            supplement = self.supplement

        verification: int | None | Unset
        if isinstance(self.verification, Unset):
            verification = UNSET
        else:
            verification = self.verification

        own: dict[str, Any] | None | Unset
        if isinstance(self.own, Unset):
            own = UNSET
        elif isinstance(self.own, Owned):
            own = self.own.to_dict()
        else:
            own = self.own

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "code": code,
                "kind": kind,
                "field": field,
                "stage": stage,
                "urgent": urgent,
                "place": place,
                "holders": holders,
                "owed": owed,
                "course": course,
                "agency": agency,
                "answer": answer,
                "after": after,
                "rating": rating,
                "exchanges": exchanges,
                "has_ended": has_ended,
            }
        )
        if refusal is not UNSET:
            field_dict["refusal"] = refusal
        if supplement is not UNSET:
            field_dict["supplement"] = supplement
        if verification is not UNSET:
            field_dict["verification"] = verification
        if own is not UNSET:
            field_dict["own"] = own

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.asked import Asked  # noqa: PLC0415
        from ..models.course_line import CourseLine  # noqa: PLC0415
        from ..models.owed import Owed  # noqa: PLC0415
        from ..models.owned import Owned  # noqa: PLC0415
        from ..models.photo import Photo  # noqa: PLC0415
        from ..models.refusal import Refusal  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        code = d.pop("code")

        kind = d.pop("kind")

        field = d.pop("field")

        stage = d.pop("stage")

        urgent = d.pop("urgent")

        place = d.pop("place")

        holders = cast(list[str], d.pop("holders"))

        owed = []
        _owed = d.pop("owed")
        for owed_item_data in _owed:
            owed_item = Owed.from_dict(owed_item_data)

            owed.append(owed_item)

        course = []
        _course = d.pop("course")
        for course_item_data in _course:
            course_item = CourseLine.from_dict(course_item_data)

            course.append(course_item)

        agency = d.pop("agency")

        answer = d.pop("answer")

        after = []
        _after = d.pop("after")
        for after_item_data in _after:
            after_item = Photo.from_dict(after_item_data)

            after.append(after_item)

        rating = d.pop("rating")

        exchanges = []
        _exchanges = d.pop("exchanges")
        for exchanges_item_data in _exchanges:
            exchanges_item = Asked.from_dict(exchanges_item_data)

            exchanges.append(exchanges_item)

        has_ended = d.pop("has_ended")

        def _parse_refusal(data: object) -> None | Refusal | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refusal_type_0 = Refusal.from_dict(data)

                return refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Refusal | Unset, data)

        refusal = _parse_refusal(d.pop("refusal", UNSET))

        def _parse_supplement(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        supplement = _parse_supplement(d.pop("supplement", UNSET))

        def _parse_verification(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        verification = _parse_verification(d.pop("verification", UNSET))

        def _parse_own(data: object) -> None | Owned | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                own_type_0 = Owned.from_dict(data)

                return own_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Owned | Unset, data)

        own = _parse_own(d.pop("own", UNSET))

        report = cls(
            id=id,
            code=code,
            kind=kind,
            field=field,
            stage=stage,
            urgent=urgent,
            place=place,
            holders=holders,
            owed=owed,
            course=course,
            agency=agency,
            answer=answer,
            after=after,
            rating=rating,
            exchanges=exchanges,
            has_ended=has_ended,
            refusal=refusal,
            supplement=supplement,
            verification=verification,
            own=own,
        )

        return report

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.flagged import Flagged
    from ..models.personal_data import PersonalData
    from ..models.proposed import Proposed


T = TypeVar("T", bound="Suggested")


@_attrs_define
class Suggested:
    """What the words suggest; the sender decides.

    Attributes:
        kind (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        field (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        agency (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        urgent (Flagged): Whether something is so.
        complaint (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        language (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        improper (Flagged): Whether something is so.
        personal_data (list[PersonalData]):
    """

    kind: Proposed
    field: Proposed
    agency: Proposed
    urgent: Flagged
    complaint: Proposed
    language: Proposed
    improper: Flagged
    personal_data: list[PersonalData]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.to_dict()

        field = self.field.to_dict()

        agency = self.agency.to_dict()

        urgent = self.urgent.to_dict()

        complaint = self.complaint.to_dict()

        language = self.language.to_dict()

        improper = self.improper.to_dict()

        personal_data = []
        for personal_data_item_data in self.personal_data:
            personal_data_item = personal_data_item_data.to_dict()
            personal_data.append(personal_data_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "field": field,
                "agency": agency,
                "urgent": urgent,
                "complaint": complaint,
                "language": language,
                "improper": improper,
                "personal_data": personal_data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flagged import Flagged  # noqa: PLC0415
        from ..models.personal_data import PersonalData  # noqa: PLC0415
        from ..models.proposed import Proposed  # noqa: PLC0415

        d = dict(src_dict)
        kind = Proposed.from_dict(d.pop("kind"))

        field = Proposed.from_dict(d.pop("field"))

        agency = Proposed.from_dict(d.pop("agency"))

        urgent = Flagged.from_dict(d.pop("urgent"))

        complaint = Proposed.from_dict(d.pop("complaint"))

        language = Proposed.from_dict(d.pop("language"))

        improper = Flagged.from_dict(d.pop("improper"))

        personal_data = []
        _personal_data = d.pop("personal_data")
        for personal_data_item_data in _personal_data:
            personal_data_item = PersonalData.from_dict(personal_data_item_data)

            personal_data.append(personal_data_item)

        suggested = cls(
            kind=kind,
            field=field,
            agency=agency,
            urgent=urgent,
            complaint=complaint,
            language=language,
            improper=improper,
            personal_data=personal_data,
        )

        return suggested

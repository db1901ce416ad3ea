from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.flagged import Flagged
    from ..models.found_personal_data import FoundPersonalData
    from ..models.proposed import Proposed
    from ..models.respelled import Respelled


T = TypeVar("T", bound="SuggestedToStaff")


@_attrs_define
class SuggestedToStaff:
    """What the words suggest, each with confidence and the words that led to it; the officer decides.

    Attributes:
        kind (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        field (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        agency (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        urgent (Flagged): Whether something is so.
        complaint (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        language (Proposed): A value, how likely it is right (0 to 1), and the words that led to it.
        improper (Flagged): Whether something is so.
        trial (Flagged): Whether something is so.
        personal_data (list[FoundPersonalData]):
        spelling (list[Respelled]):
    """

    kind: Proposed
    field: Proposed
    agency: Proposed
    urgent: Flagged
    complaint: Proposed
    language: Proposed
    improper: Flagged
    trial: Flagged
    personal_data: list[FoundPersonalData]
    spelling: list[Respelled]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.to_dict()

        field = self.field.to_dict()

        agency = self.agency.to_dict()

        urgent = self.urgent.to_dict()

        complaint = self.complaint.to_dict()

        language = self.language.to_dict()

        improper = self.improper.to_dict()

        trial = self.trial.to_dict()

        personal_data = []
        for personal_data_item_data in self.personal_data:
            personal_data_item = personal_data_item_data.to_dict()
            personal_data.append(personal_data_item)

        spelling = []
        for spelling_item_data in self.spelling:
            spelling_item = spelling_item_data.to_dict()
            spelling.append(spelling_item)

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
                "trial": trial,
                "personal_data": personal_data,
                "spelling": spelling,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flagged import Flagged  # noqa: PLC0415
        from ..models.found_personal_data import FoundPersonalData  # noqa: PLC0415
        from ..models.proposed import Proposed  # noqa: PLC0415
        from ..models.respelled import Respelled  # noqa: PLC0415

        d = dict(src_dict)
        kind = Proposed.from_dict(d.pop("kind"))

        field = Proposed.from_dict(d.pop("field"))

        agency = Proposed.from_dict(d.pop("agency"))

        urgent = Flagged.from_dict(d.pop("urgent"))

        complaint = Proposed.from_dict(d.pop("complaint"))

        language = Proposed.from_dict(d.pop("language"))

        improper = Flagged.from_dict(d.pop("improper"))

        trial = Flagged.from_dict(d.pop("trial"))

        personal_data = []
        _personal_data = d.pop("personal_data")
        for personal_data_item_data in _personal_data:
            personal_data_item = FoundPersonalData.from_dict(personal_data_item_data)

            personal_data.append(personal_data_item)

        spelling = []
        _spelling = d.pop("spelling")
        for spelling_item_data in _spelling:
            spelling_item = Respelled.from_dict(spelling_item_data)

            spelling.append(spelling_item)

        suggested_to_staff = cls(
            kind=kind,
            field=field,
            agency=agency,
            urgent=urgent,
            complaint=complaint,
            language=language,
            improper=improper,
            trial=trial,
            personal_data=personal_data,
            spelling=spelling,
        )

        return suggested_to_staff

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.condition import Condition
    from ..models.named import Named
    from ..models.personal_field import PersonalField


T = TypeVar("T", bound="Form")


@_attrs_define
class Form:
    """What sending needs under the edition in force.

    Attributes:
        edition (str):
        kinds (list[Named]):
        fields (list[Named]):
        occurrences (list[Named]):
        communes (list[Named]):
        personal (list[PersonalField]):
        conditions (list[Condition]):
        photo_required (bool):
        photo_clause (str):
        can_link (bool): Whether a report may take up an answered one again
        most_files (int):
        longest_file_bytes (int):
        longest_description (int):
    """

    edition: str
    kinds: list[Named]
    fields: list[Named]
    occurrences: list[Named]
    communes: list[Named]
    personal: list[PersonalField]
    conditions: list[Condition]
    photo_required: bool
    photo_clause: str
    can_link: bool
    most_files: int
    longest_file_bytes: int
    longest_description: int

    def to_dict(self) -> dict[str, Any]:
        edition = self.edition

        kinds = []
        for kinds_item_data in self.kinds:
            kinds_item = kinds_item_data.to_dict()
            kinds.append(kinds_item)

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)

        occurrences = []
        for occurrences_item_data in self.occurrences:
            occurrences_item = occurrences_item_data.to_dict()
            occurrences.append(occurrences_item)

        communes = []
        for communes_item_data in self.communes:
            communes_item = communes_item_data.to_dict()
            communes.append(communes_item)

        personal = []
        for personal_item_data in self.personal:
            personal_item = personal_item_data.to_dict()
            personal.append(personal_item)

        conditions = []
        for conditions_item_data in self.conditions:
            conditions_item = conditions_item_data.to_dict()
            conditions.append(conditions_item)

        photo_required = self.photo_required

        photo_clause = self.photo_clause

        can_link = self.can_link

        most_files = self.most_files

        longest_file_bytes = self.longest_file_bytes

        longest_description = self.longest_description

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "edition": edition,
                "kinds": kinds,
                "fields": fields,
                "occurrences": occurrences,
                "communes": communes,
                "personal": personal,
                "conditions": conditions,
                "photo_required": photo_required,
                "photo_clause": photo_clause,
                "can_link": can_link,
                "most_files": most_files,
                "longest_file_bytes": longest_file_bytes,
                "longest_description": longest_description,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.condition import Condition  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415
        from ..models.personal_field import PersonalField  # noqa: PLC0415

        d = dict(src_dict)
        edition = d.pop("edition")

        kinds = []
        _kinds = d.pop("kinds")
        for kinds_item_data in _kinds:
            kinds_item = Named.from_dict(kinds_item_data)

            kinds.append(kinds_item)

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in _fields:
            fields_item = Named.from_dict(fields_item_data)

            fields.append(fields_item)

        occurrences = []
        _occurrences = d.pop("occurrences")
        for occurrences_item_data in _occurrences:
            occurrences_item = Named.from_dict(occurrences_item_data)

            occurrences.append(occurrences_item)

        communes = []
        _communes = d.pop("communes")
        for communes_item_data in _communes:
            communes_item = Named.from_dict(communes_item_data)

            communes.append(communes_item)

        personal = []
        _personal = d.pop("personal")
        for personal_item_data in _personal:
            personal_item = PersonalField.from_dict(personal_item_data)

            personal.append(personal_item)

        conditions = []
        _conditions = d.pop("conditions")
        for conditions_item_data in _conditions:
            conditions_item = Condition.from_dict(conditions_item_data)

            conditions.append(conditions_item)

        photo_required = d.pop("photo_required")

        photo_clause = d.pop("photo_clause")

        can_link = d.pop("can_link")

        most_files = d.pop("most_files")

        longest_file_bytes = d.pop("longest_file_bytes")

        longest_description = d.pop("longest_description")

        form = cls(
            edition=edition,
            kinds=kinds,
            fields=fields,
            occurrences=occurrences,
            communes=communes,
            personal=personal,
            conditions=conditions,
            photo_required=photo_required,
            photo_clause=photo_clause,
            can_link=can_link,
            most_files=most_files,
            longest_file_bytes=longest_file_bytes,
            longest_description=longest_description,
        )

        return form

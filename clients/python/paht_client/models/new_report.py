from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.field import Field, check_field
from ..models.kind import Kind, check_kind
from ..models.occurrence import Occurrence, check_occurrence
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.personal import Personal
    from ..models.position import Position


T = TypeVar("T", bound="NewReport")


@_attrs_define
class NewReport:
    """A report as sent. ``command_id`` is made by the app once a report and kept until the answer has come: sent again,
    the first answer comes back and no second report.

        Attributes:
            command_id (UUID):
            kind (Kind): The kinds of content (VL.2.1).
            field (Field): The fields (lĩnh vực) that a report can belong to.
            description (str):
            position (None | Position | Unset):
            commune (str | Unset):  Default: ''.
            files (list[str] | Unset): `Upload-Token` of each upload
            personal (Personal | Unset): Who sends; which fields are needed says the form of the edition.
            declared (bool | Unset): The sender answers for what is said Default: False.
            personal_public (bool | Unset):  Default: False.
            occurrence (None | Occurrence | Unset):
            happened_at (datetime.datetime | None | Unset):
            confidential (bool | Unset):  Default: False.
            linked (str | Unset): Code of the answered report taken up again Default: ''.
            urgent (bool | Unset):  Default: False.
            work (str | Unset):  Default: ''.
    """

    command_id: UUID
    kind: Kind
    field: Field
    description: str
    position: None | Position | Unset = UNSET
    commune: str | Unset = ""
    files: list[str] | Unset = UNSET
    personal: Personal | Unset = UNSET
    declared: bool | Unset = False
    personal_public: bool | Unset = False
    occurrence: None | Occurrence | Unset = UNSET
    happened_at: datetime.datetime | None | Unset = UNSET
    confidential: bool | Unset = False
    linked: str | Unset = ""
    urgent: bool | Unset = False
    work: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.position import Position  # noqa: PLC0415

        command_id = str(self.command_id)

        kind: str = self.kind

        field: str = self.field

        description = self.description

        position: dict[str, Any] | None | Unset
        if isinstance(self.position, Unset):
            position = UNSET
        elif isinstance(self.position, Position):
            position = self.position.to_dict()
        else:
            position = self.position

        commune = self.commune

        files: list[str] | Unset = UNSET
        if not isinstance(self.files, Unset):
            files = self.files

        personal: dict[str, Any] | Unset = UNSET
        if not isinstance(self.personal, Unset):
            personal = self.personal.to_dict()

        declared = self.declared

        personal_public = self.personal_public

        occurrence: None | str | Unset
        if isinstance(self.occurrence, Unset):
            occurrence = UNSET
        elif isinstance(self.occurrence, str):
            occurrence = self.occurrence
        else:
            occurrence = self.occurrence

        happened_at: None | str | Unset
        if isinstance(self.happened_at, Unset):
            happened_at = UNSET
        elif isinstance(self.happened_at, datetime.datetime):
            happened_at = self.happened_at.isoformat()
        else:
            happened_at = self.happened_at

        confidential = self.confidential

        linked = self.linked

        urgent = self.urgent

        work = self.work

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "kind": kind,
                "field": field,
                "description": description,
            }
        )
        if position is not UNSET:
            field_dict["position"] = position
        if commune is not UNSET:
            field_dict["commune"] = commune
        if files is not UNSET:
            field_dict["files"] = files
        if personal is not UNSET:
            field_dict["personal"] = personal
        if declared is not UNSET:
            field_dict["declared"] = declared
        if personal_public is not UNSET:
            field_dict["personal_public"] = personal_public
        if occurrence is not UNSET:
            field_dict["occurrence"] = occurrence
        if happened_at is not UNSET:
            field_dict["happened_at"] = happened_at
        if confidential is not UNSET:
            field_dict["confidential"] = confidential
        if linked is not UNSET:
            field_dict["linked"] = linked
        if urgent is not UNSET:
            field_dict["urgent"] = urgent
        if work is not UNSET:
            field_dict["work"] = work

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.personal import Personal  # noqa: PLC0415
        from ..models.position import Position  # noqa: PLC0415

        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        kind = check_kind(d.pop("kind"))

        field = check_field(d.pop("field"))

        description = d.pop("description")

        def _parse_position(data: object) -> None | Position | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                position_type_0 = Position.from_dict(data)

                return position_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Position | Unset, data)

        position = _parse_position(d.pop("position", UNSET))

        commune = d.pop("commune", UNSET)

        files = cast(list[str], d.pop("files", UNSET))

        _personal = d.pop("personal", UNSET)
        personal: Personal | Unset
        if isinstance(_personal, Unset):
            personal = UNSET
        else:
            personal = Personal.from_dict(_personal)

        declared = d.pop("declared", UNSET)

        personal_public = d.pop("personal_public", UNSET)

        def _parse_occurrence(data: object) -> None | Occurrence | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                occurrence_type_0 = check_occurrence(data)

                return occurrence_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Occurrence | Unset, data)

        occurrence = _parse_occurrence(d.pop("occurrence", UNSET))

        def _parse_happened_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                happened_at_type_0 = datetime.datetime.fromisoformat(data)

                return happened_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        happened_at = _parse_happened_at(d.pop("happened_at", UNSET))

        confidential = d.pop("confidential", UNSET)

        linked = d.pop("linked", UNSET)

        urgent = d.pop("urgent", UNSET)

        work = d.pop("work", UNSET)

        new_report = cls(
            command_id=command_id,
            kind=kind,
            field=field,
            description=description,
            position=position,
            commune=commune,
            files=files,
            personal=personal,
            declared=declared,
            personal_public=personal_public,
            occurrence=occurrence,
            happened_at=happened_at,
            confidential=confidential,
            linked=linked,
            urgent=urgent,
            work=work,
        )

        return new_report

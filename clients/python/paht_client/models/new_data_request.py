from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.right import Right, check_right
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_data_request_corrected import NewDataRequestCorrected


T = TypeVar("T", bound="NewDataRequest")


@_attrs_define
class NewDataRequest:
    """A right, and what it needs: a note, the corrected values.

    Attributes:
        command_id (UUID):
        right (Right): What a data subject may ask for.
        note (str | Unset):  Default: ''.
        corrected (NewDataRequestCorrected | Unset):
    """

    command_id: UUID
    right: Right
    note: str | Unset = ""
    corrected: NewDataRequestCorrected | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        command_id = str(self.command_id)

        right: str = self.right

        note = self.note

        corrected: dict[str, Any] | Unset = UNSET
        if not isinstance(self.corrected, Unset):
            corrected = self.corrected.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "command_id": command_id,
                "right": right,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if corrected is not UNSET:
            field_dict["corrected"] = corrected

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_data_request_corrected import NewDataRequestCorrected  # noqa: PLC0415

        d = dict(src_dict)
        command_id = UUID(d.pop("command_id"))

        right = check_right(d.pop("right"))

        note = d.pop("note", UNSET)

        _corrected = d.pop("corrected", UNSET)
        corrected: NewDataRequestCorrected | Unset
        if isinstance(_corrected, Unset):
            corrected = UNSET
        else:
            corrected = NewDataRequestCorrected.from_dict(_corrected)

        new_data_request = cls(
            command_id=command_id,
            right=right,
            note=note,
            corrected=corrected,
        )

        return new_data_request

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.part import Part


T = TypeVar("T", bound="SignOfEditing")


@_attrs_define
class SignOfEditing:
    """A sign of editing: how strong (0 to 1), what was seen, and where.

    Attributes:
        kind (str):
        strength (float):
        seen (str):
        part (None | Part | Unset):
    """

    kind: str
    strength: float
    seen: str
    part: None | Part | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.part import Part  # noqa: PLC0415

        kind = self.kind

        strength = self.strength

        seen = self.seen

        part: dict[str, Any] | None | Unset
        if isinstance(self.part, Unset):
            part = UNSET
        elif isinstance(self.part, Part):
            part = self.part.to_dict()
        else:
            part = self.part

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "strength": strength,
                "seen": seen,
            }
        )
        if part is not UNSET:
            field_dict["part"] = part

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.part import Part  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        strength = d.pop("strength")

        seen = d.pop("seen")

        def _parse_part(data: object) -> None | Part | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                part_type_0 = Part.from_dict(data)

                return part_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Part | Unset, data)

        part = _parse_part(d.pop("part", UNSET))

        sign_of_editing = cls(
            kind=kind,
            strength=strength,
            seen=seen,
            part=part,
        )

        return sign_of_editing

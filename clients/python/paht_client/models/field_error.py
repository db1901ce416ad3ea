from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldError")


@_attrs_define
class FieldError:
    """What is wrong with one field.

    Attributes:
        field (str): Path of the field, parts joined by dots
        reason (str):
        clause (str | Unset): Clause of the regulation Default: ''.
        clause_words (str | Unset):  Default: ''.
    """

    field: str
    reason: str
    clause: str | Unset = ""
    clause_words: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        reason = self.reason

        clause = self.clause

        clause_words = self.clause_words

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "field": field,
                "reason": reason,
            }
        )
        if clause is not UNSET:
            field_dict["clause"] = clause
        if clause_words is not UNSET:
            field_dict["clause_words"] = clause_words

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field")

        reason = d.pop("reason")

        clause = d.pop("clause", UNSET)

        clause_words = d.pop("clause_words", UNSET)

        field_error = cls(
            field=field,
            reason=reason,
            clause=clause,
            clause_words=clause_words,
        )

        return field_error

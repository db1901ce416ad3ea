from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PersonalField")


@_attrs_define
class PersonalField:
    """A personal field of the form, by the edition.

    Attributes:
        name (str):
        label (str):
        required (bool):
        pattern (str):
        clause (str):
        clause_words (str):
    """

    name: str
    label: str
    required: bool
    pattern: str
    clause: str
    clause_words: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        label = self.label

        required = self.required

        pattern = self.pattern

        clause = self.clause

        clause_words = self.clause_words

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "label": label,
                "required": required,
                "pattern": pattern,
                "clause": clause,
                "clause_words": clause_words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        label = d.pop("label")

        required = d.pop("required")

        pattern = d.pop("pattern")

        clause = d.pop("clause")

        clause_words = d.pop("clause_words")

        personal_field = cls(
            name=name,
            label=label,
            required=required,
            pattern=pattern,
            clause=clause,
            clause_words=clause_words,
        )

        return personal_field

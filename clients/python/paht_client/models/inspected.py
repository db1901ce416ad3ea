from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.verdict import Verdict


T = TypeVar("T", bound="Inspected")


@_attrs_define
class Inspected:
    """The verdicts; ``waiting`` files are examined within a minute: ask again.

    Attributes:
        waiting (int):
        conditions (list[Verdict]):
    """

    waiting: int
    conditions: list[Verdict]

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        conditions = []
        for conditions_item_data in self.conditions:
            conditions_item = conditions_item_data.to_dict()
            conditions.append(conditions_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "waiting": waiting,
                "conditions": conditions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.verdict import Verdict  # noqa: PLC0415

        d = dict(src_dict)
        waiting = d.pop("waiting")

        conditions = []
        _conditions = d.pop("conditions")
        for conditions_item_data in _conditions:
            conditions_item = Verdict.from_dict(conditions_item_data)

            conditions.append(conditions_item)

        inspected = cls(
            waiting=waiting,
            conditions=conditions,
        )

        return inspected

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Work")


@_attrs_define
class Work:
    """A piece of work that the app does before sending again: find ``work``, a decimal number of at most 20 digits,
    such that SHA-256 of ``word:work`` begins with ``bits`` zero bits.

        Attributes:
            word (str):
            bits (int):
    """

    word: str
    bits: int

    def to_dict(self) -> dict[str, Any]:
        word = self.word

        bits = self.bits

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "word": word,
                "bits": bits,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        word = d.pop("word")

        bits = d.pop("bits")

        work = cls(
            word=word,
            bits=bits,
        )

        return work

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProviderAnswer")


@_attrs_define
class ProviderAnswer:
    """What the provider added to the app's address, and what the app kept.

    Attributes:
        kept (str):
        state (str):
        code (str | Unset):  Default: ''.
        iss (None | str | Unset):
        error (None | str | Unset):
        device (str | Unset):  Default: 'Ứng dụng trên điện thoại'.
    """

    kept: str
    state: str
    code: str | Unset = ""
    iss: None | str | Unset = UNSET
    error: None | str | Unset = UNSET
    device: str | Unset = "Ứng dụng trên điện thoại"

    def to_dict(self) -> dict[str, Any]:
        kept = self.kept

        state = self.state

        code = self.code

        iss: None | str | Unset
        if isinstance(self.iss, Unset):
            iss = UNSET
        else:
            iss = self.iss

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        device = self.device

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kept": kept,
                "state": state,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if iss is not UNSET:
            field_dict["iss"] = iss
        if error is not UNSET:
            field_dict["error"] = error
        if device is not UNSET:
            field_dict["device"] = device

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kept = d.pop("kept")

        state = d.pop("state")

        code = d.pop("code", UNSET)

        def _parse_iss(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        iss = _parse_iss(d.pop("iss", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        device = d.pop("device", UNSET)

        provider_answer = cls(
            kept=kept,
            state=state,
            code=code,
            iss=iss,
            error=error,
            device=device,
        )

        return provider_answer

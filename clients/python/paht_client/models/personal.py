from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Personal")


@_attrs_define
class Personal:
    """Who sends; which fields are needed says the form of the edition.

    Attributes:
        name (str | Unset):  Default: ''.
        phone (str | Unset):  Default: ''.
        email (str | Unset):  Default: ''.
        address (str | Unset):  Default: ''.
        identity_number (str | Unset):  Default: ''.
    """

    name: str | Unset = ""
    phone: str | Unset = ""
    email: str | Unset = ""
    address: str | Unset = ""
    identity_number: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        phone = self.phone

        email = self.email

        address = self.address

        identity_number = self.identity_number

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if phone is not UNSET:
            field_dict["phone"] = phone
        if email is not UNSET:
            field_dict["email"] = email
        if address is not UNSET:
            field_dict["address"] = address
        if identity_number is not UNSET:
            field_dict["identity_number"] = identity_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        phone = d.pop("phone", UNSET)

        email = d.pop("email", UNSET)

        address = d.pop("address", UNSET)

        identity_number = d.pop("identity_number", UNSET)

        personal = cls(
            name=name,
            phone=phone,
            email=email,
            address=address,
            identity_number=identity_number,
        )

        return personal

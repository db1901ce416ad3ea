from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Body")


@_attrs_define
class Body:
    """A body of the directory.

    Attributes:
        id (UUID):
        name (str):
        kind (str):
        address (str):
        phone (str):
        email (str):
        portal (str):
        fields (list[str]):
    """

    id: UUID
    name: str
    kind: str
    address: str
    phone: str
    email: str
    portal: str
    fields: list[str]

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        kind = self.kind

        address = self.address

        phone = self.phone

        email = self.email

        portal = self.portal

        fields = self.fields

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
                "kind": kind,
                "address": address,
                "phone": phone,
                "email": email,
                "portal": portal,
                "fields": fields,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        kind = d.pop("kind")

        address = d.pop("address")

        phone = d.pop("phone")

        email = d.pop("email")

        portal = d.pop("portal")

        fields = cast(list[str], d.pop("fields"))

        body = cls(
            id=id,
            name=name,
            kind=kind,
            address=address,
            phone=phone,
            email=email,
            portal=portal,
            fields=fields,
        )

        return body

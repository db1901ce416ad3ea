from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.account_profile import AccountProfile
    from ..models.device import Device
    from ..models.identity import Identity
    from ..models.phone import Phone


T = TypeVar("T", bound="Account")


@_attrs_define
class Account:
    """Phones, identities, devices, and what the next form may be filled in with.

    Attributes:
        phones (list[Phone]):
        identities (list[Identity]):
        devices (list[Device]):
        profile (AccountProfile):
    """

    phones: list[Phone]
    identities: list[Identity]
    devices: list[Device]
    profile: AccountProfile

    def to_dict(self) -> dict[str, Any]:
        phones = []
        for phones_item_data in self.phones:
            phones_item = phones_item_data.to_dict()
            phones.append(phones_item)

        identities = []
        for identities_item_data in self.identities:
            identities_item = identities_item_data.to_dict()
            identities.append(identities_item)

        devices = []
        for devices_item_data in self.devices:
            devices_item = devices_item_data.to_dict()
            devices.append(devices_item)

        profile = self.profile.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "phones": phones,
                "identities": identities,
                "devices": devices,
                "profile": profile,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_profile import AccountProfile  # noqa: PLC0415
        from ..models.device import Device  # noqa: PLC0415
        from ..models.identity import Identity  # noqa: PLC0415
        from ..models.phone import Phone  # noqa: PLC0415

        d = dict(src_dict)
        phones = []
        _phones = d.pop("phones")
        for phones_item_data in _phones:
            phones_item = Phone.from_dict(phones_item_data)

            phones.append(phones_item)

        identities = []
        _identities = d.pop("identities")
        for identities_item_data in _identities:
            identities_item = Identity.from_dict(identities_item_data)

            identities.append(identities_item)

        devices = []
        _devices = d.pop("devices")
        for devices_item_data in _devices:
            devices_item = Device.from_dict(devices_item_data)

            devices.append(devices_item)

        profile = AccountProfile.from_dict(d.pop("profile"))

        account = cls(
            phones=phones,
            identities=identities,
            devices=devices,
            profile=profile,
        )

        return account

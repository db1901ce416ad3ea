from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.emergency import Emergency
    from ..models.named import Named


T = TypeVar("T", bound="Province")


@_attrs_define
class Province:
    """The province behind this host name.

    Attributes:
        slug (str):
        name (str):
        edition (str):
        regulation (str):
        operations_centre (str):
        providers (list[Named]): Identity providers that sign in
        emergency (list[Emergency]):
        bounds (list[float]): west, south, east, north
        api (str | Unset):  Default: '1.0'.
    """

    slug: str
    name: str
    edition: str
    regulation: str
    operations_centre: str
    providers: list[Named]
    emergency: list[Emergency]
    bounds: list[float]
    api: str | Unset = "1.0"

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        name = self.name

        edition = self.edition

        regulation = self.regulation

        operations_centre = self.operations_centre

        providers = []
        for providers_item_data in self.providers:
            providers_item = providers_item_data.to_dict()
            providers.append(providers_item)

        emergency = []
        for emergency_item_data in self.emergency:
            emergency_item = emergency_item_data.to_dict()
            emergency.append(emergency_item)

        bounds = self.bounds

        api = self.api

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "name": name,
                "edition": edition,
                "regulation": regulation,
                "operations_centre": operations_centre,
                "providers": providers,
                "emergency": emergency,
                "bounds": bounds,
            }
        )
        if api is not UNSET:
            field_dict["api"] = api

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.emergency import Emergency  # noqa: PLC0415
        from ..models.named import Named  # noqa: PLC0415

        d = dict(src_dict)
        slug = d.pop("slug")

        name = d.pop("name")

        edition = d.pop("edition")

        regulation = d.pop("regulation")

        operations_centre = d.pop("operations_centre")

        providers = []
        _providers = d.pop("providers")
        for providers_item_data in _providers:
            providers_item = Named.from_dict(providers_item_data)

            providers.append(providers_item)

        emergency = []
        _emergency = d.pop("emergency")
        for emergency_item_data in _emergency:
            emergency_item = Emergency.from_dict(emergency_item_data)

            emergency.append(emergency_item)

        bounds = cast(list[float], d.pop("bounds"))

        api = d.pop("api", UNSET)

        province = cls(
            slug=slug,
            name=name,
            edition=edition,
            regulation=regulation,
            operations_centre=operations_centre,
            providers=providers,
            emergency=emergency,
            bounds=bounds,
            api=api,
        )

        return province

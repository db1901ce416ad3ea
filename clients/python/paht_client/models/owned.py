from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.level import Level
    from ..models.photo import Photo


T = TypeVar("T", bound="Owned")


@_attrs_define
class Owned:
    """What only the sender sees, and may do now.

    Attributes:
        words (list[str]):
        photos (list[Photo]):
        public_photos (list[Photo]):
        guidance (str): What the supplement is asked for
        verification_note (str):
        can_rate (bool):
        can_withdraw (bool):
        can_interact (bool):
        can_ask_confidentiality (bool):
        can_link (bool):
        levels (list[Level]):
    """

    words: list[str]
    photos: list[Photo]
    public_photos: list[Photo]
    guidance: str
    verification_note: str
    can_rate: bool
    can_withdraw: bool
    can_interact: bool
    can_ask_confidentiality: bool
    can_link: bool
    levels: list[Level]

    def to_dict(self) -> dict[str, Any]:
        words = self.words

        photos = []
        for photos_item_data in self.photos:
            photos_item = photos_item_data.to_dict()
            photos.append(photos_item)

        public_photos = []
        for public_photos_item_data in self.public_photos:
            public_photos_item = public_photos_item_data.to_dict()
            public_photos.append(public_photos_item)

        guidance = self.guidance

        verification_note = self.verification_note

        can_rate = self.can_rate

        can_withdraw = self.can_withdraw

        can_interact = self.can_interact

        can_ask_confidentiality = self.can_ask_confidentiality

        can_link = self.can_link

        levels = []
        for levels_item_data in self.levels:
            levels_item = levels_item_data.to_dict()
            levels.append(levels_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "words": words,
                "photos": photos,
                "public_photos": public_photos,
                "guidance": guidance,
                "verification_note": verification_note,
                "can_rate": can_rate,
                "can_withdraw": can_withdraw,
                "can_interact": can_interact,
                "can_ask_confidentiality": can_ask_confidentiality,
                "can_link": can_link,
                "levels": levels,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.level import Level  # noqa: PLC0415
        from ..models.photo import Photo  # noqa: PLC0415

        d = dict(src_dict)
        words = cast(list[str], d.pop("words"))

        photos = []
        _photos = d.pop("photos")
        for photos_item_data in _photos:
            photos_item = Photo.from_dict(photos_item_data)

            photos.append(photos_item)

        public_photos = []
        _public_photos = d.pop("public_photos")
        for public_photos_item_data in _public_photos:
            public_photos_item = Photo.from_dict(public_photos_item_data)

            public_photos.append(public_photos_item)

        guidance = d.pop("guidance")

        verification_note = d.pop("verification_note")

        can_rate = d.pop("can_rate")

        can_withdraw = d.pop("can_withdraw")

        can_interact = d.pop("can_interact")

        can_ask_confidentiality = d.pop("can_ask_confidentiality")

        can_link = d.pop("can_link")

        levels = []
        _levels = d.pop("levels")
        for levels_item_data in _levels:
            levels_item = Level.from_dict(levels_item_data)

            levels.append(levels_item)

        owned = cls(
            words=words,
            photos=photos,
            public_photos=public_photos,
            guidance=guidance,
            verification_note=verification_note,
            can_rate=can_rate,
            can_withdraw=can_withdraw,
            can_interact=can_interact,
            can_ask_confidentiality=can_ask_confidentiality,
            can_link=can_link,
            levels=levels,
        )

        return owned

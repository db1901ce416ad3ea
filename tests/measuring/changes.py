"""What is done to pictures before they are sent: spoilt, edited, saved again, passed on."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.examining.phones import Phone, metadata, saved, shot
from tests.measuring.tables import BROKEN, FULFILLED, UNKNOWABLE

Chance = np.random.Generator
Change = Callable[[Image.Image, Chance], Image.Image]


def resaved(
    content: bytes, change: Change | None, chance: Chance, *, keep: bool = True, **options: Any
) -> bytes:
    """The file opened, changed and saved, its metadata kept or not."""
    image = Image.open(io.BytesIO(content))
    block = image.info.get("exif", b"") if keep else b""
    picture = image.convert("RGB")
    picture = change(picture, chance) if change else picture
    return saved(picture, **{"quality": 95, "exif": block, **options})


def by_chat(content: bytes) -> bytes:
    """As a chat service passes it on: smaller, saved again, without metadata."""
    smaller = lambda picture, _chance: picture.resize((1280, 960))  # noqa: E731
    return resaved(content, smaller, np.random.default_rng(0), keep=False, quality=75)


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done, whether it counts as edited, the file; ``parts`` are where, in pixels, if in parts alone."""

    what: str
    truth: str
    content: bytes
    parts: tuple[tuple[int, int, int, int], ...] = ()


def edits(phone: Phone, image: Image.Image, donor: Image.Image, chance: Chance) -> Iterator[Edit]:
    """The phone's file under each kind of edit."""
    content = shot(phone, image)

    def in_part(what: str, change: Change, **options: Any) -> Edit:
        before = Image.open(io.BytesIO(content)).convert("RGB")
        again = np.random.default_rng(0)
        again.bit_generator.state = chance.bit_generator.state
        changed = ImageChops.difference(before, change(before.copy(), again)).convert("L")
        part = changed.point(lambda level: 255 * (level > 0)).getbbox()
        return Edit(what, BROKEN, resaved(content, change, chance, **options), (part,) if part else ())

    yield Edit("untouched", FULFILLED, content)
    yield Edit("opened and saved at 97", BROKEN, resaved(content, None, chance, quality=97))
    yield Edit("opened and saved at 75", BROKEN, resaved(content, None, chance, quality=75))
    for quality in (97, 90):
        yield in_part(f"splice, saved at {quality}", spliced(donor), quality=quality)
        yield in_part(f"copy-move, saved at {quality}", moved, quality=quality)
    yield in_part("part smeared, saved at 95", smeared)
    yield in_part("sign painted in, saved at 95", drawn)
    yield Edit("brightened, saved at 95", BROKEN, resaved(content, brighter, chance))
    yield Edit("brightened, saved at 85", BROKEN, resaved(content, brighter, chance, quality=85))
    yield Edit("made lighter by a curve, saved at 95", BROKEN, resaved(content, curved, chance))
    yield Edit("cropped by a tenth, metadata kept", BROKEN, resaved(content, cut, chance))
    yield Edit("editor named in the metadata", BROKEN, renamed(phone, image, "Snapseed 2.19"))
    yield in_part("splice, metadata lost, PNG", spliced(donor), keep=False, format="PNG")
    yield Edit("sent by chat", UNKNOWABLE, by_chat(content))


def spliced(donor: Image.Image) -> Change:
    """A part of another picture pasted in."""

    def change(image: Image.Image, chance: Chance) -> Image.Image:
        wide, tall = image.width // 4, image.height // 4
        piece = donor.resize(image.size).crop((wide, tall, 2 * wide, 2 * tall))
        place = int(chance.integers(0, image.width - wide)), int(chance.integers(0, image.height - tall))
        image.paste(piece, place)
        return image

    return change


def moved(image: Image.Image, chance: Chance) -> Image.Image:
    wide, tall = image.width // 5, image.height // 5
    left = int(chance.integers(0, image.width // 3 - 10))
    top = int(chance.integers(image.height // 2, image.height - tall))
    piece = image.crop((left, top, left + wide, top + tall))
    image.paste(piece, (image.width - wide - 7, top - image.height // 4 + 3))
    return image


def smeared(image: Image.Image, chance: Chance) -> Image.Image:
    left, top = int(chance.integers(0, image.width // 2)), int(chance.integers(0, image.height // 2))
    place = (left, top, left + image.width // 4, top + image.height // 4)
    image.paste(image.crop(place).filter(ImageFilter.GaussianBlur(12)), place[:2])
    return image


def drawn(image: Image.Image, chance: Chance) -> Image.Image:
    pen = ImageDraw.Draw(image)
    left, top = int(chance.integers(0, image.width // 2)), int(chance.integers(0, image.height // 2))
    pen.rectangle((left, top, left + image.width // 5, top + image.height // 6), fill=(240, 230, 30))
    pen.text((left + 20, top + 20), "Ổ gà 2 m", fill=(200, 0, 0), font_size=image.height // 16)
    return image


def brighter(image: Image.Image, _chance: Chance) -> Image.Image:
    return image.point(lambda level: min(255, round(level * 1.2 + 6)))


def curved(image: Image.Image, _chance: Chance) -> Image.Image:
    return image.point(lambda level: round(255 * (level / 255) ** 0.75))


def cut(image: Image.Image, _chance: Chance) -> Image.Image:
    return image.crop((image.width // 10, image.height // 10, image.width, image.height))


def renamed(phone: Phone, image: Image.Image, programme: str) -> bytes:
    """The phone's file, saved by a programme that says so."""
    tags = metadata(phone, image)
    tags[0x0131] = programme
    return saved(image, quality=95, exif=tags.tobytes())


def spoilt(image: Image.Image) -> Iterator[tuple[str, str, Image.Image]]:
    """What was done, whether it is still clear, and the picture; lengths are in pixels of 1,024."""
    unit = max(image.size) / 1024
    yield "as taken", FULFILLED, image
    yield "darkened to a third", FULFILLED, image.point(lambda level: level * 0.33)
    yield "small (640 pixels)", FULFILLED, image.resize((640, round(640 * image.height / image.width)))
    for radius in (2, 4, 8):
        yield f"blurred by {radius}", BROKEN, image.filter(ImageFilter.GaussianBlur(radius * unit))
    length = round(14 * unit)
    shaken = cv2.filter2D(np.asarray(image), -1, np.full((1, length), 1 / length, np.float32))
    yield "shaken by 14", BROKEN, Image.fromarray(shaken)
    yield "night (6 % of the light)", BROKEN, image.point(lambda level: level * 0.06)
    yield "burnt out", BROKEN, image.point(lambda level: min(255, 190 + level))
    finger = image.resize((4, 3)).resize(image.size, Image.Resampling.BICUBIC)
    yield "finger on the lens", BROKEN, finger
    yield "stamp (160 pixels)", BROKEN, image.resize((160, 120))
    yield "one colour", BROKEN, Image.new("RGB", image.size, (120, 118, 116))
    yield "copied screen, PNG", BROKEN, screen(image)


def screen(image: Image.Image) -> Image.Image:
    """A telephone's screen with the picture in it: bars, flat areas, writing."""
    page = Image.new("RGB", (1080, 2280), (255, 255, 255))
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 1080, 180), fill=(0, 104, 255))
    pen.text((40, 80), "Nhóm Zalo khu phố 3", fill=(255, 255, 255), font_size=48)
    page.paste(image.resize((900, 675)), (40, 300))
    for line in range(9):
        pen.text(
            (60, 1050 + 90 * line),
            "Đường hư quá bà con ơi, ai phản ánh giùm",
            fill=(20, 20, 20),
            font_size=38,
        )
    pen.rectangle((0, 2140, 1080, 2280), fill=(240, 240, 240))
    return page

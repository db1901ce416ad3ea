"""Pictures as phones make them, drawn with a seed: five encoders that differ in table, sampling, metadata and size."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageFilter

EXIF_FOLDER, GPS_FOLDER = 0x8769, 0x8825
TAKEN = "2026:03:10 15:00:00"


@dataclass(frozen=True, kw_only=True)
class Phone:
    """An encoder: who it says it is, how it compresses, and how large its pictures are."""

    maker: str
    model: str
    firmware: str
    quality: int
    subsampling: int
    size: tuple[int, int]
    own_table: float | None = None
    thumbnail: bool = True


_CAMERA = "MediaTek Camera"
PHONES = (
    Phone(
        maker="Apple",
        model="iPhone 13",
        firmware="17",
        quality=0,
        subsampling=2,
        size=(4032, 3024),
        own_table=0.7,
    ),
    Phone(
        maker="samsung", model="SM-A546E", firmware="A546EXXS7C", quality=96, subsampling=1, size=(4000, 3000)
    ),
    Phone(maker="Xiaomi", model="2201117TY", firmware="", quality=92, subsampling=2, size=(4000, 3000)),
    Phone(maker="OPPO", model="CPH2387", firmware=_CAMERA, quality=95, subsampling=2, size=(4096, 3072)),
    Phone(
        maker="vivo",
        model="V2249",
        firmware=_CAMERA,
        quality=90,
        subsampling=2,
        size=(4080, 3060),
        thumbnail=False,
    ),
)


def street(seed: int, size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """A street that nobody has seen: sky, houses with windows, a road, rubbish on it; sharp, with a sensor's noise."""
    chance = np.random.default_rng(seed)
    width, height = size
    sky = np.linspace(235, 190, height)[:, None, None] * np.array([0.85, 0.93, 1.0])
    scene = np.repeat(sky, width, axis=1).astype(np.float32)
    horizon = int(height * chance.uniform(0.45, 0.6))
    scene[horizon:] = chance.uniform(80, 130) * np.array([1, 0.98, 0.95])
    at = 0
    while at < width:
        broad, tall = int(chance.uniform(0.07, 0.2) * width), int(chance.uniform(0.2, 0.45) * height)
        colour = chance.uniform(70, 230, 3)
        scene[horizon - tall : horizon, at : at + broad] = colour
        for row in range(horizon - tall + 12, horizon - 20, int(chance.uniform(30, 60) * width / 1600)):
            for column in range(at + 10, at + broad - 14, int(chance.uniform(30, 70) * width / 1600)):
                scene[row : row + 18, column : column + 14] = colour * chance.uniform(0.2, 0.6)
        at += broad
    for _ in range(60):
        x, y = int(chance.uniform(0, width)), int(chance.uniform(horizon, height))
        axes = (int(chance.uniform(4, 60)), int(chance.uniform(3, 30)))
        colour = tuple(float(part) for part in chance.uniform(10, 250, 3))
        cv2.ellipse(scene, (x, y), axes, chance.uniform(0, 180), 0, 360, colour, -1)
    grain = cv2.resize(chance.normal(0, 12, (height // 2, width // 2)).astype(np.float32), (width, height))
    grain += cv2.resize(chance.normal(0, 18, (height // 12, width // 12)).astype(np.float32), (width, height))
    scene = cv2.GaussianBlur(scene, (0, 0), 0.7) + grain[:, :, None]
    return photographed(scene, chance)


def photographed(scene: np.ndarray, chance: np.random.Generator) -> Image.Image:
    """The scene with the noise that a small sensor adds, more of it where there is more light, in each colour."""
    noise = chance.standard_normal(scene.shape, dtype=np.float32) * np.sqrt(1.5 + scene.clip(0) * 0.03)
    return Image.fromarray((scene + noise).clip(0, 255).astype(np.uint8))


def metadata(
    phone: Phone,
    image: Image.Image,
    *,
    taken: str = TAKEN,
    place: tuple[float, float] | None = (10.25, 105.97),
) -> Image.Exif:
    """What the phone writes beside the picture; its little picture is put in by :func:`shot`."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x0132] = phone.maker, phone.model, taken
    if phone.firmware:
        tags[0x0131] = phone.firmware
    folder: dict[int, Any] = {
        0x9003: taken,
        0x9004: taken,
        0x9011: "+07:00",
        0xA002: image.width,
        0xA003: image.height,
    }
    tags.get_ifd(EXIF_FOLDER).update(folder)
    if place is not None:
        gps = {1: "N", 2: _degrees(place[0]), 3: "E", 4: _degrees(place[1])}
        moment = datetime.strptime(f"{taken}+0700", "%Y:%m:%d %H:%M:%S%z").astimezone(UTC)
        tags.get_ifd(GPS_FOLDER).update(
            {
                **gps,
                7: (float(moment.hour), float(moment.minute), float(moment.second)),
                29: f"{moment:%Y:%m:%d}",
            }
        )
    return tags


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = (value % 1) * 60
    return float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 4)


def shot(phone: Phone, image: Image.Image, **said: Any) -> bytes:
    """The phone's file of the picture."""
    block = metadata(phone, image, **said).tobytes()
    if phone.thumbnail:
        block += _little(image)
    options: dict[str, Any] = {"subsampling": phone.subsampling, "exif": block}
    if phone.own_table is not None:
        options["qtables"] = tables(phone.own_table)
    else:
        options["quality"] = phone.quality
    return saved(image, **options)


def _little(image: Image.Image) -> bytes:
    """The thumbnail's bytes, behind the tags as makers lay them."""
    little = image.copy()
    little.thumbnail((320, 240))
    return saved(little.filter(ImageFilter.SHARPEN), quality=80)


def tables(strength: float) -> list[list[int]]:
    """Quantisation tables that are no library's: flatter than the standard ones, as makers choose them."""
    rows, columns = np.mgrid[0:8, 0:8]
    light = np.maximum(1, np.round(strength * (1 + (rows + columns) ** 1.3 / 2))).astype(int)
    return [light.ravel().tolist(), np.maximum(1, light + 1).ravel().tolist()]


def saved(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()

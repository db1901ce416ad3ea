"""Number plates drawn on photographs: of cars and motorcycles, by day, at night, from the side, blurred, moving."""

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SEED = 20261122
CONDITIONS: dict[str, dict[str, float]] = {
    "24 px a line, by day": {"tall": 24},
    "24 px a line, at night with noise": {"tall": 24, "night": 1},
    "24 px a line, seen from the side": {"tall": 24, "turned": 0.25},
    "24 px a line, blurred (2 px)": {"tall": 24, "blur": 2.0},
    "24 px a line, moving (9 px)": {"tall": 24, "moving": 9},
    "18 px a line, by day": {"tall": 18},
    "12 px a line, by day": {"tall": 12},
}
"""How plates are seen in a copy of 1,280 pixels."""
Centre = tuple[float, float]


def with_plates(
    ground: Image.Image,
    number: int,
    *,
    tall: float,
    turned: float = 0.0,
    blur: float = 0.0,
    moving: float = 0,
    night: float = 0,
) -> tuple[Image.Image, list[Centre]]:
    """The ground with a car's plate and a motorcycle's, and their middles in pixels."""
    chance = random.Random(f"{SEED}{number}{tall}{turned}{blur}{moving}{night}")
    scene, centres = ground.copy(), []
    car = [f"64A-{chance.randrange(100, 999)}.{chance.randrange(10, 99)}"]
    motorcycle = [
        f"83-B{chance.randrange(1, 9)}",
        f"{chance.randrange(100, 999)}.{chance.randrange(10, 99)}",
    ]
    for row, lines in enumerate((car, motorcycle)):
        sign = _plate(lines, int(tall), yellow=chance.random() < 0.3, turned=turned)
        at = chance.randrange(20, 1240 - sign.width), 100 + 400 * row + chance.randrange(200)
        scene.paste(sign, at, sign)
        centres.append((at[0] + sign.width / 2, at[1] + sign.height / 2))
    return _worsened(scene, blur=blur, moving=int(moving), night=bool(night)), centres


def _plate(words: list[str], tall: int, *, yellow: bool, turned: float) -> Image.Image:
    """A plate ``tall`` pixels high a line, seen from the side."""
    font = ImageFont.load_default(64)
    wide = max(int(font.getlength(line)) for line in words) + 36
    ground = (245, 205, 40, 255) if yellow else (250, 250, 250, 255)
    image = Image.new("RGBA", (wide, 74 * len(words) + 16), ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle((2, 2, wide - 3, image.height - 3), outline=(10, 10, 10), width=4)
    for number, line in enumerate(words):
        pen.text(((wide - font.getlength(line)) / 2, 4 + 74 * number), line, font=font, fill=(10, 10, 10))
    w, h = image.size
    goal = np.float32(
        [[0, h * turned], [w * (1 - turned / 2), 0], [w * (1 - turned / 2), h], [0, h * (1 - turned / 3)]]
    )
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), goal)
    seen = Image.fromarray(cv2.warpPerspective(np.asarray(image), matrix, (w, h)))
    scale = tall / 74
    return seen.resize((max(4, round(w * scale)), max(4, round(h * scale))), Image.Resampling.LANCZOS)


def _worsened(scene: Image.Image, *, blur: float, moving: int, night: bool) -> Image.Image:
    if blur:
        scene = scene.filter(ImageFilter.GaussianBlur(blur))
    if moving:
        kernel = np.zeros((moving, moving), np.float32)
        kernel[moving // 2] = 1 / moving
        scene = Image.fromarray(cv2.filter2D(np.asarray(scene), -1, kernel))
    if night:
        dark = np.asarray(scene).astype(np.float32) * 0.22
        dark += np.random.default_rng(SEED).normal(0, 9, dark.shape)
        scene = Image.fromarray(np.clip(dark, 0, 255).astype(np.uint8))
    return scene

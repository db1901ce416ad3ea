"""A picture under a simple camera: metres in, pixels out, every surface with grain as on a photograph.

The camera stands at the origin, its eye `eye` metres above the ground, and looks along z; x points right
and y up. The horizon is level, as people hold their telephones. All chance comes from one seed, so that
the picture before and the picture after show the same place.
"""

import math
import random
from collections.abc import Sequence
from functools import cached_property, lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

type Colour = tuple[int, int, int]
type Pixel = tuple[float, float]
type Box = tuple[int, int, int, int]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The colour `share` of the way from one to the other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def shade(colour: Colour, factor: float) -> Colour:
    """The colour lit `factor` times as brightly."""
    return tuple(max(0, min(255, round(part * factor))) for part in colour)  # type: ignore[return-value]


class Picture:
    """What is being painted; `chance` is for the place, the same before and after."""

    def __init__(self, *, size: tuple[int, int], seed: str, horizon: float = 0.40, eye: float = 1.55) -> None:
        self.width, self.height = size
        self.chance = random.Random(seed)  # noqa: S311 - paints, guards nothing
        self.horizon = self.height * (horizon + self.chance.uniform(-0.02, 0.02))
        self.eye = eye
        self.focus = self.width * 0.78
        self.middle = self.width * self.chance.uniform(0.47, 0.53)
        self.image = Image.new("RGB", size, (150, 170, 190))
        self.haze: Colour = (196, 210, 218)

    # Places

    def at(self, x: float, y: float, z: float) -> Pixel:
        """The pixel of a point in metres; nothing lies behind the camera."""
        z = max(z, 0.05)
        return self.middle + x * self.focus / z, self.horizon + (self.eye - y) * self.focus / z

    def scale(self, z: float) -> float:
        """Pixels per metre at the distance z."""
        return self.focus / max(z, 0.05)

    def ground(self, points: Sequence[tuple[float, float]], y: float = 0.0) -> list[Pixel]:
        """Points (x, z) on the level at height y."""
        return [self.at(x, y, z) for x, z in points]

    def far(self, colour: Colour, z: float) -> Colour:
        """The colour as the air lets it through from the distance z."""
        return mix(colour, self.haze, min(0.75, max(0.0, z - 8) / 110))

    # Grain

    def _noise(self, scales: Sequence[tuple[float, float, float]]) -> Image.Image:
        """Grey noise about 128: layers of (cell width, cell height, weight) at 2304 pixels' width."""
        unit = self.width / 2304
        # Coarse layers are mixed at half size: nobody sees the difference, and it costs a third.
        half = (-(-self.width // 2), -(-self.height // 2))
        total: Image.Image | None = None
        weight_so_far = 0.0
        for across, down, weight in reversed(scales):
            columns = max(2, round(self.width / max(1.0, across * unit)))
            rows = max(2, round(self.height / max(1.0, down * unit)))
            layer = Image.frombytes("L", (columns, rows), self.chance.randbytes(columns * rows))
            size = self.image.size if min(across, down) < 2 or (total and total.size != half) else half
            layer = layer.resize(
                size, Image.Resampling.BICUBIC if size == half else Image.Resampling.BILINEAR
            )
            weight_so_far += weight
            if total is not None and total.size != size:
                total = total.resize(size, Image.Resampling.BILINEAR)
            total = layer if total is None else Image.blend(total, layer, weight / weight_so_far)
        assert total is not None
        return total if total.size == self.image.size else total.resize(self.image.size)

    @cached_property
    def fine(self) -> Image.Image:
        """Grain of plaster, sand and asphalt close by."""
        return self._noise(((1.6, 1.6, 1.0), (4, 4, 1.0), (60, 60, 0.6)))

    @cached_property
    def leaf(self) -> Image.Image:
        """Leaves and grass."""
        return self._noise(((2, 3, 0.7), (7, 9, 1.0), (40, 40, 0.8)))

    @cached_property
    def streak(self) -> Image.Image:
        """Ripples: long across, short down."""
        return self._noise(((24, 3, 0.8), (110, 9, 1.0), (400, 40, 0.9)))

    @cached_property
    def stain(self) -> Image.Image:
        """Rain marks on walls: short across, long down."""
        return self._noise(((3, 3, 0.5), (9, 160, 0.8), (120, 200, 1.0)))

    @cached_property
    def level(self) -> Image.Image:
        """Grain of the ground in perspective: a sheet of 26 by 26 metres laid before the camera."""
        side, reach = 900, 26.0
        sheet = Image.frombytes("L", (side, side), self.chance.randbytes(side * side))
        for cells, share in ((220, 0.5), (60, 0.45), (14, 0.45)):
            rough = Image.frombytes("L", (cells, cells), self.chance.randbytes(cells * cells))
            sheet = Image.blend(sheet, rough.resize((side, side), Image.Resampling.BICUBIC), share)
        per_metre = side / reach
        lift = per_metre * self.eye / -self.horizon
        # x = middle + X·f/z and y = horizon + eye·f/z, solved for the sheet's own coordinates.
        coefficients = (
            lift,
            (side / 2) / -self.horizon,
            side / 2 - lift * self.middle,
            0.0,
            0.0,
            lift * self.focus,
            0.0,
            -1 / self.horizon,
        )
        laid = sheet.transform(
            self.image.size,
            Image.Transform.PERSPECTIVE,
            coefficients,
            Image.Resampling.BILINEAR,
            fillcolor=128,
        )
        return Image.blend(laid, self.fine, 0.45)

    # Painting

    def fill(
        self,
        points: Sequence[Pixel],
        colour: Colour,
        *,
        to: Colour | None = None,
        grain: float = 0.25,
        texture: Image.Image | None = None,
        soft: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """A polygon in a colour (or from one at the top `to` another), with grain, `soft` pixels of blur."""
        # The finished picture is softened anyway; a blur of two pixels would only cost time.
        soft = soft * self.width / 2304 if soft > 2 else 0.0
        box = self._box(points, margin=soft * 2.5 + 1)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in points], fill=round(255 * alpha))
        if soft:
            mask = mask.filter(ImageFilter.GaussianBlur(soft))
        self.image.paste(self._surface(box, colour, to, grain, texture), box[:2], mask)

    def _box(self, points: Sequence[Pixel], margin: float) -> Box | None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (
            max(0, math.floor(min(xs) - margin)),
            max(0, math.floor(min(ys) - margin)),
            min(self.width, math.ceil(max(xs) + margin)),
            min(self.height, math.ceil(max(ys) + margin)),
        )
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _surface(
        self, box: Box, colour: Colour, to: Colour | None, grain: float, texture: Image.Image | None
    ) -> Image.Image:
        size = (box[2] - box[0], box[3] - box[1])
        if not grain:
            surface = Image.new("RGB", size, colour)
            return (
                surface if to is None else Image.composite(Image.new("RGB", size, to), surface, _down(size))
            )
        noise = (texture or self.fine).crop(box)
        surface = _grained(noise, colour, grain)
        return surface if to is None else Image.composite(_grained(noise, to, grain), surface, _down(size))

    def line(self, points: Sequence[Pixel], colour: Colour, width: float) -> None:
        """A plain line, at least one pixel wide."""
        ImageDraw.Draw(self.image).line(list(points), fill=colour, width=max(1, round(width)), joint="curve")

    def dots(self, spots: Sequence[tuple[float, float, float, Colour]]) -> None:
        """Small discs (x, y, radius in pixels, colour): leaves, gravel, foam."""
        draw = ImageDraw.Draw(self.image)
        for x, y, r, colour in spots:
            draw.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), fill=colour)

    def glow(self, centre: Pixel, radius: float, colour: Colour, strength: float) -> None:
        """Light that adds to what is there, fading outwards."""
        side = max(2, round(radius * 2))
        light = Image.new("RGB", (side, side))
        light.paste(shade(colour, strength), (0, 0), fading().resize((side, side), Image.Resampling.BICUBIC))
        left, top = round(centre[0] - radius), round(centre[1] - radius)
        box = (max(0, left), max(0, top), min(self.width, left + side), min(self.height, top + side))
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        part = light.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        self.image.paste(ImageChops.screen(self.image.crop(box), part), box[:2])

    def blob(
        self, x: float, z: float, radius: float, *, deep: float = 1.0, rough: float = 0.22
    ) -> list[Pixel]:
        """An uneven round outline on the ground, `radius` metres across x and `deep` times that along z."""
        waves = [
            (k, self.chance.uniform(0, rough / k**0.7), self.chance.uniform(0, 6.3)) for k in (2, 3, 5, 8, 13)
        ]
        outline = []
        for step in range(72):
            turn = step * math.tau / 72
            r = radius * (1 + sum(size * math.sin(k * turn + phase) for k, size, phase in waves))
            outline.append((x + r * math.cos(turn), z + r * deep * math.sin(turn)))
        return self.ground(outline)

    # Finishing

    def developed(self, *, warmth: float, light: float, noise: float, mirrored: bool) -> bytes:
        """The finished JPEG, baseline 4:2:0, with the softness and noise of a small sensor."""
        image = ImageEnhance.Brightness(self.image).enhance(light)
        red, green, blue = image.split()
        image = Image.merge("RGB", (_times(red, 1 + warmth), green, _times(blue, 1 - warmth)))
        image = ImageEnhance.Contrast(image).enhance(1.06)
        if mirrored:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        image = image.filter(ImageFilter.GaussianBlur(0.9 * self.width / 2304))
        image = ImageChops.add(image, self._sensor(noise), 1, -round(noise))
        written = BytesIO()
        image.save(written, "JPEG", quality=88, subsampling="4:2:0", progressive=False)
        return written.getvalue()

    def _sensor(self, noise: float) -> Image.Image:
        """Noise between 0 and 2·noise, mostly the same in all colours."""
        count = self.width * self.height
        size = self.image.size
        grey = Image.frombytes("L", size, self.chance.randbytes(count))
        other = Image.frombytes("L", size, self.chance.randbytes(count))
        half = [round(v * noise * 2 / 255) for v in range(256)]
        # Sums of two even spreads come close to the bell curve of a real sensor.
        red = Image.blend(grey, other, 0.4)
        blue = Image.blend(grey, ImageChops.offset(other, 97, 31), 0.5)
        return Image.merge(
            "RGB", (red.point(half), Image.blend(red, blue, 0.5).point(half), blue.point(half))
        )


@lru_cache(maxsize=1)
def fading() -> Image.Image:
    """White in the middle, black from the inscribed circle outwards."""
    # Pillow's gradient reaches 181 at the middle of an edge and 255 only in the corners.
    return Image.radial_gradient("L").point([round(255 * max(0.0, 1 - v / 178) ** 2) for v in range(256)])


def _down(size: tuple[int, int]) -> Image.Image:
    return Image.linear_gradient("L").resize(size)


def _times(band: Image.Image, factor: float) -> Image.Image:
    return band.point([min(255, round(v * factor)) for v in range(256)])


def _grained(noise: Image.Image, colour: Colour, grain: float) -> Image.Image:
    return Image.merge("RGB", [noise.point(_swing(part, grain)) for part in colour])


@lru_cache(maxsize=4096)
def _swing(part: int, grain: float) -> list[int]:
    """What grey noise becomes in one colour band."""
    # Dark paint still shows grain: a third of it is added rather than multiplied.
    swing = grain * (part * 0.7 + 40) / 64
    return [max(0, min(255, int(part + swing * (v - 128)))) for v in range(256)]

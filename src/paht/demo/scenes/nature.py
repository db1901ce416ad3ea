"""Sky, water and green of the Mekong Delta."""

import math
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from paht.demo.scenes.picture import Colour, Picture, Pixel, mix, shade

GREENS: tuple[Colour, ...] = ((58, 92, 34), (74, 112, 40), (92, 132, 52), (116, 150, 62), (48, 78, 36))


@dataclass(frozen=True, slots=True)
class Weather:
    """The colours of the sky and how much of it is cloud."""

    top: Colour
    low: Colour
    cloud: Colour
    cover: float


CLEAR = Weather((70, 128, 196), (196, 218, 232), (250, 250, 248), 0.40)
HAZY = Weather((132, 166, 198), (222, 226, 222), (244, 243, 238), 0.55)
OVERCAST = Weather((148, 158, 168), (206, 210, 210), (232, 232, 230), 0.80)
RAIN = Weather((106, 116, 126), (178, 184, 186), (160, 166, 170), 0.90)
DUSK = Weather((26, 36, 74), (232, 138, 84), (120, 72, 92), 0.45)


def sky(p: Picture, weather: Weather) -> None:
    """Sky down to the horizon with clouds, and the haze of the day for what is far."""
    p.haze = mix(weather.low, (170, 186, 190), 0.3)
    edge = p.horizon + 4
    p.fill([(0, 0), (p.width, 0), (p.width, edge), (0, edge)], weather.top, to=weather.low, grain=0)
    rows = max(8, round(p.horizon))
    small: Image.Image | None = None
    for cells, share in ((3, 1.0), (7, 0.5), (15, 0.36), (34, 0.24), (80, 0.12)):
        columns = cells * 2
        layer = Image.frombytes("L", (columns, cells), p.chance.randbytes(columns * cells))
        layer = layer.resize((576, 288), Image.Resampling.BICUBIC)
        small = layer if small is None else Image.blend(small, layer, share)
    assert small is not None
    start = 168 - 90 * weather.cover
    mask = small.point([max(0, min(225, round((v - start) * 5))) for v in range(256)])
    mask = mask.filter(ImageFilter.GaussianBlur(2)).resize((p.width, rows), Image.Resampling.BICUBIC)
    body = Image.new("RGB", (p.width, rows), weather.cloud)
    under = Image.new("RGB", (p.width, rows), mix(weather.cloud, weather.top, 0.35))
    lit = small.point([max(0, min(255, round((v - start - 20) * 4))) for v in range(256)])
    clouds = Image.composite(body, under, lit.resize((p.width, rows), Image.Resampling.BICUBIC))
    p.image.paste(clouds, (0, 0), mask)


def treeline(p: Picture, z: float, height: float, *, gap: tuple[float, float] | None = None) -> None:
    """A far band of trees and palms across the picture, with an opening from gap[0] to gap[1] metres."""
    reach = z * 0.95
    x = -reach
    base = mix(p.far((54, 88, 42), z), (70, 100, 58), 0.45)
    top: list[Pixel] = []
    while x < reach:
        tall = height * (0.62 + 0.2 * math.sin(x * 9 / z) + p.chance.uniform(-0.1, 0.1))
        if gap and gap[0] < x < gap[1]:
            tall *= 0.3
        top.append(p.at(x, tall, z))
        x += z * p.chance.uniform(0.002, 0.006)
    foot = [p.at(reach, -2.6, z), p.at(-reach, -2.6, z)]
    p.fill([*top, *foot], base, to=shade(base, 0.72), grain=0.16, texture=p.leaf, soft=1.5)
    for _ in range(9):
        where = p.chance.uniform(-reach, reach)
        if not (gap and gap[0] - 1 < where < gap[1] + 1):
            palm(p, where, z * p.chance.uniform(0.9, 1.0), height * p.chance.uniform(1.1, 1.6), leaves=16)


def palm(
    p: Picture, x: float, z: float, height: float, *, leaves: int = 26, lean: float | None = None
) -> None:
    """A coconut palm: bent trunk, arching fronds with hanging leaflets, a few nuts."""
    s = p.scale(z)
    lean = p.chance.uniform(-0.25, 0.25) if lean is None else lean
    foot, wide = p.at(x, 0, z), 0.15 * s
    spine = []
    for step in range(13):
        t = step / 12
        bend = lean * height * (t**1.7)
        spine.append((foot[0] + bend * s, foot[1] - height * t * s))
    left = [(px - wide * (1.15 - 0.45 * i / 12), py) for i, (px, py) in enumerate(spine)]
    right = [(px + wide * (1.15 - 0.45 * i / 12), py) for i, (px, py) in enumerate(spine)]
    bark = p.far((124, 110, 92), z)
    turns = [step * math.tau / 20 for step in range(20)]
    shade_at = p.ground([(x + 0.5 + 1.5 * math.cos(t), z + 0.7 * math.sin(t)) for t in turns])
    p.fill(shade_at, (34, 44, 24), grain=0.2, soft=12, alpha=0.4)
    p.fill([*left, *reversed(right)], bark, grain=0.4, texture=p.streak)
    if s > 25:
        lit = [(px + wide * 0.25, py) for px, py in spine]
        p.fill([*lit, *reversed(right)], shade(bark, 0.62), grain=0.4, texture=p.streak, alpha=0.6, soft=2)
    crown = spine[-1]
    turns = sorted((p.chance.uniform(-0.35, math.pi + 0.35) for _ in range(9)), key=lambda a: -abs(a - 1.57))
    size = min(4.2, height * 0.5)
    for order, turn in enumerate([*turns, *(0.15 + 0.35 * i for i in range(9))]):
        tint = p.far(shade(p.chance.choice(GREENS), 0.75 + 0.035 * order), z)
        _frond(p, crown, turn, size * p.chance.uniform(0.8, 1.05) * s, tint, leaves)
    if s > 18:
        p.dots(
            [
                (
                    crown[0] + p.chance.uniform(-0.3, 0.3) * s,
                    crown[1] + p.chance.uniform(0.05, 0.4) * s,
                    0.12 * s,
                    p.far(p.chance.choice(((96, 112, 44), (122, 104, 52))), z),
                )
                for _ in range(7)
            ]
        )


def _frond(p: Picture, crown: Pixel, turn: float, length: float, colour: Colour, leaves: int) -> None:
    """One leaf of a palm, `length` pixels, rising at `turn` and drooping by its own weight."""
    spine: list[Pixel] = []
    for step in range(leaves + 1):
        t = step / leaves
        spine.append(
            (
                crown[0] + math.cos(turn) * length * t,
                crown[1] - math.sin(turn) * length * t * 0.75 + length * 0.62 * t * t,
            )
        )
    p.line(spine, shade(colour, 1.15), max(1, length * 0.012))
    for step in range(2, leaves + 1):
        (x0, y0), (x, y) = spine[step - 1], spine[step]
        t = step / leaves
        leaf = length * 0.30 * math.sin(math.pi * min(0.97, 0.16 + 0.8 * t))
        along = math.atan2(y - y0, x - x0)
        for side in (-1, 1):
            hang = along + side * (0.95 - 0.3 * t)
            end = (x + math.cos(hang) * leaf, y + math.sin(hang) * leaf * 0.7 + leaf * 0.55)
            tone = shade(colour, p.chance.uniform(0.82, 1.2))
            p.line([(x, y), end], tone, max(1, length * 0.013))


def crown(
    p: Picture, centre: Pixel, across: float, tall: float, *, tint: float = 1.0, z: float = 8.0
) -> None:
    """A round mass of leaves, `across` by `tall` pixels, lit from above."""
    outline = []
    for step in range(40):
        turn = step * math.tau / 40
        r = p.chance.uniform(0.80, 1.05)
        outline.append(
            (centre[0] + math.cos(turn) * across / 2 * r, centre[1] + math.sin(turn) * tall / 2 * r)
        )
    p.fill(
        outline,
        p.far(shade((58, 84, 38), tint), z),
        to=p.far(shade((34, 52, 26), tint), z),
        grain=0.5,
        texture=p.leaf,
        soft=3,
    )
    count = 420
    spots = []
    size = math.sqrt(across * tall) * 0.022
    for _ in range(count):
        turn, r = p.chance.uniform(0, math.tau), math.sqrt(p.chance.random())
        x, y = math.cos(turn) * r, math.sin(turn) * r
        light = 0.62 + 0.5 * (1 - (y + 1) / 2) + p.chance.uniform(-0.14, 0.18)
        colour = p.far(shade(p.chance.choice(GREENS), light * tint), z)
        spots.append(
            (
                centre[0] + x * across * 0.53,
                centre[1] + y * tall * 0.53,
                size * p.chance.uniform(0.6, 1.5),
                colour,
            )
        )
    spots.sort(key=lambda spot: sum(spot[3]))
    p.dots(spots)


def tree(p: Picture, x: float, z: float, height: float, *, tint: float = 1.0) -> None:
    """A broad-leaved roadside tree."""
    s = p.scale(z)
    foot, fork = p.at(x, 0, z), p.at(x, height * 0.5, z)
    w = 0.13 * s
    bark = p.far((96, 80, 64), z)
    p.fill(
        [
            (foot[0] - w * 1.3, foot[1]),
            (fork[0] - w * 0.7, fork[1]),
            (fork[0] + w * 0.7, fork[1]),
            (foot[0] + w * 1.3, foot[1]),
        ],
        bark,
        grain=0.5,
        texture=p.stain,
    )
    for side, up, size in ((-0.22, 0.62, 0.5), (0.24, 0.66, 0.5), (0.0, 0.82, 0.55)):
        centre = p.at(x + side * height, height * up, z)
        crown(p, centre, height * size * s * 1.1, height * size * s * 0.8, tint=tint, z=z)


def tufts(
    p: Picture, count: int, *, x: tuple[float, float], z: tuple[float, float], tall: float = 0.25
) -> None:
    """Blades of grass on the ground between the given metres, the far ones first."""
    spots = sorted(
        ((p.chance.uniform(*x), z[0] + (z[1] - z[0]) * p.chance.random() ** 2) for _ in range(count)),
        key=lambda spot: -spot[1],
    )
    for where, depth in spots:
        s = p.scale(depth)
        px, py = p.at(where, 0, depth)
        if not -20 < px < p.width + 20:
            continue
        colour = p.far(shade(p.chance.choice(GREENS), p.chance.uniform(0.9, 1.35)), depth)
        for _ in range(4):
            dx = p.chance.uniform(-0.5, 0.5) * tall * s
            up = p.chance.uniform(0.4, 1.0) * tall * s
            p.line(
                [(px + dx * 0.2, py), (px + dx * 0.6, py - up * 0.7), (px + dx, py - up)], colour, 0.012 * s
            )


def water(
    p: Picture,
    points: list[Pixel],
    colour: Colour,
    *,
    mirror: float = 0.45,
    ripple: float = 0.2,
    shore: float = 0.0,
) -> None:
    """Water over an outline, mirroring what stands above the line `shore` (pixels; the horizon if 0)."""
    p.fill(points, shade(colour, 1.08), to=shade(colour, 0.86), grain=ripple, texture=p.streak, soft=2)
    if not mirror:
        return
    line = round(shore or p.horizon)
    deep = min(line, p.height - line)
    if deep < 4:
        return
    above = p.image.crop((0, line - deep, p.width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    # Below the horizon there is often more water than sky above it: the reflection is drawn out to fill it.
    deep = p.height - line
    unit = p.width / 2304
    above = above.resize((p.width // 4, max(1, deep // 4))).filter(ImageFilter.GaussianBlur(1.2))
    above = above.resize((p.width, deep), Image.Resampling.BICUBIC)
    _jitter(p, above, max(2, round(5 * unit)), round(11 * unit))
    mask = Image.new("L", (p.width, p.height), 0)
    ImageDraw.Draw(mask).polygon(points, fill=255)
    mask = mask.crop((0, line, p.width, line + deep)).filter(ImageFilter.GaussianBlur(2 * unit))
    patches = p.streak.crop((0, line, p.width, line + deep))
    wobble = patches.point([max(0, min(255, round(255 * mirror + (v - 128) * 1.1))) for v in range(256)])
    p.image.paste(above, (0, line), ImageChops.multiply(mask, wobble))


def _jitter(p: Picture, image: Image.Image, step: int, swing: int) -> None:
    """Moves strips sideways by a little, as ripples do with a reflection."""
    for top in range(0, image.height, step):
        shift = p.chance.randint(-swing, swing) * (top + 40) // (image.height + 40)
        if shift:
            strip = image.crop((0, top, image.width, min(image.height, top + step)))
            image.paste(strip, (shift, top))

"""Water where it should not be: floods and burst mains."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from paht.demo.scenes.built import cone
from paht.demo.scenes.nature import OVERCAST, RAIN, water
from paht.demo.scenes.picture import Picture, mix, shade
from paht.demo.scenes.street import ASPHALT, slab, town


def flooded_street(p: Picture, *, after: bool) -> None:
    """A street under brown water after rain, a motorbike standing in it; afterwards only wet asphalt."""
    town(p, half=4.0, weather=OVERCAST if after else RAIN)
    if after:
        for _ in range(5):
            x, z = p.chance.uniform(-3.5, 2.5), p.chance.uniform(4, 14)
            p.fill(
                p.blob(x, z, p.chance.uniform(0.5, 1.1), deep=1.5),
                shade(ASPHALT, 0.7),
                grain=0.2,
                texture=p.level,
                soft=16,
                alpha=0.7,
            )
        _grating(p, 3.55, 5.0)
        return
    high = 0.34
    sheet = p.ground([(-9.55, 1.0), (-9.55, 230), (7.25, 230), (7.25, 1.0)], high)
    _motorbike(p, -1.9, 8.2)
    water(p, sheet, (134, 116, 90), mirror=0.30, ripple=0.16, shore=p.at(0, high, 60)[1])
    _motorbike(p, -1.9, 8.2, above=high)
    for x, z in ((-6.0, 12.0), (4.9, 16.0), (5.0, 9.0)):
        for ring in (0.5, 0.9, 1.4):
            turns = [step * math.tau / 40 for step in range(41)]
            points = p.ground([(x + ring * math.cos(t), z + ring * math.sin(t)) for t in turns], high)
            p.line(points, (176, 162, 140), 0.012 * p.scale(z))
    for _ in range(16):
        x, z = p.chance.uniform(-4, 4), p.chance.uniform(3, 16)
        tone = p.chance.choice(
            ((222, 222, 216), (196, 60, 50), (70, 110, 60), (150, 120, 80), (60, 110, 170))
        )
        outline = [
            p.at(x + p.chance.uniform(-0.14, 0.14), high + 0.02, z + p.chance.uniform(-0.14, 0.14))
            for _ in range(5)
        ]
        p.fill(outline, tone, grain=0.2)
    for _ in range(520):
        x, y = p.chance.uniform(0, p.width), p.chance.uniform(0, p.height)
        long = p.chance.uniform(14, 46) * p.width / 2304
        here = p.image.getpixel((min(p.width - 1, int(x)), min(p.height - 1, int(y))))
        assert isinstance(here, tuple)
        p.line(
            [(x, y), (x - long * 0.18, y + long)],
            mix((here[0], here[1], here[2]), (226, 230, 234), 0.3),
            2 * p.width / 2304,
        )
    _rings(p, high)


def _rings(p: Picture, high: float) -> None:
    """Where drops strike the water."""
    for _ in range(120):
        z = 2.7 + 14 * p.chance.random() ** 1.4
        x = p.chance.uniform(-0.6, 0.6) * z
        if -9 < x < 7:
            turns = [step * math.tau / 14 for step in range(15)]
            size = p.chance.uniform(0.02, 0.08)
            points = p.ground([(x + size * math.cos(t), z + size * math.sin(t)) for t in turns], high)
            p.line(points, (164, 150, 128), 0.005 * p.scale(z))


def _motorbike(p: Picture, x: float, z: float, *, above: float = 0.0) -> None:
    """A parked motorbike seen from the side; only what stands out above the water when that is given."""

    def part(points: list[tuple[float, float]], colour: tuple[int, int, int]) -> None:
        kept = [(dx, max(dy, above)) for dx, dy in points]
        if max(dy for _, dy in kept) > above:
            p.fill([p.at(x + dx, dy, z) for dx, dy in kept], colour, grain=0.12)

    turns = [step * math.tau / 28 for step in range(28)]
    for hub in (-0.62, 0.62):
        part([(hub + 0.30 * math.cos(t), 0.30 + 0.30 * math.sin(t)) for t in turns], (26, 26, 28))
        part([(hub + 0.20 * math.cos(t), 0.30 + 0.20 * math.sin(t)) for t in turns], (120, 120, 122))
    part(
        [
            (-0.75, 0.62),
            (-0.2, 0.56),
            (0.1, 0.34),
            (0.4, 0.4),
            (0.55, 0.75),
            (0.42, 0.78),
            (0.2, 0.55),
            (-0.2, 0.72),
        ],
        (170, 34, 34),
    )
    part([(-0.85, 0.74), (-0.75, 0.60), (-0.25, 0.58), (-0.15, 0.72)], (150, 28, 30))
    part([(-0.85, 0.80), (-0.8, 0.73), (-0.1, 0.70), (-0.05, 0.78), (-0.4, 0.84)], (32, 32, 34))
    part([(0.40, 0.62), (0.50, 1.05), (0.62, 1.05), (0.66, 0.6)], (176, 38, 38))
    part([(0.30, 1.06), (0.36, 1.12), (0.66, 1.04), (0.60, 0.98)], (40, 40, 42))
    part([(0.55, 0.98), (0.70, 0.98), (0.70, 0.86), (0.58, 0.86)], (226, 226, 214))
    part([(0.34, 1.1), (0.24, 1.3), (0.32, 1.32), (0.38, 1.12)], (48, 48, 50))


def _grating(p: Picture, x: float, z: float) -> None:
    """The gully that lets the water off."""
    slab(p, (x - 0.35, x + 0.35), (z, z + 0.5), (54, 52, 50))
    for bar in range(7):
        at = x - 0.32 + bar * 0.1
        slab(p, (at, at + 0.045), (z + 0.03, z + 0.47), (122, 116, 110))


def water_leak(p: Picture, *, after: bool) -> None:
    """A burst water main: a jet out of the road and a running puddle; afterwards new concrete over it."""
    town(p, half=4.0)
    x, z = p.chance.uniform(0.5, 1.1), p.chance.uniform(5.2, 5.8)
    if after:
        slab(p, (x - 0.65, x + 0.65), (z - 0.9, z + 1.4), (60, 60, 60), soft=2)
        slab(p, (x - 0.6, x + 0.6), (z - 0.85, z + 1.35), (160, 157, 150), grain=0.22)
        cone(p, x + 0.95, z + 1.2)
        return
    for at_x, at_z, size, deep in ((x - 0.3, z - 0.6, 2.0, 0.9), (x - 1.0, z - 2.3, 1.3, 1.0)):
        outline = p.blob(at_x, at_z, size, deep=deep, rough=0.3)
        p.fill(outline, shade(ASPHALT, 0.58), grain=0.2, texture=p.level, soft=22)
    pool = p.blob(x - 0.25, z - 0.5, 1.65, deep=0.85, rough=0.3)
    water(p, pool, (112, 112, 108), mirror=0.5, ripple=0.22)
    p.fill(p.blob(x, z, 0.36, deep=1.0, rough=0.5), (52, 48, 44), grain=0.5)
    for _ in range(7):
        turn = p.chance.uniform(0, math.tau)
        points = [p.at(x + math.cos(turn) * r, 0, z + math.sin(turn) * r) for r in (0.3, 0.6, 0.9)]
        p.line(points, (40, 38, 36), 0.02 * p.scale(z))
    _jet(p, x, z)


def _jet(p: Picture, x: float, z: float) -> None:
    """Water thrown up and falling again, denser at its foot."""
    spray = Image.new("L", (p.width, p.height), 0)
    drops = []
    s = p.scale(z)
    for _ in range(2100):
        rise, push = p.chance.gauss(4.4, 1.1), p.chance.gauss(0, 0.34)
        t = p.chance.random() * rise / 4.9
        y = rise * t - 4.9 * t * t
        px, py = p.at(x + push * t * 1.5, max(0.0, y), z)
        drops.append((px, py, p.chance.uniform(0.004, 0.017) * s, p.chance.randint(70, 230)))
    draw = ImageDraw.Draw(spray)
    for px, py, r, light in drops:
        draw.ellipse((px - r, py - r * 1.8, px + r, py + r * 1.8), fill=light)
    box = p._box([(px, py) for px, py, _, _ in drops], 30)
    if box is None:
        return
    part = spray.crop(box)
    mist = part.filter(ImageFilter.GaussianBlur(0.03 * s))
    mask = ImageChops.lighter(part, mist.point([min(170, int(v * 1.1)) for v in range(256)]))
    p.image.paste(Image.new("RGB", part.size, (236, 241, 244)), box[:2], mask)
    foam = [
        (
            p.at(x + p.chance.gauss(0, 0.34), 0, z + p.chance.gauss(-0.1, 0.24)),
            p.chance.uniform(0.01, 0.035) * s,
        )
        for _ in range(160)
    ]
    p.dots([(at[0], at[1], r, (226, 230, 230)) for at, r in foam])

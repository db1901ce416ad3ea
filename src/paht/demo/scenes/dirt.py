"""Rubbish heaps and waste water."""

import math

from paht.demo.scenes.built import block, house, shadow
from paht.demo.scenes.nature import palm, sky, treeline, tufts, water
from paht.demo.scenes.picture import Colour, Picture, mix, shade
from paht.demo.scenes.street import EARTH, daylight, slab, verge, village

BAGS: tuple[Colour, ...] = (
    (34, 34, 38),
    (40, 42, 46),
    (30, 30, 32),
    (226, 226, 220),
    (196, 206, 214),
    (52, 98, 168),
    (190, 52, 52),
    (60, 130, 86),
    (214, 186, 70),
    (216, 140, 160),
)


def rubbish(p: Picture, *, after: bool) -> None:
    """A heap of bags and household waste on the verge; afterwards swept grass and two bins."""
    p.middle -= 0.09 * p.width
    village(p, half=2.9)
    x, z = p.chance.uniform(1.7, 2.0), p.chance.uniform(5.2, 5.8)
    if after:
        slab(p, (x + 0.4, x + 3.2), (z - 1.2, z + 1.0), EARTH, soft=30, alpha=0.55)
        for at in (x + 0.9, x + 1.75):
            _bin(p, at, z)
        return
    p.fill(p.blob(x + 0.8, z - 0.2, 2.4, deep=0.62, rough=0.3), (66, 58, 46), grain=0.35, soft=24, alpha=0.75)
    p.fill(p.blob(x - 0.6, z - 1.0, 1.2, deep=0.35, rough=0.4), (50, 46, 40), grain=0.2, soft=10, alpha=0.7)
    for _ in range(110):
        _litter(p, x + p.chance.gauss(0.7, 1.5), z + p.chance.gauss(-0.3, 0.75))
    bags = []
    for _ in range(88):
        off, depth = p.chance.gauss(0, 0.72), p.chance.gauss(0, 0.42)
        top = max(0.0, 1.05 - abs(off) * 0.55 - abs(depth) * 0.5)
        bags.append((x + 0.85 + off, top * p.chance.random(), z + depth))
    bags.sort(key=lambda bag: (-bag[2], bag[1]))
    for step, (at_x, at_y, at_z) in enumerate(bags):
        kind = p.chance.random()
        if kind < 0.74:
            bag(p, at_x, at_y, at_z, p.chance.uniform(0.16, 0.34), p.chance.choice(BAGS))
        elif kind < 0.88:
            size = p.chance.uniform(0.14, 0.26)
            block(
                p,
                (at_x - size, at_x + size),
                (at_y, at_y + size * 1.2),
                (at_z, at_z + size),
                (168, 130, 86),
                grain=0.2,
            )
        else:
            _bottle(p, at_x, at_y + 0.2, at_z)
        if step % 4 == 0:
            _litter(p, at_x, at_z - 0.1, high=at_y + 0.25)


def bag(p: Picture, x: float, y: float, z: float, size: float, colour: Colour) -> None:
    """A tied plastic bag with its creases and shine."""
    s = p.scale(z) * size
    cx, cy = p.at(x, y + size * 0.7, z)
    outline = []
    for step in range(26):
        turn = step * math.tau / 26
        r = p.chance.uniform(0.88, 1.08)
        squash = 0.72 if math.sin(turn) > 0 else 0.86
        outline.append((cx + math.cos(turn) * s * r, cy + math.sin(turn) * s * r * squash))
    p.fill([(px + s * 0.1, py + s * 0.14) for px, py in outline], (18, 18, 18), grain=0.1, soft=5, alpha=0.55)
    p.fill(
        outline, mix(shade(colour, 1.18), (210, 215, 220), 0.08), to=shade(colour, 0.55), grain=0.14, soft=1
    )
    knot = (cx + p.chance.uniform(-0.2, 0.2) * s, cy - 0.84 * s)
    p.fill(
        [
            (knot[0] - s * 0.2, knot[1] + s * 0.14),
            (knot[0] - s * 0.14, knot[1] - s * 0.24),
            (knot[0], knot[1] - s * 0.04),
            (knot[0] + s * 0.17, knot[1] - s * 0.26),
            (knot[0] + s * 0.2, knot[1] + s * 0.14),
        ],
        shade(colour, 0.9),
        grain=0.1,
    )
    for _ in range(6):
        turn = p.chance.uniform(0.3, math.pi - 0.3)
        end = (cx + math.cos(turn) * s * 0.75, cy + math.sin(turn) * s * 0.5)
        middle = ((knot[0] + end[0]) / 2 + p.chance.uniform(-0.1, 0.1) * s, (knot[1] + end[1]) / 2)
        p.line([knot, middle, end], shade(colour, p.chance.choice((0.6, 0.7, 1.3))), s * 0.025)
    for _ in range(3):
        dx, dy = p.chance.uniform(-0.55, 0.1) * s, p.chance.uniform(-0.5, 0.0) * s
        p.fill(
            [(cx + dx, cy + dy), (cx + dx + s * 0.16, cy + dy - s * 0.10), (cx + dx + s * 0.2, cy + dy)],
            mix(colour, (255, 255, 255), 0.55),
            grain=0,
            soft=3,
            alpha=0.7,
        )


def _litter(p: Picture, x: float, z: float, *, high: float = 0.02) -> None:
    """Paper, cups, leaves."""
    z = max(2.4, z)
    tone = p.chance.choice((*BAGS[3:], (236, 232, 220), (150, 116, 72), (104, 84, 52), (180, 170, 150)))
    size = p.chance.uniform(0.04, 0.13)
    points = [
        p.at(
            x + math.cos(a) * size * p.chance.uniform(0.4, 1),
            high + p.chance.uniform(0, 0.05),
            z + math.sin(a) * size,
        )
        for a in (0, 1.1, 2.2, 3.1, 4.2, 5.2)
    ]
    p.fill([(px + 3, py + 4) for px, py in points], (30, 28, 24), grain=0, alpha=0.45, soft=2)
    p.fill(points, tone, to=shade(tone, 0.75), grain=0.12)


def _bottle(p: Picture, x: float, y: float, z: float) -> None:
    """A plastic bottle lying about."""
    s, (cx, cy) = p.scale(z), p.at(x, y, z)
    turn = p.chance.uniform(-0.6, 0.6)
    shape = (
        (-0.16, -0.04),
        (0.06, -0.04),
        (0.10, -0.015),
        (0.15, -0.015),
        (0.15, 0.015),
        (0.10, 0.015),
        (0.06, 0.04),
        (-0.16, 0.04),
    )
    points = [
        (
            cx + (a * math.cos(turn) - b * math.sin(turn)) * s,
            cy + (a * math.sin(turn) + b * math.cos(turn)) * s,
        )
        for a, b in shape
    ]
    p.fill(points, p.chance.choice(((190, 212, 220), (120, 170, 110), (206, 214, 216))), grain=0.1, alpha=0.9)


def _bin(p: Picture, x: float, z: float) -> None:
    """A green wheeled bin."""
    s, green = p.scale(z), (46, 118, 66)
    shadow(p, x + 0.15, z, 0.45, 0.2, strength=0.5)
    low, high = p.at(x, 0.08, z), p.at(x, 0.98, z)
    w = 0.27 * s
    p.fill(
        [
            (low[0] - w * 0.8, low[1]),
            (high[0] - w, high[1]),
            (high[0] + w, high[1]),
            (low[0] + w * 0.8, low[1]),
        ],
        green,
        to=shade(green, 0.72),
        grain=0.12,
    )
    p.fill(
        [
            (low[0] + w * 0.35, low[1]),
            (high[0] + w * 0.5, high[1]),
            (high[0] + w, high[1]),
            (low[0] + w * 0.8, low[1]),
        ],
        shade(green, 0.6),
        grain=0.1,
        soft=4,
        alpha=0.8,
    )
    p.fill(
        [
            (high[0] - w * 1.12, high[1]),
            (high[0] - w, high[1] - 0.13 * s),
            (high[0] + w, high[1] - 0.13 * s),
            (high[0] + w * 1.12, high[1]),
        ],
        shade(green, 1.15),
        grain=0.1,
    )
    for side in (-0.7, 0.7):
        p.dots([(low[0] + w * side, low[1] + 0.02 * s, 0.09 * s, (28, 28, 30))])
    mark = p.at(x, 0.55, z)
    p.dots([(*mark, 0.10 * s, (226, 232, 222)), (*mark, 0.07 * s, green)])


def polluted_canal(p: Picture, *, after: bool) -> None:
    """A canal black with waste water that foams from a pipe; afterwards clear water and a closed pipe."""
    sky(p, daylight(p))
    p.eye = 2.3
    treeline(p, 100, 10, gap=(-9, 4))
    verge(p, (-70, -5.2))
    verge(p, (3.4, 70))
    for z, x in ((40, -9.5), (28, -9.0), (19, -8.6)):
        house(p, -1, x, (z, z + 6.5))
    for z in (60, 45, 33, 24, 15):
        palm(p, -6.2 - p.chance.uniform(0, 1.5), z + p.chance.uniform(-2, 2), p.chance.uniform(7, 10))
        palm(p, 5.4 + p.chance.uniform(0, 3), z + 4 + p.chance.uniform(-2, 2), p.chance.uniform(7, 10))
    shore = p.at(0, -0.9, 130)[1]
    canal = [
        (p.middle - 20, shore),
        (p.middle + 20, shore),
        *p.ground([(3.0, 60), (3.0, 1.5)], -0.9),
        *p.ground([(-5.0, 1.5), (-5.0, 60)], -0.9),
    ]
    water(
        p,
        canal,
        (104, 116, 84) if after else (46, 46, 42),
        mirror=0.55 if after else 0.16,
        ripple=0.14,
        shore=shore,
    )
    for x1, x2 in ((-5.6, -4.9), (3.6, 2.9)):
        face = [p.at(x1, 0, 1.3), p.at(x1, 0, 100), p.at(x2, -0.95, 100), p.at(x2, -0.95, 1.3)]
        p.fill(face, (112, 98, 66), to=(86, 70, 50), grain=0.4, texture=p.leaf)
    tufts(p, 240, x=(3.3, 5.6), z=(4.5, 26), tall=0.4)
    tufts(p, 160, x=(-6.4, -5.2), z=(6, 26), tall=0.45)
    if not after:
        _foam(p)
    _outlet(p, running=not after)


def _outlet(p: Picture, *, running: bool) -> None:
    """A concrete pipe in the right bank, its mouth towards the canal."""
    z = 6.6
    s, at = p.scale(z), p.at(2.75, -0.42, z)
    block(p, (2.55, 3.6), (-0.95, 0.12), (z, z + 0.6), (164, 160, 150), grain=0.3)
    p.dots(
        [(*at, 0.40 * s, (190, 186, 176)), (*at, 0.335 * s, (172, 170, 162) if not running else (18, 18, 18))]
    )
    if not running:
        p.line([(at[0] - 0.2 * s, at[1]), (at[0] + 0.2 * s, at[1])], (110, 108, 102), 0.04 * s)
        return
    left, right, low = at[0] - 0.30 * s, at[0] + 0.26 * s, p.at(2.5, -0.92, z - 0.3)[1]
    fall = [
        (left, at[1] + 0.08 * s),
        (right, at[1] + 0.1 * s),
        (right - 0.02 * s, at[1] + 0.3 * s),
        (right - 0.08 * s, low + 0.1 * s),
        (left - 0.42 * s, low + 0.14 * s),
        (left - 0.22 * s, at[1] + 0.34 * s),
    ]
    p.fill(fall, (96, 94, 88), to=(176, 174, 166), grain=0.4, texture=p.stain, soft=3)
    for _ in range(150):
        x, y = at[0] - 0.35 * s + p.chance.gauss(0, 0.32) * s, low + p.chance.gauss(0.1, 0.08) * s
        p.dots(
            [(x, y, p.chance.uniform(0.015, 0.07) * s, shade((222, 220, 210), p.chance.uniform(0.75, 1.1)))]
        )


def _foam(p: Picture) -> None:
    """Scum, foam and floating waste drifting from the pipe."""
    for _ in range(9):
        x, z = p.chance.uniform(-3.6, 1.8), p.chance.uniform(4.2, 15)
        outline = [
            (px, py + 0.9 * p.scale(z))
            for px, py in p.blob(x, z, p.chance.uniform(0.4, 1.0), deep=1.7, rough=0.4)
        ]
        p.fill(outline, (84, 80, 62), grain=0.35, texture=p.streak, soft=10, alpha=0.7)
    spots = []
    for _ in range(36):
        x, z = p.chance.triangular(-3.4, 2.3, 1.8), p.chance.triangular(3.4, 13, 6)
        for _ in range(26):
            dx, dz = p.chance.gauss(0, 0.28), p.chance.gauss(0, 0.34)
            depth = max(2.6, z + dz)
            px, py = p.at(x + dx, -0.88, depth)
            spots.append(
                (
                    px,
                    py,
                    p.chance.uniform(0.01, 0.06) * p.scale(depth),
                    shade((216, 212, 196), p.chance.uniform(0.7, 1.1)),
                )
            )
    p.dots(sorted(spots, key=lambda spot: spot[1]))
    for _ in range(48):
        _litter(p, p.chance.uniform(-4, 2.2), p.chance.uniform(3.4, 13), high=-0.87)
    for _ in range(7):
        x, z = p.chance.uniform(-3.6, 1.6), p.chance.uniform(4.5, 10)
        bag(p, x, -0.98, z, p.chance.uniform(0.12, 0.24), p.chance.choice(BAGS[3:]))

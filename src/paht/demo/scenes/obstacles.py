"""What lies in the way: fallen trees, building materials."""

import math

from paht.demo.scenes.built import block, shadow
from paht.demo.scenes.nature import GREENS, crown
from paht.demo.scenes.picture import Colour, Picture, shade
from paht.demo.scenes.street import town, village


def fallen_tree(p: Picture, *, after: bool) -> None:
    """A tree blown across the road, roots in the air; afterwards a free road and a pile of logs."""
    village(p, half=3.2, line=False)
    z = p.chance.uniform(8.0, 8.6)
    if after:
        for row_at, count in ((0.16, 5), (0.44, 4), (0.72, 3)):
            for step in range(count):
                x = 4.2 + 0.34 * step + (5 - count) * 0.17
                _log(p, x, row_at, z)
        for _ in range(150):
            x, depth = p.chance.gauss(3.4, 0.8), z - 0.6 + p.chance.gauss(0, 0.4)
            p.dots([(*p.at(x, 0.01, depth), 0.014 * p.scale(depth), (206, 176, 124))])
        return
    shadow(p, 0.2, z - 0.35, 4.2, 0.8, strength=0.55)
    s = p.scale(z)
    root = p.at(4.7, 0.75, z + 0.5)
    rim = [
        (
            root[0] + math.cos(a) * 0.85 * s * p.chance.uniform(0.8, 1.1),
            root[1] + math.sin(a) * 1.05 * s * p.chance.uniform(0.8, 1.1),
        )
        for a in (i * math.tau / 30 for i in range(30))
    ]
    p.fill(p.blob(5.4, z + 0.6, 1.0, deep=0.6), (84, 62, 44), grain=0.5, texture=p.leaf, soft=4)
    p.fill(rim, (128, 92, 62), to=(88, 62, 42), grain=0.55, texture=p.leaf, soft=2)
    for _ in range(34):
        turn = p.chance.uniform(0, math.tau)
        out = p.chance.uniform(0.9, 1.5)
        bend = turn + p.chance.uniform(-0.5, 0.5)
        points = [
            (root[0] + math.cos(turn) * 0.5 * s, root[1] + math.sin(turn) * 0.6 * s),
            (root[0] + math.cos(turn) * 0.9 * s, root[1] + math.sin(turn) * s),
            (root[0] + math.cos(bend) * out * s, root[1] + math.sin(bend) * out * s * 1.1),
        ]
        p.line(points, shade((96, 70, 48), p.chance.uniform(0.7, 1.3)), p.chance.uniform(0.015, 0.05) * s)
    trunk = [
        p.at(4.6, 0.42, z + 0.5),
        p.at(1.6, 0.30, z),
        p.at(-1.4, 0.62, z - 0.3),
        p.at(-1.4, 0.92, z - 0.3),
        p.at(1.6, 0.82, z),
        p.at(4.6, 1.12, z + 0.5),
    ]
    p.fill(trunk, (142, 120, 96), to=(72, 58, 46), grain=0.5, texture=p.streak, soft=1)
    for _ in range(26):
        x = p.chance.uniform(-1.2, 4.4)
        at = p.at(x, p.chance.uniform(0.4, 0.95), z)
        p.line([at, (at[0] + 0.3 * s, at[1] + p.chance.uniform(-0.02, 0.02) * s)], (62, 50, 40), 0.014 * s)
    for x, y, dx, dy in (
        (0.6, 0.8, -1.2, 1.4),
        (-0.4, 0.8, -1.4, 0.9),
        (-1.2, 0.7, -1.7, 0.3),
        (1.4, 0.7, -0.6, 1.5),
    ):
        p.line(
            [p.at(x, y, z), p.at(x + dx * 0.5, y + dy * 0.6, z - 0.2), p.at(x + dx, y + dy, z - 0.4)],
            (88, 70, 54),
            0.13 * s,
        )
    for x, y, across, tall in (
        (-0.6, 1.95, 2.0, 1.3),
        (-2.9, 1.75, 2.4, 1.5),
        (-1.6, 1.25, 2.6, 1.5),
        (-3.2, 0.75, 2.4, 1.3),
        (-0.7, 0.75, 1.6, 0.9),
    ):
        crown(p, p.at(x, y, z - 0.5), across * s, tall * s, tint=0.95, z=2)
    for _ in range(240):
        x, depth = p.chance.gauss(-0.6, 1.9), z - 0.6 - abs(p.chance.gauss(0, 0.9))
        size = 0.04 * p.scale(depth)
        at, tone = p.at(x, 0.01, depth), shade(p.chance.choice(GREENS), p.chance.uniform(0.7, 1.3))
        turn = p.chance.uniform(0, math.pi)
        a, b = math.cos(turn) * size, math.sin(turn) * size * 0.5
        p.fill(
            [
                (at[0] - a, at[1] - b),
                (at[0] - b * 0.7, at[1] + a * 0.2),
                (at[0] + a, at[1] + b),
                (at[0] + b * 0.7, at[1] - a * 0.2),
            ],
            tone,
            grain=0,
        )


def _log(p: Picture, x: float, y: float, z: float) -> None:
    """The sawn end of a log with its rings."""
    s, at = p.scale(z), p.at(x, y, z)
    p.dots(
        [
            (at[0] + 0.02 * s, at[1] + 0.02 * s, 0.175 * s, (50, 40, 32)),
            (*at, 0.165 * s, (104, 84, 64)),
            (*at, 0.14 * s, (212, 182, 132)),
            (*at, 0.09 * s, (198, 164, 112)),
            (*at, 0.05 * s, (212, 182, 132)),
            (*at, 0.018 * s, (150, 112, 70)),
        ]
    )


def blocked_pavement(p: Picture, *, after: bool) -> None:
    """Sand, bricks and cement dumped over the pavement; afterwards it is free to walk."""
    p.middle -= 0.10 * p.width
    town(p, half=2.2, right=3.6, line=False)
    if after:
        return
    z = p.chance.uniform(8.6, 9.2)
    _heap(p, 4.0, z + 2.6, 1.6, 1.15, (150, 146, 140), rough=True)
    for layer in range(9):
        for back in range(2):
            for step in range(10):
                if layer == 8 and p.chance.random() < 0.4:
                    continue
                x = 3.5 + step * 0.22
                tone = shade((178, 92, 62), p.chance.uniform(0.8, 1.15))
                low, depth = 0.14 + layer * 0.11, z - 0.4 - back * 0.01
                block(p, (x, x + 0.205), (low, low + 0.10), (depth, depth + 0.9), tone, grain=0.25)
    _heap(p, 2.6, z - 2.6, 1.55, 0.95, (206, 176, 124), rough=False)
    for step, (x, y) in enumerate(((4.3, 0.14), (4.95, 0.14), (4.6, 0.32), (4.35, 0.5), (4.9, 0.5))):
        at, s = p.at(x, y, z - 3.0), p.scale(z - 3.0)
        tone = shade((186, 182, 172), 1.04 - 0.04 * (step % 3))
        shape = ((-0.34, 0), (-0.38, -0.10), (-0.3, -0.19), (0.3, -0.2), (0.38, -0.1), (0.34, 0.01))
        p.fill(
            [(at[0] + a * s, at[1] + b * s) for a, b in shape],
            shade(tone, 1.1),
            to=shade(tone, 0.62),
            grain=0.18,
            soft=2,
        )
        p.fill(
            [
                (at[0] + a * s * 0.4, at[1] - 0.1 * s + b * 0.05 * s)
                for a, b in ((-0.4, -1), (0.4, -1), (0.4, 1), (-0.4, 1))
            ],
            (64, 96, 150),
            grain=0.1,
        )
    for step in range(7):
        y = 0.16 + 0.02 * step
        p.line(
            [p.at(2.5 + 0.06 * step, y, 3.6), p.at(3.1 + 0.06 * step, y, 10)],
            (112, 74, 54),
            0.02 * p.scale(5),
        )


def _heap(p: Picture, x: float, z: float, across: float, tall: float, colour: Colour, *, rough: bool) -> None:
    """A heap of sand or gravel: lit from the left, its foot run out over the ground."""
    shadow(p, x + 0.4, z, across * 1.15, 0.8, strength=0.5)
    top, foot = [], []
    for step in range(49):
        t = step / 24 - 1
        swell = max(0.0, math.cos(t * math.pi / 2)) ** 1.25
        top.append(p.at(x + t * across, tall * swell * (1 + p.chance.uniform(-0.02, 0.02)), z))
        foot.append(p.at(x + t * across * 1.04, 0, z - 0.85 * math.sqrt(max(0.0, 1 - t * t))))
    p.fill(
        [*top, *reversed(foot)],
        shade(colour, 1.1),
        to=shade(colour, 0.86),
        grain=0.45 if rough else 0.26,
        texture=p.leaf if rough else p.fine,
        soft=2,
    )
    peak = top[24]
    dark = [peak, *top[24:], *reversed(foot[30:]), (peak[0] + 0.2 * p.scale(z), (peak[1] + foot[24][1]) / 2)]
    p.fill(dark, shade(colour, 0.58), grain=0.3, texture=p.leaf if rough else p.fine, soft=30, alpha=0.65)
    spots = []
    for _ in range(260):
        at_x, at_z = x + p.chance.gauss(0, across * 0.62), z - 0.75 + p.chance.gauss(0, 0.35)
        tone = shade(colour, p.chance.uniform(0.65, 1.15))
        spots.append(
            (
                *p.at(at_x, 0.01, at_z),
                p.chance.uniform(0.008, 0.035 if rough else 0.018) * p.scale(at_z),
                tone,
            )
        )
    p.dots(spots)

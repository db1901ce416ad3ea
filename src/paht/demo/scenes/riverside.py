"""Bridges and river banks that give way."""

import math
from itertools import pairwise

from paht.demo.scenes.built import block, house, shadow
from paht.demo.scenes.nature import palm, sky, treeline, tufts, water
from paht.demo.scenes.picture import Picture, shade
from paht.demo.scenes.street import CONCRETE, daylight, road, slab, verge


def broken_railing(p: Picture, *, after: bool) -> None:
    """A bridge whose railing is torn away over some metres; afterwards new rails, painted red and white."""
    sky(p, daylight(p))
    treeline(p, 110, 11, gap=(-34, -6))
    p.middle += 0.10 * p.width
    bank = p.at(0, -2.2, 110)[1]
    sheet = [(0.0, float(p.height)), (0.0, bank), (float(p.width), bank), (float(p.width), float(p.height))]
    water(p, sheet, (128, 116, 84), mirror=0.4, shore=bank)
    for z in (60, 52, 44):
        palm(p, -p.chance.uniform(16, 26), z + 22, p.chance.uniform(8, 11))
    palm(p, 9.0, 40, 8.0)
    palm(p, 7.5, 32, 9.0)
    p.fill(
        [p.at(2.4, -0.6, 30), p.at(2.4, -0.6, 200), p.at(90, -0.6, 200), p.at(60, -0.6, 30)],
        (96, 118, 56),
        grain=0.27,
        texture=p.leaf,
    )
    p.fill(
        [p.at(-2.3, 0, 1.0), p.at(-2.3, 0, 46), p.at(-2.3, -0.55, 46), p.at(-2.3, -0.55, 1.0)],
        shade(CONCRETE, 0.6),
    )
    road(p, (-2.3, 2.3), colour=(150, 147, 140), dashes=False, edges=False)
    for joint in range(2, 44, 5):
        p.line(
            [p.at(-2.2, 0.0, joint), p.at(2.2, 0.0, joint)], (104, 101, 96), max(1.0, 0.012 * p.scale(joint))
        )
    for x in (-2.15, 2.15):
        _railing(p, x, broken=None if after or x > 0 else (5.0, 9.2), fresh=after and x < 0)
    if not after:
        _torn(p, -2.15)


def _railing(p: Picture, x: float, *, broken: tuple[float, float] | None, fresh: bool) -> None:
    """Concrete posts and three steel rails along z."""
    posts = [1.9 + 1.85 * i for i in range(22)]
    for near, far in reversed(list(pairwise(posts))):
        gone = broken is not None and near < broken[1] and far > broken[0]
        if not gone:
            for y in (0.40, 0.70, 1.0):
                tone = p.far((206, 208, 206) if fresh else (142, 140, 136), near)
                points = [
                    p.at(x, y - 0.035, near),
                    p.at(x, y + 0.035, near),
                    p.at(x, y + 0.035, far),
                    p.at(x, y - 0.035, far),
                ]
                p.fill(points, tone, grain=0.2)
                p.line([points[0], points[3]], shade(tone, 0.55), 0.014 * p.scale(near))
        if broken is None or not broken[0] < near < broken[1]:
            white, red = p.far((214, 212, 204), near), p.far((188, 60, 48) if fresh else (160, 84, 72), near)
            for step in range(4):
                low = step * 0.29
                block(
                    p,
                    (x - 0.1, x + 0.1),
                    (low, low + 0.29),
                    (near - 0.1, near + 0.1),
                    red if step % 2 else white,
                )


def _torn(p: Picture, x: float) -> None:
    """What is left of the railing: bent rails, a stump, rubble and a rope with rags."""
    s = p.scale(6.5)
    for y, out, drop in ((1.0, 0.8, 0.8), (0.7, 1.1, 1.2), (0.4, 0.5, 0.6)):
        for z, way in ((9.3, -1), (5.6, 1)):
            points = []
            for step in range(9):
                t = step / 8
                points.append(p.at(x - out * t * t, y - drop * t**1.6, z + way * 1.5 * t))
            p.line(points, (92, 74, 62), 0.07 * p.scale(z))
            p.line([(px, py - 0.014 * s) for px, py in points], (160, 146, 134), 0.02 * p.scale(z))
    block(p, (x - 0.12, x + 0.12), (0, 0.26), (7.4, 7.62), (176, 170, 160), grain=0.5)
    for dx in (-0.06, 0.0, 0.06):
        p.line([p.at(x + dx, 0.26, 7.5), p.at(x + dx * 2.6, 0.62, 7.5)], (110, 70, 50), 0.016 * s)
    for _ in range(70):
        at, z = x + abs(p.chance.gauss(0, 0.55)), p.chance.uniform(5.4, 9.0)
        px, py = p.at(at, 0.03, z)
        r = p.chance.uniform(0.015, 0.08) * p.scale(z)
        tone = shade((186, 180, 170), p.chance.uniform(0.6, 1.1))
        corners = ((-1, 0), (-0.4, -1), (0.8, -0.7), (1, 0.3), (0, 0.6))
        p.fill([(px + dx * r, py + dy * r) for dx, dy in corners], tone)
    _tape(p, [(x + 0.7, 5.2), (x + 0.75, 7.3), (x + 0.7, 9.4)])


def _tape(p: Picture, stands: list[tuple[float, float]]) -> None:
    """Bamboo stakes at (x, z) with a red and white tape between them."""
    for x, z in stands:
        shadow(p, x + 0.1, z, 0.2, 0.15)
        p.line([p.at(x, 0, z), p.at(x, 1.1, z)], (164, 138, 84), 0.045 * p.scale(z))
    for (x1, z1), (x2, z2) in pairwise(stands):
        points = []
        for step in range(17):
            t = step / 16
            points.append((x1 + (x2 - x1) * t, 1.0 - 0.5 * t * (1 - t), z1 + (z2 - z1) * t))
        for step, (one, two) in enumerate(pairwise(points)):
            colour = (214, 50, 42) if step % 2 else (240, 238, 232)
            p.fill(
                [
                    p.at(*one),
                    p.at(*two),
                    p.at(two[0], two[1] - 0.08, two[2]),
                    p.at(one[0], one[1] - 0.08, one[2]),
                ],
                colour,
                grain=0.1,
            )


def landslide(p: Picture, *, after: bool) -> None:
    """A river bank that slid and took half the road along; afterwards stakes, sandbags and new concrete."""
    sky(p, daylight(p))
    p.middle += 0.09 * p.width
    treeline(p, 120, 10, gap=(-2, 2))
    verge(p, (2.4, 70))
    shore = p.at(0, -1.7, 110)[1]
    river = [
        (0.0, shore),
        (p.middle - 30, shore),
        *p.ground([(-3.0, 60), (-3.0, 1.5)], -1.7),
        (0.0, float(p.height)),
    ]
    house(p, 1, 9.0, (17, 24))
    for z in (58, 42, 30, 21):
        palm(p, 4.6 + p.chance.uniform(0, 2.4), z, p.chance.uniform(7, 10))
    water(p, river, (138, 118, 84), mirror=0.36, shore=shore)
    bank = [
        p.at(-1.4, 0, 100),
        *p.ground([(-1.4, 100), (-1.4, 1.2)], 0.0),
        *p.ground([(-3.4, 1.2), (-3.4, 100)], -1.75),
    ]
    p.fill(bank, (126, 112, 68), to=(120, 92, 62), grain=0.35, texture=p.leaf)
    road(p, (-1.2, 2.4), colour=(164, 160, 150), dashes=False, edges=False)
    for z in range(2, 40, 4):
        p.line([p.at(-1.2, 0, z), p.at(2.4, 0, z)], (116, 112, 106), max(1.0, 0.012 * p.scale(z)))
    tufts(p, 120, x=(-1.9, -1.3), z=(9.5, 30), tall=0.4)
    (_stakes if after else _slide)(p)


def _slide(p: Picture) -> None:
    """The bite out of the road: broken slab, layers of earth, a slope of clods down to the water."""
    edge = []
    for step in range(33):
        t = step / 32
        inward = math.sin(math.pi * t) ** 0.75 * 1.75
        edge.append((-1.5 + inward + p.chance.uniform(-0.13, 0.13), 2.2 + 7.0 * t))
    slope = [*p.ground(edge), *[p.at(-3.6, -1.75, z) for _, z in reversed(edge)]]
    p.fill(slope, (122, 94, 66), to=(146, 112, 78), grain=0.5, texture=p.leaf)
    for low, high, colour in (
        (-0.16, 0.0, (188, 184, 174)),
        (-0.42, -0.16, (150, 128, 100)),
        (-1.0, -0.42, (104, 78, 54)),
    ):
        face = [*p.ground(edge, high), *reversed(p.ground(edge, low))]
        p.fill(face, colour, to=shade(colour, 0.72), grain=0.42)
    p.line(p.ground(edge), (64, 60, 56), 0.02 * p.scale(5))
    for _ in range(240):
        t, down = p.chance.random(), p.chance.random() ** 0.7
        x, z = edge[round(t * 32)]
        at_x, at_y = x + (-3.5 - x) * down, -0.7 - 1.05 * down
        px, py = p.at(at_x, at_y, z)
        r = p.chance.uniform(0.02, 0.13) * p.scale(z)
        tone = shade((138, 106, 74), p.chance.uniform(0.5, 1.2))
        points = [
            (px + math.cos(a) * r * p.chance.uniform(0.7, 1.1), py + math.sin(a) * r * 0.7)
            for a in (0.2, 1.2, 2.3, 3.4, 4.4, 5.4)
        ]
        p.fill(points, tone, to=shade(tone, 0.6), grain=0.35)
    for x, z, turn in ((-1.5, 4.6, 0.5), (-1.9, 6.6, -0.3)):
        corners = [(-0.6, 0.35), (0.5, 0.45), (0.6, -0.3), (-0.4, -0.45)]
        top = [
            p.at(
                x + a * math.cos(turn) - b * math.sin(turn),
                -0.75 - 0.5 * a,
                z + a * math.sin(turn) + b * math.cos(turn),
            )
            for a, b in corners
        ]
        p.fill([(px, py + 0.13 * p.scale(z)) for px, py in top], (92, 88, 82), grain=0.3)
        p.fill(top, (184, 180, 170), grain=0.35)
    for start, bend in ((0.75, 0.5), (1.15, 0.35)):
        crack = [
            p.at(start + bend * math.sin(math.pi * t) + p.chance.uniform(-0.05, 0.05), 0, 2.4 + 7.4 * t)
            for t in (i / 24 for i in range(25))
        ]
        p.line(crack, (54, 50, 46), 0.022 * p.scale(5))
    _tape(p, [(0.85, 3.9), (1.3, 5.9), (0.9, 8.2)])


def _stakes(p: Picture) -> None:
    """The mended bank: a wall of sandbags behind melaleuca stakes, the slab cast anew."""
    slab(p, (-1.75, -1.1), (1.3, 10.2), (142, 116, 84), grain=0.3)
    slab(p, (-1.2, 1.1), (2.0, 9.6), (194, 191, 182), grain=0.16)
    for z in (2.0, 5.8, 9.6):
        p.line([p.at(-1.2, 0, z), p.at(1.1, 0, z)], (120, 117, 110), 0.014 * p.scale(z))
    z = 10.0
    while z > 1.7:
        s = p.scale(z)
        low, high = (
            p.at(-2.75, -1.9, z),
            p.at(-2.75 + p.chance.uniform(-0.05, 0.05), -0.75 + p.chance.uniform(-0.12, 0.12), z),
        )
        p.line([low, high], (112, 88, 62), 0.10 * s)
        p.line([(low[0] + 0.02 * s, low[1]), (high[0] + 0.02 * s, high[1])], (152, 124, 92), 0.03 * s)
        z -= 0.3
    for layer in range(5):
        x, y = -2.55 + 0.26 * layer, -1.25 + 0.29 * layer
        z = 9.8 - 0.3 * (layer % 2)
        while z > 1.6:
            tone = shade((208, 200, 178), p.chance.uniform(0.82, 1.04))
            outline = (
                (-0.18, 0, 0),
                (-0.24, 0.16, 0.05),
                (-0.14, 0.30, 0.1),
                (0.34, 0.32, 0.1),
                (0.36, 0.29, -0.54),
                (-0.14, 0.28, -0.58),
                (-0.25, 0.14, -0.56),
                (-0.18, 0, -0.5),
            )
            points = [p.at(x + dx, y + dy, z + dz) for dx, dy, dz in outline]
            p.fill(points, shade(tone, 1.05), to=shade(tone, 0.70), grain=0.22, soft=1.5)
            p.line([points[4], points[5], points[6], points[7]], shade(tone, 0.5), 0.014 * p.scale(z))
            z -= 0.66

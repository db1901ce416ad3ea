"""What stands in a street: houses, poles with their wires, cones, boxes, and the shadows on the ground."""

import math
from itertools import pairwise

from paht.demo.scenes.nature import palm
from paht.demo.scenes.picture import Colour, Picture, Pixel, shade

WALLS: tuple[Colour, ...] = (
    (228, 206, 150),
    (176, 208, 196),
    (226, 224, 214),
    (168, 192, 216),
    (224, 178, 152),
    (206, 214, 170),
    (214, 200, 188),
)


def shadow(p: Picture, x: float, z: float, across: float, deep: float, *, strength: float = 0.4) -> None:
    """A soft dark oval on the ground."""
    turns = [step * math.tau / 24 for step in range(24)]
    points = p.ground([(x + across * math.cos(t), z + deep * math.sin(t)) for t in turns])
    p.fill(
        points, (30, 32, 34), grain=0.1, soft=min(24.0, 0.12 * p.scale(z) * 2304 / p.width), alpha=strength
    )


def block(
    p: Picture,
    x: tuple[float, float],
    y: tuple[float, float],
    z: tuple[float, float],
    colour: Colour,
    *,
    grain: float = 0.25,
) -> None:
    """A box standing on the ground: front, top, and the side that the camera sees."""
    p.fill(
        [p.at(x[0], y[0], z[0]), p.at(x[0], y[1], z[0]), p.at(x[1], y[1], z[0]), p.at(x[1], y[0], z[0])],
        colour,
        grain=grain,
    )
    if y[1] < p.eye:
        p.fill(
            [p.at(x[0], y[1], z[0]), p.at(x[0], y[1], z[1]), p.at(x[1], y[1], z[1]), p.at(x[1], y[1], z[0])],
            shade(colour, 1.2),
            grain=grain,
        )
    if x[0] > 0 or x[1] < 0:
        side = x[0] if x[0] > 0 else x[1]
        p.fill(
            [p.at(side, y[0], z[0]), p.at(side, y[1], z[0]), p.at(side, y[1], z[1]), p.at(side, y[0], z[1])],
            shade(colour, 0.7),
            grain=grain,
        )


def cone(p: Picture, x: float, z: float, tall: float = 0.7) -> None:
    """A traffic cone with its white band."""
    s = p.scale(z)
    shadow(p, x + 0.1, z, 0.3, 0.2)
    foot, tip = p.at(x, 0, z), p.at(x, tall, z)
    w = 0.2 * s
    p.fill(
        [
            (foot[0] - w * 1.2, foot[1]),
            (foot[0] + w * 1.2, foot[1]),
            (foot[0] + w, foot[1] - w * 0.3),
            (foot[0] - w, foot[1] - w * 0.3),
        ],
        (60, 60, 62),
    )
    p.fill(
        [
            (foot[0] - w * 0.85, foot[1] - w * 0.25),
            (tip[0] - w * 0.15, tip[1]),
            (tip[0] + w * 0.15, tip[1]),
            (foot[0] + w * 0.85, foot[1] - w * 0.25),
        ],
        (226, 88, 32),
        grain=0.1,
    )
    for low, high in ((0.35, 0.55), (0.7, 0.82)):
        a, b = 1 - low * 0.85, 1 - high * 0.85
        y1, y2 = foot[1] + (tip[1] - foot[1]) * low, foot[1] + (tip[1] - foot[1]) * high
        p.fill(
            [
                (foot[0] - w * 0.85 * a, y1),
                (foot[0] - w * 0.85 * b, y2),
                (foot[0] + w * 0.85 * b, y2),
                (foot[0] + w * 0.85 * a, y1),
            ],
            (236, 236, 232),
            grain=0.1,
        )


def pole(
    p: Picture, x: float, z: float, height: float = 8.0, *, lean: float = 0.0, arms: bool = True
) -> Pixel:
    """A round concrete pole; returns the pixel of its top. `lean` is metres at the top to the right."""
    s = p.scale(z)
    foot, top = p.at(x, -0.05, z), p.at(x + lean, height, z)
    shadow(p, x + 0.9, z + 0.3, 1.5, 0.12)
    wide, thin = 0.17 * s, 0.10 * s
    colour = p.far((176, 172, 164), z)
    p.fill(
        [
            (foot[0] - wide, foot[1]),
            (top[0] - thin, top[1]),
            (top[0] + thin, top[1]),
            (foot[0] + wide, foot[1]),
        ],
        colour,
        grain=0.2,
        texture=p.stain,
    )
    p.fill(
        [
            (foot[0] + wide * 0.15, foot[1]),
            (top[0] + thin * 0.15, top[1]),
            (top[0] + thin, top[1]),
            (foot[0] + wide, foot[1]),
        ],
        shade(colour, 0.62),
        grain=0.2,
        texture=p.stain,
        alpha=0.75,
        soft=3,
    )
    if arms:
        turn = math.atan2(lean, height)
        for down in (0.35, 1.0):
            centre = p.at(x + lean * (1 - down / height), height - down, z)
            dx, dy = math.cos(turn) * 0.8 * s, math.sin(turn) * 0.8 * s
            p.line(
                [(centre[0] - dx, centre[1] - dy), (centre[0] + dx, centre[1] + dy)],
                p.far((92, 92, 94), z),
                0.08 * s,
            )
            for share in (-0.9, -0.4, 0.4, 0.9):
                knob = (centre[0] + dx * share, centre[1] + dy * share - 0.12 * s)
                p.dots([(*knob, max(1.0, 0.07 * s), p.far((120, 74, 58), z))])
    return top


def wires(p: Picture, stands: list[tuple[float, float, float]], *, sag: float = 0.5) -> None:
    """Wires from pole to pole; a stand is (x, height, z)."""
    for (x1, y1, z1), (x2, y2, z2) in pairwise(stands):
        for side in (-0.72, -0.32, 0.32, 0.72):
            points = []
            for step in range(19):
                t = step / 18
                drop = sag * 4 * t * (1 - t)
                points.append(
                    p.at(x1 + (x2 - x1) * t + side, y1 + (y2 - y1) * t - drop - 0.3, z1 + (z2 - z1) * t)
                )
            p.line(points, p.far((44, 46, 50), (z1 + z2) / 2), max(1.0, 0.02 * p.scale((z1 + z2) / 2)))


def power_line(p: Picture, x: float, *, start: float = 13.0) -> None:
    """Poles and wires along the road at x, the far ones first."""
    stands = [(x, 8.0, start - 12), *((x, 8.0, start + 24.0 * i) for i in range(4))]
    wires(p, stands)
    for _, height, z in reversed(stands[1:]):
        pole(p, x, z, height)


def house(p: Picture, side: int, x: float, z: tuple[float, float], *, floors: int = 1) -> None:
    """A house along the road, its front in the plane `x`; side −1 stands to the left, +1 to the right."""
    tall = 3.4 * floors + p.chance.uniform(0.1, 0.7)
    wall = p.far(shade(p.chance.choice(WALLS), p.chance.uniform(0.85, 1.0)), z[0])
    deep = x + side * 9.0

    def front(a: float, b: float, low: float, high: float, colour: Colour, **options: float) -> None:
        near, far = z[0] + (z[1] - z[0]) * a, z[0] + (z[1] - z[0]) * b
        p.fill(
            [p.at(x, low, near), p.at(x, high, near), p.at(x, high, far), p.at(x, low, far)],
            colour,
            grain=options.get("grain", 0.07),
            texture=p.stain,
            alpha=options.get("alpha", 1.0),
        )

    # The end wall that faces the camera, then the front.
    p.fill(
        [p.at(x, 0, z[0]), p.at(x, tall, z[0]), p.at(deep, tall, z[0]), p.at(deep, 0, z[0])],
        shade(wall, 0.76),
        to=shade(wall, 0.62),
        grain=0.07,
        texture=p.stain,
    )
    front(0, 1, 0, tall, wall)
    front(0, 1, 0, 0.55, shade(wall, 0.72), alpha=0.7)
    shutter = p.chance.random() < 0.6
    for floor in range(floors):
        base = floor * 3.4
        if floor == 0:
            tone = p.far((150, 156, 162) if shutter else (70, 58, 48), z[0])
            front(0.10, 0.90 if shutter else 0.5, 0.1, 2.7, tone)
            if shutter:
                for step in range(1, 13):
                    low = 0.1 + step * 0.2
                    near, far = z[0] + (z[1] - z[0]) * 0.1, z[0] + (z[1] - z[0]) * 0.9
                    p.line([p.at(x, low, near), p.at(x, low, far)], shade(tone, 0.8), 0.02 * p.scale(z[0]))
            else:
                front(0.58, 0.86, 1.0, 2.2, p.far((58, 74, 84), z[0]))
        else:
            for a, b in ((0.12, 0.42), (0.58, 0.88)):
                front(a, b, base + 0.9, base + 2.5, p.far((240, 240, 236), z[0]))
                front(a + 0.03, b - 0.03, base + 1.0, base + 2.4, p.far((62, 82, 96), z[0]))
            front(0.0, 1.0, base - 0.12, base + 0.1, shade(wall, 1.12))
    if p.chance.random() < 0.7:
        out, tone = (
            x - side * 1.3,
            p.far(p.chance.choice(((72, 110, 150), (160, 66, 54), (84, 128, 96))), z[0]),
        )
        points = [p.at(x, 3.1, z[0]), p.at(out, 2.75, z[0]), p.at(out, 2.75, z[1]), p.at(x, 3.1, z[1])]
        p.fill(points, tone, grain=0.25, texture=p.streak)
        p.line([points[1], points[2]], shade(tone, 0.6), 0.06 * p.scale(z[0]))
    if floors == 1:
        ridge = tall + 1.5
        mid = x + side * 4.5
        roof = p.far(p.chance.choice(((150, 84, 64), (116, 124, 132), (96, 118, 136), (170, 96, 72))), z[0])
        lip = x - side * 0.5
        p.fill(
            [
                p.at(lip, tall - 0.1, z[0] - 0.3),
                p.at(mid, ridge, z[0] - 0.3),
                p.at(mid, ridge, z[1]),
                p.at(lip, tall - 0.1, z[1]),
            ],
            roof,
            grain=0.3,
            texture=p.streak,
        )
        p.fill(
            [p.at(x, tall, z[0]), p.at(mid, ridge, z[0]), p.at(deep, tall, z[0])],
            shade(wall, 0.7),
            grain=0.07,
            texture=p.stain,
        )


def row(
    p: Picture, side: int, x: float, *, start: float, end: float = 90.0, gaps: float = 0.0, tall: int = 3
) -> None:
    """Houses one after another on one side, the far ones first; `gaps` is the share left to trees."""
    places, z = [], start
    while z < end:
        wide = p.chance.uniform(4.2, 7.0)
        places.append((z, z + wide))
        z += wide + (p.chance.uniform(2, 9) if p.chance.random() < gaps else 0.0)
    for near, far in reversed(places):
        if gaps and p.chance.random() < gaps * 0.6:
            palm(p, x + side * p.chance.uniform(0.5, 3), near, p.chance.uniform(6, 9))
        else:
            house(p, side, x, (near, far), floors=1 if gaps else p.chance.randint(1, tall))

"""Holes and open covers in the road."""

import math

from paht.demo.scenes.built import shadow
from paht.demo.scenes.picture import Picture, Pixel, mix, shade
from paht.demo.scenes.street import ASPHALT, slab, town, village


def pothole(p: Picture, *, after: bool) -> None:
    """A deep hole with a puddle in a village road; afterwards a square patch of fresh asphalt."""
    village(p, half=3.2)
    x, z = p.chance.uniform(-1.3, -0.4), p.chance.uniform(4.7, 5.2)
    for at_x, at_z, size in ((x + 1.9, z + 5.4, 0.45), (x, z, 0.80)):
        if after:
            patch(p, (at_x - size * 1.45, at_x + size * 1.45), (at_z - size * 1.6, at_z + size * 1.7))
        else:
            hole(p, at_x, at_z, size)


def patch(p: Picture, x: tuple[float, float], z: tuple[float, float]) -> None:
    """New asphalt, cut square, its joints sealed."""
    slab(p, (x[0] - 0.05, x[1] + 0.05), (z[0] - 0.05, z[1] + 0.05), (38, 38, 40), grain=0.2, soft=2)
    slab(p, x, z, (70, 70, 73), grain=0.26)
    slab(p, (x[0] + 0.1, x[1] - 0.4), (z[0] + 0.2, z[1] - 0.3), (86, 86, 89), grain=0.25, soft=24, alpha=0.5)


def hole(p: Picture, x: float, z: float, size: float) -> None:
    """A pothole `size` metres across its half, broken edge, wet bottom, gravel thrown about."""
    deep = 1.25
    unit = p.width / 2304
    p.fill(
        p.blob(x, z, size * 1.75, deep=deep),
        shade(ASPHALT, 0.66),
        grain=0.25,
        texture=p.level,
        soft=28,
        alpha=0.6,
    )
    for _ in range(15):
        turn, reach = p.chance.uniform(0, math.tau), size * 0.95
        points = []
        for _ in range(7):
            points.append(p.at(x + math.cos(turn) * reach, 0, z + math.sin(turn) * reach * deep))
            reach += size * p.chance.uniform(0.08, 0.2)
            turn += p.chance.uniform(-0.16, 0.16)
        p.line(points, (48, 47, 46), 0.011 * p.scale(z))
    turns = [step * math.tau / 80 for step in range(80)]
    waves = [(k, p.chance.uniform(0.02, 0.13) / k**0.3, p.chance.uniform(0, 6.3)) for k in (2, 3, 5, 9, 14)]
    radii = [1 + sum(a * math.sin(k * t + f) for k, a, f in waves) for t in turns]

    def ring(scale: float, low: float) -> list[Pixel]:
        return p.ground(
            [
                (x + math.cos(t) * r * size * scale, z + math.sin(t) * r * size * scale * deep)
                for t, r in zip(turns, radii, strict=True)
            ],
            low,
        )

    p.fill(ring(1.07, 0.01), (164, 158, 148), grain=0.5)
    p.fill(ring(1.0, 0), (30, 28, 26), to=(88, 78, 66), grain=0.4)
    p.fill(ring(0.93, -0.05), (62, 54, 46), to=(116, 98, 78), grain=0.55, soft=5)
    p.fill(ring(0.80, -0.10), (96, 80, 62), to=(132, 112, 88), grain=0.5, soft=6)
    pool = ring(0.60, -0.12)
    p.fill(pool, (86, 74, 60), to=(70, 60, 48), grain=0.15, texture=p.streak, soft=3)
    p.fill(
        ring(0.57, -0.12),
        mix(p.haze, (150, 150, 150), 0.2),
        to=(120, 112, 98),
        grain=0.1,
        texture=p.streak,
        soft=7,
        alpha=0.75,
    )
    spots = []
    for _ in range(150):
        turn, r = p.chance.uniform(0, math.tau), size * p.chance.uniform(0.75, 1.9)
        gx, gz = x + math.cos(turn) * r, z + math.sin(turn) * r * deep
        px, py = p.at(gx, 0, gz)
        tone = shade((140, 134, 126), p.chance.uniform(0.5, 1.25))
        spots.append((px, py, p.chance.uniform(0.008, 0.028) * p.scale(gz), tone))
    p.dots([(px + r * 0.4, py + r * 0.5, r, (44, 43, 42)) for px, py, r, _ in spots])
    p.dots(spots)
    p.line(ring(1.0, 0)[2:38], (24, 23, 22), 5 * unit)


def manhole(p: Picture, *, after: bool) -> None:
    """A manhole without its cover, a branch stuck in as a warning; afterwards the cast cover in place."""
    town(p, half=4.0)
    x, z, r = p.chance.uniform(0.2, 1.0), p.chance.uniform(3.6, 4.0), 0.46

    def disc(size: float, low: float = 0.0, dx: float = 0.0, dz: float = 0.0) -> list[Pixel]:
        turns = [step * math.tau / 60 for step in range(60)]
        return p.ground([(x + dx + size * math.cos(t), z + dz + size * math.sin(t)) for t in turns], low)

    slab(p, (x - 0.75, x + 0.75), (z - 0.75, z + 0.75), (168, 164, 154), grain=0.35, soft=2)
    p.fill(disc(r + 0.10), (96, 92, 88), grain=0.35)
    if after:
        cover(p, x, 0.0, z, r + 0.06)
        return
    p.fill(disc(r), (92, 86, 78), to=(24, 22, 20), grain=0.4)
    # The far wall of the shaft is lit, the rest is dark: the same circle, lower down and smaller.
    p.fill(disc(r * 0.90, -0.03), (30, 28, 26), to=(6, 6, 6), grain=0.2, soft=7)
    p.line(disc(r)[0:31], (40, 38, 36), 0.02 * p.scale(z))
    p.line(disc(r)[30:60], (190, 186, 176), 0.014 * p.scale(z))
    shadow(p, x + 1.35, z + 0.75, 0.62, 0.55, strength=0.5)
    cover(p, x + 1.3, 0.06, z + 0.8, r + 0.04)
    _branch(p, x - 0.1, z)


def cover(p: Picture, x: float, y: float, z: float, r: float) -> None:
    """A round cast-iron cover with its raised pattern."""
    turns = [step * math.tau / 60 for step in range(60)]

    def circle(size: float, high: float) -> list[Pixel]:
        return p.ground([(x + size * math.cos(t), z + size * math.sin(t)) for t in turns], high)

    if y:
        p.fill(circle(r, 0.0), (40, 38, 38), grain=0.3)
    p.fill(circle(r, y), (92, 90, 90), to=(74, 72, 72), grain=0.35)
    s = p.scale(z)
    p.line(circle(r * 0.86, y), (48, 46, 46), 0.018 * s)
    step = 0.09
    for i in range(-5, 6):
        for j in range(-5, 6):
            dx, dz = i * step, j * step
            if math.hypot(dx, dz) < r * 0.78:
                at = p.at(x + dx, y, z + dz)
                p.dots(
                    [(at[0], at[1] + 0.006 * s, 0.028 * s, (46, 44, 44)), (*at, 0.025 * s, (124, 121, 118))]
                )


def _branch(p: Picture, x: float, z: float) -> None:
    """A leafy branch standing in the hole, as neighbours warn each other."""
    s = p.scale(z)
    foot, top = p.at(x, -0.02, z), p.at(x + 0.28, 1.25, z)
    p.line([foot, p.at(x + 0.05, 0.4, z), top], (88, 68, 46), 0.035 * s)
    for step in range(130):
        t = 0.3 + 0.7 * p.chance.random()
        cx = foot[0] + (top[0] - foot[0]) * t + p.chance.gauss(0, 0.16) * s * (0.4 + t * 0.7)
        cy = foot[1] + (top[1] - foot[1]) * t + p.chance.gauss(0, 0.09) * s
        turn, long = p.chance.uniform(0, math.tau), p.chance.uniform(0.05, 0.10) * s
        dx, dy = math.cos(turn) * long, math.sin(turn) * long
        green = shade((72, 118, 44), 0.6 + 0.7 * step / 130 + p.chance.uniform(-0.1, 0.2))
        p.fill(
            [
                (cx - dx, cy - dy),
                (cx - dy * 0.4, cy + dx * 0.4),
                (cx + dx, cy + dy),
                (cx + dy * 0.4, cy - dx * 0.4),
            ],
            green,
            grain=0.1,
        )

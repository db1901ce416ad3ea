"""Roads, pavements and whole streets of a small town and a village in the Mekong Delta."""

from paht.demo.scenes.built import power_line, row
from paht.demo.scenes.nature import CLEAR, HAZY, OVERCAST, Weather, palm, sky, tree, treeline, tufts
from paht.demo.scenes.picture import Colour, Picture, mix, shade

ASPHALT: Colour = (118, 117, 115)
CONCRETE: Colour = (172, 168, 158)
EARTH: Colour = (140, 112, 80)


def daylight(p: Picture) -> Weather:
    """The weather of the place, drawn once."""
    return p.chance.choice((CLEAR, CLEAR, HAZY, OVERCAST))


def slab(
    p: Picture,
    x: tuple[float, float],
    z: tuple[float, float],
    colour: Colour,
    *,
    y: float = 0.0,
    grain: float = 0.3,
    soft: float = 0.0,
    alpha: float = 1.0,
) -> None:
    """A level rectangle between two x and two z."""
    points = p.ground([(x[0], z[0]), (x[0], z[1]), (x[1], z[1]), (x[1], z[0])], y)
    p.fill(points, colour, grain=grain, texture=p.level, soft=soft, alpha=alpha)


def road(
    p: Picture, x: tuple[float, float], *, colour: Colour = ASPHALT, dashes: bool = True, edges: bool = True
) -> None:
    """A road along z between two x: worn wheel tracks, lines that have seen some years."""
    near, end = 1.2, 260.0
    slab(p, x, (near, end), colour, grain=0.22)
    far = [p.at(x[0], 0, 30), p.at(x[1], 0, 30), p.at(x[1], 0, end), p.at(x[0], 0, end)]
    p.fill(far, p.far(colour, 60), to=p.far(colour, 26), grain=0.1, soft=5, alpha=0.7)
    half = (x[1] - x[0]) / 4
    for lane in (x[0] + half, x[1] - half):
        for wheel in (-0.75, 0.75):
            slab(
                p,
                (lane + wheel - 0.28, lane + wheel + 0.28),
                (near, 40),
                shade(colour, 0.82),
                soft=22,
                alpha=0.45,
            )
    white = (214, 212, 204)
    if edges:
        for at in (x[0] + 0.25, x[1] - 0.37):
            slab(p, (at, at + 0.12), (near, 70), white, grain=0.4, alpha=0.75, soft=1)
    if dashes:
        middle, z = (x[0] + x[1]) / 2, p.chance.uniform(1.4, 3.0)
        while z < 70:
            slab(
                p,
                (middle - 0.07, middle + 0.07),
                (z, z + 2.4),
                (222, 214, 190),
                grain=0.4,
                alpha=0.82,
                soft=1,
            )
            z += 6.0


def verge(p: Picture, x: tuple[float, float], *, grass: Colour = (104, 124, 58), blades: int = 260) -> None:
    """Grass beside the road, with a strip of bare earth along its edge."""
    points = p.ground([(x[0], 1.0), (x[0], 240), (x[1], 240), (x[1], 1.0)])
    p.fill(points, mix(grass, (150, 160, 100), 0.3), to=grass, grain=0.27, texture=p.leaf)
    edge = x[0] if abs(x[0]) < abs(x[1]) else x[1]
    outward = 0.55 if x[1] > edge else -0.55
    slab(p, tuple(sorted((edge, edge + outward))), (1.0, 90), EARTH, soft=12, alpha=0.8)  # type: ignore[arg-type]
    tufts(p, blades, x=tuple(sorted((edge + outward * 0.6, edge + outward * 9))), z=(1.8, 22))  # type: ignore[arg-type]


def village(
    p: Picture,
    *,
    half: float = 3.2,
    colour: Colour = ASPHALT,
    dashes: bool = True,
    weather: Weather | None = None,
    house_start: float = 20.0,
    line: bool = True,
) -> None:
    """A village road between palms, gardens and low houses, with the power line along its right side."""
    sky(p, weather or daylight(p))
    treeline(p, 95, 9, gap=(-half * 1.2, half * 1.2))
    verge(p, (-70, -half))
    verge(p, (half, 70))
    row(p, -1, -half - 5.0, start=house_start, end=85, gaps=0.75)
    row(p, 1, half + 6.0, start=house_start + 8, end=85, gaps=0.85)
    road(p, (-half, half), colour=colour, dashes=dashes)
    for z in (62, 44, 30):
        palm(p, -half - p.chance.uniform(2.2, 4.0), z + p.chance.uniform(-3, 3), p.chance.uniform(7, 10))
        palm(p, half + p.chance.uniform(3.0, 5.5), z + p.chance.uniform(-3, 3), p.chance.uniform(7, 10))
    palm(p, -half - p.chance.uniform(2.4, 3.6), p.chance.uniform(15, 19), p.chance.uniform(7, 9))
    if line:
        power_line(p, half + 1.5)


def pavement(
    p: Picture,
    x: tuple[float, float],
    *,
    tile: Colour = (182, 150, 128),
    high: float = 0.14,
    kerb_at: float | None = None,
) -> None:
    """A tiled pavement along z with its kerb on the side of the road."""
    kerb = kerb_at if kerb_at is not None else x[0]
    slab(p, x, (1.0, 200), tile, y=high, grain=0.26)
    size, line = 0.4, shade(tile, 0.72)
    at = x[0]
    while at < x[1]:
        p.line([p.at(at, high, 1.0), p.at(at, high, 30)], line, 3 * p.width / 2304)
        at += size
    z = 1.2
    while z < 26:
        p.line([p.at(x[0], high, z), p.at(x[1], high, z)], line, min(4.0, 10 / z) * p.width / 2304)
        z += size
    p.fill(
        [p.at(kerb, high, 1.0), p.at(kerb, high, 200), p.at(kerb, 0, 200), p.at(kerb, 0, 1.0)],
        (150, 148, 142),
        grain=0.3,
    )
    z = 1.0
    while z < 40:
        p.line([p.at(kerb, high, z), p.at(kerb, 0, z)], (104, 102, 98), max(1.0, 14 / z) * p.width / 2304)
        z += 1.0


def town(
    p: Picture,
    *,
    half: float = 4.0,
    weather: Weather | None = None,
    right: float = 3.2,
    colour: Colour = ASPHALT,
    line: bool = True,
) -> None:
    """A town street with pavements, tube houses and trees; the camera stands near its right side."""
    sky(p, weather or daylight(p))
    treeline(p, 130, 10, gap=(-6, 6))
    row(p, -1, -half - 5.5, start=9, end=100)
    row(p, 1, half + right, start=6.5, end=100)
    road(p, (-half - 2.5, half), colour=colour)
    pavement(p, (-half - 5.5, -half - 2.5), kerb_at=-half - 2.5)
    pavement(p, (half, half + right))
    for z in (54, 38, 25):
        tree(p, -half - 3.6, z + p.chance.uniform(-2, 2), p.chance.uniform(4.5, 6))
    if line:
        power_line(p, half + 0.7, start=16)
    for z in (48, 31):
        tree(p, half + 1.0, z + p.chance.uniform(-2, 2), p.chance.uniform(4, 5))

"""Street lamps and electricity poles."""

from PIL import Image, ImageChops

from paht.demo.scenes.built import block, cone, pole, wires
from paht.demo.scenes.nature import DUSK
from paht.demo.scenes.picture import Picture, fading, shade
from paht.demo.scenes.street import slab, town, village


def street_lamp(p: Picture, *, after: bool) -> None:
    """A street at dusk with a lamp hanging broken and dark; afterwards it lights the road again."""
    p.horizon = 0.55 * p.height
    town(p, half=4.0, weather=DUSK, line=False)
    p.image.paste(ImageChops.multiply(p.image, Image.new("RGB", p.image.size, (122, 114, 150))))
    street = p.ground([(-9.5, 1.0), (-9.5, 230), (7.6, 230), (7.6, 1.0)])
    p.fill(street, (18, 17, 28), grain=0, alpha=0.5)
    for z in (70.0, 52.0, 36.0, 24.0):
        _lamp(p, 4.6, z, lit=True)
        _lamp(p, -6.9, z - 6, lit=True)
    for _ in range(5):
        z = p.chance.uniform(14, 50)
        x = p.chance.choice((-9.4, 7.1))
        p.glow(p.at(x, 1.6, z), 1.6 * p.scale(z), (255, 196, 120), 0.55)
    _lamp(p, 4.6, 12.2, lit=after, broken=not after)


def _lamp(p: Picture, x: float, z: float, *, lit: bool, broken: bool = False) -> None:
    """A steel lamp post whose arm reaches over the road."""
    s, way = p.scale(z), -1 if x > 0 else 1
    steel = (84, 86, 96)
    tall = 6.6
    arm: list[tuple[float, float]]
    p.fill(
        [p.at(x - 0.10, 0, z), p.at(x - 0.06, tall, z), p.at(x + 0.06, tall, z), p.at(x + 0.10, 0, z)],
        steel,
        to=shade(steel, 0.8),
        grain=0.15,
    )
    p.line([p.at(x + 0.05, 0, z), p.at(x + 0.03, tall, z)], shade(steel, 1.5), 0.025 * s)
    if broken:
        arm = [(0.0, tall), (0.25, tall + 0.22), (0.6, tall + 0.12), (0.9, tall - 0.35), (1.0, tall - 0.85)]
    else:
        arm = [(0.0, tall), (0.3, tall + 0.32), (0.8, tall + 0.48), (1.5, tall + 0.5)]
    p.line([p.at(x + way * a, b, z) for a, b in arm], shade(steel, 0.9), 0.09 * s)
    tip_x, tip_y = x + way * arm[-1][0], arm[-1][1]
    if broken:
        _dangling(p, tip_x, tip_y, z)
        return
    head = [
        p.at(tip_x + way * a, tip_y + b, z)
        for a, b in ((-0.1, -0.02), (0.0, 0.1), (0.55, 0.08), (0.7, -0.04))
    ]
    p.fill(head, (66, 68, 76), grain=0.1)
    if lit:
        bulb = p.at(tip_x + way * 0.3, tip_y - 0.08, z)
        p.glow(bulb, 2.6 * s, (255, 206, 128), 0.9)
        p.glow(bulb, 0.7 * s, (255, 240, 210), 1.0)
        for reach, strength in ((4.6, 0.42), (2.6, 0.30)):
            foot = p.at(tip_x + way * 0.3, 0, z)
            _pool_of_light(p, foot, reach * s, strength)


def _pool_of_light(p: Picture, foot: tuple[float, float], radius: float, strength: float) -> None:
    """Warm light on the road under a lamp."""
    wide, deep = round(radius * 2), max(2, round(radius * 0.55))
    light = Image.new("RGB", (wide, deep))
    light.paste(
        shade((255, 200, 120), strength), (0, 0), fading().resize((wide, deep), Image.Resampling.BICUBIC)
    )
    left, top = round(foot[0] - wide / 2), round(foot[1] - deep / 2)
    box = (max(0, left), max(round(p.horizon), top), min(p.width, left + wide), min(p.height, top + deep))
    if box[0] < box[2] and box[1] < box[3]:
        part = light.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        p.image.paste(ImageChops.screen(p.image.crop(box), part), box[:2])


def _dangling(p: Picture, x: float, y: float, z: float) -> None:
    """The lamp's head on its wires, its glass broken, splinters on the road."""
    s = p.scale(z)
    for side in (-0.05, 0.04):
        p.line(
            [p.at(x + side, y, z), p.at(x + side * 3, y - 0.35, z), p.at(x + side, y - 0.62, z)],
            (20, 20, 24),
            0.022 * s,
        )
    head = ((-0.13, -0.55), (0.14, -0.62), (0.24, -1.30), (-0.06, -1.34))
    p.fill([p.at(x + a, y + b, z) for a, b in head], (104, 106, 116), to=(70, 72, 80), grain=0.15)
    glass = ((-0.05, -0.72), (0.10, -0.74), (0.14, -1.10), (0.06, -1.02), (0.05, -1.2), (0.0, -1.06))
    p.fill([p.at(x + a, y + b, z) for a, b in glass], (206, 214, 224), grain=0.2)
    hole = ((-0.02, -0.82), (0.05, -0.80), (0.08, -0.98), (0.02, -0.92))
    p.fill([p.at(x + a, y + b, z) for a, b in hole], (16, 16, 20), grain=0)
    for _ in range(46):
        gx, gz = x + p.chance.gauss(0, 0.55), z - 0.4 + p.chance.gauss(0, 0.6)
        px, py = p.at(gx, 0, gz)
        r = p.chance.uniform(0.012, 0.045) * p.scale(gz)
        p.fill([(px - r, py), (px, py - r), (px + r * 0.8, py + r * 0.2)], (196, 206, 222), grain=0.1)


def leaning_pole(p: Picture, *, after: bool) -> None:
    """An electricity pole leaning over the road, its wires hanging low; afterwards upright, newly footed."""
    p.horizon = 0.53 * p.height
    village(p, half=3.0, line=False)
    side, z = 4.2, p.chance.uniform(10.2, 10.8)
    lean = 0.0 if after else -3.4
    tall = 7.6 if after else 6.9
    stands = [(side, 7.8, 60.0), (side, 7.8, 34.0)]
    sag = 0.5 if after else 1.5
    wires(p, stands)
    wires(p, [stands[1], (side + lean, tall, z)], sag=sag)
    for x, high, depth in stands:
        pole(p, x, depth, high)
    if after:
        slab(p, (side - 0.5, side + 0.5), (z - 0.45, z + 0.5), (186, 182, 172))
        block(p, (side - 0.34, side + 0.34), (0, 0.45), (z - 0.34, z + 0.34), (190, 186, 176))
    else:
        p.fill(
            p.blob(side + 0.3, z, 0.85, deep=0.55, rough=0.35),
            (112, 84, 58),
            grain=0.55,
            texture=p.leaf,
            soft=5,
        )
        p.fill(p.blob(side + 0.42, z - 0.05, 0.36, deep=0.5), (48, 36, 26), grain=0.4, soft=6)
    pole(p, side, z, tall, lean=lean)
    wires(p, [(side + lean, tall, z), (side - 0.4 if not after else side, 7.2, 1.2)], sag=sag * 0.8)
    if not after:
        s = p.scale(z)
        for dx, drop in ((-0.5, 3.4), (0.3, 2.6)):
            start = p.at(side + lean + dx, tall - 0.5, z)
            p.line(
                [
                    start,
                    (start[0] - 0.15 * s, start[1] + drop * 0.6 * s),
                    (start[0] - 0.02 * s, start[1] + drop * s),
                ],
                (34, 36, 40),
                0.025 * s,
            )
        for x in (-1.4, 0.2, 1.8):
            cone(p, x, 7.4)

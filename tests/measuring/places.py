"""Where a report lies (VL.8.1.c): the device's position, the picture's, the two against each other, the edge.

The truth is the place's own: the centres of the other province's communes lie outside this one. Outlines are
approximate, so nothing here says how well the drawn line follows the real one.
"""

import math
import random
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image

from paht.agencies.geography import Province, load
from paht.law.casework.case import Place
from paht.law.evidence.verdicts import Shown
from tests.examining.phones import PHONES, shot
from tests.measuring import tables
from tests.measuring.scenes import Corpus, judged, shown
from tests.measuring.tables import BROKEN, FULFILLED, UNKNOWABLE, Judged, Told, share

SEED = 20261123
POINTS = 5_000
METRES_PER_DEGREE = 111_195
Point = tuple[float, float]


def measure(_corpus: Corpus) -> Told:
    """Every commune of both provinces as a place, and what a picture says beside it."""
    here, away = load("vinh-long"), load("soc-trang")
    condition = Judged("place by GPS, inside the province", "VL.8.1.c")
    chance = random.Random(SEED)
    inside = [(each.lat, each.lon) for each in here.communes]
    outside = [(each.lat, each.lon) for each in away.communes]
    for what, truth, place, spot in (
        *_alone(inside, FULFILLED, "inside"),
        *_alone(outside, BROKEN, "in another province"),
        *_together(inside, chance),
    ):
        files = () if spot is None else (_photographed(here, spot),)
        given = None if place is None else _place(here, *place)
        condition.add(what, truth, judged(*files, place=given)["gps"].verdict)
    communes = tables.rows(
        ("province", "random points", "commune told as another method tells it", "centres told as their own"),
        [_communes(load(name), chance) for name in ("vinh-long", "soc-trang")],
    )
    return Told(f"{condition.table('what is known')}\n\n{communes}", (condition,))


Case = tuple[str, str, tuple[Point, str, float | None] | None, Point | None]


def _alone(points: list[Point], truth: str, where: str) -> Iterator[Case]:
    """One source says where: what is known, what is true, the place that was sent, the picture's own."""
    for point in points:
        yield f"device, to 8 m, {where}", truth, (point, "gps", 8.0), None
        yield f"picture alone, {where}", truth, None, point
        if truth == FULFILLED:
            yield "device, to 2 km only", UNKNOWABLE, (point, "gps", 2_000.0), None
            yield "chosen on the map, nothing else", UNKNOWABLE, (point, "picked", None), None
            yield "nothing", UNKNOWABLE, None, None


def _together(points: list[Point], chance: random.Random) -> Iterator[Case]:
    """The place that was sent and the picture's, so far apart."""
    for point in points:
        for metres, truth in ((15, FULFILLED), (60, FULFILLED), (2_000, BROKEN), (10_000, BROKEN)):
            turn = chance.uniform(0, 2 * math.pi)
            spot = (
                point[0] + metres * math.cos(turn) / METRES_PER_DEGREE,
                point[1] + metres * math.sin(turn) / METRES_PER_DEGREE / math.cos(math.radians(point[0])),
            )
            yield f"device and picture, {metres} m apart", truth, (point, "gps", 8.0), spot


def _place(province: Province, point: Point, source: str, accuracy: float | None) -> Place:
    commune, outside = province.located(lat=point[0], lon=point[1])
    return Place(*point, source, commune.code, km_outside=outside, accuracy_m=accuracy)


def _photographed(province: Province, spot: Point) -> Shown:
    """A phone's small picture from there."""
    file = shown(shot(PHONES[0], Image.radial_gradient("L").convert("RGB"), place=spot))
    lies = province.km_outside(lat=spot[0], lon=spot[1])
    return Shown(name=file.name, findings=file.findings, came_at=file.came_at, km_outside=lies)


def _communes(province: Province, chance: random.Random) -> tuple[str, ...]:
    """Random points in the cells against OpenCV's test of polygons; centres against their own commune."""
    cells = [
        (each["properties"]["code"], polygon)
        for each in province.cells_geojson()["features"]
        for polygon in _polygons(each["geometry"])
    ]
    south, north = (pick(each.lat for each in province.communes) for pick in (min, max))
    west, east = (pick(each.lon for each in province.communes) for pick in (min, max))
    asked = same = 0
    for _ in range(POINTS):
        point = chance.uniform(south, north), chance.uniform(west, east)
        holding = {code for code, rings in cells if _holds(rings, point)}
        if len(holding) == 1:
            asked += 1
            same += province.commune_at(lat=point[0], lon=point[1]).code in holding
    own = sum(province.commune_at(lat=each.lat, lon=each.lon) == each for each in province.communes)
    return province.name, str(asked), share(same, asked), f"{own} of {len(province.communes)}"


def _polygons(geometry: dict[str, object]) -> list[list[np.ndarray]]:
    many = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[np.float32(ring) - np.float32((106, 10)) for ring in polygon] for polygon in many]  # type: ignore[attr-defined]


def _holds(rings: list[np.ndarray], point: Point) -> bool:
    """Inside the first ring and no other."""
    place = point[1] - 106, point[0] - 10
    return [cv2.pointPolygonTest(ring, place, measureDist=False) >= 0 for ring in rings] == [
        True,
        *(False for _ in rings[1:]),
    ]

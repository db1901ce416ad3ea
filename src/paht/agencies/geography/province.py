"""One province with its communes and approximate cells, read from the files beside this module."""

import copy
import json
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from paht.agencies.geography.plane import Outline, Ring, checked, great_circle_km, ring_contains
from paht.law.evidence.findings import Spot

PROVINCES = ("vinh-long", "soc-trang")

# About five kilometres: a square then touches a handful of cells.
_SQUARE_DEGREES = 0.05


class UnknownProvinceError(LookupError):
    """No places are shipped under this name."""


@dataclass(frozen=True, slots=True)
class District:
    """A district of the three-level order (huyện, thị xã, thành phố); none exists since July 2025."""

    code: str
    name: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or township: name with its kind, centre in degrees, period of validity half-open.

    `valid_from` is None where the sources do not say since when. `area_km2` is the published area for the
    communes of 2025 and the area of the approximate cell for older ones.
    """

    code: str
    name: str
    kind: str
    district_code: str | None
    lat: float
    lon: float
    area_km2: float
    valid_from: date | None
    valid_until: date | None


def without_diacritics(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d, single blanks: the form in which names are compared."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.casefold().split())


@dataclass(frozen=True, slots=True)
class _Part:
    """One polygon of a commune's cell, with its bounding box."""

    west: float
    south: float
    east: float
    north: float
    rings: tuple[Ring, ...]
    commune: Commune

    def contains(self, lat: float, lon: float) -> bool:
        if not (self.west <= lon <= self.east and self.south <= lat <= self.north):
            return False
        # Even-odd over all rings: a hole turns the answer round.
        return sum(ring_contains(ring, lat, lon) for ring in self.rings) % 2 == 1


class Province:
    """The places of one province. Obtain it from `load`; it is read once and never changes."""

    def __init__(self, *, description: Mapping[str, Any], cells: dict[str, Any]) -> None:
        self.key: str = description["key"]
        self.code: str = description["code"]
        self.name: str = description["name"]
        self.area_km2: float = description["area_km2"]
        self.districts = tuple(District(**row) for row in description["districts"])
        self.communes = tuple(_commune(row) for row in description["communes"])
        self._by_code = {commune.code: commune for commune in self.communes}
        self._district_names = {district.code: district.name for district in self.districts}
        self._search = tuple(
            (without_diacritics(commune.name), without_diacritics(self.full_name(commune)), commune)
            for commune in self.communes
        )
        self._outline = Outline(tuple((lon, lat) for lon, lat in description["outline"]))
        self._cells = cells
        self._squares = _squares(cells, self._by_code)

    def commune(self, *, code: str) -> Commune:
        """The commune of this code; KeyError where the province has none."""
        return self._by_code[code]

    def full_name(self, commune: Commune) -> str:
        """The name with the district, where there is one: "Phường 1, Thị xã Ngã Năm"."""
        district = self._district_names.get(commune.district_code or "")
        return f"{commune.name}, {district}" if district else commune.name

    def commune_at(self, *, lat: float, lon: float) -> Commune:
        """The commune in whose approximate cell the point lies, outside the province the nearest centre's.

        Ask `km_outside` whether the point lies in the province at all. ValueError for no place on Earth.
        """
        return self.located(lat=lat, lon=lon)[0]

    def km_outside(self, *, lat: float, lon: float) -> float:
        """0.0 within the province, else great-circle kilometres to its approximate outline.

        ValueError for no place on Earth.
        """
        return self.located(lat=lat, lon=lon)[1]

    def located(self, *, lat: float, lon: float) -> tuple[Commune, float]:
        """What `commune_at` and `km_outside` say of the point, for the price of one of them."""
        lat, lon = checked(lat=lat, lon=lon)
        found = self._cell_at(lat, lon)
        if found is not None:
            return found, 0.0
        nearest = min(self.communes, key=lambda c: great_circle_km(lat, lon, c.lat, c.lon))
        return nearest, 0.0 if self._outline.contains(lat, lon) else self._outline.km_to(lat, lon)

    def farthest(self, spots: Iterable[Spot]) -> tuple[str, float | None]:
        """Of a file's spots the one farthest outside: its commune's full name, empty where it is outside, and the
        kilometres; ``("", None)`` where the file names no spot."""
        found = [self.located(lat=spot.latitude, lon=spot.longitude) for spot in spots]
        if not found:
            return "", None
        commune, outside = max(found, key=lambda each: each[1])
        return ("" if outside else self.full_name(commune)), outside

    def cells_geojson(self) -> dict[str, Any]:
        """A GeoJSON FeatureCollection of the cells, `"approximate": true` on it and on each feature.

        It is the caller's own copy. `cells_bytes` gives the same ready to send.
        """
        return copy.deepcopy(self._cells)

    def cells_bytes(self) -> bytes:
        """The same FeatureCollection as UTF-8 JSON, as it lies in the package."""
        return _file(f"{self.key}.geojson")

    def outline_geojson(self) -> dict[str, Any]:
        """The approximate outline of the province as a GeoJSON Feature."""
        return {
            "type": "Feature",
            "properties": {"code": self.code, "name": self.name, "approximate": True},
            "geometry": {"type": "Polygon", "coordinates": [[list(point) for point in self._outline.ring]]},
        }

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the outline in degrees."""
        longitudes = [lon for lon, _ in self._outline.ring]
        latitudes = [lat for _, lat in self._outline.ring]
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def find(self, text: str) -> list[Commune]:
        """Communes whose name (with district) has every typed word, diacritics or not, or whose code it is.

        Best first: the whole name, then a name that has the text as its beginning, then the others by name.
        """
        wanted = without_diacritics(text.replace(",", " "))
        if not wanted:
            return []
        words = wanted.split()
        ranked = []
        for name, full, commune in self._search:
            bare = name.removeprefix(without_diacritics(commune.kind)).strip()
            if commune.code == wanted or wanted in (name, bare):
                rank = 0
            elif name.startswith(wanted) or bare.startswith(wanted):
                rank = 1
            elif wanted in full:
                rank = 2
            elif all(word in full.replace(",", " ").split() for word in words):
                rank = 3
            else:
                continue
            ranked.append((rank, full, commune.code, commune))
        return [commune for *_, commune in sorted(ranked, key=lambda row: row[:3])]

    def _cell_at(self, lat: float, lon: float) -> Commune | None:
        for part in self._squares.get(_square(lat, lon), ()):
            if part.contains(lat, lon):
                return part.commune
        return None


@cache
def load(province: str) -> Province:
    """The province of this key, one of `PROVINCES`, read once; UnknownProvinceError for any other."""
    if province not in PROVINCES:
        raise UnknownProvinceError(province)
    return Province(
        description=json.loads(_file(f"{province}.json")),
        cells=json.loads(_file(f"{province}.geojson")),
    )


@cache
def has_districts(province: str) -> bool:
    """Whether the province of this key has a level between it and its communes, without reading the cells."""
    if province not in PROVINCES:
        raise UnknownProvinceError(province)
    return bool(json.loads(_file(f"{province}.json"))["districts"])


def _file(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()


def _commune(row: Mapping[str, Any]) -> Commune:
    days = {
        key: None if row[key] is None else date.fromisoformat(row[key])
        for key in ("valid_from", "valid_until")
    }
    return Commune(**{**row, **days})


def _square(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / _SQUARE_DEGREES), math.floor(lon / _SQUARE_DEGREES)


def _squares(
    cells: Mapping[str, Any], communes: Mapping[str, Commune]
) -> dict[tuple[int, int], tuple[_Part, ...]]:
    """For each square of a coarse grid the polygons whose bounding box touches it."""
    squares: dict[tuple[int, int], list[_Part]] = {}
    for feature in cells["features"]:
        commune = communes[feature["id"]]
        for polygon in feature["geometry"]["coordinates"]:
            rings = tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon)
            longitudes, latitudes = [lon for lon, _ in rings[0]], [lat for _, lat in rings[0]]
            west, south, east, north = min(longitudes), min(latitudes), max(longitudes), max(latitudes)
            part = _Part(west, south, east, north, rings, commune)
            (first_row, first_column), (last_row, last_column) = _square(south, west), _square(north, east)
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    squares.setdefault((row, column), []).append(part)
    return {square: tuple(parts) for square, parts in squares.items()}

"""Geometry on the sphere and in polygons, small enough to need no library: degrees in, kilometres out."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180

type Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude of each corner, in GeoJSON's order; the first corner comes again at the end."""


def checked(*, lat: float, lon: float) -> tuple[float, float]:
    """The two numbers as floats; ValueError where they are no place on Earth (NaN and infinity included)."""
    try:
        latitude, longitude = float(lat), float(lon)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"latitude {lat!r}, longitude {lon!r}: not numbers") from error
    # Written as "not inside", so that NaN, which compares false with everything, is refused too.
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"latitude {lat!r}, longitude {lon!r}: no place on Earth")
    return latitude, longitude


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the sphere (haversine)."""
    north, other_north = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def ring_contains(ring: Ring, lat: float, lon: float) -> bool:
    """Whether the point lies within the ring (even-odd rule; on the line itself either answer may come)."""
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of the line with its bounding box, so that most runs are ruled out by one comparison."""

    west: float
    south: float
    east: float
    north: float
    points: Ring


class Outline:
    """A closed line on the map that can say which of its points is nearest."""

    STRETCH = 12

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.stretches = tuple(self._stretches(ring))

    def _stretches(self, ring: Ring) -> Iterator[_Stretch]:
        for start in range(0, len(ring) - 1, self.STRETCH):
            points = ring[start : start + self.STRETCH + 1]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            yield _Stretch(min(xs), min(ys), max(xs), max(ys), points)

    def contains(self, lat: float, lon: float) -> bool:
        """Whether the point lies within the line."""
        return ring_contains(self.ring, lat, lon)

    def km_to(self, lat: float, lon: float) -> float:
        """Great-circle kilometres to the nearest point of the line.

        Which point is nearest is found on a flat map stretched at the point's own latitude, which is exact
        enough within a few hundred kilometres; farther away only "far" matters.
        """
        # Never wholly flat: at a pole every meridian meets and the map would lose its width.
        shrink = max(math.cos(math.radians(lat)), 0.01)
        best, nearest = math.inf, (lat, lon)
        bounds = sorted(
            (
                (max(s.west - lon, 0.0, lon - s.east) * shrink) ** 2
                + max(s.south - lat, 0.0, lat - s.north) ** 2,
                index,
            )
            for index, s in enumerate(self.stretches)
        )
        for bound, index in bounds:
            if bound >= best:
                break
            for squared, place in _distances(self.stretches[index].points, lat, lon, shrink):
                if squared < best:
                    best, nearest = squared, place
        return great_circle_km(lat, lon, *nearest)


def _distances(
    points: Sequence[tuple[float, float]], lat: float, lon: float, shrink: float
) -> Iterator[tuple[float, tuple[float, float]]]:
    """For each piece of the line: the squared flat distance in degrees, and its nearest point (lat, lon)."""
    x1, y1 = (points[0][0] - lon) * shrink, points[0][1] - lat
    for east, north in points[1:]:
        x2, y2 = (east - lon) * shrink, north - lat
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        along = 0.0 if length == 0.0 else min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length))
        x, y = x1 + along * dx, y1 + along * dy
        yield x * x + y * y, (y + lat, x / shrink + lon)
        x1, y1 = x2, y2

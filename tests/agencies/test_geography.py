"""The places a report can lie in: real communes, approximate cells, points in and round the province."""

import itertools
import math
import time
import unicodedata
from collections import Counter
from datetime import date

import pytest

from paht.agencies.geography import (
    PROVINCES,
    Commune,
    District,
    Province,
    UnknownProvinceError,
    load,
    without_diacritics,
)
from paht.agencies.geography.plane import KM_PER_DEGREE, great_circle_km


@pytest.fixture
def vinh_long() -> Province:
    return load("vinh-long")


@pytest.fixture
def soc_trang() -> Province:
    return load("soc-trang")


@pytest.fixture(params=PROVINCES)
def province(request: pytest.FixtureRequest) -> Province:
    return load(request.param)


def test_vinh_long_has_its_124_communes_of_which_19_are_wards(vinh_long: Province) -> None:
    assert vinh_long.code == "86"
    assert Counter(c.kind for c in vinh_long.communes) == {"phường": 19, "xã": 105}
    assert vinh_long.districts == ()
    assert {c.district_code for c in vinh_long.communes} == {None}
    assert {(c.valid_from, c.valid_until) for c in vinh_long.communes} == {(date(2025, 7, 1), None)}


def test_soc_trang_has_three_levels_and_ended_with_the_merger(soc_trang: Province) -> None:
    assert soc_trang.code == "94"
    assert Counter(d.kind for d in soc_trang.districts) == {"huyện": 8, "thị xã": 2, "thành phố": 1}
    assert Counter(c.kind for c in soc_trang.communes) == {"xã": 80, "phường": 16, "thị trấn": 12}
    districts = {d.code for d in soc_trang.districts}
    assert {c.district_code for c in soc_trang.communes} == districts
    assert {c.valid_until for c in soc_trang.communes} == {date(2025, 7, 1)}


def test_no_two_communes_of_either_province_share_a_code() -> None:
    codes = [c.code for key in PROVINCES for c in load(key).communes]
    assert len(codes) == len(set(codes)) == 232
    assert all(len(code) == 5 and code.isdigit() for code in codes)


def test_names_are_composed_vietnamese_and_begin_with_their_kind(province: Province) -> None:
    places: list[Commune | District] = [*province.communes, *province.districts]
    for place in places:
        assert unicodedata.is_normalized("NFC", place.name)
        assert place.name == " ".join(place.name.split())
        assert place.name.lower().startswith(place.kind + " ")


def test_each_centre_lies_in_the_cell_of_its_own_commune(province: Province) -> None:
    strays = [c.name for c in province.communes if province.commune_at(lat=c.lat, lon=c.lon) is not c]
    assert strays == []
    assert all(province.km_outside(lat=c.lat, lon=c.lon) == 0 for c in province.communes)


def test_the_cells_together_are_about_as_large_as_the_province(province: Province) -> None:
    total = sum(
        _ring_km2(polygon[0]) - sum(_ring_km2(hole) for hole in polygon[1:])
        for feature in province.cells_geojson()["features"]
        for polygon in feature["geometry"]["coordinates"]
    )
    assert total == pytest.approx(province.area_km2, rel=0.05)


def _ring_km2(ring: list[list[float]]) -> float:
    shrink = math.cos(math.radians(ring[0][1]))
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))
    return abs(twice) / 2 * shrink * KM_PER_DEGREE**2


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Phường Long Châu", 10.2530, 105.9722),  # Vĩnh Long's market
        ("Phường An Hội", 10.2360, 106.3760),  # Bến Tre's lake
        ("Phường Trà Vinh", 9.9347, 106.3455),  # Trà Vinh's market
    ],
)
def test_well_known_points_fall_into_their_wards(
    vinh_long: Province, place: str, lat: float, lon: float
) -> None:
    assert vinh_long.commune_at(lat=lat, lon=lon).name == place
    assert vinh_long.km_outside(lat=lat, lon=lon) == 0


@pytest.mark.parametrize("km", [5, 15, 25])
@pytest.mark.parametrize("side", ["north", "west", "sea"])
def test_distance_outside_grows_with_the_distance_from_the_border(
    vinh_long: Province, km: int, side: str
) -> None:

    if side == "north":
        lon, lat = max(vinh_long.outline_geojson()["geometry"]["coordinates"][0], key=lambda p: p[1])
        lat += km / KM_PER_DEGREE
    elif side == "west":
        lon, lat = min(vinh_long.outline_geojson()["geometry"]["coordinates"][0], key=lambda p: p[0])
        lon -= km / (KM_PER_DEGREE * math.cos(math.radians(lat)))
    else:
        lon, lat = max(vinh_long.outline_geojson()["geometry"]["coordinates"][0], key=lambda p: p[0])
        lon += km / (KM_PER_DEGREE * math.cos(math.radians(lat)))
    assert vinh_long.km_outside(lat=lat, lon=lon) == pytest.approx(km, abs=0.05)


@pytest.mark.parametrize(
    ("name", "lat", "lon", "least", "most"),
    [
        ("Cần Thơ, Ninh Kiều", 10.0340, 105.7880, 0.5, 20),
        ("Mỹ Tho", 10.3600, 106.3650, 0.5, 20),
        ("Hồ Chí Minh City", 10.7769, 106.7009, 45, 60),
        ("the open sea off Ba Tri", 9.9000, 107.1000, 25, 60),
        ("Hà Nội", 21.0285, 105.8542, 1150, 1250),
        ("the other side of the Earth", -10.0, -73.8, 19000, 20100),
        ("the south pole", -90.0, 0.0, 11000, 11200),
    ],
)
def test_places_outside_are_as_far_as_a_map_says(
    vinh_long: Province, name: str, lat: float, lon: float, least: float, most: float
) -> None:
    assert least <= vinh_long.km_outside(lat=lat, lon=lon) <= most


def test_outside_the_province_the_nearest_commune_is_proposed(vinh_long: Province) -> None:
    found = vinh_long.commune_at(lat=10.0340, lon=105.7880)
    nearest = min(vinh_long.communes, key=lambda c: great_circle_km(10.0340, 105.7880, c.lat, c.lon))
    assert found is nearest


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (math.nan, 106.0),
        (10.0, math.nan),
        (math.inf, 106.0),
        (10.0, -math.inf),
        (90.01, 106.0),
        (10.0, 180.5),
        (106.0, 10.0),
        (None, 106.0),
        ("x", 106.0),
        (10**400, 106.0),
    ],
)
def test_numbers_that_are_no_place_on_earth_are_refused(vinh_long: Province, lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        vinh_long.km_outside(lat=lat, lon=lon)
    with pytest.raises(ValueError, match="latitude"):
        vinh_long.commune_at(lat=lat, lon=lon)


def test_a_province_that_is_not_shipped_is_unknown() -> None:
    with pytest.raises(UnknownProvinceError):
        load("../secrets")


def test_places_are_read_once() -> None:
    assert load("vinh-long") is load("vinh-long")


def test_the_map_says_that_its_cells_are_approximate(province: Province) -> None:
    cells = province.cells_geojson()
    assert cells["approximate"] is True
    assert {feature["id"] for feature in cells["features"]} == {c.code for c in province.communes}
    assert all(feature["properties"]["approximate"] is True for feature in cells["features"])
    assert len(province.cells_bytes()) < 400_000


def test_a_caller_cannot_change_the_map_for_others(vinh_long: Province) -> None:
    vinh_long.cells_geojson()["features"].clear()
    assert len(vinh_long.cells_geojson()["features"]) == 124


@pytest.mark.parametrize("text", ["Long Châu", "long chau", "PHUONG LONG CHAU", "  long   châu ", "29551"])
def test_a_commune_is_found_however_it_is_typed(vinh_long: Province, text: str) -> None:
    assert vinh_long.find(text)[0].name == "Phường Long Châu"


def test_search_reads_decomposed_letters_and_d_with_stroke(vinh_long: Province) -> None:
    typed = unicodedata.normalize("NFD", "Đông Thành")
    assert vinh_long.find(typed)[0].name == vinh_long.find("dong thanh")[0].name == "Phường Đông Thành"
    assert without_diacritics("Phường Đông Thành") == "phuong dong thanh"


def test_search_tells_wards_of_one_name_apart_by_their_district(soc_trang: Province) -> None:
    assert len(soc_trang.find("phường 1")) >= 3
    found = soc_trang.find("Phường 1, Ngã Năm")
    assert [soc_trang.full_name(c) for c in found] == ["Phường 1, Thị xã Ngã Năm"]


def test_empty_and_unknown_texts_find_nothing(vinh_long: Province) -> None:
    assert vinh_long.find("   ") == []
    assert vinh_long.find("Quận Hoàn Kiếm") == []


def test_a_point_is_placed_in_well_under_a_millisecond(vinh_long: Province) -> None:
    west, south, east, north = vinh_long.bounds()
    points = [
        (south + (north - south) * i / 20 * 1.2 - 0.05, west + (east - west) * j / 20 * 1.2 - 0.05)
        for i in range(20)
        for j in range(20)
    ]
    # The cost in processor time, so that a busy machine does not fail the test.
    start = time.process_time()
    for lat, lon in points:
        vinh_long.km_outside(lat=lat, lon=lon)
        vinh_long.commune_at(lat=lat, lon=lon)
    assert (time.process_time() - start) / len(points) < 0.0006

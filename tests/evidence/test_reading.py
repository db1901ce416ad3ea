"""When and where a picture says it was taken; odd EXIF never stops anyone."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from tests.evidence.pictures import exif, saved, scene

from paht.evidence.records import Circumstances
from paht.examining import exif as reading

PRESSED, DIGITISED, CHANGED = 0x9003, 0x9004, 0x0132
PLACE = {1: "N", 2: (10.0, 15.0, 0.0), 3: "E", 4: (106.0, 30.0, 0.0)}


def utc(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 2, 13, hour, minute, second, tzinfo=UTC)


def said(**values: Any) -> Circumstances:
    with Image.open(io.BytesIO(saved(scene(40, 30), exif=exif(**values)))) as image:
        return reading.circumstances(reading.read_tags(image))


@pytest.mark.parametrize(
    ("folder", "gps", "taken_at", "source"),
    [
        ({PRESSED: "2026:02:13 16:30:00", 0x9011: "+07:00"}, {}, utc(9, 30), "exif"),
        ({PRESSED: "2026:02:13 16:30:00", 0x9011: "-05:30"}, {}, utc(22, 0), "exif"),
        ({PRESSED: "2026:02:13 16:30:00", 0x9011: "Z"}, {}, utc(16, 30), "exif"),
        ({PRESSED: "2026:02:13 16:30:00"}, {}, utc(9, 30), "exif-local"),
        ({PRESSED: "2026:02:13 16:30:00", 0x9011: "+99:00"}, {}, utc(9, 30), "exif-local"),
        ({PRESSED: "2026:02:13 16:30:00", 0x9011: "   :  "}, {}, utc(9, 30), "exif-local"),
        ({DIGITISED: "2026:02:13 16:30:00", 0x9012: "+07:00"}, {}, utc(9, 30), "exif"),
        ({}, {29: "2026:02:13", 7: (9.0, 30.0, 15.5)}, utc(9, 30, 15), "gps"),
        (
            {PRESSED: "0000:00:00 00:00:00"},
            {29: "2026:02:13", 7: (9.0, 30.0, 0.0)},
            utc(9, 30),
            "gps",
        ),
    ],
)
def test_the_taking_time_says_where_it_comes_from(
    folder: dict[int, Any], gps: dict[int, Any], taken_at: datetime, source: str
) -> None:
    read = said(folder=folder, gps=gps)
    assert (read.taken_at, read.taken_source) == (taken_at, source)


@pytest.mark.parametrize(
    "folder",
    [
        {},
        {PRESSED: "0000:00:00 00:00:00"},
        {PRESSED: "    :  :     :  :  "},
        {PRESSED: "2026:02:30 16:30:00"},
        {PRESSED: "hôm qua".encode()},
        {PRESSED: "0001:01:01 00:00:00"},
        {CHANGED: "2026:02:13 16:30:00"},
    ],
)
def test_a_time_that_cannot_be_is_no_time(folder: dict[int, Any]) -> None:
    read = said(folder=folder)
    assert (read.taken_at, read.taken_source) == (None, None)


def test_the_time_of_an_editors_last_change_is_no_taking_time() -> None:
    tags = exif()
    tags[CHANGED] = "2026:02:13 16:30:00"
    with Image.open(io.BytesIO(saved(scene(40, 30), exif=tags))) as image:
        assert reading.circumstances(reading.read_tags(image)).taken_at is None


def test_south_and_west_are_negative() -> None:
    read = said(gps=PLACE | {1: "S", 3: "W"})
    assert (read.latitude, read.longitude) == (-10.25, -106.5)


@pytest.mark.parametrize(
    "change",
    [
        {1: ""},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {2: (91.0, 0.0, 0.0)},
        {4: (181.0, 0.0, 0.0)},
        {2: (IFDRational(0, 0), IFDRational(0, 0), IFDRational(0, 0))},
        {2: (10.0, 15.0)},
    ],
)
def test_a_place_that_cannot_be_is_no_place(change: dict[int, Any]) -> None:
    read = said(gps=PLACE | change)
    assert (read.latitude, read.longitude) == (None, None)


def test_a_late_exif_chunk_does_not_make_us_decode_a_png() -> None:
    with Image.open(io.BytesIO(saved(scene(), "PNG"))) as image:
        assert reading.circumstances(reading.read_tags(image)) == Circumstances()
        assert image.tile, "the pixels were not decoded"


@given(
    noise=some.binary(max_size=300),
    header=some.sampled_from([b"", b"Exif\0\0MM\0*\0\0\0\x08", b"II*\0\x08\0\0\0"]),
)
def test_no_exif_however_odd_raises(noise: bytes, header: bytes) -> None:
    image = Image.new("RGB", (1, 1))
    image.info["exif"] = header + noise
    tags = reading.read_tags(image)
    reading.circumstances(tags)
    assert 1 <= reading.orientation(tags) <= 8


@given(at=some.integers(min_value=0), value=some.integers(min_value=0, max_value=255))
def test_no_exif_with_a_changed_byte_raises(at: int, value: int) -> None:
    whole = exif(folder={PRESSED: "2026:02:13 16:30:00"}, gps=PLACE | {29: "2026:02:13", 7: (9.0, 30.0, 0.0)})
    content = bytearray(whole.tobytes())
    content[at % len(content)] = value
    image = Image.new("RGB", (1, 1))
    image.info["exif"] = bytes(content)
    reading.circumstances(reading.read_tags(image))

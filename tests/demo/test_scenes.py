"""The demonstration's photographs: recognisably different, true JPEGs, with EXIF that reads back exactly."""

import itertools
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat
from PIL.ExifTags import GPS, IFD, Base

from paht.demo.scenes import _PAINTERS, SCENES, render, with_exif

SMALL = (384, 288)
VIETNAM = timezone(timedelta(hours=7))
FIELDS = (
    "road", "drainage", "lighting", "trees", "building_order", "waste", "pollution", "land",
    "agriculture", "security", "traffic", "noise", "fire", "power", "water_supply", "telecom", "health",
    "food", "education", "culture", "market", "social", "procedures", "conduct", "tax_insurance",
    "suggestion", "other",
)  # fmt: skip


@pytest.fixture(scope="module")
def photo() -> bytes:
    return render("pothole", after=False, seed=1, size=SMALL)


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_a_picture_and_its_repair_another_one(scene: str) -> None:
    before, after = (
        Image.open(BytesIO(render(scene, after=mended, seed=3, size=SMALL))) for mended in (False, True)
    )
    for image in (before, after):
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", SMALL)
        colours = image.getcolors(SMALL[0] * SMALL[1])
        assert colours is not None
        assert len(colours) > 12_000
        assert min(ImageStat.Stat(image).stddev) > 18
    # The same place, but where the matter was, far more has changed than the light.
    changed = ImageChops.difference(before.convert("L"), after.convert("L")).point(lambda v: 255 * (v > 45))
    assert ImageStat.Stat(changed).mean[0] / 255 > 0.004


def test_every_scene_has_a_painter_a_field_and_texts() -> None:
    assert set(SCENES) == set(_PAINTERS)
    for scene in SCENES.values():
        assert scene.field in FIELDS
        assert len(scene.descriptions) >= 4
        assert len(scene.results) >= 2
        assert any(text.isascii() for text in scene.descriptions)
        assert any(len(text) > 200 for text in scene.descriptions)
        assert all(text == text.strip() and not text.isascii() for text in scene.results)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_place() -> None:
    one, same, other = (render("rubbish", after=False, seed=seed, size=SMALL) for seed in (7, 7, 8))
    assert one == same
    assert one != other


def test_a_full_photograph_has_the_size_and_structure_of_a_telephones() -> None:
    photo = render("landslide", after=False, seed=1)
    image = Image.open(BytesIO(photo))
    assert image.width * image.height >= 3_000_000
    assert 700_000 < len(photo) < 3_000_000
    assert dict(image.getexif()) == {}
    assert "progressive" not in image.info
    # SOF0 is the marker of a baseline picture; its factors 2×2, 1×1, 1×1 are 4:2:0.
    start = photo.index(b"\xff\xc0")
    assert [photo[start + 11 + 3 * band] for band in range(3)] == [0x22, 0x11, 0x11]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(10.25301, 105.97219), (-33.456789, -70.666667), (0.0, 0.0), (9.9999999, 106.0), (-90, 180)],
)
@pytest.mark.parametrize(
    "taken_at",
    [
        datetime(2026, 10, 3, 6, 5, 9, tzinfo=VIETNAM),
        datetime(2026, 1, 1, 0, 30, 0, tzinfo=VIETNAM),
        datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC),
        datetime(2026, 6, 1, 12, 0, 0, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
    ],
)
def test_exif_reads_back_exactly(photo: bytes, taken_at: datetime, lat: float, lon: float) -> None:
    exif = Image.open(BytesIO(with_exif(photo, taken_at=taken_at, lat=lat, lon=lon))).getexif()
    assert (exif[Base.Make], exif[Base.Model], exif[Base.Orientation]) == ("Xiaomi", "Redmi 12", 1)
    detail, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
    written = detail[Base.DateTimeOriginal] + detail[Base.OffsetTimeOriginal]
    assert datetime.strptime(written, "%Y:%m:%d %H:%M:%S%z") == taken_at
    signs = {"N": 1, "S": -1, "E": 1, "W": -1}
    for part, reference, expected in (
        (GPS.GPSLatitude, GPS.GPSLatitudeRef, lat),
        (GPS.GPSLongitude, GPS.GPSLongitudeRef, lon),
    ):
        degrees, minutes, seconds = (float(value) for value in place[part])
        assert minutes < 60
        assert seconds < 60
        read = signs[place[reference]] * (degrees + minutes / 60 + seconds / 3600)
        assert read == pytest.approx(expected, abs=1e-7)
    clock = ":".join(f"{int(value):02d}" for value in place[GPS.GPSTimeStamp])
    assert datetime.strptime(f"{place[GPS.GPSDateStamp]} {clock} +0000", "%Y:%m:%d %H:%M:%S %z") == taken_at


def test_exif_leaves_every_pixel_as_it_was(photo: bytes) -> None:
    tagged = with_exif(photo, taken_at=datetime(2026, 10, 3, tzinfo=VIETNAM), lat=10, lon=106)
    one, other = Image.open(BytesIO(photo)), Image.open(BytesIO(tagged))
    assert one.tobytes() == other.tobytes()
    assert tagged[-2000:] == photo[-2000:]


def test_exif_replaces_what_was_there(photo: bytes) -> None:
    at = datetime(2026, 10, 3, tzinfo=VIETNAM)
    once = with_exif(photo, taken_at=at, lat=10, lon=106)
    twice = with_exif(
        once, taken_at=at + timedelta(days=1), lat=10, lon=106, make="Samsung", model="Galaxy A15"
    )
    assert twice.count(b"Exif\0\0") == 1
    assert Image.open(BytesIO(twice)).getexif()[Base.Make] == "Samsung"


def test_exif_refuses_what_no_telephone_writes(photo: bytes) -> None:
    at = datetime(2026, 10, 3, tzinfo=VIETNAM)
    with pytest.raises(ValueError, match="time zone"):
        with_exif(photo, taken_at=at.replace(tzinfo=None), lat=10, lon=106)
    for lat, lon in itertools.product((91, float("nan")), (106,)):
        with pytest.raises(ValueError, match="no place"):
            with_exif(photo, taken_at=at, lat=lat, lon=lon)
    with pytest.raises(ValueError, match="JPEG"):
        with_exif(b"text", taken_at=at, lat=10, lon=106)

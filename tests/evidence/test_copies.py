"""Copies show the scene and nothing else."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from tests.evidence.pictures import exif, film, saved, scene

from paht.evidence import copies, examination
from paht.evidence.copies import NoCopyError
from paht.examining.derived.picture import TURNS


@dataclass(frozen=True)
class Known:
    jurisdiction_id: int
    sha256: str
    media_type: str


FILE = Known(7, "ab" * 32, "image/jpeg")


def made_of(content: bytes, media_type: str = "image/jpeg") -> dict[copies.Variant, bytes]:
    """The copies of an arrived file."""
    with examination.in_memory() as file:
        file.write(content)
        return examination.copies_of(file, media_type=media_type)


def copied(content: bytes, *, size: copies.Size, form: copies.Form = "jpeg") -> bytes:
    """The copy of a picture as the worker makes it."""
    copies.keep_copies(FILE, made_of(content))
    path, given = copies.found(FILE, size=size, forms=(form,))
    assert given == (size, form)
    return path.read_bytes()


def shown(content: bytes, *, size: copies.Size, form: copies.Form = "jpeg") -> Image.Image:
    return Image.open(io.BytesIO(copied(content, size=size, form=form)))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [320, 1280])
@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_a_copy_carries_no_metadata_at_all(
    files: Path, format: str, size: copies.Size, form: copies.Form
) -> None:
    tags = exif(folder={0x9003: "2026:02:13 16:30:00"}, gps={1: "N", 2: (10.0, 15.0, 0.0)}, orientation=6)
    options = {"comment": b"Nguyen Van A"} if format == "JPEG" else {}
    content = copied(
        saved(scene(), format, exif=tags, icc_profile=b"profile" * 9, xmp=b"<x>Nguyen Van A</x>", **options),
        size=size,
        form=form,
    )
    for trace in (b"Exif", b"Nguyen", b"2026", b"ICC_PROFILE", b"xap", b"XMP", b"EXIF", b"ICCP"):
        assert trace not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == form.upper()
        assert set(image.info) <= {
            *(("loop", "background", "timestamp", "duration") if form == "webp" else ()),
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_copy_stands_upright(files: Path, orientation: int) -> None:
    upright = scene(800, 600)
    inverse = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    stored = upright.transpose(TURNS[inverse]) if inverse > 1 else upright
    with shown(saved(stored, exif=exif(orientation=orientation)), size=320) as image:
        assert image.size == (320, 240)
        red, green, _ = image.getpixel((80, 60))
        assert red > 150 > green
        for corner in ((300, 20), (20, 220), (300, 220)):
            assert image.getpixel(corner)[0] < 120


@pytest.mark.parametrize(("size", "edges"), [(320, (320, 240)), (1280, (1280, 960))])
def test_the_longest_edge_is_what_was_asked_for(
    files: Path, size: copies.Size, edges: tuple[int, int]
) -> None:
    with shown(saved(scene(2000, 1500)), size=size) as image:
        assert image.size == edges


def test_a_small_picture_is_not_enlarged(files: Path) -> None:
    with shown(saved(scene(100, 80)), size=1280) as image:
        assert image.size == (100, 80)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_colours_become_plain_colours(files: Path, mode: str) -> None:
    with shown(saved(scene(mode=mode)), size=320) as image:
        assert image.mode == "RGB"


def test_what_is_transparent_becomes_white_and_16_bits_of_grey_are_scaled(files: Path) -> None:
    with shown(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"), size=320) as image:
        assert min(image.getpixel((25, 25))) > 250
    with shown(saved(Image.new("I;16", (50, 50), 0x8000), "PNG"), size=320) as image:
        assert abs(image.getpixel((25, 25))[0] - 128) < 4


def test_a_page_that_comes_before_the_worker_gets_the_smaller_copy(files: Path) -> None:
    with pytest.raises(NoCopyError):
        copies.found(FILE, size=1280)
    small = made_of(saved(scene()))[320, "jpeg"]
    copies.keep_copies(FILE, {(320, "jpeg"): small})
    assert copies.found(FILE, size=1280, forms=("webp", "jpeg"))[1] == (320, "jpeg")
    copied(saved(scene()), size=1280)
    assert copies.found(FILE, size=1280, forms=("webp", "jpeg"))[1] == (1280, "webp")
    assert copies.found(FILE, size=320, forms=("jpeg",))[1] == (320, "jpeg"), "never a larger one"


def test_the_copy_of_a_film_is_its_poster(files: Path) -> None:
    with Image.open(io.BytesIO(made_of(film(), "video/mp4")[320, "jpeg"])) as image:
        assert (image.format, image.size) == ("JPEG", (160, 120))


def test_a_damaged_picture_has_no_copies(files: Path) -> None:
    for content in (saved(scene(), "WEBP")[:200], b""):
        with pytest.raises(NoCopyError):
            made_of(content)


def test_forgotten_copies_are_gone_in_every_size_and_form(files: Path) -> None:
    copied(saved(scene()), size=320)
    assert copies.forget(FILE) == 4
    assert not [path for path in (files / "copies").rglob("*") if path.is_file()]
    assert copies.forget(FILE) == 0


def test_a_webp_is_smaller_than_the_jpeg_of_the_same_size(files: Path) -> None:
    content = saved(scene(2000, 1500))
    assert len(copied(content, size=1280, form="webp")) < len(copied(content, size=1280))

"""Copies show the scene and nothing else."""

import io
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from tests.evidence.pictures import exif, film, saved, scene

from paht.evidence import copies, storage
from paht.evidence.records import Examined, original_path


@dataclass(frozen=True)
class Known:
    jurisdiction_id: int
    sha256: str
    media_type: str


def kept(content: bytes) -> Known:
    examined = storage.put(io.BytesIO(content), jurisdiction_id=7)
    assert isinstance(examined, Examined), examined
    return Known(7, examined.sha256, examined.media_type)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_copy_carries_no_metadata_at_all(files: Path, format: str) -> None:
    tags = exif(folder={0x9003: "2026:02:13 16:30:00"}, gps={1: "N", 2: (10.0, 15.0, 0.0)}, orientation=6)
    options = {"comment": b"Nguyen Van A"} if format == "JPEG" else {}
    file = kept(
        saved(scene(), format, exif=tags, icc_profile=b"profile" * 9, xmp=b"<x>Nguyen Van A</x>", **options)
    )
    content = copies.ensure(file, size=320).read_bytes()
    for trace in (b"Exif", b"Nguyen", b"2026", b"ICC_PROFILE", b"xap"):
        assert trace not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "JPEG"
        assert set(image.info) <= {
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
    stored = upright.transpose(copies.TURNS[inverse]) if inverse > 1 else upright
    file = kept(saved(stored, exif=exif(orientation=orientation)))
    with Image.open(copies.ensure(file, size=320)) as image:
        assert image.size == (320, 240)
        red, green, _ = image.getpixel((80, 60))
        assert red > 150 > green
        for corner in ((300, 20), (20, 220), (300, 220)):
            assert image.getpixel(corner)[0] < 120


@pytest.mark.parametrize(("size", "edges"), [(320, (320, 240)), (1280, (1280, 960))])
def test_the_longest_edge_is_what_was_asked_for(
    files: Path, size: copies.Size, edges: tuple[int, int]
) -> None:
    with Image.open(copies.ensure(kept(saved(scene(2000, 1500))), size=size)) as image:
        assert image.size == edges


def test_a_small_picture_is_not_enlarged(files: Path) -> None:
    with Image.open(copies.ensure(kept(saved(scene(100, 80))), size=1280)) as image:
        assert image.size == (100, 80)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_colours_become_plain_colours(files: Path, mode: str) -> None:
    with Image.open(copies.ensure(kept(saved(scene(mode=mode))), size=320)) as image:
        assert image.mode == "RGB"


def test_what_is_transparent_becomes_white_and_16_bits_of_grey_are_scaled(files: Path) -> None:
    clear = kept(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    with Image.open(copies.ensure(clear, size=320)) as image:
        assert min(image.getpixel((25, 25))) > 250
    grey = kept(saved(Image.new("I;16", (50, 50), 0x8000), "PNG"))
    with Image.open(copies.ensure(grey, size=320)) as image:
        assert abs(image.getpixel((25, 25))[0] - 128) < 4


def test_a_copy_is_made_once_however_many_ask_at_once(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    shrink = copies.shrink

    def counted(original: Path, *, size: int) -> Image.Image:
        made.append(original)
        return shrink(original, size=size)

    monkeypatch.setattr(copies, "shrink", counted)
    file = kept(saved(scene()))
    askers = [threading.Thread(target=copies.ensure, args=(file,), kwargs={"size": 320}) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(made) == 1
    assert [path.name for path in (files / "copies").rglob("*.jpg")] == [f"{file.sha256}.jpg"]


def test_a_film_has_no_copy_and_a_damaged_picture_leaves_none(files: Path) -> None:
    with pytest.raises(copies.NoCopyError):
        copies.ensure(kept(film()), size=320)
    file = kept(saved(scene(), "WEBP"))
    original = original_path(jurisdiction_id=7, sha256=file.sha256)
    original.write_bytes(original.read_bytes()[:200])
    with pytest.raises(copies.NoCopyError):
        copies.ensure(file, size=320)
    assert not list((files / "copies").rglob("*.jpg"))


def test_a_missing_original_is_said_to_be_missing(files: Path) -> None:
    with pytest.raises(FileNotFoundError):
        copies.ensure(Known(7, "ab" * 32, "image/jpeg"), size=320)

"""What others see of a file: small, playable, upright, and without a word of what the file says about itself."""

import io
import os

import av
import pytest
from PIL import Image
from tests.evidence.pictures import exif, saved, scene
from tests.examining import making
from tests.examining.conftest import Derive
from tests.examining.making import given
from tests.examining.test_types import turned

from paht.examining.refusals import Unreadable
from paht.examining.wanted import Wanted
from paht.examining.workshop import Workshop

TRACES = (
    b"Nguyen",
    b"0912345678",
    b"2026",
    b"+10.25",
    b"Exif",
    b"Lavf",
    b"Lavc",
    b"x264",
    b"ICC_PROFILE",
    b"xmpmeta",
)
FILM = Wanted(form="film", size=720)


def is_bare(content: bytes) -> bool:
    """Whether nothing in it says anything beside what it shows."""
    return not any(trace in content for trace in TRACES)


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/webp", "image/avif"])
def test_a_copy_of_a_photo_stands_upright_and_carries_nothing(derive: Derive, media_type: str) -> None:
    tags = exif(folder={0x9003: "2026:02:13 16:30:00"}, gps={1: "N", 2: (10.0, 15.0, 0.0)}, orientation=6)
    photo = saved(scene(), exif=tags, comment=b"Nguyen", icc_profile=b"profile" * 9, xmp=b"<x:xmpmeta/>")
    content = derive(photo, Wanted(form="picture", size=320, media_type=media_type))  # type: ignore[arg-type]
    assert is_bare(content)
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (240, 320)
        assert not image.getexif()


def test_a_heic_becomes_a_jpeg(derive: Derive) -> None:
    content = derive(making.heic_with_exif(), Wanted(form="picture", size=320))
    assert is_bare(content)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("JPEG", (320, 240))
        red, green, _ = image.getpixel((80, 60))  # type: ignore[misc]
        assert red > 150 > green


@pytest.mark.parametrize("orientation", [1, 6])
def test_an_avif_becomes_an_upright_jpeg(derive: Derive, orientation: int) -> None:
    tags = exif(folder={0x9003: "2026:02:13 16:30:00"}, orientation=orientation)
    content = derive(making.avif(exif=tags.tobytes()), Wanted(form="picture", size=320))
    assert is_bare(content)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("JPEG", (320, 240) if orientation == 1 else (240, 320))
        red, green, _ = image.getpixel((80, 60) if orientation == 1 else (180, 80))  # type: ignore[misc]
        assert red > 150 > green


@pytest.mark.parametrize(
    ("format", "codec", "sound"),
    [
        ("mp4", "libx264", "aac"),
        ("mov", "mpeg4", "aac"),
        ("3gp", "mpeg4", "aac"),
        ("webm", "libvpx", "libopus"),
    ],
)
def test_any_film_becomes_one_that_every_browser_plays_while_it_loads(
    derive: Derive, format: str, codec: str, sound: str
) -> None:
    content = derive(making.film(format, codec=codec, sound=sound), FILM)
    assert is_bare(content)
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(io.BytesIO(content)) as film:
        assert [(each.type, each.codec_context.name) for each in film.streams] == [
            ("video", "h264"),
            ("audio", "aac"),
        ]
        assert set(film.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
        assert film.duration == pytest.approx(2_000_000, abs=150_000)
        assert sum(1 for _ in film.decode(video=0)) == 20
        assert film.streams.video[0].pix_fmt == "yuv420p"


@pytest.mark.parametrize("seconds", [0.5, 5.0, 7.3])
def test_a_film_of_any_length_keeps_its_sound_to_the_end(derive: Derive, seconds: float) -> None:
    content = derive(making.film(codec="mpeg4", seconds=seconds, size=(64, 48)), FILM)
    with av.open(io.BytesIO(content)) as film:
        samples = sum(frame.samples for frame in film.decode(audio=0))
    assert samples / 48_000 == pytest.approx(seconds, abs=0.15)


def test_a_large_film_gets_at_most_720_lines_and_a_turned_one_stands_upright(derive: Derive) -> None:
    large = making.film(codec="mpeg4", seconds=0.5, size=(1920, 1080), sound=None)
    with av.open(io.BytesIO(derive(large, FILM))) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (1280, 720)
    with av.open(io.BytesIO(derive(turned(making.film(seconds=0.5)), FILM))) as film:
        shown = next(film.decode(video=0)).to_ndarray(format="rgb24")
        assert shown.shape[:2] == (320, 240)
        # A quarter turn to the right: the upper left becomes the upper right.
        assert shown[60, 200][0] > 150
        assert shown[60, 40][0] < 120


def test_a_films_poster_is_a_picture_that_stands_upright(derive: Derive) -> None:
    content = derive(turned(making.film()), Wanted(form="poster", size=160))
    assert is_bare(content)
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (120, 160)
        assert image.getpixel((100, 30))[0] > 150  # type: ignore[index]


@pytest.mark.parametrize("name", ["m4a", "mp3", "amr", "ogg", "wav", "mp4"])
def test_any_recording_becomes_one_that_every_browser_plays(derive: Derive, name: str) -> None:
    content = derive(made(name), Wanted(form="sound"))
    assert is_bare(content)
    with av.open(io.BytesIO(content)) as recording:
        assert [each.codec_context.name for each in recording.streams] == ["aac"]
        assert recording.duration == pytest.approx(2_000_000, abs=100_000)


def made(name: str) -> bytes:
    if name == "amr":
        return making.amr()
    if name == "mp4":
        return making.film()
    format, codec, rate = {
        "m4a": ("ipod", "aac", 44_100),
        "mp3": ("mp3", "libmp3lame", 44_100),
        "ogg": ("ogg", "libopus", 48_000),
        "wav": ("wav", "pcm_s16le", 8_000),
    }[name]
    return making.sound(format, codec, rate=rate)


def test_a_page_of_a_pdf_is_shown_as_a_picture(derive: Derive) -> None:
    content = derive(making.pdf(), Wanted(form="page", page=2, size=842))
    assert is_bare(content)
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (595, 842)
        assert image.getpixel((100, 700))[0] > 180 > image.getpixel((100, 700))[1]  # type: ignore[index]
        assert min(image.getpixel((500, 100))) > 240  # type: ignore[arg-type]


def test_the_text_of_documents_is_plain(derive: Derive) -> None:
    assert derive(making.docx(), Wanted(form="text")).decode() == "Đường hư hỏng\nTrân trọng\n"
    assert derive(making.xlsx(), Wanted(form="text")).decode() == "Ấp\tSố hộ\nAn Hòa\t42"


def test_a_form_that_a_file_has_not_is_refused(workshop: Workshop) -> None:
    for content, wanted in (
        (making.film(sound=None), Wanted(form="sound")),
        (making.sound("ipod", "aac"), Wanted(form="poster")),
        (making.pdf(1), Wanted(form="page", page=2)),
        (saved(scene()), FILM),
        (making.docx(), Wanted(form="page")),
    ):
        descriptor = given(content)
        assert isinstance(workshop.derive(descriptor, wanted), Unreadable)
        os.close(descriptor)

"""A public copy says nothing of what it covers, and nothing of where the picture came from."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from tests.evidence.pictures import CAN_THO, exif, saved, scene
from tests.evidence.test_copies import Known, made_of

from paht.evidence import copies, public
from paht.law.evidence.findings import Box

FACE = Box(left=0.6, top=0.3, width=0.1, height=0.15)


def kept(content: bytes) -> Known:
    """A picture whose copies the worker has made."""
    file = Known(
        7, hashlib.sha256(content).hexdigest(), "image/png" if content[1:4] == b"PNG" else "image/jpeg"
    )
    copies.keep_copies(file, made_of(content, file.media_type))
    return file


def street(face: tuple[int, int, int], *, size: tuple[int, int] = (2000, 1500)) -> Image.Image:
    """The same scene with another face in it: other colours, other features, within ``FACE``."""
    picture = scene(*size)
    pen = ImageDraw.Draw(picture)
    left, top = FACE.left * size[0], FACE.top * size[1]
    right, bottom = left + FACE.width * size[0] - 1, top + FACE.height * size[1] - 1
    pen.rectangle((left, top, right, bottom), fill=face)
    pen.ellipse((left + 9, top + 9, right - 40, bottom - 60), fill=face[::-1], outline="white", width=5)
    return picture


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [320, 1280])
@pytest.mark.parametrize("width", [2000, 1280, 900])
def test_two_pictures_that_differ_only_in_the_covered_part_have_the_same_public_copy(
    files: Path, form: str, size: public.Size, width: int
) -> None:
    one, other = (
        kept(
            saved(
                street(face, size=(width, width * 3 // 4)),
                form,
                **({"quality": 92} if form == "JPEG" else {}),
            )
        )
        for face in ((230, 180, 150), (40, 20, 200))
    )
    assert one.sha256 != other.sha256
    open_ones = {public.ensure(file, boxes=(), size=size).read_bytes() for file in (one, other)}
    assert len(open_ones) == 2
    # A little more is covered than the face itself, as people and the model do it: its JPEG blocks reach further.
    wider = Box(left=0.58, top=0.28, width=0.14, height=0.19)
    covered = {public.ensure(file, boxes=(wider,), size=size).read_bytes() for file in (one, other)}
    assert len(covered) == 1


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_part_is_filled_with_what_lies_around_it_and_never_with_another_part(files: Path) -> None:
    beside = Box(left=0.72, top=0.3, width=0.08, height=0.15)
    picture = Image.new("RGB", (1280, 960), (90, 120, 200))
    pen = ImageDraw.Draw(picture)
    for box, colour in ((FACE, "red"), (beside, "yellow")):
        pen.rectangle(
            (box.left * 1280, box.top * 960, (box.left + box.width) * 1280, (box.top + box.height) * 960),
            fill=colour,
        )
    made = public.covered(picture, (FACE, beside))
    assert made.getcolors() == [(1280 * 960, (90, 120, 200))]


def test_the_rest_of_the_picture_stays(files: Path) -> None:
    file = kept(saved(scene(1600, 1200)))
    with Image.open(public.ensure(file, boxes=(FACE,), size=1280)) as made:
        assert (made.size, made.format) == ((1280, 960), "JPEG")
        red, green, blue = made.convert("RGB").getpixel((40, 40))  # type: ignore[misc]
        assert red > 180 > 60 > max(green, blue)
    with Image.open(public.ensure(file, boxes=(FACE,), size=320)) as small:
        assert small.size == (320, 240)


def test_the_whole_picture_can_be_covered(files: Path) -> None:
    file = kept(saved(scene()))
    whole = Box(left=0.0, top=0.0, width=1.0, height=1.0)
    with Image.open(public.ensure(file, boxes=(whole,), size=1280)) as made:
        assert made.convert("RGB").getcolors() == [(800 * 600, public.PLAIN)]


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_public_copy_carries_no_metadata(files: Path) -> None:
    tags = exif(folder={0x9003: "2026:02:13 16:30:00"}, gps=CAN_THO, orientation=6)
    file = kept(saved(scene(), exif=tags, comment=b"Nguyen Van A"))
    content = public.ensure(file, boxes=(FACE,), size=1280).read_bytes()
    for trace in (b"Exif", b"Nguyen", b"2026"):
        assert trace not in content
    with Image.open(io.BytesIO(content)) as made:
        assert made.size == (600, 800), "upright, as the boxes mean it"


def test_other_boxes_are_another_file_and_the_same_ones_the_same(files: Path) -> None:
    file = kept(saved(scene()))
    moved = Box(left=0.1, top=0.3, width=0.1, height=0.15)
    paths = [public.ensure(file, boxes=boxes, size=320) for boxes in ((FACE,), (moved,), (), (FACE,))]
    assert (len(set(paths)), paths[0]) == (3, paths[3])
    assert file.sha256 not in "".join(map(str, paths)), "the name of a copy does not lead to its original"


@pytest.mark.parametrize("size", [(1280, 960), (333, 217), (17, 16)])
def test_the_filled_pixels_reach_around_the_box_and_stay_in_the_picture(size: tuple[int, int]) -> None:
    for box in (
        FACE,
        Box(left=0.0, top=0.0, width=0.01, height=0.01),
        Box(left=0.9, top=0.9, width=0.1, height=0.1),
    ):
        left, top, right, bottom = public.edges(box, size)
        assert 0 <= left <= box.left * size[0]
        assert 0 <= top <= box.top * size[1]
        assert size[0] >= right >= min(size[0], (box.left + box.width) * size[0])
        assert size[1] >= bottom >= min(size[1], (box.top + box.height) * size[1])

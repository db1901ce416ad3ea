"""Faces and plates are found where they are, with their sizes as shares of the upright picture.

``astronaut.jpg`` is a part of NASA's portrait of Eileen Collins (public domain), as scikit-image carries it.
"""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.evidence.pictures import scene

from paht.examining.pictures.faces import MODEL, find_faces, shares
from paht.examining.pictures.plates import find_plates
from paht.law.evidence.findings import Box

FACE = Path(__file__).parent / "astronaut.jpg"


def pixels(picture: Image.Image) -> np.ndarray:
    return np.ascontiguousarray(np.asarray(picture.convert("RGB")))


def with_faces(size: tuple[int, int], *at: tuple[int, int], tall: int = 260) -> Image.Image:
    picture = scene(*size)
    head = Image.open(FACE).convert("RGB")
    head = head.resize((round(head.width * tall / head.height), tall))
    for place in at:
        picture.paste(head, place)
    return picture


def holds(box: Box, x: float, y: float) -> bool:
    return box.left < x < box.left + box.width and box.top < y < box.top + box.height


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("size", [(1280, 960), (960, 1280), (2000, 1500)])
def test_each_face_is_found_where_it_is_in_any_size(size: tuple[int, int]) -> None:
    found = find_faces(pixels(with_faces(size, (40, 60), (600, 500))))
    assert len(found) == 2
    for left, top in ((40, 60), (600, 500)):
        # The middle of the face in the portrait.
        x, y = (left + 105) / size[0], (top + 118) / size[1]
        assert sum(holds(mark.box, x, y) for mark in found) == 1
    assert all(mark.kind == "face" and mark.confidence > 0.5 for mark in found)
    assert all(mark.box.left + mark.box.width <= 1.0001 for mark in found)


def test_nothing_is_found_where_nobody_is() -> None:
    assert find_faces(pixels(scene(1280, 960))) == ()
    assert find_plates(pixels(scene(640, 480))) == ()


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_plates_on_one_line_and_on_two_are_found_and_other_writing_is_not() -> None:
    picture = scene(1280, 960)
    pen = ImageDraw.Draw(picture)
    for left, top, words in (
        (700, 100, ["64A-123.45"]),
        (100, 600, ["83-B1", "678.90"]),
        (700, 600, ["PHONG KHAM"]),
        (700, 800, ["0912 345 678"]),
    ):
        font = ImageFont.load_default(40)
        wide = max(font.getlength(line) for line in words) + 30
        pen.rectangle(
            (left, top, left + wide, top + 50 * len(words) + 14), fill="white", outline="black", width=3
        )
        for number, line in enumerate(words):
            pen.text((left + 15, top + 4 + 50 * number), line, font=font, fill="black")
    found = find_plates(pixels(picture))
    assert len(found) == 2
    assert any(holds(mark.box, 800 / 1280, 130 / 960) for mark in found)
    assert any(
        holds(mark.box, 160 / 1280, 625 / 960) and holds(mark.box, 160 / 1280, 680 / 960) for mark in found
    )


def test_a_box_at_the_edge_is_cut_and_one_outside_is_none() -> None:
    assert shares((-10, -10, 5, 5), width=100, height=100) is None
    cut = shares((90, 90, 20, 20), width=100, height=100)
    assert cut is not None
    assert (round(cut.left + cut.width, 4), round(cut.top + cut.height, 4)) == (1.0, 1.0)


def test_the_vendored_model_is_the_one_that_its_note_names() -> None:
    note = (MODEL.parent / "VENDORED.md").read_text(encoding="utf-8")
    assert hashlib.sha256(MODEL.read_bytes()).hexdigest() in note

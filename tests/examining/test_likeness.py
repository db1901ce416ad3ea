"""The same picture is known again; another picture of the same place is not."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from tests.examining.phones import PHONES, saved, shot, street

from paht.examining.pictures import likeness
from paht.examining.pictures.examination import examine_picture


def hashes(content: bytes) -> tuple[str, ...]:
    return examine_picture(io.BytesIO(content)).hashes


def decoded(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def quarter(image: Image.Image) -> bytes:
    return saved(image.resize((image.width // 4, image.height // 4)), quality=85)


def coarse(image: Image.Image) -> bytes:
    return saved(image, quality=40)


def cropped(image: Image.Image) -> bytes:
    wide, tall = image.size
    return saved(image.crop((wide // 20, tall // 20, wide - wide // 20, tall - tall // 20)), quality=85)


def one_edge(image: Image.Image) -> bytes:
    return saved(image.crop((0, 0, image.width - image.width // 20, image.height)), quality=85)


@pytest.mark.clause("VL.8.2.7")
@pytest.mark.parametrize("change", [quarter, coarse, cropped, one_edge], ids=lambda change: change.__name__)
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_a_picture_is_known_again(change: Callable[[Image.Image], bytes], seed: int) -> None:
    content = shot(PHONES[0], street(seed))
    assert likeness.alike(hashes(content), hashes(change(decoded(content))))


@pytest.mark.clause("VL.8.2.7")
def test_pictures_of_different_streets_are_not_alike() -> None:
    known = [hashes(saved(street(seed, (800, 600)))) for seed in range(40, 52)]
    assert not [
        (one, other) for one in range(12) for other in range(one) if likeness.alike(known[one], known[other])
    ]


def test_a_blank_sheet_is_like_nothing() -> None:
    blank = hashes(saved(Image.new("RGB", (800, 600), (200, 200, 200))))
    assert blank == ()
    assert likeness.bits_apart(blank, blank) is None


def test_hashes_have_sixteen_figures_and_the_whole_comes_first() -> None:
    found = hashes(saved(street(30, (800, 600))))
    assert len(found) == 17
    assert all(len(each) == 16 and int(each, 16) < 1 << 64 for each in found)
    small = np.asarray(street(30, (800, 600)).convert("L"))
    assert likeness.hashes(small)[0] == found[0] or likeness.bits_apart(found, likeness.hashes(small)) == 0

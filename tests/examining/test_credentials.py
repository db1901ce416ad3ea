"""Content credentials: what they tell of taking is no sign, what they tell of editing is one, and so is a picture that
was changed after it was signed."""

import io

import pytest
from PIL import Image
from tests.evidence.pictures import saved, scene
from tests.examining.credentials import MADE_UP, signed
from tests.examining.making import given

from paht.examining.pictures.examination import examine_picture
from paht.examining.workshop import Workshop
from paht.law.evidence.findings import Findings, Sign


def credentials(content: bytes) -> list[Sign]:
    found = examine_picture(io.BytesIO(content))
    return [sign for sign in found.signs if sign.kind == "credentials"]


@pytest.fixture(scope="module")
def photo() -> bytes:
    return saved(scene(), quality=92)


def test_credentials_of_a_photo_that_was_only_taken_are_no_sign(photo: bytes) -> None:
    assert credentials(signed(photo)) == []


@pytest.mark.clause("VL.8.2.3")
def test_credentials_that_tell_of_editing_are_a_sign_which_names_it(photo: bytes) -> None:
    (sign,) = credentials(signed(photo, "c2pa.cropped", "c2pa.color_adjustments"))
    assert "đã chỉnh sửa: color_adjustments, cropped" in sign.seen
    assert "chưa kiểm được người ký" in sign.seen
    assert sign.strength >= 0.9


@pytest.mark.clause("VL.8.2.3")
def test_credentials_of_a_made_up_picture_are_a_sign(photo: bytes) -> None:
    (sign,) = credentials(signed(photo, source=MADE_UP))
    assert "do phần mềm tạo ra" in sign.seen


@pytest.mark.clause("VL.8.2.3")
def test_a_picture_that_was_changed_after_signing_does_not_fit_its_credentials(photo: bytes) -> None:
    content = bytearray(signed(photo))
    content[-2000] ^= 1
    Image.open(io.BytesIO(content)).load()
    (sign,) = credentials(bytes(content))
    assert "không còn khớp với ảnh" in sign.seen


@pytest.mark.clause("VL.8.2.3")
def test_credentials_are_read_in_the_cage(photo: bytes) -> None:
    workshop = Workshop()
    try:
        found = workshop.examine(given(signed(photo, "c2pa.edited")), thorough=True)
    finally:
        workshop.close()
    assert isinstance(found, Findings)
    assert "đã chỉnh sửa: edited" in next(sign.seen for sign in found.signs if sign.kind == "credentials")

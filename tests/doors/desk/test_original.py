"""The sealed original: for the desk alone, for a stated purpose, under the second factor, each look on record."""

import os
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, code_of
from tests.doors.desk.desk_pages import Desk, words_of
from tests.doors.desk.test_confirming import stays
from tests.evidence.copying import copies_are_made
from tests.evidence.pictures import box, exif, film, saved, scene
from tests.person import code as factor
from tests.province import TestProvince

from paht.evidence import copies, examination, queries
from paht.evidence.records import StoredFile, original_path
from paht.people.vault_records import FILE_KEY

PURPOSE = "Đối chiếu thời điểm chụp"
PHOTO = saved(scene(), exif=exif())
FILM = film() + box(b"free", os.urandom(200_000))


class Sent:
    """A report with a photo and a film, open at the desk."""

    def __init__(self, province: TestProvince, browser_of: Callable[[TestProvince], Client]) -> None:
        self.province = province
        self.citizen = browser_of(province)
        photo = SimpleUploadedFile("IMG.jpg", PHOTO, content_type="image/jpeg")
        video = SimpleUploadedFile("phim.mp4", FILM, content_type="video/mp4")
        self.code = code_of(Citizen(self.citizen, province).send(photo=[photo, video]))
        self.desk = stays(province)
        self.case = self.desk.client.get(f"/desk/search/?code={self.code}")["Location"].split("?")[0]
        page = self.desk.client.get(self.case).content.decode()
        options = re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>(Ảnh|Video) \d<', page)
        self.files = {name: file_id for file_id, name in options}

    def asks(self, which: str, *, desk: Desk | None = None, **typed: Any) -> Any:
        given = {"file": self.files[which], "purpose": PURPOSE, **typed}
        return (desk or self.desk).client.post(f"{self.case}original/", given)

    def looks(self, which: str) -> list[tuple[str, list[str]]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT purpose, fields FROM people_look WHERE record_id = %s ORDER BY id",
                [self.files[which]],
            )
            return cursor.fetchall()


@pytest.fixture
def sent(vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock) -> Sent:
    """A report with two files."""
    del time
    return Sent(vinh_long, browser_of)


def _stored(sent: Sent) -> StoredFile:
    found = queries.file(jurisdiction_id=sent.province.jurisdiction.id, id=uuid.UUID(sent.files["Ảnh"]))
    assert found is not None
    return found


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_desk_gets_the_very_bytes_for_a_purpose_that_is_on_record(sent: Sent) -> None:
    for which, content, kind in (("Ảnh", PHOTO, "jpeg"), ("Video", FILM, "mp4")):
        answer = sent.asks(which)
        assert answer.status_code == 200
        assert answer.getvalue() == content
        assert int(answer["Content-Length"]) == len(content)
        assert re.fullmatch(
            rf'attachment; filename="tep-goc-[0-9a-f]{{12}}\.{kind}"', answer["Content-Disposition"]
        )
        assert "no-store" in answer["Cache-Control"]
        assert "sandbox" in answer["Content-Security-Policy"]
        assert sent.looks(which) == [(f"{sent.code}: {PURPOSE}", [FILE_KEY])]


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_without_a_purpose_or_a_file_nothing_is_opened_and_what_was_typed_stays(sent: Sent) -> None:
    answer = sent.asks("Ảnh", purpose=" ")
    assert answer.status_code == 422
    assert "Xin ghi mục đích xem tệp gốc" in words_of(answer.content.decode())
    answer = sent.asks("Ảnh", file="")
    assert answer.status_code == 422
    assert "Xin chọn tệp cần xem" in words_of(answer.content.decode())
    assert PURPOSE in answer.content.decode()
    assert sent.looks("Ảnh") == []
    assert sent.asks("Ảnh", file="khong-phai").status_code == 404


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_after_a_quarter_of_an_hour_the_second_factor_is_asked_first(sent: Sent, time: Clock) -> None:
    time.forward(minutes=15)
    answer = sent.asks("Ảnh")
    assert answer.status_code == 422
    assert "Xin xác nhận bằng mã 6 số" in words_of(answer.content.decode())
    assert PURPOSE in answer.content.decode()
    assert sent.asks("Ảnh", otp="000000").status_code == 422
    assert sent.looks("Ảnh") == []
    assert sent.asks("Ảnh", otp=factor()).getvalue() == PHOTO


def test_a_file_of_another_report_is_not_there(
    sent: Sent, vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    other = Sent(vinh_long, browser_of)
    assert sent.asks("Ảnh", file=other.files["Ảnh"]).status_code == 404
    assert other.looks("Ảnh") == []


@pytest.mark.parametrize("what", ["changed", "lost"])
def test_a_changed_or_lost_original_is_said_to_be_so(sent: Sent, what: str) -> None:
    file = _stored(sent)
    path = original_path(jurisdiction_id=file.jurisdiction_id, sha256=file.sha256, file_id=file.id)
    path.write_bytes(os.urandom(2000)) if what == "changed" else path.unlink()
    answer = sent.asks("Ảnh")
    assert answer.status_code == 422
    said = "đã bị thay đổi so với lúc niêm phong" if what == "changed" else "Không tìm thấy tệp gốc"
    assert said in words_of(answer.content.decode())


def test_no_other_address_gives_the_original_of_a_photo_or_a_film(sent: Sent) -> None:
    case_id = sent.case.rstrip("/").rpartition("/")[2]
    for file_id in sent.files.values():
        for path in (f"/desk/file/{case_id}/{file_id}/", f"/desk/photo/{case_id}/{file_id}/1280.jpg"):
            answer = sent.desk.client.get(path)
            assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
            assert b"Exif" not in answer.content
    assert sent.looks("Ảnh") == []


def test_a_browser_that_takes_webp_gets_it_once_it_is_made_and_caches_are_told(sent: Sent) -> None:
    case_id = sent.case.rstrip("/").rpartition("/")[2]
    path = f"/desk/photo/{case_id}/{sent.files['Ảnh']}/320.jpg"
    answer = sent.desk.client.get(path, headers={"accept": "image/avif,image/webp,*/*"})
    assert (answer["Content-Type"], answer["Vary"].split(", ")[0]) == ("image/jpeg", "Accept")
    file = _stored(sent)
    with examination.in_memory() as clear:
        clear.write(PHOTO)
        copies.keep_copies(file, examination.copies_of(clear, media_type=file.media_type))
    answer = sent.desk.client.get(path, headers={"accept": "image/avif,image/webp,*/*"})
    assert answer["Content-Type"] == "image/webp"
    for accepted in ("*/*", "image/*", "image/webp;q=0, */*"):
        assert sent.desk.client.get(path, headers={"accept": accepted})["Content-Type"] == "image/jpeg"


def test_the_desk_plays_a_film_in_pieces_once_it_is_made_and_nobody_else_does(
    sent: Sent, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    case_id = sent.case.rstrip("/").rpartition("/")[2]
    path = f"/desk/played/{case_id}/{sent.files['Video']}/"
    assert sent.desk.client.get(path).status_code == 404
    assert "<video" not in sent.desk.client.get(sent.case).content.decode()
    copies_are_made(sent.province, time.at)
    assert f'src="{path}"' in sent.desk.client.get(sent.case).content.decode()
    whole = sent.desk.client.get(path)
    content = whole.getvalue()
    assert (whole.status_code, whole["Content-Type"]) == (200, "video/mp4")
    piece = sent.desk.client.get(path, headers={"range": "bytes=4-11"})
    assert (piece.status_code, piece.getvalue()) == (206, content[4:12])
    assert piece["Content-Range"] == f"bytes 4-11/{len(content)}"
    assert sent.desk.client.get(path, headers={"range": "bytes=99999999-"}).status_code == 416
    assert "no-store" in whole["Cache-Control"]
    assert browser_of(sent.province).get(path).status_code == 302
    assert sent.desk.client.get(f"/desk/played/{case_id}/{sent.files['Ảnh']}/").status_code == 404

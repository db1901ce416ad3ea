"""Uploads in pieces: what has come stays whatever is cut, each is its browser's alone, nothing lies in the clear."""

import io
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, code_of
from tests.evidence.pictures import exif, saved, scene
from tests.province import TestProvince

from paht.doors.citizen import views_uploads
from paht.evidence import queries, tokens, uploads
from paht.evidence.records import original_path
from paht.evidence.sealing import HEAD_BYTES

PHOTO = saved(scene(), exif=exif()) + b"\0" * 40_000 + os.urandom(60_000)
TUS = {"Tus-Resumable": "1.0.0"}
Browsers = Callable[[TestProvince], Client]


class Phone:
    """A browser that sends files in pieces."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def begin(self, length: int) -> Any:
        return self.client.post("/tai-len/", headers={**TUS, "Upload-Length": str(length)})

    def begun(self, length: int) -> str:
        answer = self.begin(length)
        assert answer.status_code == 201, answer.content.decode()
        return str(answer["Location"])

    def where(self, address: str) -> Any:
        return self.client.head(address, headers=TUS)

    def send(self, address: str, piece: bytes, *, offset: int) -> Any:
        return self.client.patch(
            address,
            piece,
            content_type="application/offset+octet-stream",
            headers={**TUS, "Upload-Offset": str(offset)},
        )

    def whole(self, content: bytes, *, piece: int = 30_000) -> Any:
        address = self.begun(len(content))
        answer = None
        for at in range(0, len(content), piece):
            answer = self.send(address, content[at : at + piece], offset=at)
        return answer


@pytest.fixture
def phone(vinh_long: TestProvince, browser_of: Browsers) -> Phone:
    """A phone in Vĩnh Long."""
    return Phone(browser_of(vinh_long))


def pieces_of(province: TestProvince) -> list[Path]:
    folder = settings.HOME.files / str(province.jurisdiction.id) / uploads.PIECES
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_spoken_here_is_said(phone: Phone) -> None:
    answer = phone.client.options("/tai-len/")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {"creation", "expiration", "termination"}
    assert phone.client.post("/tai-len/", headers={"Upload-Length": "9"}).status_code == 412
    assert phone.client.get("/tai-len/").status_code == 405


@pytest.mark.parametrize("piece", [len(PHOTO), 40_000, 7_001])
def test_a_file_in_pieces_of_any_size_is_sent_with_the_form_by_its_token(
    vinh_long: TestProvince, phone: Phone, piece: int
) -> None:
    answer = phone.whole(PHOTO, piece=piece)
    assert answer.status_code == 204
    token = answer["Upload-Token"]
    kept = tokens.read_kept(token, jurisdiction_id=vinh_long.jurisdiction.id)
    assert kept is not None
    assert (kept.media_type, kept.size_bytes) == ("image/jpeg", len(PHOTO))
    assert code_of(Citizen(phone.client, vinh_long).send(photo=[], photo_kept=token))
    assert pieces_of(vinh_long) == []


def test_after_a_cut_at_every_piece_the_upload_goes_on_from_what_has_come(
    vinh_long: TestProvince, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PIECE_BYTES", 10_000)
    address, at, cuts = phone.begun(len(PHOTO)), 0, 0
    while at < len(PHOTO):
        # The body ends 15,001 bytes on, though more was announced.
        answer = phone.send(address, PHOTO[at : at + 15_001], offset=at)
        assert answer.status_code == 204
        cuts += 1
        at = int(phone.where(address)["Upload-Offset"])
    assert cuts == len(PHOTO) // 15_001 + 1
    assert phone.where(address)["Upload-Token"] == answer["Upload-Token"]


class Cut(io.BytesIO):
    """A body whose connection breaks off."""

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(size)
        if not content:
            raise OSError("gone")
        return content


def test_a_connection_that_breaks_off_inside_of_a_piece_costs_nothing_that_came(
    vinh_long: TestProvince, phone: Phone
) -> None:
    address = phone.begun(len(PHOTO))
    phone.client.generic(
        "PATCH",
        address,
        b"",
        headers={**TUS, "Upload-Offset": "0"},
        **{
            "wsgi.input": Cut(PHOTO[:33_333]),
            "CONTENT_LENGTH": str(len(PHOTO)),
            "CONTENT_TYPE": views_uploads.PIECE_TYPE,
        },
    )
    assert int(phone.where(address)["Upload-Offset"]) == 33_333
    assert phone.send(address, PHOTO[33_333:], offset=33_333)["Upload-Token"]


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("where", ["_write_sealed", "sync_folder"])
def test_a_process_killed_while_it_keeps_a_piece_loses_that_piece_alone(
    vinh_long: TestProvince, phone: Phone, monkeypatch: pytest.MonkeyPatch, at: int, where: str
) -> None:
    phone.client.raise_request_exception = False
    address, size = phone.begun(len(PHOTO)), len(PHOTO) // 3 + 1
    step = getattr(uploads, where)
    for number in range(3):
        if number == at:

            def killed(*args: Any, **kwargs: Any) -> None:
                step(*args, **kwargs)
                raise OSError("killed")

            monkeypatch.setattr(uploads, where, killed)
            phone.send(address, PHOTO[number * size : (number + 1) * size], offset=number * size)
            monkeypatch.setattr(uploads, where, step)
            assert int(phone.where(address)["Upload-Offset"]) == number * size
        answer = phone.send(address, PHOTO[number * size : (number + 1) * size], offset=number * size)
    assert answer["Upload-Token"]


def test_an_answer_that_was_lost_is_given_again_and_the_file_is_kept_once(
    vinh_long: TestProvince, phone: Phone
) -> None:
    address = phone.begun(len(PHOTO))
    first = phone.send(address, PHOTO, offset=0)["Upload-Token"]
    assert phone.send(address, PHOTO, offset=0).status_code == 409
    again = phone.where(address)
    assert tokens.read_kept(
        again["Upload-Token"], jurisdiction_id=vinh_long.jurisdiction.id
    ) == tokens.read_kept(first, jurisdiction_id=vinh_long.jurisdiction.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM evidence_file WHERE jurisdiction_id = %s", [vinh_long.jurisdiction.id]
        )
        assert cursor.fetchone() == (1,)


def test_pieces_at_rest_are_sealed_and_cannot_be_moved_or_changed(
    vinh_long: TestProvince, phone: Phone
) -> None:
    address, half = phone.begun(len(PHOTO)), len(PHOTO) // 2
    phone.send(address, PHOTO[:half], offset=0)
    (first,) = pieces_of(vinh_long)
    assert b"JFIF" not in first.read_bytes()
    assert not any(PHOTO[at : at + 16] in first.read_bytes() for at in range(0, half - 16, 1000))
    changed = bytearray(first.read_bytes())
    changed[HEAD_BYTES + 100] ^= 1
    first.write_bytes(changed)
    answer = phone.send(address, PHOTO[half:], offset=half)
    assert answer.status_code == 422
    assert "không ghép lại được" in answer.content.decode()
    assert phone.where(address).status_code == 404
    assert pieces_of(vinh_long) == []


def test_another_browser_and_another_province_find_no_upload(
    vinh_long: TestProvince, soc_trang: TestProvince, browser_of: Browsers, phone: Phone
) -> None:
    address = phone.begun(len(PHOTO))
    other = Phone(browser_of(vinh_long))
    other.begun(10)
    for stranger in (Phone(browser_of(vinh_long)), other):
        assert stranger.where(address).status_code == 404
        assert stranger.send(address, PHOTO, offset=0).status_code == 404
        assert stranger.client.delete(address, headers=TUS).status_code == 404
    elsewhere = Phone(browser_of(soc_trang))
    elsewhere.client.cookies[views_uploads.COOKIE] = phone.client.cookies[views_uploads.COOKIE].value
    assert elsewhere.where(address).status_code == 404
    assert phone.where(address).status_code == 200


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(phone: Phone) -> None:
    phone.begun(10)
    cookie = phone.client.cookies[views_uploads.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


def test_what_can_be_no_evidence_is_refused_with_its_first_piece_in_words(
    vinh_long: TestProvince, phone: Phone
) -> None:
    address = phone.begun(10_000_000)
    answer = phone.send(address, b'<svg xmlns="http://www.w3.org/2000/svg">' + bytes(2000), offset=0)
    assert answer.status_code == 422
    assert "SVG" in answer.content.decode()
    assert phone.where(address).status_code == 404
    address = phone.begun(30 * 1024 * 1024)
    answer = phone.send(address, PHOTO[:5000], offset=0)
    assert "Ảnh lớn hơn 25 MB" in answer.content.decode()


def test_a_broken_picture_is_refused_when_it_is_whole(phone: Phone) -> None:
    answer = phone.whole(saved(scene())[:-3000])
    assert answer.status_code == 422
    assert "thiếu phần cuối" in answer.content.decode()


def test_a_length_of_nothing_or_too_much_is_refused(phone: Phone) -> None:
    assert phone.begin(0).status_code == 400
    assert phone.begin(60 * 1024 * 1024).status_code == 201
    answer = phone.begin(60 * 1024 * 1024 + 1)
    assert answer.status_code == 413
    assert "60 MB" in answer.content.decode()
    address = phone.begun(100)
    assert phone.send(address, PHOTO[:101], offset=0).status_code == 413
    assert phone.send(address, PHOTO[:10], offset=5).status_code == 409


def test_uploads_are_thrown_away_after_a_day_unless_finished(
    vinh_long: TestProvince, phone: Phone, time: Clock
) -> None:
    address = phone.begun(len(PHOTO))
    phone.send(address, PHOTO[:50_000], offset=0)
    whole = phone.whole(PHOTO)
    kept = tokens.read_kept(whole["Upload-Token"], jurisdiction_id=vinh_long.jurisdiction.id)
    assert kept is not None
    time.forward(hours=24)
    assert phone.where(address).status_code == 404
    assert uploads.forget_expired(at=time.at) >= 2
    assert pieces_of(vinh_long) == []
    file = queries.file(jurisdiction_id=kept.jurisdiction_id, id=kept.id)
    assert file is not None
    assert original_path(jurisdiction_id=file.jurisdiction_id, sha256=file.sha256, file_id=file.id).exists()


@pytest.mark.parametrize("which", ["PER_BROWSER", "PER_NETWORK", "IN_ALL"])
def test_who_begins_too_many_is_told_so_and_till_when(
    phone: Phone, time: Clock, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    monkeypatch.setattr(views_uploads, which, 2)
    monkeypatch.setattr(views_uploads, "address_of", lambda _: f"10.9.{uuid.uuid4().int % 250}.7")
    if which == "PER_NETWORK":
        address = f"2001:db8:{uuid.uuid4().int % 65_000:x}::1"
        monkeypatch.setattr(views_uploads, "address_of", lambda _: address)
    assert [phone.begin(10).status_code for _ in range(3)] == [201, 201, 429]
    assert "Xin thử lại sau một giờ" in phone.begin(10).content.decode()
    time.forward(hours=1)
    assert phone.begin(10).status_code == 201


def test_a_flood_does_not_fill_the_disk(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING_BYTES", 100_000)
    phone.begun(60_000)
    assert phone.begin(60_000).status_code == 429
    assert phone.begin(30_000).status_code == 201


def test_another_site_cannot_have_a_browser_upload(vinh_long: TestProvince) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": vinh_long.host})
    assert client.post("/tai-len/", headers={**TUS, "Upload-Length": "9"}).status_code == 403


def test_the_form_says_where_scripts_send_files_beforehand(phone: Phone) -> None:
    page = phone.client.get("/gui/").content.decode()
    assert 'data-uploads="/tai-len/"' in page
    assert "paht/uploads.js" in page

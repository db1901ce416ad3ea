"""Films, recordings and documents beside the photos of a report: taken, named, opened by the desk alone."""

import re
import threading
import time
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.doors.citizen.pages import Citizen, code_of, picture
from tests.doors.conftest import Desk
from tests.evidence.pictures import film, huge_png, saved, scene
from tests.examining import making
from tests.province import TestProvince

from paht import clock
from paht.evidence import storage
from paht.examining.refusals import Unreadable
from paht.law.casework.case import Actor

Sits = Callable[[TestProvince, Actor], Desk]
Browsers = Callable[[TestProvince], Client]


def attached(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.clause("VL.7.3")
def test_a_report_carries_a_film_a_recording_and_documents_that_the_desk_opens(
    vinh_long: TestProvince, browser_of: Browsers, sits: Sits
) -> None:
    browser = browser_of(vinh_long)
    files = [
        picture(),
        attached("phim.mp4", film()),
        attached("ghi am.m4a", making.sound("ipod", "aac")),
        attached("don.pdf", making.pdf(1)),
        attached("bang.xlsx", making.xlsx()),
    ]
    code = code_of(Citizen(browser, vinh_long).send(photo=files))
    own = browser.get(f"/theo-doi/{code}").content.decode()
    assert "Kèm 1 video, 1 bản ghi âm, 2 tài liệu." in own
    desk = sits(vinh_long, vinh_long.intake)
    page = desk.text(desk.client.get(f"/desk/search/?code={code}")["Location"])
    for words in (
        "Mở Video 2 (video,",
        "Mở Bản ghi âm 3 (M4A,",
        "Mở Tài liệu 4 (PDF,",
        "Mở Tài liệu 5 (XLSX,",
    ):
        assert words in page
    stills = set(re.findall(r'<img src="(/desk/photo/[^"]+/1280.jpg)"', page))
    assert len(stills) == 3, "the photo, the film's poster, the document's first page"
    for still in stills:
        answer = desk.client.get(still)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    kinds = "Ảnh|Video|Bản ghi âm|Tài liệu"
    originals = re.findall(rf'<option value="([0-9a-f-]{{36}})"[^>]*>((?:{kinds}) \d)</option>', page)
    assert [name for _, name in originals] == ["Ảnh 1", "Video 2", "Bản ghi âm 3", "Tài liệu 4", "Tài liệu 5"]
    for file, _ in originals[1:]:
        case = next(iter(stills)).split("/")[3]
        for browsing in (browser_of(vinh_long), browser_of(vinh_long)):
            assert browsing.get(f"/anh/{case}/{file}/320.jpg").status_code == 404


@pytest.mark.clause("VL.8.2.1")
def test_a_recording_or_a_document_is_no_photo(vinh_long: TestProvince, browser_of: Browsers) -> None:
    answer = Citizen(browser_of(vinh_long), vinh_long).send(
        photo=[attached("ghi am.mp3", making.sound("mp3", "libmp3lame")), attached("don.docx", making.docx())]
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản ghi âm 1" in text
    assert "MP3, 0," in text or "MP3" in text
    assert "Tài liệu 2" in text
    assert "DOCX" in text


def test_what_hides_or_acts_is_refused_at_the_form_and_the_rest_kept(
    vinh_long: TestProvince, browser_of: Browsers
) -> None:
    bad = attached("don.pdf", making.plain_pdf(b"<< /S /JavaScript /JS (x) >>", catalog=b"/OpenAction 4 0 R"))
    answer = Citizen(browser_of(vinh_long), vinh_long).send(photo=[picture(), bad])
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Tệp thứ 2: Tài liệu PDF này chứa mã lệnh" in text
    assert "Ảnh 1" in text, "what was good need not be chosen again"


def test_a_form_that_asks_for_pictures_takes_no_document_by_the_back_door(vinh_long: TestProvince) -> None:
    for content in (making.pdf(1), making.sound("mp4", "aac")):
        kept = storage.keep(
            jurisdiction_id=vinh_long.jurisdiction.id,
            upload=attached("anh.jpg", content),
            received_at=clock.now(),
        )
        assert isinstance(kept, Unreadable)
        assert "Ở đây chỉ nhận ảnh hoặc video" in kept.reason


def test_a_server_under_siege_keeps_answering(vinh_long: TestProvince, browser_of: Browsers) -> None:
    browser = browser_of(vinh_long)
    stop, refused = threading.Event(), []
    hostile = [
        huge_png(),
        making.packed({"a": b"b"}),
        saved(scene())[:-9],
        making.film()[:-20],
        b"%PDF-1.7\n" * 90,
    ]

    def besiege(number: int) -> None:
        while not stop.is_set():
            content = hostile[number % len(hostile)]
            outcome = storage.put(attached("x", content), jurisdiction_id=vinh_long.jurisdiction.id)
            refused.append(isinstance(outcome, Unreadable))

    besiegers = [threading.Thread(target=besiege, args=(number,)) for number in range(10)]
    for each in besiegers:
        each.start()
    try:
        for _ in range(10):
            began = time.monotonic()
            assert browser.get("/").status_code == 200
            assert time.monotonic() - began < 5
        assert code_of(Citizen(browser, vinh_long).send())
    finally:
        stop.set()
        for each in besiegers:
            each.join()
    assert len(refused) > 10
    assert all(refused)

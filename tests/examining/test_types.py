"""Every type that a form takes is read, by its content; everything else is refused with what to do next."""

import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.evidence.pictures import box, exif, saved, scene
from tests.examining import making
from tests.examining.conftest import Examine

from paht.examining.refusals import Unreadable
from paht.law.evidence.findings import Findings, Moment, Spot

NOON = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"


@pytest.fixture(scope="module")
def good() -> dict[str, bytes]:
    return making.everything()


def reason(found: Findings | Unreadable) -> str:
    assert isinstance(found, Unreadable), found
    assert re.search(r"[Hh]ãy", found.reason), "says what to do next"
    return found.reason


@pytest.mark.clause("VL.7.3")
@pytest.mark.parametrize(
    ("name", "media_type", "size", "seconds", "pages"),
    [
        ("jpeg", "image/jpeg", (800, 600), None, None),
        ("png", "image/png", (200, 150), None, None),
        ("webp", "image/webp", (800, 600), None, None),
        ("heic", "image/heic", (800, 600), None, None),
        ("avif", "image/avif", (800, 600), None, None),
        ("mp4", "video/mp4", (320, 240), 2, None),
        ("mov", "video/quicktime", (320, 240), 2, None),
        ("3gp", "video/3gpp", (320, 240), 2, None),
        ("webm", "video/webm", (320, 240), 2, None),
        ("m4a", "audio/mp4", None, 2, None),
        ("mp3", "audio/mpeg", None, 2, None),
        ("amr", "audio/amr", None, 2, None),
        ("ogg", "audio/ogg", None, 2, None),
        ("wav", "audio/wav", None, 2, None),
        ("pdf", "application/pdf", None, None, 3),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", None, None, None),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None, None, None),
    ],
)
def test_photos_films_recordings_and_documents_are_read_by_their_content(
    examine: Examine,
    good: dict[str, bytes],
    name: str,
    media_type: str,
    size: tuple[int, int] | None,
    seconds: float | None,
    pages: int | None,
) -> None:
    found = examine(good[name])
    assert isinstance(found, Findings), found
    assert found.media_type == media_type
    assert found.size_bytes == len(good[name])
    assert (found.width, found.height) == (size or (None, None))
    assert found.duration_seconds == (pytest.approx(seconds, abs=0.1) if seconds else None)
    assert found.pages == pages


def test_time_and_place_come_from_a_heic_an_avif_and_from_a_films_header(
    examine: Examine, good: dict[str, bytes]
) -> None:
    for name, source in (
        *(("heic", "exif"), ("avif", "exif")),
        *(("mp4", "container"), ("mov", "container"), ("3gp", "container")),
    ):
        found = examine(good[name])
        assert isinstance(found, Findings), found
        assert found.moments == (Moment(at=NOON, source=source),), name  # type: ignore[arg-type]
        assert found.spots == (Spot(latitude=10.25, longitude=106.5),), name
        assert found.has_metadata


def test_a_film_without_a_picture_is_a_recording(examine: Examine) -> None:
    found = examine(making.sound("mp4", "aac"))
    assert isinstance(found, Findings)
    assert (found.media_type, found.width) == ("audio/mp4", None)


def test_an_upright_film_of_a_turned_telephone_is_measured_upright(examine: Examine) -> None:
    found = examine(turned(making.film(size=(320, 240))))
    assert isinstance(found, Findings)
    assert (found.width, found.height) == (240, 320)


def turned(content: bytes) -> bytes:
    """The film with a quarter turn in its header, as telephones write it."""
    quarter = b"".join(
        each.to_bytes(4, signed=True) for each in (0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    )
    at = content.index(b"tkhd") + 4 + 40
    return content[:at] + quarter + content[at + 36 :]


def test_a_film_or_recording_that_lasts_too_long_is_refused_whatever_its_header_says(
    examine: Examine,
) -> None:
    assert "dài hơn 30 phút" in reason(examine(making.amr(seconds=30 * 60 + 60)))
    slow = making.film(codec="mpeg4", seconds=200, size=(32, 32), rate=1, sound=None)
    assert "dài hơn 3 phút" in reason(examine(slow))
    at = slow.index(b"mvhd") + 4 + 16
    assert "dài hơn 3 phút" in reason(examine(slow[:at] + (1_000).to_bytes(4) + slow[at + 4 :]))


@pytest.mark.parametrize(
    "behind",
    [making.packed({"virus.exe": b"MZ"}), HTML],
    ids=["archive", "page"],
)
@pytest.mark.parametrize("name", ["jpeg", "png", "mp4", "mp3", "pdf"])
def test_a_file_with_another_one_behind_it_is_refused(
    examine: Examine, good: dict[str, bytes], name: str, behind: bytes
) -> None:
    said = reason(examine(good[name] + behind))
    assert "giấu" in said or "đính kèm" in said or "bị thiếu" in said


def test_what_telephones_put_behind_a_photo_is_no_second_file(
    examine: Examine, good: dict[str, bytes]
) -> None:
    assert isinstance(examine(good["jpeg"] + good["mp4"]), Findings)
    assert isinstance(examine(good["jpeg"] + saved(scene(80, 60))), Findings)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (saved(scene(), exif=exif(), comment=HTML), "giấu"),
        (b"\xff\xd8\xff\xfe\x00\x10%PDF-1.7\n%\xe2\xe3\xcf" + saved(scene())[2:], "giấu"),
        (b"GIF89a" + HTML, "GIF"),
        (HTML, "văn bản"),
        (b"\n\n%PDF-1.4", "giấu"),
        (b"MZ\x90\x00" + making.packed({"a": b"b"}), "chương trình"),
        (making.packed({"a.jpg": saved(scene())}), "tệp nén"),
        (making.packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "DOCX hoặc XLSX"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(90), "tệp nén"),
        (b"\x1f\x8b\x08" + bytes(90), "tệp nén"),
        (bytes(257) + b"ustar" + bytes(300), "tệp nén"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "định dạng cũ"),
        (b"#!/usr/bin/env python3\n", "mã lệnh"),
        (box(b"ftyp", b"avis\0\0\0\0avifmif1"), "ảnh động AVIF"),
        (making.avif()[:-40], "thiếu phần cuối"),
    ],
)
def test_scripts_archives_and_files_that_are_two_things_are_refused(
    examine: Examine, content: bytes, words: str
) -> None:
    assert words in reason(examine(content))


PDF_SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.mark.parametrize(
    "content",
    [
        making.plain_pdf(PDF_SCRIPT, catalog=b"/OpenAction 4 0 R"),
        making.plain_pdf(PDF_SCRIPT.replace(b"JavaScript", b"#4a#61vaScript"), catalog=b"/OpenAction 4 0 R"),
        making.plain_pdf(b"<< /S /Launch /F (cmd.exe) >>", catalog=b"/OpenAction 4 0 R"),
        making.plain_pdf(b"<< /Names [(a) 5 0 R] >>", catalog=b"/Names << /EmbeddedFiles 4 0 R >>"),
        making.plain_pdf(b"<< /XFA [(a) 5 0 R] >>", catalog=b"/AcroForm 4 0 R"),
        making.plain_pdf(b"<< /S /SubmitForm /F (https://example.com) >>", catalog=b"/OpenAction 4 0 R"),
    ],
    ids=["script", "escaped", "launch", "attachment", "xfa", "submit"],
)
def test_a_pdf_that_acts_is_refused(examine: Examine, content: bytes) -> None:
    assert "mã lệnh, lệnh mở chương trình hoặc tệp đính kèm" in reason(examine(content))


def test_a_script_in_packed_objects_is_found(examine: Examine) -> None:
    packed = zlib.compress(b"5 0 " + PDF_SCRIPT)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    assert "mã lệnh" in reason(examine(making.plain_pdf(stream + packed + b"\nendstream")))


def test_a_plain_pdf_is_read_and_a_locked_one_refused(examine: Examine) -> None:
    assert isinstance(examine(making.plain_pdf()), Findings)
    locked = making.plain_pdf(b"<< /Filter /Standard /V 1 /R 2 >>").replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R"
    )
    assert "mật khẩu" in reason(examine(locked))


DDE = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
SPLIT = "<w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO cmd</w:instrText></w:r></w:p>"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            lambda: making.docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"),
            "macro",
        ),
        (lambda: making.docx(word__embeddings__a=b"MZ"), "macro"),
        (lambda: making.docx(body=DDE), "macro"),
        (lambda: making.docx(body=SPLIT), "macro"),
        (
            lambda: making.docx(**{"word___rels__document.xml.rels": outside("attachedTemplate")}),
            "địa chỉ bên ngoài",
        ),
        (lambda: making.docx(**{"word___rels__document.xml.rels": outside("image")}), "địa chỉ bên ngoài"),
        (lambda: making.docx(**{"../evil": b""}), "bị hỏng"),
        (lambda: making.docx() + b"behind", "bị hỏng"),
        (lambda: b"PK\x03\x04" + bytes(60) + making.docx(), "giấu"),
        (lambda: making.xlsx(xl__externalLinks__externalLink1="<externalLink/>"), "địa chỉ bên ngoài"),
        (
            lambda: making.packed(
                {
                    "[Content_Types].xml": making.types(making.WORD, "a").replace(
                        "wordprocessingml.document.main", "presentationml.slideshow.main"
                    )
                }
            ),
            "DOCX hoặc XLSX",
        ),
    ],
)
def test_a_document_that_acts_fetches_or_hides_is_refused(
    examine: Examine, made: Callable[[], bytes], words: str
) -> None:
    assert words in reason(examine(made()))


def outside(kind: str) -> str:
    return making.relation(kind, "https://example.com/x")


def test_a_document_with_a_link_to_click_is_read(examine: Examine) -> None:
    found = examine(making.docx(**{"word___rels__document.xml.rels": outside("hyperlink")}))
    assert isinstance(found, Findings), found

"""What is taken as evidence, what is refused and why, and that the bytes are safe before anything names them."""

import hashlib
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.evidence.pictures import box, exif, film, huge_png, saved, scene

from paht.evidence import examination, storage
from paht.evidence.records import Arrived, original_path
from paht.evidence.sealing import HEAD_BYTES, Sealer, Tampered, clear_bytes, opened, original_identity
from paht.examining.refusals import Unreadable

JURISDICTION = 7


def put(content: bytes) -> Arrived | Unreadable:
    return storage.put(io.BytesIO(content), jurisdiction_id=JURISDICTION)


def taken(content: bytes) -> Arrived:
    examined = put(content)
    assert isinstance(examined, Arrived), examined
    return examined


def sealed(examined: Arrived) -> Path:
    return original_path(jurisdiction_id=JURISDICTION, sha256=examined.sha256, file_id=examined.id)


def clear(examined: Arrived, *, key: bytes | None = None, identity: bytes | None = None) -> bytes:
    with sealed(examined).open("rb") as file:
        bound = identity or original_identity(JURISDICTION, examined.id)
        return b"".join(opened(file, key=key or examined.key, identity=bound))


def reason(content: bytes) -> str:
    examined = put(content)
    assert isinstance(examined, Unreadable), examined
    return examined.reason


def on_disk(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("format", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("MPO", "image/jpeg")],
)
def test_a_picture_is_kept_byte_for_byte_under_seal(files: Path, format: str, media_type: str) -> None:
    content = saved(
        scene(), format, **({"save_all": True, "append_images": [scene(80, 60)]} if format == "MPO" else {})
    )
    examined = taken(content)
    assert (examined.media_type, examined.width, examined.height) == (media_type, 800, 600)
    assert examined.size_bytes == len(content)
    kept = sealed(examined)
    assert kept == files / "7" / examined.sha256[:2] / f"{examined.sha256}.{examined.id.hex}"
    assert clear(examined) == content
    assert kept.stat().st_mode & 0o077 == 0
    assert on_disk(files) == [kept]


def test_no_clear_byte_of_a_file_reaches_the_disk_at_any_moment(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = os.urandom(300_000)
    content = saved(scene()) + noise
    seen: list[bytes] = []
    look_at = examination.look_at

    def watched(*args: Any, **kwargs: Any) -> Any:
        seen.extend(path.read_bytes() for path in on_disk(files))
        return look_at(*args, **kwargs)

    monkeypatch.setattr(examination, "look_at", watched)
    examined = taken(content)
    seen.extend(path.read_bytes() for path in on_disk(files))
    assert len(seen) == 2
    for written in seen:
        for at in range(0, len(noise) - 16, 10_000):
            assert noise[at : at + 16] not in written
        assert b"JFIF" not in written
    assert clear(examined) == content


def test_the_name_tells_nobody_with_the_photograph_that_it_was_sent(files: Path) -> None:
    content = saved(scene())
    first, second = taken(content), taken(content)
    names = " ".join(str(path) for path in on_disk(files))
    assert hashlib.sha256(content).hexdigest() not in names
    assert first.sha256 == second.sha256, "who has the key knows equal files"
    elsewhere = storage.put(io.BytesIO(content), jurisdiction_id=8)
    assert isinstance(elsewhere, Arrived)
    assert elsewhere.sha256 != first.sha256, "another province's are not compared"


def test_a_changed_cut_moved_or_lengthened_file_is_found(files: Path) -> None:
    content = saved(scene()) + os.urandom(200_000)
    examined = taken(content)
    path = sealed(examined)
    whole = path.read_bytes()
    chunk = 64 * 1024 + 16
    changes = {
        "a byte of a chunk": whole[:100_000] + bytes([whole[100_000] ^ 1]) + whole[100_001:],
        "the last byte": whole[:-1] + bytes([whole[-1] ^ 1]),
        "the last chunk gone": whole[: HEAD_BYTES + 3 * chunk],
        "a chunk less in the middle": whole[: HEAD_BYTES + chunk] + whole[HEAD_BYTES + 2 * chunk :],
        "two chunks swapped": whole[:HEAD_BYTES]
        + whole[HEAD_BYTES + chunk : HEAD_BYTES + 2 * chunk]
        + whole[HEAD_BYTES : HEAD_BYTES + chunk]
        + whole[HEAD_BYTES + 2 * chunk :],
        "something behind it": whole + b"more",
        "the head": b"X" + whole[1:],
        "nothing": b"",
    }
    for what, changed in changes.items():
        path.write_bytes(changed)
        with pytest.raises(Tampered):
            print(what, len(clear(examined)))
    path.write_bytes(whole)
    assert clear(examined) == content


def test_the_key_of_another_file_and_the_place_of_another_file_are_refused(files: Path) -> None:
    first, second = taken(saved(scene())), taken(saved(scene()))
    with pytest.raises(Tampered):
        clear(first, key=second.key)
    with pytest.raises(Tampered):
        clear(first, identity=original_identity(JURISDICTION, second.id))
    with pytest.raises(Tampered):
        clear(first, identity=original_identity(8, first.id))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073])
def test_any_size_is_sealed_and_opened_whatever_pieces_it_comes_in(size: int) -> None:
    content = os.urandom(size)
    for piece in (7_001, 65_536, 1 << 20):
        sealer = Sealer(b"who")
        written = sealer.head()
        for at in range(0, size, piece):
            written += sealer.seal(content[at : at + piece])
        written += sealer.end()
        assert b"".join(opened(io.BytesIO(written), key=sealer.key, identity=b"who")) == content
        assert clear_bytes(len(written)) == size


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_time_place_and_upright_size_come_from_the_picture_itself(files: Path, format: str) -> None:
    tags = exif(
        folder={0x9003: "2026:02:13 16:30:00", 0x9011: "+07:00"},
        gps={1: "N", 2: (10.0, 15.0, 0.0), 3: "E", 4: (106.0, 30.0, 0.0)},
        orientation=6,
    )
    examined = taken(saved(scene(), format, exif=tags))
    assert (examined.width, examined.height) == (600, 800)
    assert examined.taken_at == datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
    assert examined.taken_source == "exif"
    assert (examined.latitude, examined.longitude) == (10.25, 106.5)


def test_the_same_bytes_sent_twice_are_sealed_twice_so_that_one_can_be_erased(files: Path) -> None:
    content = saved(scene())
    first, second = taken(content), taken(content)
    assert first.sha256 == second.sha256
    assert first.key != second.key
    assert sealed(first).read_bytes() != sealed(second).read_bytes()
    assert len(on_disk(files)) == 2


def test_a_file_of_a_form_comes_in_chunks_of_any_size(files: Path) -> None:
    content = saved(scene())

    class Form:
        def chunks(self) -> Iterator[bytes]:
            for at in range(0, len(content), 100):
                yield content[at : at + 100]

    examined = storage.put(Form(), jurisdiction_id=JURISDICTION)
    assert isinstance(examined, Arrived)
    assert clear(examined) == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        ("Kính gửi Ủy ban nhân dân".encode(), "nội dung bên trong là văn bản"),
        ("Ổ gà ".encode() * 200, "nội dung bên trong là văn bản"),
        (b"<!doctype html><script>alert(1)</script>", "văn bản"),
        (saved(scene(), "GIF"), "GIF"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"%PDF-1.7\n%\xe2\xe3", "bị hỏng"),
        (box(b"ftyp", b"heic\0\0\0\0mif1heic"), "thiếu phần cuối"),
        (box(b"ftyp", b"mif1\0\0\0\0heic"), "thiếu phần cuối"),
        (box(b"ftyp", b"avif\0\0\0\0mif1"), "thiếu phần cuối"),
        (box(b"ftyp", b"msf1\0\0\0\0avis"), "AVIF"),
        (box(b"ftyp", b"M4A \0\0\0\0isom"), "ghi âm bị thiếu"),
        (b"\x00\x01\x02\x03" * 300, "Không nhận ra"),
        (saved(scene(), "BMP"), "Không nhận ra"),
        (b"\xff\xd8\xff\xe0" + b"chi la chu" * 50, "thiếu phần cuối"),
        (b"\xff\xd8\xff\xfe\x00\x04ab\xff\xd9", "thiếu phần cuối"),
        (b"\x89PNG\r\n\x1a\n" + b"nothing of the kind" * 9, "bị hỏng"),
        (b"RIFF\x40\x00\x00\x00WEBP" + b"VP8 " + bytes(60), "bị hỏng"),
    ],
)
def test_what_is_no_photo_is_refused_in_a_sentence_that_says_what_to_do(
    files: Path, content: bytes, words: str
) -> None:
    said = reason(content)
    assert words in said
    assert "Hãy" in said or "hãy" in said
    assert on_disk(files) == []


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.999])
def test_a_jpeg_cut_off_anywhere_is_refused_though_its_thumbnail_is_whole(
    files: Path, share: float, progressive: bool
) -> None:
    tags = exif(folder={0x9003: "2026:02:13 16:30:00", 0x927C: saved(scene(160, 120))})
    content = saved(scene(), exif=tags, progressive=progressive)
    taken(content)
    assert "thiếu phần cuối" in reason(content[: int(len(content) * share)])


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_png_or_webp_cut_off_is_refused(files: Path, format: str) -> None:
    content = saved(scene(), format)
    assert "Hãy" in reason(content[:-200])
    assert on_disk(files) == []


def test_a_jpeg_with_a_short_film_behind_its_end_is_whole(files: Path) -> None:
    assert taken(saved(scene()) + film()).media_type == "image/jpeg"


def test_a_png_with_a_changed_byte_is_refused_by_its_checksum(files: Path) -> None:
    content = bytearray(saved(scene(), "PNG"))
    content[len(content) // 2] ^= 1
    assert "bị hỏng" in reason(bytes(content))


@pytest.mark.parametrize(("width", "height"), [(20_000, 10_000), (12_500, 10_000), (30_000, 20_000)])
def test_a_picture_of_more_than_100_megapixels_is_refused_by_its_header(
    files: Path, width: int, height: int
) -> None:
    assert "hơn 100 triệu điểm ảnh" in reason(huge_png(width, height))
    assert on_disk(files) == []


def test_the_pixels_are_counted_even_where_pillow_was_told_not_to(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    assert "hơn 100 triệu điểm ảnh" in reason(huge_png())


def test_a_picture_of_100_megapixels_is_taken(files: Path) -> None:
    assert taken(huge_png(10_000, 10_000)).width == 10_000


def test_a_picture_above_the_limit_is_refused_and_one_at_the_limit_taken(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_MAX_UPLOAD_MB", "1")
    content = saved(scene())
    full = content + bytes(1024 * 1024 - len(content))
    assert taken(full).size_bytes == 1024 * 1024
    assert "Ảnh lớn hơn 1 MB" in reason(full + b"\0")
    assert len(on_disk(files)) == 1


def test_reading_stops_soon_after_the_limit(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAHT_MAX_UPLOAD_MB", "1")
    upload = io.BytesIO(saved(scene()) + bytes(8 * 1024 * 1024))
    storage.put(upload, jurisdiction_id=JURISDICTION)
    assert upload.tell() <= 1024 * 1024 + storage.CHUNK_BYTES


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (film(), "video/mp4"),
        (film(b"XAVC", compatible=b"mp42"), "video/mp4"),
        (film(b"qt  "), "video/quicktime"),
        (film(b"3gp5", compatible=b"isom"), "video/3gpp"),
        (film(head=box(b"wide") * 2 + box(b"free", bytes(4))), "video/quicktime"),
    ],
)
def test_a_film_is_known_by_its_signature_and_measured_by_its_frames(
    files: Path, content: bytes, media_type: str
) -> None:
    examined = taken(content)
    assert (examined.media_type, examined.width, examined.height) == (media_type, 160, 120)


def test_a_film_whose_index_was_cut_off_is_refused(files: Path) -> None:
    assert "Video bị thiếu" in reason(film()[:-1])
    assert "Video bị thiếu" in reason(film()[:-308])


def test_a_film_may_have_60_megabytes_whatever_a_picture_may_have(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_MAX_UPLOAD_MB", "1")
    assert taken(film() + box(b"free", bytes(2 * 1024 * 1024))).media_type == "video/mp4"
    assert "Video lớn hơn 60 MB" in reason(film() + box(b"free", bytes(60 * 1024 * 1024)))


def test_file_and_folders_are_synced_before_put_returns(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if path.is_file():
            assert clear_bytes(path.stat().st_size) == len(content), "everything was written before the sync"
        fsync(descriptor)
        seen.append(path)

    content = saved(scene())
    monkeypatch.setattr(os, "fsync", watched)
    examined = taken(content)
    kept = sealed(examined)
    assert seen[0].parent == files / "7" / "incoming"
    assert seen[1:] == [kept.parent, files / "7", files]


def test_a_disk_that_refuses_leaves_nothing_behind(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(saved(scene()))
    assert on_disk(files) == []


def test_what_a_killed_process_left_half_received_is_forgotten_later(files: Path) -> None:
    kept = taken(saved(scene()))
    half = files / "7" / "incoming" / "half"
    half.write_bytes(b"\xff\xd8")
    os.utime(half, (1_000_000, 1_000_000))
    (files / "7" / "incoming" / "arriving").write_bytes(b"\xff\xd8")
    noon = datetime(2001, 1, 1, tzinfo=UTC)
    assert storage.forget_unfinished(jurisdiction_id=JURISDICTION, before=noon) == 1
    assert {path.name for path in on_disk(files)} == {sealed(kept).name, "arriving"}

"""Files that were made to harm whoever opens them: each small, each within what a form takes."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image
from tests.evidence.pictures import box, huge_png, saved, scene
from tests.examining import making


def header_png(width: int, height: int) -> bytes:
    """A PNG whose header promises that many pixels, and has none of them."""

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


def text_png() -> bytes:
    """A PNG with 80 megabytes of packed text beside one pixel."""
    content = zlib.compress(bytes(80 << 20), 1)
    chunk = b"zTXt" + b"Comment\0\0" + content
    good = saved(Image.new("RGB", (8, 8)), "PNG")
    extra = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return good[:33] + extra + good[33:]


def header_jpeg() -> bytes:
    """A JPEG whose header promises 65,535 × 65,535 pixels: four gigapixels."""
    content = bytearray(saved(scene()))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", 65_535, 65_535)
    return bytes(content)


def header_boxed(content: bytes, width: int = 65_535, height: int = 65_535) -> bytes:
    """A HEIC or AVIF whose size is said to be so large."""
    at = content.index(b"ispe")
    return content[: at + 8] + struct.pack(">II", width, height) + content[at + 16 :]


def webp_animation() -> bytes:
    """A WebP of 60 frames, each as large as the canvas."""
    frames = [Image.new("RGB", (1000, 1000), (number % 256, 0, 0)) for number in range(60)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], method=0, quality=1)


def avif_sequence() -> bytes:
    """An AVIF that moves."""
    frames = [Image.new("RGB", (200, 200), (number % 256, 0, 0)) for number in range(60)]
    return saved(frames[0], "AVIF", save_all=True, append_images=frames[1:], speed=10)


def deep_zip() -> bytes:
    """An archive within an archive, five deep, as 42.zip."""
    content = bytes(10 << 20)
    for depth in range(5):
        content = making.packed({f"{depth}-{each}.zip": content for each in range(4)})
    return content


def unpacking(parts: int, megabytes: int) -> bytes:
    """A DOCX with so many further parts of zeros."""
    return making.docx(**{f"word__media__{each}.png": bytes(megabytes << 20) for each in range(parts)})


def lying() -> bytes:
    """A DOCX whose main part says it holds 1,000 bytes, and unpacks to three megabytes."""
    content = bytearray(making.docx(body="<w:p/>" * 500_000))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            if content.find(b"word/document.xml", at, at + 80) >= 0:
                content[at + place : at + place + 4] = struct.pack("<I", 1_000)
    return bytes(content)


def overlapping() -> bytes:
    """A DOCX whose directory names the same packed bytes a thousand times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", making.types(making.WORD, "word/document.xml"))
        archive.writestr("word/document.xml", bytes(900_000))
        last = archive.infolist()[-1]
        for each in range(1_000):
            again = zipfile.ZipInfo(f"word/{each:04}.xml")
            again.header_offset, again.compress_type = last.header_offset, last.compress_type
            again.CRC, again.file_size, again.compress_size = last.CRC, last.file_size, last.compress_size
            archive.filelist.append(again)
    return file.getvalue()


def laughs() -> bytes:
    """A DOCX whose text is a billion laughs."""
    entities = "".join(
        f'<!ENTITY l{depth} "{f"&l{depth - 1};" * 10 if depth else "lol"}">' for depth in range(10)
    )
    return making.packed(
        {
            "[Content_Types].xml": making.types(making.WORD, "word/document.xml"),
            "word/document.xml": f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><d>&l9;</d>',
        }
    )


def outside() -> bytes:
    """A DOCX whose text would be a file of the machine."""
    return making.packed(
        {
            "[Content_Types].xml": making.types(making.WORD, "word/document.xml"),
            "word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        }
    )


def quadratic() -> bytes:
    """A DOCX nested a million elements deep."""
    return making.packed(
        {
            "[Content_Types].xml": making.types(making.WORD, "word/document.xml"),
            "word/document.xml": "<a>" * 1_000_000 + "</a>" * 1_000_000,
        }
    )


def many_entries() -> bytes:
    """A DOCX of 60,000 empty parts."""
    return making.docx(**{f"word__{each}.bin": b"" for each in range(60_000)})


def many_pages(count: int = 100_000) -> bytes:
    """A PDF that shows one page a hundred thousand times."""
    content = making.plain_pdf()
    kids = b"3 0 R " * count
    return content.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [" + kids + b"] /Count %d" % count)


def circular_pdf() -> bytes:
    """A PDF whose tree of pages leads back to its root."""
    return making.plain_pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [2 0 R 3 0 R] /Count 150")


def packed_pdf() -> bytes:
    """A PDF whose packed objects and page content unpack to 60 megabytes each."""
    content = zlib.compress(zlib.compress(bytes(60 << 20), 1), 9)
    stream = (
        b"<< /Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n"
        % len(content)
        + content
        + b"\nendstream"
    )
    plain = zlib.compress(b"1 0 " + bytes(60 << 20), 1)
    second = (
        b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(plain)
        + plain
        + b"\nendstream"
    )
    return making.plain_pdf(stream, second)


def huge_page() -> bytes:
    """A PDF whose page is 100 kilometres wide."""
    return making.plain_pdf().replace(b"[0 0 200 200]", b"[0 0 9e9 9e-9]")


def endless_boxes() -> bytes:
    """An MP4 of a million empty boxes."""
    return box(b"ftyp", b"isom\0\0\0\0mp42") + box(b"free") * 1_000_000 + box(b"moov", bytes(99))


def nested_boxes() -> bytes:
    """An MP4 whose index is 100,000 boxes within one another."""
    depth = 100_000
    nest = b"".join(struct.pack(">I", 8 * (depth - each)) + b"moov" for each in range(depth))
    return box(b"ftyp", b"isom\0\0\0\0mp42") + nest


def patched(content: bytes, mark: bytes, offset: int, word: bytes) -> bytes:
    """The content with a word written behind a mark."""
    at = content.index(mark) + offset
    return content[:at] + word + content[at + len(word) :]


def endless_samples() -> bytes:
    """An MP4 whose table says that it has four billion samples of one length."""
    content = making.film()
    at = content.index(b"stsz")
    return content[: at + 8] + struct.pack(">II", 1, 0xFFFFFFFF) + content[at + 16 :]


def large_frames() -> bytes:
    """An MP4 whose frames are said to be 65,535 × 65,535."""
    return patched(making.film(codec="mpeg4"), b"mp4v", 28, struct.pack(">HH", 65_535, 65_535))


def slow_wav() -> bytes:
    """A WAV of one sample a second, three million seconds long."""
    samples = bytes(3_000_000)
    form = struct.pack("<HHIIHH", 1, 1, 1, 1, 1, 8)
    content = (
        b"WAVE" + b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(samples)) + samples
    )
    return b"RIFF" + struct.pack("<I", len(content)) + content


def folder() -> dict[str, bytes]:
    """Every bomb by its name."""
    noise = random.Random(5)
    return {
        "png-200-megapixels": huge_png(),
        "png-4-gigapixels": header_png(65_535, 65_535),
        "png-100-megapixels-of-nothing": header_png(10_000, 10_000),
        "png-text": text_png(),
        "jpeg-4-gigapixels": header_jpeg(),
        "heic-4-gigapixels": header_boxed(making.heic()),
        "avif-4-gigapixels": header_boxed(making.avif()),
        "avif-100-megapixels-of-nothing": header_boxed(making.avif(), 10_000, 10_000),
        "avif-60-frames": avif_sequence(),
        "webp-60-frames": webp_animation(),
        "gif": saved(scene(), "GIF"),
        "tiff-4-gigapixels": patched(saved(scene(), "TIFF"), b"\x00\x01\x04\x00", 8, b"\xff\xff\x00\x00"),
        "zip-in-zip": deep_zip(),
        "docx-120-megabytes": unpacking(3, 40),
        "docx-many-small": unpacking(120, 1),
        "docx-lying": lying(),
        "docx-overlapping": overlapping(),
        "docx-laughs": laughs(),
        "docx-outside": outside(),
        "docx-deep": quadratic(),
        "docx-60000-parts": many_entries(),
        "pdf-100000-pages": many_pages(),
        "pdf-circular": circular_pdf(),
        "pdf-packed": packed_pdf(),
        "pdf-100-kilometres": huge_page(),
        "mp4-endless-boxes": endless_boxes(),
        "mp4-nested-boxes": nested_boxes(),
        "mp4-endless-samples": endless_samples(),
        "mp4-4-gigapixels": large_frames(),
        "wav-3000000-seconds": slow_wav(),
        "mp3-noise": b"ID3\x04\0\0\0\0\0\0" + noise.randbytes(5 << 20),
        "ogg-noise": b"OggS" + noise.randbytes(5 << 20),
        "jpeg-of-markers": b"\xff\xd8\xff" + b"\xe0\x00\x02\xff" * 2_000_000,
        "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "shell": b"#!/bin/sh\nrm -rf /\n",
        "windows-program": b"MZ" + noise.randbytes(4_000),
        "php": b"<?php system($_GET['c']); ?>",
        "rar": b"Rar!\x1a\x07\x01\x00" + noise.randbytes(900),
        "old-word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000),
    }

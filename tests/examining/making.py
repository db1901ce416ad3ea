"""Real files of every type, made by the libraries that phones' files are made like."""

import io
import math
import os
import zipfile
from fractions import Fraction
from typing import Any

import av
import numpy
import pillow_heif
import pypdfium2
from PIL import Image
from tests.evidence.pictures import exif, saved, scene

CREATED = "2026-02-13T09:30:00.000000Z"
PLACE = "+10.2500+106.5000/"
SECRET = "Nguyen Van A"


def given(content: bytes) -> int:
    """The content as an open file that lies nowhere."""
    descriptor = os.memfd_create("given", os.MFD_CLOEXEC)
    os.write(descriptor, content)
    return descriptor


def film(
    format: str = "mp4",
    *,
    seconds: float = 2.0,
    size: tuple[int, int] = (320, 240),
    codec: str = "libx264",
    sound: str | None = "aac",
    rate: int = 10,
    options: dict[str, str] | None = None,
) -> bytes:
    """A film of moving colours with a tone, and what a telephone writes about it."""
    file = io.BytesIO()
    with av.open(file, "w", format=format, options=options or {}) as out:
        out.metadata.update(
            {"creation_time": CREATED, "location": PLACE, "title": SECRET, "comment": f"{SECRET} 0912345678"}
        )
        picture = out.add_stream(codec, rate=rate)
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        tone = out.add_stream(sound, rate=48_000 if sound == "libopus" else 44_100) if sound else None
        for number in range(int(seconds * rate)):
            image = numpy.full((size[1], size[0], 3), (number * 20 % 256, 90, 160), numpy.uint8)
            image[: size[1] // 2, : size[0] // 2] = (220, 10, 10)
            for packet in picture.encode(av.VideoFrame.from_ndarray(image, "rgb24")):
                out.mux(packet)
        out.mux(picture.encode(None))
        if tone is not None:
            _hum(out, tone, seconds)
    return file.getvalue()


def sound(format: str, codec: str, *, seconds: float = 2.0, rate: int = 44_100) -> bytes:
    """A recording of a tone, with a title."""
    file = io.BytesIO()
    with av.open(file, "w", format=format) as out:
        out.metadata.update({"title": SECRET, "artist": SECRET, "creation_time": CREATED})
        _hum(out, out.add_stream(codec, rate=rate), seconds)
    return file.getvalue()


def _hum(out: Any, stream: Any, seconds: float) -> None:
    rate = stream.rate
    resampler = av.AudioResampler(
        format=stream.codec_context.format, layout="mono", rate=rate, frame_size=stream.frame_size or 1024
    )
    at = 0
    while at < seconds * rate:
        wave = numpy.sin(numpy.arange(at, at + 1024) * 2 * math.pi * 440 / rate).astype(numpy.float32)
        frame = av.AudioFrame.from_ndarray(wave[None, :], format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        for piece in resampler.resample(frame):
            out.mux(stream.encode(piece))
        at += 1024
    for piece in resampler.resample(None):
        out.mux(stream.encode(piece))
    out.mux(stream.encode(None))


def amr(seconds: float = 2.0) -> bytes:
    """A recording as old telephones make it: no library here writes AMR, and silence needs none (12.2 kbit/s: a byte
    that says so, and 31 bytes of 20 ms)."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * int(seconds * 50)


def heic(width: int = 800, height: int = 600, **options: Any) -> bytes:
    """A picture as iPhones make it."""
    file = io.BytesIO()
    pillow_heif.from_pillow(scene(width, height)).save(file, quality=60, **options)
    return file.getvalue()


def circumstances() -> bytes:
    """EXIF with time and place."""
    tags = exif(
        folder={0x9003: "2026:02:13 16:30:00", 0x9011: "+07:00"},
        gps={1: "N", 2: (10.0, 15.0, 0.0), 3: "E", 4: (106.0, 30.0, 0.0)},
    )
    return tags.tobytes()


def heic_with_exif() -> bytes:
    """As ``heic``, with time and place."""
    return heic(exif=circumstances())


def avif(width: int = 800, height: int = 600, **options: Any) -> bytes:
    """A picture as newer Android phones may save it."""
    return saved(scene(width, height), "AVIF", quality=60, speed=10, **options)


def pdf(pages: int = 3) -> bytes:
    """A document of pages with a red field each."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        page = document.new_page(595, 842)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (60, 40), (220, 10, 10))))
        image.set_matrix(pypdfium2.PdfMatrix().scale(300, 400))
        page.insert_obj(image)
        page.gen_content()
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def plain_pdf(*objects: bytes, catalog: bytes = b"") -> bytes:
    """A PDF written by hand: one blank page, these further objects (from number 4 on), these words in its catalog."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    content, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + trailer


WORD, SHEET = "wordprocessingml.document", "spreadsheetml.sheet"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def types(kind: str, main: str) -> str:
    """The part that says what an office document is."""
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
        "</Types>"
    )


def docx(text: str = "Đường hư hỏng", *, body: str = "", **parts: bytes | str) -> bytes:
    """A document of one paragraph; ``parts`` are named with ``__`` for a slash."""
    return packed(
        {
            "[Content_Types].xml": types(WORD, "word/document.xml"),
            "word/document.xml": '<?xml version="1.0" encoding="UTF-8"?>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p><w:r><w:t>Trân trọng</w:t></w:r></w:p>{body}"
            "</w:body></w:document>",
            **{name.replace("__", "/"): content for name, content in parts.items()},
        }
    )


def xlsx(**parts: bytes | str) -> bytes:
    """A sheet with two rows."""
    return packed(
        {
            "[Content_Types].xml": types(SHEET, "xl/workbook.xml"),
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": "<sst><si><t>Ấp</t></si><si><t>Số hộ</t></si></sst>",
            "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
            '<row><c t="inlineStr"><is><t>An Hòa</t></is></c><c><v>42</v></c></row></sheetData></worksheet>',
            **{name.replace("__", "/"): content for name, content in parts.items()},
        }
    )


def relation(kind: str, target: str) -> str:
    """Relations of a document with one to an address outside."""
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


def everything() -> dict[str, bytes]:
    """One good file of each type, by a name of our own."""
    return {
        "jpeg": saved(scene(), exif=exif(folder={0x9003: "2026:02:13 16:30:00", 0x9011: "+07:00"})),
        "png": saved(scene(200, 150), "PNG"),
        "webp": saved(scene(), "WEBP"),
        "heic": heic_with_exif(),
        "avif": avif(exif=circumstances()),
        "mp4": film("mp4"),
        "mov": film("mov"),
        "3gp": film("3gp", codec="mpeg4"),
        "webm": film("webm", codec="libvpx", sound="libopus"),
        "m4a": sound("ipod", "aac"),
        "mp3": sound("mp3", "libmp3lame"),
        "amr": amr(),
        "ogg": sound("ogg", "libopus", rate=48_000),
        "wav": sound("wav", "pcm_s16le"),
        "pdf": pdf(),
        "docx": docx(),
        "xlsx": xlsx(),
    }

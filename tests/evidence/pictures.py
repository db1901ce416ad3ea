"""Files as citizens' phones make them, and as they should not be."""

import io
import struct
import zlib
from functools import cache
from typing import Any

import av
from PIL import Image, ImageDraw

EXIF_FOLDER, GPS_FOLDER = 0x8769, 0x8825
CAN_THO = {1: "N", 2: (10.0, 2.0, 6.0), 3: "E", 4: (105.0, 47.0, 24.0)}


def scene(width: int = 800, height: int = 600, *, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter is red and whose rest is a green and blue pattern."""
    image = Image.new("RGB", (width, height), (20, 140, 60))
    pen = ImageDraw.Draw(image)
    for at in range(0, width, 9):
        pen.line((at, 0, width - at, height), fill=(10, 60, 200))
    pen.rectangle((0, 0, width // 2, height // 2), fill=(220, 10, 10))
    return image.convert(mode)


def exif(
    *, folder: dict[int, Any] | None = None, gps: dict[int, Any] | None = None, orientation: int | None = None
) -> Image.Exif:
    """EXIF with these values, and the owner's and the camera's names as any phone writes them."""
    tags = Image.Exif()
    tags[0x010F], tags[0x9C9D] = "Điện thoại", "Nguyễn Văn A".encode("utf-16-le")
    if orientation is not None:
        tags[0x0112] = orientation
    if folder:
        tags.get_ifd(EXIF_FOLDER).update(folder)
    if gps:
        tags.get_ifd(GPS_FOLDER).update(gps)
    return tags


def saved(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def huge_png(width: int = 20_000, height: int = 10_000) -> bytes:
    """A true PNG of one colour, 200 million pixels in some 25 kilobytes."""

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    packer, row = zlib.compressobj(9), bytes(1 + width // 8)
    content = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", content) + part(b"IEND", b"")


def box(name: bytes, content: bytes = b"") -> bytes:
    """One box of an MP4 file."""
    return struct.pack(">I", 8 + len(content)) + name + content


@cache
def _filmed() -> bytes:
    """A second of a real film as phones write it: content first, index last."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        track = out.add_stream("mpeg4", rate=5)
        track.width, track.height, track.pix_fmt = 160, 120, "yuv420p"
        for _ in range(5):
            frame: Any = av.VideoFrame.from_image(scene(160, 120))
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return file.getvalue()


def film(brand: bytes = b"isom", *, compatible: bytes = b"", head: bytes | None = None) -> bytes:
    """A short film of that brand; ``head`` takes the place of the box that names it, and is as long (28 bytes)."""
    content = _filmed()
    length = int.from_bytes(content[:4])
    if head is None:
        words = brand + bytes(4) + compatible
        head = box(b"ftyp", words + (compatible or brand) * ((length - 8 - len(words)) // 4))
    assert len(head) == length, length
    return head + content[length:]

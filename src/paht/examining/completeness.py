"""Whether a file is whole, by its structure alone: nothing is decoded."""

import mmap
import re

from paht.examining.signatures import AVIF, HEIC, JPEG, M4A, MOV, MP4, THREE_GP, WEBP, Kind

MOST_PARTS = 10_000
"""A camera's file has some dozens of parts; one with more was made to keep us busy."""

JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker that ends compressed data: no stuffed byte, no restart marker, no fill byte."""


def is_whole(content: mmap.mmap, *, kind: Kind) -> bool:
    """False when the file's end is missing. PNG is left to its own checksums, WebM, OGG and MP3 (which may be streams
    without lengths) to whoever plays them.
    """
    if kind == JPEG:
        return jpeg_is_whole(content)
    if kind == WEBP:
        return 8 + int.from_bytes(content[4:8], "little") <= len(content)
    if kind in (MP4, MOV, THREE_GP, M4A):
        return boxes_are_whole(content, index=b"moov")
    if kind in (HEIC, AVIF):
        return boxes_are_whole(content, index=b"meta")
    return True


def jpeg_is_whole(content: mmap.mmap) -> bool:
    """Whether the picture's own end marker is there. The last two bytes do not tell: phones put a second
    picture or a short video behind it, and the thumbnail within EXIF has an end marker, too.
    """
    at, scanned = 2, False
    for _ in range(MOST_PARTS):
        found = JPEG_MARKER.search(content, at)
        if found is None:
            return False
        at, code = found.end(), content[found.end() - 1]
        if code == 0xD9:
            return scanned
        if code in (0x01, 0xD8):
            continue
        length = int.from_bytes(content[at : at + 2])
        if length < 2:
            return False
        scanned = scanned or code == 0xDA
        at += length
    return False


def boxes_are_whole(content: mmap.mmap, *, index: bytes) -> bool:
    """Whether each outermost box of an MP4, MOV, 3GP, HEIC or AVIF ends within the file and its ``index`` is among
    them: of a film a phone writes it last.
    """
    at, indexed = 0, False
    for _ in range(MOST_PARTS):
        if at + 8 > len(content):
            return indexed
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16])
        elif length == 0:
            length = len(content) - at
        indexed = indexed or name == index
        if length < 8:
            # What follows is padding, which players pass over.
            return indexed
        if at + length > len(content):
            return False
        at += length
    return indexed

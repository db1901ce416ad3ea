"""Putting an MP4's index before its content, so that a browser plays it while it loads. FFmpeg does so only with files
that it can open by name a second time.
"""

import struct
from typing import BinaryIO

_HEAD = struct.Struct(">I4s")
_NESTS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_PLACES = {b"stco": struct.Struct(">I"), b"co64": struct.Struct(">Q")}


def put_index_first(file: BinaryIO) -> None:
    """Rewrite the MP4, as FFmpeg has just written it (``ftyp``, ``free``, ``mdat``, ``moov``), with ``moov`` second.

    Raises ValueError where it is none, or too large for the places of its index.
    """
    file.seek(0)
    content = file.read()
    boxes = {name: (at, end) for at, end, name in outer_boxes(content)}
    (_, head_ends), (index_at, index_ends) = boxes[b"ftyp"], boxes[b"moov"]
    if index_ends != len(content) or boxes[b"mdat"][0] >= index_at:
        raise ValueError("the index is not at the end")
    index = bytearray(content[index_at:index_ends])
    move(index, 0, len(index), by=len(index))
    file.seek(0)
    file.write(content[:head_ends])
    file.write(index)
    file.write(memoryview(content)[head_ends:index_at])


def outer_boxes(
    content: bytes | bytearray, start: int = 0, end: int | None = None
) -> list[tuple[int, int, bytes]]:
    """Beginning, end and name of each box side by side. Raises ValueError where one is longer than what holds it."""
    found, at, end = [], start, len(content) if end is None else end
    while at + _HEAD.size <= end:
        length, name = _HEAD.unpack_from(content, at)
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, at + _HEAD.size)
        if length < _HEAD.size or at + length > end:
            raise ValueError("a box does not fit")
        found.append((at, at + length, name))
        at += length
    return found


def move(index: bytearray, start: int, end: int, *, by: int) -> None:
    """Add ``by`` to every place in the file that the index names."""
    for at, box_end, name in outer_boxes(index, start, end):
        if name in _NESTS:
            move(index, at + _HEAD.size, box_end, by=by)
        elif name in _PLACES:
            place = _PLACES[name]
            (count,) = struct.unpack_from(">I", index, at + 12)
            for each in range(at + 16, at + 16 + count * place.size, place.size):
                (before,) = place.unpack_from(index, each)
                if before + by >= 1 << (8 * place.size):
                    raise ValueError("too far into the file")
                place.pack_into(index, each, before + by)

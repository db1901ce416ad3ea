"""How a caller and its examining child speak: frames of JSON over a pair of Unix sockets, with open files handed over.

A frame is its length (four bytes, big-endian) and that much JSON; the descriptors travel with the length. No path and
no content of a file is ever in a frame.
"""

import os
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

import orjson

LARGEST_FRAME = 1 << 20
MOST_DESCRIPTORS = 2
_LENGTH = struct.Struct(">I")


def send(line: socket.socket, content: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send one frame; the receiver gets its own copies of the descriptors. Raises OSError."""
    body = orjson.dumps(content)
    if len(body) > LARGEST_FRAME:
        raise OSError("the frame is too large")
    if descriptors:
        socket.send_fds(line, [_LENGTH.pack(len(body))], list(descriptors))
        line.sendall(body)
    else:
        line.sendall(_LENGTH.pack(len(body)) + body)


def receive(line: socket.socket, *, until: float | None = None) -> tuple[dict[str, Any], list[int]] | None:
    """The next frame with its descriptors, which are then the caller's to close; None where the other side has gone.

    Raises TimeoutError where it is not here ``until`` then (of the monotonic clock), OSError, and ValueError for
    what is no frame.
    """
    _hurry(line, until)
    head, descriptors, _, _ = socket.recv_fds(line, _LENGTH.size, MOST_DESCRIPTORS)
    try:
        rest = _read(line, _LENGTH.size - len(head), until) if head else None
        if rest is None:
            _close(descriptors)
            return None
        (length,) = _LENGTH.unpack(head + rest)
        if length > LARGEST_FRAME:
            raise ValueError("the frame is too large")
        body = _read(line, length, until)
        if body is None:
            _close(descriptors)
            return None
        content = orjson.loads(body)
        if not isinstance(content, dict):
            raise ValueError("a frame is an object")
    except BaseException:
        _close(descriptors)
        raise
    return content, descriptors


def _close(descriptors: Sequence[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _hurry(line: socket.socket, until: float | None) -> None:
    if until is not None:
        # Never 0, which would mean not to wait at all and another error.
        line.settimeout(max(until - time.monotonic(), 0.001))


def _read(line: socket.socket, length: int, until: float | None) -> bytes | None:
    parts = []
    while length:
        _hurry(line, until)
        part = line.recv(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)

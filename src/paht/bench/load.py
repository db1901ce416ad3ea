"""An HTTP client that costs little: kept connections, requests made beforehand, one thread that waits for all."""

import re
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE_SECONDS = 30


@dataclass(slots=True)
class _Line:
    wire: socket.socket
    heard: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: status, the raw head and the body."""

    status: int
    head: str
    body: bytes

    def cookies(self) -> dict[str, str]:
        """The cookies that the answer sets."""
        return dict(re.findall(r"(?im)^set-cookie: *([^=;\s]+)=([^;\r\n]*)", self.head))


def request(
    method: str, path: str, *, port: int, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> bytes:
    """The bytes of a request."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
        *([f"Content-Length: {len(body)}"] if body else []),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def ask(port: int, words: bytes) -> Answer:
    """Send one request on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as wire:
        wire.sendall(words)
        heard = bytearray()
        while not _is_whole(heard):
            piece = wire.recv(65_536)
            if not piece:
                break
            heard += piece
    head, _, body = bytes(heard).partition(b"\r\n\r\n")
    return Answer(int(head[9:12]), head.decode("latin-1"), body)


def run(
    *,
    port: int,
    requests: Iterator[bytes],
    expect: int,
    seconds: float,
    connections: int,
    begin: Callable[[], None],
) -> tuple[int, float]:
    """Keep every connection busy for that long; returns how many answers came and the seconds it took.

    ``begin`` is called when all connections stand. ``AssertionError`` names the first answer of another status
    than the expected one: a fast error is no figure.
    """
    lines = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
    selector = selectors.DefaultSelector()
    for line in lines:
        line.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(line.wire, selectors.EVENT_READ, line)
    begin()
    began = time.monotonic()
    try:
        return _converse(selector, lines, requests, expect, began + seconds), time.monotonic() - began
    finally:
        selector.close()
        for line in lines:
            line.wire.close()


def _converse(
    selector: selectors.BaseSelector,
    lines: Sequence[_Line],
    requests: Iterator[bytes],
    expect: int,
    until: float,
) -> int:
    answered, open_requests = 0, 0
    for opened in lines:
        opened.wire.sendall(next(requests))
        open_requests += 1
    while open_requests:
        ready = selector.select(PATIENCE_SECONDS)
        assert ready, "the server answers no more"
        for key, _ in ready:
            line: _Line = key.data
            piece = line.wire.recv(262_144)
            assert piece, f"the server closed the connection: {bytes(line.heard[:300])!r}"
            line.heard += piece
            if not _is_whole(line.heard):
                continue
            status = int(line.heard[9:12])
            assert status == expect, f"the server answered {status}: {bytes(line.heard[:2000])!r}"
            line.heard.clear()
            answered, open_requests = answered + 1, open_requests - 1
            following = next(requests, None) if time.monotonic() < until else None
            if following is not None:
                line.wire.sendall(following)
                open_requests += 1
    return answered


def _is_whole(heard: bytearray) -> bool:
    head = heard.find(b"\r\n\r\n")
    if head < 0:
        return False
    if heard.find(b"transfer-encoding: chunked", 0, head) >= 0:
        return heard.endswith(b"0\r\n\r\n")
    length = _LENGTH.search(heard, 0, head)
    return length is not None and len(heard) >= head + 4 + int(length[1])

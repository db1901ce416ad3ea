"""A gateway on loopback that behaves as such gateways do: it takes a message, is busy, breaks, hangs, answers twice."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answers = Callable[["Heard"], tuple[int, Any]]


@dataclass
class Heard:
    """One request as the gateway got it."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Peer:
    """The gateway: what it was asked, and what it says next; the last answer is said again and again."""

    url: str
    heard: list[Heard] = field(default_factory=list)
    says: list[tuple[int, Any, dict[str, str]]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def will_say(self, *answers: tuple[Any, ...]) -> None:
        """Say these one after the other: (status, body) or (status, body, headers); a body ``None`` hangs."""
        self.says[:] = [(a[0], a[1], a[2] if len(a) > 2 else {}) for a in answers]

    @property
    def messages(self) -> set[str]:
        """The different messages, by their idempotency key: what a careful gateway sends out."""
        return {each.headers["Idempotency-Key"] for each in self.heard}


@contextmanager
def gateway_peer() -> Iterator[Peer]:
    """A peer of one's own on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            peer.heard.append(Heard(dict(self.headers), body))
            status, answer, headers = peer.says.pop(0) if len(peer.says) > 1 else peer.says[0]
            if answer is None:
                peer.released.wait(60)
                return
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    peer = Peer(f"http://127.0.0.1:{server.server_address[1]}/send")
    peer.will_say((200, {"code": "0", "data": {"id": "m-1"}}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        peer.released.set()
        server.shutdown()
        server.server_close()

"""An agency's endpoint in a test: a real HTTP server on the loopback that verifies as the reference verifier does."""

import json
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.province import TestProvince

from paht import clock
from paht.exchange import endpoints, signing
from paht.exchange.endpoints import Endpoint


@dataclass
class Receiver:
    """What came, and what is answered: ``answers(message_id, body)`` gives a status, 204 by default."""

    url: str = ""
    secrets: list[str] = field(default_factory=list)
    answers: Callable[[str, dict[str, Any]], int] = lambda message_id, body: 204
    headers: dict[str, str] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    taken: list[dict[str, Any]] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def take(self, headers: dict[str, str], raw: bytes) -> int:
        """What a good receiver does: verify, know a repeat, work it off, answer."""
        try:
            message_id = signing.verify(self.secrets, given=headers, body=raw, now=clock.now().timestamp())
        except signing.Untrue as error:
            self.untrue.append(str(error))
            return 401
        self.tried[message_id] += 1
        body = json.loads(raw)
        status = self.answers(message_id, body)
        if 200 <= status < 300 and message_id not in self.seen:
            self.seen.add(message_id)
            self.taken.append(body)
        return status

    @property
    def kinds(self) -> list[str]:
        return [each["type"] for each in self.taken]


@contextmanager
def listening(receiver: Receiver, *, port: int = 0) -> Iterator[Receiver]:
    """The receiver on a port of the loopback while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take(dict(self.headers), raw))
            for name, value in {"Content-Length": "0", **receiver.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/paht"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def connected(province: TestProvince, receiver: Receiver) -> Endpoint:
    """The road agency's endpoint at the receiver, which knows its secret."""
    made = endpoints.put(
        jurisdiction_id=province.jurisdiction.id,
        agency_id=province.roads.id,
        url=receiver.url,
        by=uuid.UUID(province.leader.id),
        at=clock.now(),
    )
    assert isinstance(made, Endpoint), made
    receiver.secrets.append(endpoints.secret_of(made))
    return made

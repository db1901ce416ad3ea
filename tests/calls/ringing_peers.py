"""Exchanges that are asked to call: by HTTP, and an Asterisk whose REST interface answers as its documentation says."""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from paht.calls.dialing import Dialing
from paht.calls.dialled import Outgoing
from paht.installation.home import Home
from paht.messages.delivering import read
from paht.messages.gateway import Answer
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault


def through(exchange: Outgoing | None, name: str = "tong-dai") -> Callable[[dict[str, Any]], Answer]:
    """Asks a vault that is connected to this exchange, without the socket in between; it opens by the real one."""
    vault = Vault(keys=Keys(Home.from_environment()), database_url="", indexes_a_minute=1)
    vault.answer = _opens  # type: ignore[method-assign]
    dialing = Dialing(vault, lambda asked, *, jurisdiction_id: exchange if asked == name else None)
    return lambda question: read(dialing.answer(question))


def _opens(question: dict[str, Any]) -> dict[str, Any]:
    from paht.people.vault_wire import ask

    return ask(
        "open",
        jurisdiction=question["jurisdiction"],
        looks=[{"basis": "", **each} for each in question["looks"]],
    )


@dataclass
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    headers: dict[str, str]


@dataclass
class Ari:
    """An Asterisk: which channels there are, what it was asked, what it has recorded; ``broken`` answers 500."""

    url: str = ""
    channels: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    recorded: dict[str, bytes] = field(default_factory=dict)
    broken: bool = False

    def ringing(self) -> list[Asked]:
        """The calls that were originated, each once."""
        return [each for each in self.asked if "endpoint" in each.query]

    @property
    def settings(self) -> dict[str, str]:
        """As the file of exchanges would have them."""
        return {
            "url": self.url,
            "app": "paht",
            "user": "paht",
            "password": "mat-khau",
            "trunk": "PJSIP/{phone}@trunk",
            "inside": "PJSIP/{extension}",
            "context": "paht",
        }


@contextmanager
def asterisk() -> Iterator[Ari]:
    """An Asterisk on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query or body.decode()).items()}
            peer.asked.append(Asked("POST", parts.path, query, body, dict(self.headers)))
            self.answer(parts.path.removeprefix("/ari/").split("/"), query)

        def answer(self, words: list[str], query: dict[str, str]) -> None:
            if peer.broken:
                return self.say(503)
            if self.headers.get("Authorization", "").partition(" ")[0] != "Basic":
                return self.say(401)
            if words[0] == "channels" and len(words) == 2:
                if words[1] in peer.channels:
                    return self.say(409)
                if "endpoint" not in query:
                    return self.say(400)
                peer.channels.add(words[1])
                return self.say(200)
            if words[0] == "channels":
                return self.say(204 if words[1] in peer.channels else 404)
            return self.say(200)

        def do_GET(self) -> None:
            name = urlsplit(self.path).path
            peer.asked.append(Asked("GET", name, {}, b"", dict(self.headers)))
            content = peer.recorded.get(name)
            if peer.broken:
                return self.say(503)
            return self.say(404) if content is None else self.say(200, content)

        def say(self, status: int, content: bytes = b"") -> None:
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    peer = Ari(f"http://127.0.0.1:{server.server_address[1]}/ari")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()


def wav(seconds: float = 1.0) -> bytes:
    """A recording: a tone as eight-bit samples of a telephone."""
    import io
    import math
    import wave

    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        tone = (int(8000 * math.sin(n * 0.35)) for n in range(int(8000 * seconds)))
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in tone))
    return out.getvalue()


def some_order() -> uuid.UUID:
    """An identifier."""
    return uuid.uuid4()

"""A proxy between the vendor's software and the sandbox: it passes on what comes, notes every command, and loses an
answer or lets a version grow stale where the check says so."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from paht.exchange.conformance.asking import Answer, Api, ask

KEPT = ("authorization", "content-type", "idempotency-key", "if-match", "if-none-match")


@dataclass(frozen=True, slots=True)
class Command:
    """A command that the software gave: to which case, under which key, on which version, and the answer it got."""

    case: str
    word: str
    key: str
    version: Any
    status: int


@dataclass(slots=True)
class Between:
    """What went through. ``disturb(case, word, nth)`` says what to do with the ``nth`` command on a case: ``lose`` its
    answer, let it grow ``stale``, or nothing."""

    api: Api
    disturb: Callable[[str, str, int], str] = lambda case, word, nth: ""
    commands: list[Command] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""

    def of(self, case: str) -> list[Command]:
        """The commands on a case, in order."""
        with self.lock:
            return [each for each in self.commands if each.case == case]

    def passed(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        """Pass a request on, disturbed or not."""
        kept = {name: value for name, value in headers.items() if name.lower() in KEPT}
        parts = path.split("?")[0].strip("/").split("/")
        if method != "POST" or "commands" not in parts:
            return ask(method, self._url(path), headers=kept, body=body)
        case, word = parts[parts.index("commands") - 1], parts[-1]
        with self.lock:
            self.counted[case] = nth = self.counted.get(case, 0) + 1
        how = self.disturb(case, word, nth)
        if how == "stale":
            self.api.post(f"/sandbox/cases/{case}/urge", {})
        came = ask(method, self._url(path), headers=kept, body=body)
        if how == "lose":
            came = Answer(503, {"content-type": "application/problem+json"}, b'{"status": 503}')
        self._note(case, word, kept, body, came.status)
        return came

    def _note(self, case: str, word: str, headers: dict[str, str], body: bytes | None, status: int) -> None:
        small = {name.lower(): value for name, value in headers.items()}
        try:
            version = json.loads(body or b"{}").get("expected_version", small.get("if-match"))
        except (ValueError, AttributeError):
            version = None
        with self.lock:
            self.commands.append(Command(case, word, small.get("idempotency-key", ""), version, status))

    def _url(self, path: str) -> str:
        return self.api.base.split("/api/exchange/v1")[0].rstrip("/") + path

    def wait(self, holds: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until something holds, at most so long; whether it does."""
        ends = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > ends:
                return False
            time.sleep(0.05)
        return True


@contextmanager
def standing_between(between: Between, *, host: str, port: int) -> Iterator[Between]:
    """Listen while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            came = between.passed(self.command, self.path, dict(self.headers), body)
            self.send_response(came.status or 502)
            for name in ("content-type", "etag", "idempotent-replayed", "retry-after"):
                if name in came.headers:
                    self.send_header(name, came.headers[name])
            self.send_header("Content-Length", str(len(came.body)))
            self.end_headers()
            self.wfile.write(came.body)

        def do_GET(self) -> None:
            self._pass()

        def do_POST(self) -> None:
            self._pass()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer((host, port), Handler)
    between.address = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield between
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

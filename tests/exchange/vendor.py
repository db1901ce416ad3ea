"""A vendor's system in a test: it takes signed calls, reads the case and receives it. ``faults`` makes it a bad one."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from paht.exchange import signing


@dataclass
class Vendor:
    """Its settings and what it remembers."""

    secret: str
    base: str
    token: str
    faults: frozenset[str] = frozenset()
    url: str = ""
    seen: set[str] = field(default_factory=set)
    working: list[threading.Thread] = field(default_factory=list)

    def take(self, headers: dict[str, str], raw: bytes) -> int:
        small = {name.lower(): value for name, value in headers.items()}
        now = time.time()
        if "no timestamp" in self.faults:
            now = float(small.get("webhook-timestamp", "0"))
        if "first signature" in self.faults:
            small["webhook-signature"] = small.get("webhook-signature", "").split(" ")[0]
        try:
            if "no signature" not in self.faults:
                signing.verify([self.secret], given=small, body=raw, now=now)
        except signing.Untrue:
            return 401
        body = json.loads(raw)
        if "strict" in self.faults and body["type"] == "case.something_new":
            return 400
        if body["type"] != "case.dispatched":
            return 204
        name = small.get("webhook-id", "")
        if name in self.seen and "doubles" not in self.faults:
            return 204
        self.seen.add(name)
        suffix = str(len(self.working)) if "doubles" in self.faults else ""
        worker = threading.Thread(target=self.work, args=[body["data"]["case"], name + suffix])
        self.working.append(worker)
        worker.start()
        return 204

    def work(self, case: str, name: str) -> None:
        """Receive the case: again under the same key where no answer came, anew where the version was stale."""
        version = self.asked("GET", f"/cases/{case}")[1].get("version")
        for attempt in range(4):
            key = name if "new key" not in self.faults else f"{name}-{attempt}"
            said = {"expected_version": version}
            status, _ = self.asked("POST", f"/cases/{case}/commands/receive", said, key=f"{key}-{version}")
            if status >= 500 and "no retry" not in self.faults:
                continue
            if status == 409 and "no conflict" not in self.faults:
                version = self.asked("GET", f"/cases/{case}")[1].get("version")
                continue
            return

    def asked(self, method: str, path: str, plain: Any = None, *, key: str = "") -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        body = json.dumps(plain).encode() if plain is not None else None
        address = f"{self.base}/api/exchange/v1{path}"
        request = urllib.request.Request(address, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as came:
                return came.status, json.loads(came.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, {}
        except OSError:
            return 0, {}  # the check is over and nobody listens any more


@contextmanager
def running(vendor: Vendor) -> Iterator[Vendor]:
    """The vendor's endpoint on a port of the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(vendor.take(dict(self.headers), raw))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    vendor.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield vendor
    finally:
        for worker in vendor.working:
            worker.join()
        server.shutdown()
        server.server_close()
        thread.join()

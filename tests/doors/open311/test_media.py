"""Pictures at an address: fetched from the public internet alone, once, within a time and a size."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.doors.open311.conftest import Open311Of
from tests.evidence.pictures import saved, scene
from tests.province import TestProvince

from paht import outward
from paht.doors.open311 import media
from paht.doors.open311.media import Unfetched


@dataclass
class Host:
    """A server of pictures on loopback: what it says, and which paths it was asked."""

    port: int
    says: Callable[[BaseHTTPRequestHandler], None]
    asked: list[str] = field(default_factory=list)


def gives(status: int, content: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A plain answer."""

    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return say


@pytest.fixture
def host() -> Iterator[Host]:
    """One that gives a photo."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(f"{self.headers['Host']} {self.path}")
            found.says(self)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Host(server.server_address[1], gives(200, saved(scene())))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def reachable(host: Host, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the host, let through as if loopback were public."""
    monkeypatch.setattr(media, "is_public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setattr(media, "PORTS", frozenset({host.port}))
    return f"http://localhost.localdomain:{host.port}/anh.jpg?x=1".replace(
        "localhost.localdomain", "127.0.0.1"
    )


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.jpg",
        "gopher://example.org/",
        "http://user:word@example.org/a.jpg",
        "http://example.org:22/",
        "http://example.org:99999/",
        "http:///a.jpg",
        "http://[::1/",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        f"http://example.org/{'a' * 2000}",
    ],
)
def test_such_an_address_is_refused_without_a_connection(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("nothing may be connected to")

    monkeypatch.setattr(media, "pool_to", never)
    with pytest.raises(Unfetched):
        media.fetch(address)


def test_a_name_that_leads_to_a_public_and_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(outward.socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(Unfetched):
        media.fetch("http://example.org/a.jpg")


def test_the_address_that_was_checked_is_the_one_connected_to(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A name that changes its address after the check is not asked again.
    answers = iter([outward.plain("127.0.0.1")])
    monkeypatch.setattr(media, "is_public", lambda _: True)
    monkeypatch.setattr(media, "PORTS", frozenset({host.port}))
    monkeypatch.setattr(media, "resolved", lambda *_, **__: next(answers))
    assert media.fetch(f"http://anh.example:{host.port}/a.jpg") == saved(scene())
    assert host.asked == [f"anh.example:{host.port} /a.jpg"]


def test_a_redirect_is_not_followed(host: Host, reachable: str) -> None:
    host.says = gives(302, b"", Location="http://169.254.169.254/")
    with pytest.raises(Unfetched, match="302"):
        media.fetch(reachable)
    assert len(host.asked) == 1


def test_more_than_a_picture_may_have_is_not_read(
    host: Host, reachable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_MAX_UPLOAD_MB", "1")
    host.says = gives(200, b"x" * 1_100_000)
    with pytest.raises(Unfetched, match="1 MB"):
        media.fetch(reachable)


def test_who_gives_it_too_slowly_is_left(host: Host, reachable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "SECONDS", -1.0)
    with pytest.raises(Unfetched, match="chậm"):
        media.fetch(reachable)


def test_a_report_with_an_address_has_the_picture(
    vinh_long: TestProvince, open311_of: Open311Of, host: Host, reachable: str
) -> None:
    client = open311_of(vinh_long)
    sent = client.sent(media=None, media_url=reachable)
    assert host.asked == [f"127.0.0.1:{host.port} /anh.jpg?x=1"]
    [row] = json.loads(client.get(f"requests/{sent['service_request_id']}.json").content)
    assert row["status"] == "open"
    host.says = gives(404, b"")
    told = client.refused(400, media=None, media_url=reachable)
    assert "media_url: máy chủ trả lời 404" in told
    host.says = gives(200, b"<html>")
    assert "media_url:" in client.refused(400, media=None, media_url=reachable)

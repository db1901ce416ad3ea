"""``./paht audit`` says what is known of the libraries, and never takes silence for health."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from paht.doors.cli import main
from paht.doors.cli.audit import CLEAN, COULD_NOT_LOOK, FOUND, KNOWN, ROOT, pinned

Answer = Callable[[list[dict[str, Any]]], tuple[int, bytes]]


def results(weak: set[str]) -> Answer:
    """A server that knows weaknesses of these libraries."""

    def answer(queries: list[dict[str, Any]]) -> tuple[int, bytes]:
        found = [
            {"vulns": [{"id": "PYSEC-1"}]} if f"{q['package']['name']} {q['version']}" in weak else {}
            for q in queries
        ]
        return 200, json.dumps({"results": found}).encode()

    return answer


KNOWS = f"{KNOWN[0]} {KNOWN[1]}"


@pytest.fixture
def asked() -> Iterator[Callable[[Answer], int]]:
    """The command's exit status, asked of a server that answers so."""
    servers: list[HTTPServer] = []

    def ask(answer: Answer) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, content = answer(body["queries"])
                self.send_response(status)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *words: object) -> None:
                """Nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return main(
            ["audit", "--json", "--address", f"http://127.0.0.1:{server.server_address[1]}/v1/querybatch"]
        )

    yield ask
    for server in servers:
        server.shutdown()
        server.server_close()


def test_every_library_of_the_lock_files_is_asked_for() -> None:
    names = [name for name, _ in pinned(ROOT / "requirements")]
    assert {"django", "psycopg", "granian", "cryptography", "pytest"} <= set(names)
    assert len(names) > 30


def test_nothing_known_is_a_pass_where_the_server_knows_what_everybody_knows(
    asked: Callable[[Answer], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(results({KNOWS})) == CLEAN
    assert json.loads(capsys.readouterr().out) == []


def test_a_known_weakness_is_named_and_fails(
    asked: Callable[[Answer], int], capsys: pytest.CaptureFixture[str]
) -> None:
    name, version = next(pin for pin in pinned(ROOT / "requirements") if pin[0] == "pillow")
    assert asked(results({KNOWS, f"{name} {version}"})) == FOUND
    assert json.loads(capsys.readouterr().out) == [
        {"name": name, "version": version, "advisories": ["PYSEC-1"]}
    ]


@pytest.mark.parametrize(
    "answer",
    [
        results(set()),
        lambda queries: (200, b'{"results": []}'),
        lambda queries: (200, b"<html>a proxy's page</html>"),
        lambda queries: (200, b'{"results": null}'),
        lambda queries: (403, b"{}"),
    ],
    ids=["knows nothing", "answers less than asked", "a proxy", "no list", "refuses"],
)
def test_an_answer_from_somebody_who_knows_nothing_is_no_pass(
    asked: Callable[[Answer], int], capsys: pytest.CaptureFixture[str], answer: Answer
) -> None:
    assert asked(answer) == COULD_NOT_LOOK
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "COULD NOT LOOK" in captured.err


def test_a_server_that_cannot_be_reached_is_no_pass(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert main(["audit", "--address", f"http://127.0.0.1:{port}/"]) == COULD_NOT_LOOK
    assert "Nothing is known about" in capsys.readouterr().err

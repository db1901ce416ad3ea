"""Browsers keep connections open; idle ones must not shut others out."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from paht.installation.processes import PYTHON_ENVIRONMENT, THREADS_PER_WORKER, WEB_WORKERS, web_program

IDLE = 40 * THREADS_PER_WORKER * WEB_WORKERS
PATIENCE_SECONDS = 60
ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
APPLICATION = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


@pytest.fixture
def port() -> Iterator[int]:
    """The production web server's command before a small application, on a free port."""
    folder = Path(tempfile.mkdtemp(prefix="paht-connections-"))
    (folder / "small.py").write_text(APPLICATION)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        number: int = probe.getsockname()[1]
    command = [
        "small:application" if word == "paht.wsgi:application" else word
        for word in web_program(port=number).command
    ]
    environment = {**PYTHON_ENVIRONMENT, "PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True)
    try:
        yield number
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder)


def answered(connection: socket.socket) -> bool:
    """Whether a request on the connection is answered within five seconds."""
    connection.settimeout(5)
    connection.sendall(ASK)
    return connection.recv(64).startswith(b"HTTP/1.1 200")


def connected(port: int) -> socket.socket:
    """A connection, as soon as the server listens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5)
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("the server does not listen")


def test_idle_visitors_do_not_shut_others_out(port: int) -> None:
    with ExitStack() as visitors:
        for _ in range(IDLE):
            visitor = visitors.enter_context(connected(port))
            assert answered(visitor)
        latest = visitors.enter_context(connected(port))
        assert answered(latest)

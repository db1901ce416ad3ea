"""How others speak with the vault process: frames of JSON over a Unix socket of this machine.

A frame is its length (four bytes, big-endian) and that much JSON; one question, one answer, in turn. A connection is
kept for the next question.
"""

import contextlib
import os
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

LARGEST_QUESTION, LARGEST_ANSWER = 1 << 20, 1 << 26
_LENGTH = struct.Struct(">I")
_LONGEST_ADDRESS = 100
"""Bytes; the kernel allows 107."""

PATIENCE_SECONDS = 5.0
"""How long a page waits for the vault."""
HURRY_SECONDS = 1.0
"""How long a sending waits: it can do without, but whoever is locked is known by the answer alone."""
_REST_SECONDS = 2.0
"""After a hurried question was not answered, the next ones are not asked for so long."""
_MOST_IDLE = 32


class VaultClosed(Exception):  # noqa: N818 (no error of the program: the vault is down, or away)
    """The vault process does not answer: personal data can be sealed, and not opened, for the moment."""


class Damaged(VaultClosed):
    """A record is not what was sealed, or its key is gone."""


class TooMany(Exception):  # noqa: N818 (an answer)
    """The vault has answered this often enough for the moment; ``minutes`` until it does again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class Question:
    """A question that was asked, and whose answer is read later: the vault works while the caller does."""

    def __init__(self, call: str, *, patience: float = PATIENCE_SECONDS, **given: Any) -> None:
        self._frame = framed({"call": call, **given})
        self._patience = patience
        self._line: socket.socket | None = None
        self._line, self._is_kept = _taken(patience)
        try:
            self._line.sendall(self._frame)
        except OSError:
            self._ask_again()

    def answer(self) -> dict[str, Any]:
        """The answer, once; raises :class:`VaultClosed` or :class:`TooMany`."""
        assert self._line is not None, "a question has one answer"
        try:
            answer = received(self._line, LARGEST_ANSWER)
            if answer is None:
                # Kept from before the vault was started anew: it was closed before the question came.
                self._ask_again()
                answer = received(self._line, LARGEST_ANSWER)
        except OSError as error:
            self.abandon()
            raise VaultClosed("no answer in time") from error
        if answer is None:
            self.abandon()
            raise VaultClosed("hung up")
        line, self._line = self._line, None
        _give_back(line)
        if answer.get("problem") == "too many":
            raise TooMany(int(answer["minutes"]))
        if "problem" in answer:
            raise (Damaged if answer["problem"] == "damaged" else VaultClosed)(str(answer["problem"]))
        return answer

    def abandon(self) -> None:
        """Hang up, where nobody wants the answer any more."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask_again(self) -> None:
        was_kept = self._is_kept
        self.abandon()
        if not was_kept:
            raise VaultClosed("hung up")
        self._line, self._is_kept = _connected(self._patience), False
        try:
            self._line.sendall(self._frame)
        except OSError as error:
            self.abandon()
            raise VaultClosed("hung up") from error


def ask(call: str, **given: Any) -> dict[str, Any]:
    """Ask and wait for the answer."""
    return Question(call, **given).answer()


class Hurried:
    """Remembers that the vault did not answer in a hurry, so that the next sendings do not wait for it either."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    def ask(self, call: str, **given: Any) -> Question:
        """Ask; raises :class:`VaultClosed` at once while the vault is taken for down."""
        if time.monotonic() < self._rests_until:
            raise VaultClosed("does not answer")
        try:
            return Question(call, patience=HURRY_SECONDS, **given)
        except VaultClosed:
            self.failed()
            raise

    def failed(self) -> None:
        """No answer came."""
        self._rests_until = time.monotonic() + _REST_SECONDS


_idle: list[socket.socket] = []
_owner = os.getpid()


def hang_up() -> None:
    """Close the connections that are kept."""
    while _idle:
        _idle.pop().close()


def _taken(patience: float) -> tuple[socket.socket, bool]:
    """A connection, and whether it was kept from an earlier question."""
    global _owner
    if _owner != os.getpid():
        # A fork has its parent's connections, which are not its own.
        hang_up()
        _owner = os.getpid()
    try:
        line = _idle.pop()
    except IndexError:
        return _connected(patience), False
    line.settimeout(patience)
    return line, True


def _give_back(line: socket.socket) -> None:
    if len(_idle) < _MOST_IDLE:
        _idle.append(line)
    else:
        line.close()


def _connected(patience: float) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(patience)
    try:
        with reachable(settings.VAULT_SOCKET) as address:
            line.connect(address)
    except OSError as error:
        line.close()
        raise VaultClosed("nobody listens") from error
    return line


@contextlib.contextmanager
def reachable(path: Path) -> Iterator[str]:
    """An address for the socket's file, also where its path is longer than the kernel takes."""
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def framed(content: dict[str, Any]) -> bytes:
    """The frame of a question or an answer."""
    body = orjson.dumps(content)
    return _LENGTH.pack(len(body)) + body


def received(line: socket.socket, largest: int) -> dict[str, Any] | None:
    """The content of the next frame; ``None`` where the other side has hung up. OSError for a frame too large."""
    head = _read(line, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > largest:
        raise OSError("the frame is too large")
    body = _read(line, length)
    if body is None:
        return None
    content: dict[str, Any] = orjson.loads(body)
    return content


def _read(line: socket.socket, length: int) -> bytes | None:
    parts, missing = [], length
    while missing:
        try:
            part = line.recv(missing)
        except ConnectionResetError:
            return None
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)

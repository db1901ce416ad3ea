"""Asking a provider over HTTP: few at once, for a short time, for a small answer, with no redirection.

A citizen waits for the answer in a thread of the web server: a provider that hangs must not hold them all.
"""

import base64
import json
import time
import urllib.parse
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

import urllib3

from paht.people.openid.providers import is_safe

CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 3.0, 5.0, 10.0
"""For a connection, for a part of an answer, for everything that one sign-in asks."""
LARGEST_ANSWER = 256 * 1024
AT_ONCE = 2
"""So many threads of a process wait for providers; the others are told to come again."""

_gate = BoundedSemaphore(AT_ONCE)
_pool = urllib3.PoolManager(maxsize=AT_ONCE)


class Away(Exception):  # noqa: N818 (an answer, said in words by the door)
    """The provider does not answer as it should; the words are for the log and quote nothing personal."""


class Declined(Away):
    """It answered with an error; ``error`` is OAuth's word for it."""

    def __init__(self, error: str) -> None:
        super().__init__(f"declined: {error}")
        self.error = error


class Line:
    """What one sign-in asks of its provider, within :data:`IN_ALL_SECONDS` altogether."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + IN_ALL_SECONDS

    def get(self, address: str, *, bearer: str = "") -> Any:
        """The JSON that the address gives."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return self._asked("GET", address, None, headers)

    def post(self, address: str, fields: Mapping[str, str], *, basic: tuple[str, str] | None = None) -> Any:
        """The JSON with which the address answers a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if basic is not None:
            # RFC 6749, 2.3.1: both are form-encoded before they are put together.
            pair = ":".join(urllib.parse.quote_plus(each) for each in basic)
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        return self._asked("POST", address, urllib.parse.urlencode(fields).encode(), headers)

    def _asked(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Any:
        if not is_safe(address, with_query=True):
            raise Away("an address that is not https")
        if not _gate.acquire(timeout=min(1.0, max(0.0, self._left()))):
            raise Away("too many wait for providers")
        try:
            status, content = self._content(method, address, body, {"Accept": "application/json", **headers})
        except (urllib3.exceptions.HTTPError, TimeoutError, OSError) as error:
            raise Away(type(error).__name__) from error
        finally:
            _gate.release()
        return _read(status, content)

    def _content(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        left = self._left()
        if left <= 0:
            raise TimeoutError
        response = _pool.request(
            method,
            address,
            body=body,
            headers=dict(headers),
            timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=min(READ_SECONDS, left)),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            content = b""
            while part := response.read1(8192):
                content += part
                if len(content) > LARGEST_ANSWER or self._left() <= 0:
                    raise TimeoutError  # too much, or a byte at a time
            return response.status, content
        finally:
            response.close()

    def _left(self) -> float:
        return self._ends - time.monotonic()


def _read(status: int, content: bytes) -> Any:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        answer = None
    if not 200 <= status < 300:
        error = answer.get("error") if isinstance(answer, dict) else None
        if 400 <= status < 500 and isinstance(error, str):
            raise Declined(_word(error))
        raise Away(f"http {status}")
    if not isinstance(answer, dict):
        raise Away("no JSON object")
    return answer


def _word(error: str) -> str:
    return error if error.replace("_", "").isalnum() and len(error) <= 40 else "unknown"

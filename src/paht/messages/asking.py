"""One bounded request to a platform that answers with JSON, for the ways out."""

import contextlib
import json
import time
from collections.abc import Mapping
from typing import Any

import urllib3

CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 5.0, 10.0, 15.0
LARGEST_ANSWER = 64 * 1024

Failed = (urllib3.exceptions.HTTPError, TimeoutError)
"""What a request raises where nobody knows what became of it."""


def pool() -> urllib3.PoolManager:
    """Connections of one way out."""
    return urllib3.PoolManager(maxsize=4)


def post(
    connections: urllib3.PoolManager, url: str, *, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, Any], float]:
    """Status, the JSON object of the answer (empty where it is none), and for how long to wait by its word."""
    ends = time.monotonic() + IN_ALL_SECONDS
    response = connections.request(
        "POST",
        url,
        body=body,
        headers=dict(headers),
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        retries=False,
        redirect=False,
        preload_content=False,
    )
    try:
        content = b""
        while len(content) <= LARGEST_ANSWER and (part := response.read1(4096)):
            content += part
            if time.monotonic() > ends:
                raise TimeoutError
        wait = response.headers.get("Retry-After", "")
        status = response.status
    finally:
        response.close()
    answer: Any = None
    with contextlib.suppress(ValueError):
        # Identifiers are larger than a float can hold: nothing here becomes one.
        answer = json.loads(content[:LARGEST_ANSWER], parse_float=str)
    return status, answer if isinstance(answer, dict) else {}, float(wait) if wait.isdecimal() else 0.0

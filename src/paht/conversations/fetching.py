"""Fetching a picture that a platform keeps: from its own hosts alone, bounded, and sealed as every file is.

The address comes from an event whose signature was right, and is believed no more than that: https, a host of the
operator's list, no redirect, and no address inside of our own networks behind the name.
"""

import io
import time
import urllib.parse
from collections.abc import Sequence
from datetime import datetime

import urllib3

from paht.evidence import storage, tokens
from paht.examining import limits, signatures
from paht.examining.refusals import Unreadable
from paht.messages.inbox import Later
from paht.outward import NameUnknown, NotPublic, pool_to, resolved

CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 5.0, 10.0, 30.0
LARGEST_BYTES = max(limits.megabytes(family) for family in ("picture", "video", "sound", "document")) << 20
GIVEN_UP_AFTER = 5
"""Tries after which a file that cannot be fetched is given up: whoever sent it is asked to send it again."""
_LOCAL = "127.0.0.1"
_CANNOT = "Hệ thống không tải được một tệp ông/bà vừa gửi; xin gửi lại."


class Useless(Exception):  # noqa: N818 (an answer)
    """The file is of no use; the words are for whoever sent it."""


def fetched(
    url: str, *, hosts: Sequence[str], jurisdiction_id: int, received_at: datetime, attempts: int
) -> str:
    """The file kept, as a signed word. :class:`Useless` where it never will be; :class:`Later` where it may be."""
    if not is_allowed(url, hosts):
        raise Useless(_CANNOT)
    try:
        content = _read(url, hosts)
    except (urllib3.exceptions.HTTPError, TimeoutError, OSError) as error:
        if attempts >= GIVEN_UP_AFTER:
            raise Useless(_CANNOT) from error
        raise Later(f"a file was not fetched: {type(error).__name__}") from error
    stored = storage.keep(
        jurisdiction_id=jurisdiction_id,
        upload=io.BytesIO(content),
        received_at=received_at,
        takes=signatures.ATTACHMENTS,
    )
    if isinstance(stored, Unreadable):
        raise Useless(stored.reason)
    return tokens.sign_kept(tokens.kept(stored))


def is_allowed(url: str, hosts: Sequence[str]) -> bool:
    """Whether the address is one of the platform's hosts: a name that begins with a dot stands for all below it."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, _port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username or parts.password:
        return False
    if parts.scheme == "http":
        return host == _LOCAL and _LOCAL in hosts
    named = any(host.endswith(each) if each.startswith(".") else host == each for each in hosts)
    return parts.scheme == "https" and named


def _read(url: str, hosts: Sequence[str]) -> bytes:
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if host == _LOCAL and _LOCAL in hosts:
        pool: urllib3.HTTPConnectionPool = (
            urllib3.HTTPConnectionPool(host, port, timeout=timeout)
            if parts.scheme == "http"
            else urllib3.HTTPSConnectionPool(host, port, timeout=timeout)
        )
    else:
        try:
            address = resolved(host, port)
        except NotPublic as answer:
            raise Useless(_CANNOT) from answer
        except NameUnknown as answer:
            raise TimeoutError from answer
        pool = pool_to(address, scheme="https", host=host, port=port, timeout=timeout)
    path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
    with pool:
        return _bounded(pool, path, host)


def _bounded(pool: urllib3.HTTPConnectionPool, path: str, host: str) -> bytes:
    ends = time.monotonic() + IN_ALL_SECONDS
    response = pool.request(
        "GET", path, headers={"Host": host}, retries=False, redirect=False, preload_content=False
    )
    try:
        if response.status in (404, 410, 403):
            raise Useless(_CANNOT)
        if response.status != 200:
            raise TimeoutError
        content = b""
        while part := response.read1(1 << 16):
            content += part
            if len(content) > LARGEST_BYTES:
                raise Useless("Một tệp vượt quá dung lượng cho phép; xin gửi tệp nhỏ hơn.")
            if time.monotonic() > ends:
                raise TimeoutError
        return content
    finally:
        response.close()

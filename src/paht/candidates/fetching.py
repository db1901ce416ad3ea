"""Fetching a feed from the internet, and from nowhere else: the address is resolved once, an inner one is refused, and
the connection goes to exactly the address that was looked at. A redirect is looked at like the first address."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3

from paht.outward import Address, NameUnknown, NotPublic, is_public, pool_to, resolved

CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 5.0, 10.0, 20.0
LARGEST = 4 * 1024 * 1024
MOST_REDIRECTS = 3
AGENT = "PAHT feed reader"


class NotFetchedError(Exception):
    """Nothing came; the words say why and hold nothing of the answer."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer; ``content`` is ``None`` where nothing has changed since."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


def fetch(
    url: str, *, etag: str = "", modified: str = "", allowed: Callable[[Address], bool] = is_public
) -> Fetched:
    """What is there now, or that nothing has changed; raises :class:`NotFetchedError`."""
    ends = time.monotonic() + IN_ALL_SECONDS
    headers = {
        "User-Agent": AGENT,
        "Accept": "application/rss+xml, application/atom+xml, application/xml;q=0.9",
    }
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    for _ in range(MOST_REDIRECTS + 1):
        response = _asked(url, headers, allowed)
        try:
            if response.status == 304:
                return Fetched(None, etag, modified)
            if response.status in (301, 302, 303, 307, 308) and (target := response.headers.get("Location")):
                url = urljoin(url, target)
                continue
            if response.status != 200:
                raise NotFetchedError(f"http {response.status}")
            content = _read(response, ends)
            kept = (response.headers.get("ETag", "")[:200], response.headers.get("Last-Modified", "")[:100])
            return Fetched(content, *kept)
        except urllib3.exceptions.HTTPError as error:
            raise NotFetchedError(type(error).__name__) from error
        finally:
            response.close()
    raise NotFetchedError("too many redirects")


def _asked(url: str, headers: dict[str, str], allowed: Callable[[Address], bool]) -> urllib3.BaseHTTPResponse:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise NotFetchedError("the address is none") from error
    if parts.scheme not in ("https", "http") or not host or parts.username is not None:
        raise NotFetchedError("only http and https, without a name and password")
    try:
        address = resolved(host, port, allowed=allowed)
    except NameUnknown as answer:
        raise NotFetchedError("its name is not known") from answer
    except NotPublic as answer:
        # One inner address among several is a trick, not a feed.
        raise NotFetchedError("its address is not one of the internet") from answer
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    pool = pool_to(address, scheme=parts.scheme, host=host, port=port, timeout=timeout)
    path = parts.path or "/"
    try:
        return pool.request(
            "GET",
            f"{path}?{parts.query}" if parts.query else path,
            headers={**headers, "Host": parts.netloc},
            retries=False,
            redirect=False,
            preload_content=False,
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise NotFetchedError(type(error).__name__) from error


def _read(response: urllib3.BaseHTTPResponse, ends: float) -> bytes:
    content = b""
    while part := response.read1(64 * 1024, decode_content=True):
        content += part
        if len(content) > LARGEST:
            raise NotFetchedError("it is too large")
        if time.monotonic() > ends:
            raise NotFetchedError("it takes too long")
    return content

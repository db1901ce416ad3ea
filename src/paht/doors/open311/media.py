"""Pictures that come with a report: as files of a form, or at an address of which the client tells.

An address is fetched once, by a name that leads to public addresses alone, at the address that was checked (the name
is not asked again), without following redirects, within a time and a size. So nobody reaches what only this server
reaches.
"""

import io
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import urllib3

from paht.doors.citizen.photos import MOST, Photos
from paht.evidence import storage, tokens
from paht.examining import limits, signatures
from paht.examining.refusals import Unreadable
from paht.outward import Address, NameUnknown, NotPublic, is_public, pool_to, resolved

SECONDS = 10.0
PIECE = 64 * 1024
PORTS = frozenset({80, 443})
LONGEST_ADDRESS = 2000


class Unfetched(Exception):  # noqa: N818  # an answer, not an error
    """The address gives no picture; the words say why and quote nothing that was found there."""


def take(uploads: Iterable[Any], addresses: Iterable[str], *, jurisdiction_id: int, now: datetime) -> Photos:
    """The files and what lies at the addresses, kept; what was wrong with any of them in words."""
    kept: list[tokens.Kept] = []
    problems: list[str] = []
    for upload in uploads:
        _keep(upload, kept, problems, "media", jurisdiction_id, now)
    for address in list(addresses)[: MOST + 1]:
        if len(kept) >= MOST:
            problems.append(f"media_url: mỗi phản ánh gửi được tối đa {MOST} tệp.")
            break
        try:
            content = fetch(address)
        except Unfetched as answer:
            problems.append(f"media_url: {answer}")
        else:
            _keep(io.BytesIO(content), kept, problems, "media_url", jurisdiction_id, now)
    return Photos(tuple(kept), tuple(problems))


def _keep(
    upload: Any,
    kept: list[tokens.Kept],
    problems: list[str],
    name: str,
    jurisdiction_id: int,
    now: datetime,
) -> None:
    if len(kept) >= MOST:
        problems.append(f"{name}: mỗi phản ánh gửi được tối đa {MOST} tệp.")
        return
    stored = storage.keep(
        jurisdiction_id=jurisdiction_id, upload=upload, received_at=now, takes=signatures.ATTACHMENTS
    )
    if isinstance(stored, Unreadable):
        problems.append(f"{name}: {stored.reason}")
    elif all(file.sha256 != stored.sha256 for file in kept):
        kept.append(tokens.kept(stored))


def fetch(address: str) -> bytes:
    """What lies at the address; :class:`Unfetched` for anything that is no plain, public, small enough answer."""
    parts = _parts(address)
    secure = parts.scheme == "https"
    name, port = parts.hostname or "", parts.port or (443 if secure else 80)
    timeout = urllib3.Timeout(connect=3.0, read=5.0)
    address_of = _resolved(name, port)
    pool = pool_to(address_of, scheme=parts.scheme, host=name, port=port, timeout=timeout)
    until = time.monotonic() + SECONDS
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with pool:
            response = pool.urlopen(
                "GET",
                path,
                headers={"Host": parts.netloc, "User-Agent": "PAHT", "Accept": "image/*, video/*"},
                retries=False,
                redirect=False,
                preload_content=False,
            )
            return _read(response, until)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Unfetched("không tải được ảnh từ địa chỉ này.") from error


def _parts(address: str) -> Any:
    try:
        parts = urlsplit(address.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Unfetched("địa chỉ không đúng.") from None
    is_plain = address.isprintable() and address.isascii() and "@" not in parts.netloc
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not is_plain
        or len(address) > LONGEST_ADDRESS
    ):
        raise Unfetched("chỉ nhận địa chỉ http hoặc https công khai.")
    if port not in PORTS:
        raise Unfetched("chỉ nhận địa chỉ ở cổng 80 hoặc 443.")
    return parts


def _resolved(name: str, port: int) -> Address:
    try:
        return resolved(name, port, allowed=is_public)
    except NameUnknown:
        raise Unfetched("không tìm thấy máy chủ của địa chỉ này.") from None
    except NotPublic:
        raise Unfetched("chỉ nhận địa chỉ http hoặc https công khai.") from None


def _read(response: Any, until: float) -> bytes:
    if response.status != 200:
        raise Unfetched(f"máy chủ trả lời {response.status} thay vì ảnh.")
    most = limits.megabytes("picture") * storage.MEGABYTE
    content = bytearray()
    # As it comes, never unpacked: a small answer must not grow in memory.
    for piece in response.stream(PIECE, decode_content=False):
        content += piece
        if len(content) > most:
            raise Unfetched(f"ảnh lớn hơn {limits.megabytes('picture')} MB.")
        if time.monotonic() > until:
            raise Unfetched("máy chủ gửi ảnh quá chậm.")
    return bytes(content)

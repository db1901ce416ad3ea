"""Calling an address that an agency typed in: https alone, never into our own network, and never where the name points
to only after it was checked.

The name is looked up once, every address that it has is checked, and the call goes to the very address that was
checked, with the name for the certificate: a name that answers otherwise a moment later gains nothing. An operator
names networks that may be called all the same (``PAHT_EXCHANGE_NETWORKS``, CIDR, with spaces between): agencies whose
software lies in the province's own data network. Plain http goes to those alone.
"""

import ipaddress
import os
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

import urllib3

from paht.outward import Address, NameUnknown, NotPublic, is_public, pool_to, resolved

CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 3.0, 8.0, 10.0
LARGEST_ANSWER = 16 * 1024
LONGEST_URL = 500

_WORDS = {
    "NewConnectionError": "máy chủ từ chối kết nối",
    "ConnectTimeoutError": "quá thời gian chờ kết nối",
    "ReadTimeoutError": "quá thời gian chờ trả lời",
    "SSLError": "chứng thư của máy chủ không hợp lệ",
    "ProtocolError": "máy chủ ngắt kết nối giữa chừng",
}


class Forbidden(Exception):  # noqa: N818 (an answer)
    """The address may not be called; the words say why, for the agency's focal person."""


class Unreachable(Exception):  # noqa: N818 (an answer)
    """Nobody answered as they should; the words name the kind of failure alone."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect, and under which name."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address


def checked(url: str) -> Target:
    """Where the address leads, looked up and checked; raises :class:`Forbidden` or :class:`Unreachable`."""
    scheme, host, port, path = _parts(url)
    networks = _allowed()

    def is_allowed(address: Address) -> bool:
        return any(address.version == network.version and address in network for network in networks)

    try:
        address = resolved(host, port, allowed=lambda each: is_allowed(each) or is_public(each))
    except NameUnknown as error:
        raise Unreachable("không tìm thấy tên máy chủ") from error
    except NotPublic as error:
        raise Forbidden(
            "Địa chỉ thuộc mạng nội bộ hoặc dành riêng; người vận hành phải cho phép mạng đó trước."
        ) from error
    if scheme != "https" and not is_allowed(address):
        raise Forbidden("Địa chỉ phải bắt đầu bằng https://.")
    return Target(scheme, host, port, path, address)


def shaped(url: str) -> str:
    """What is wrong with the address by its looks, in words; ``""`` where nothing is."""
    try:
        scheme, _, _, _ = _parts(url)
    except Forbidden as error:
        return str(error)
    return "" if scheme == "https" or _allowed() else "Địa chỉ phải bắt đầu bằng https://."


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> tuple[int, float | None]:
    """Post to the checked address: the status, and after how many seconds to come again where the answer says so.

    No redirection is followed; of the answer nothing is kept. Raises :class:`Unreachable`.
    """
    ends = time.monotonic() + IN_ALL_SECONDS
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    pool = pool_to(target.address, scheme=target.scheme, host=target.host, port=target.port, timeout=timeout)
    name = f"[{target.host}]" if ":" in target.host else target.host
    try:
        response = pool.request(
            "POST",
            target.path,
            body=body,
            headers={**headers, "Host": name if target.port in (80, 443) else f"{name}:{target.port}"},
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            seen = 0
            while part := response.read1(4096):
                seen += len(part)
                if seen > LARGEST_ANSWER or time.monotonic() > ends:
                    break  # whatever it says, the status was said already
            wait = response.headers.get("Retry-After", "")
            return response.status, float(wait) if wait.isdecimal() and len(wait) < 6 else None
        finally:
            response.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Unreachable(_WORDS.get(type(error).__name__, type(error).__name__)) from error
    finally:
        pool.close()


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urllib.parse.urlsplit(url.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Forbidden("Địa chỉ không đọc được.") from error
    host = parts.hostname or ""
    if len(url) > LONGEST_URL or not host or not url.isascii() or any(each <= " " for each in url.strip()):
        raise Forbidden(
            f"Địa chỉ phải là https://tên-máy-chủ/đường-dẫn, không dấu, tối đa {LONGEST_URL} ký tự."
        )
    if parts.scheme not in ("https", "http") or parts.username is not None or parts.password is not None:
        raise Forbidden("Địa chỉ phải bắt đầu bằng https:// và không chứa tên đăng nhập, mật khẩu.")
    if parts.fragment:
        raise Forbidden("Địa chỉ không được có phần sau dấu #.")
    return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _allowed() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The networks that the operator lets be called."""
    return [ipaddress.ip_network(each) for each in os.environ.get("PAHT_EXCHANGE_NETWORKS", "").split()]

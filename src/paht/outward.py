"""Calling an address that somebody else named: into the public internet alone, and exactly to where was looked.

A name is resolved once, within seconds; one inner address among several spoils all of them; the connection then goes
to the address that was checked, with the name for the certificate, so a name that answers otherwise a moment later
gains nothing. Redirects, sizes and times are the caller's to bound.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

import urllib3

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_GATEWAYS = tuple(
    ipaddress.IPv6Network(each)
    for each in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10")
)
"""6to4, Teredo, NAT64, IPv4-compatible: addresses of version 4 in other clothes; and the site's own of old."""


LOOK_UP_SECONDS = 3.0
_LOOK_UPS = threading.BoundedSemaphore(32)


class NotPublic(Exception):  # noqa: N818 (an answer)
    """The name leads to this machine, an inner network, or nothing that belongs to everybody."""


class NameUnknown(Exception):  # noqa: N818 (an answer)
    """The name leads nowhere."""


def plain(text: str) -> Address:
    """The address without a zone; one of version 4 in the clothes of version 6 as what it is."""
    address = ipaddress.ip_address(text.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


def is_public(address: Address) -> bool:
    """Whether the address is one of the internet, and no gateway to another one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _GATEWAYS):
            return False
    return address.is_global and not address.is_multicast


def resolved(
    host: str, port: int, *, allowed: Callable[[Address], bool] = is_public, seconds: float = LOOK_UP_SECONDS
) -> Address:
    """The address to connect to, of version 4 where there is one; raises :class:`NameUnknown`, :class:`NotPublic`."""
    try:
        found = {plain(str(each[4][0])) for each in _looked_up(host, port, seconds)}
    except (OSError, UnicodeError, ValueError) as error:
        raise NameUnknown(host) from error
    if not found or not all(map(allowed, found)):
        raise NotPublic(host)
    return min(found, key=lambda each: (each.version, int(each)))


def _looked_up(host: str, port: int, seconds: float) -> list[Any]:
    """What the system's resolver knows, which has no time limit of its own: whoever owns a name also owns the server
    that answers for it slowly. A look-up that is given up ends by itself; only so many are under way at once."""
    answer: SimpleQueue[list[Any] | Exception] = SimpleQueue()
    if not _LOOK_UPS.acquire(timeout=seconds):
        raise TimeoutError

    def look_up() -> None:
        try:
            answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:
            answer.put(error)
        finally:
            _LOOK_UPS.release()

    threading.Thread(target=look_up, name="paht-look-up", daemon=True).start()
    try:
        came = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(came, Exception):
        raise came
    return came


def pool_to(
    address: Address, *, scheme: str, host: str, port: int, timeout: urllib3.Timeout
) -> urllib3.HTTPConnectionPool:
    """A connection to exactly that address; by https the certificate must be the host's."""
    if scheme == "http":
        return urllib3.HTTPConnectionPool(str(address), port, timeout=timeout, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        str(address), port, timeout=timeout, maxsize=1, server_hostname=host, assert_hostname=host
    )

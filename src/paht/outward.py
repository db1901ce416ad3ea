"""Calling an address that somebody else named: into the public internet alone, and exactly to where was looked.

A name is resolved once; one inner address among several spoils all of them; the connection then goes to the address
that was checked, with the name for the certificate, so a name that answers otherwise a moment later gains nothing.
Redirects, sizes and times are the caller's to bound.
"""

import ipaddress
import socket
from collections.abc import Callable

import urllib3

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_GATEWAYS = tuple(
    ipaddress.IPv6Network(each)
    for each in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10")
)
"""6to4, Teredo, NAT64, IPv4-compatible: addresses of version 4 in other clothes; and the site's own of old."""


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


def resolved(host: str, port: int, *, allowed: Callable[[Address], bool] = is_public) -> Address:
    """The address to connect to, of version 4 where there is one; raises :class:`NameUnknown`, :class:`NotPublic`."""
    try:
        found = {plain(str(each[4][0])) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError, ValueError) as error:
        raise NameUnknown(host) from error
    if not found or not all(map(allowed, found)):
        raise NotPublic(host)
    return min(found, key=lambda each: (each.version, int(each)))


def pool_to(
    address: Address, *, scheme: str, host: str, port: int, timeout: urllib3.Timeout
) -> urllib3.HTTPConnectionPool:
    """A connection to exactly that address; by https the certificate must be the host's."""
    if scheme == "http":
        return urllib3.HTTPConnectionPool(str(address), port, timeout=timeout, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        str(address), port, timeout=timeout, maxsize=1, server_hostname=host, assert_hostname=host
    )

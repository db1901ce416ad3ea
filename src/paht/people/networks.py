"""Whom an address of the internet stands for, where something is counted for it."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """All of an IPv4 address; of IPv6 its /64, all of which one household or one telephone has; ``unknown`` for what is
    no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, 64), strict=False))

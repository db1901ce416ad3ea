"""The exchanges of an installation, as the file that ``PAHT_CALLS`` names describes them (docs/hotline.md).

Web and worker need to know who may tell us of calls and where recordings lie; how one calls out, with its secrets, is
read by the vault process alone (:func:`read_exchanges` with ``calls_out``).
"""

import hashlib
import hmac
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any

from paht.calls.adapters import PRODUCTS, Read
from paht.installation.environment import filled
from paht.installation.home import Home
from paht.messages.gateway import GatewayError

DEMO = "demo"
"""The exchange of a demo installation: its page of telephones."""
DEMO_FOLDER, DEMO_CALLS = "demo-calls", "demo-calls.jsonl"


class ExchangeError(GatewayError):
    """The description of the exchanges is wrong; the words say where."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange: whose it is, what it speaks, how its messages are known, which queues mean what.

    ``recordings`` are the hosts (with a port, where it is no usual one) from which recordings are fetched.
    """

    name: str
    product: str
    jurisdiction: str
    secret: str = field(default="", repr=False)
    header: str = ""
    parameter: str = ""
    signed: bool = False
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    recordings: frozenset[str] = frozenset()
    inner: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks of the house in which the hosts of recordings may lie."""
    fetch_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    voice_queues: frozenset[str] = frozenset()
    urgent_queues: frozenset[str] = frozenset()
    ari: Mapping[str, str] = field(default_factory=dict, repr=False)
    call: Mapping[str, Any] = field(default_factory=dict, repr=False)
    file: Path | None = None
    """The demo's calls are written there."""

    @property
    def reads(self) -> Read:
        """How its messages are read."""
        return PRODUCTS[self.product]

    def knows(self, *, address: str, given: str, body: bytes) -> bool:
        """Whether a message is this exchange's: from its networks, with its secret or its signature over the body."""
        if self.networks and not self._comes_from(address):
            return False
        if not self.secret:
            return bool(self.networks)
        wanted = self.secret
        if self.signed:
            wanted = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
            given = given.removeprefix("sha256=").lower()
        return hmac.compare_digest(given.encode(), wanted.encode())

    def _comes_from(self, address: str) -> bool:
        try:
            place = ip_address(address)
        except ValueError:
            return False
        mapped = getattr(place, "ipv4_mapped", None)
        return any((mapped or place) in network for network in self.networks)


def exchanges(home: Home) -> dict[str, Exchange]:
    """The exchanges as web and worker need them, by name."""
    return _opened(home, calls_out=False)


def exchanges_out(home: Home) -> dict[str, Exchange]:
    """The same with how each calls out, for the vault process."""
    return _opened(home, calls_out=True)


def of_province(home: Home, slug: str) -> Exchange | None:
    """The exchange of a province by which it calls out: its first one."""
    return next((each for each in exchanges(home).values() if each.jurisdiction in (slug, "*")), None)


def _opened(home: Home, *, calls_out: bool) -> dict[str, Exchange]:
    if path := os.environ.get("PAHT_CALLS", ""):
        return read_exchanges(Path(path), calls_out=calls_out)
    if (home.path / "demo-ready").exists():
        return {DEMO: demo_exchange(home)}
    return {}


def demo_exchange(home: Home) -> Exchange:
    """The exchange of a demo installation, which every province of it has."""
    return Exchange(
        name=DEMO,
        product="neutral",
        jurisdiction="*",
        networks=(),
        voice_queues=frozenset({"loi-nhan"}),
        urgent_queues=frozenset({"khan-cap"}),
        file=home.path / DEMO_CALLS,
    )


@cache
def read_exchanges(path: Path, *, calls_out: bool = True) -> dict[str, Exchange]:
    """The exchanges of a file; raises :class:`ExchangeError` for one that describes none."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["exchange"]
        found = [exchange_of(row, calls_out=calls_out) for row in rows]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ExchangeError(f"{path.name}: {type(error).__name__}: {error}") from error
    return {each.name: each for each in found}


def exchange_of(row: Mapping[str, Any], *, calls_out: bool = True) -> Exchange:
    """The exchange that a table of the file means."""
    if row["product"] not in PRODUCTS:
        raise ExchangeError(f"product {row['product']!r}: one of {', '.join(PRODUCTS)}")
    if not re.fullmatch(r"[-a-z0-9]{1,40}", row["name"]):
        raise ExchangeError("name: small letters, digits and hyphens")
    if not row.get("secret") and not row.get("networks") and row["product"] != "ari":
        raise ExchangeError(f"{row['name']}: a secret or networks, else anybody could tell us of calls")
    ari = {name: filled(value) for name, value in row.get("ari", {}).items()}
    return Exchange(
        name=row["name"],
        product=row["product"],
        jurisdiction=row["jurisdiction"],
        secret=filled(row.get("secret", "")),
        header=row.get("header", ""),
        parameter=row.get("parameter", ""),
        signed=bool(row.get("signed", False)),
        networks=tuple(ip_network(each) for each in row.get("networks", [])),
        recordings=frozenset(row.get("recordings", [])),
        inner=tuple(ip_network(each) for each in row.get("inner", [])),
        fetch_headers={name: filled(value) for name, value in row.get("fetch_headers", {}).items()},
        voice_queues=frozenset(row.get("voice_queues", [])),
        urgent_queues=frozenset(row.get("urgent_queues", [])),
        ari=ari,
        call=dict(row.get("call", {})) if calls_out else {},
    )

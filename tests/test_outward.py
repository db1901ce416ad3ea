"""Calling out: into the public internet alone, and to exactly where was looked."""

import ipaddress
import socket
import threading
import time

import pytest

from paht import outward
from paht.outward import NameUnknown, NotPublic, is_public, resolved

INNER = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "::1", "fe80::1", "fc00::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    *("::7f00:1", "fec0::1"),
)


@pytest.mark.parametrize("address", INNER)
def test_no_inner_address_is_public_in_whatever_clothes(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name leads to these addresses."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(outward.socket, "getaddrinfo", lambda *_, **__: found)


def test_one_inner_address_among_several_spoils_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(NotPublic):
        resolved("vidu.vn", 443)
    names(monkeypatch, "fe80::1%eth0")
    with pytest.raises(NotPublic):
        resolved("vidu.vn", 443)


def test_the_connection_goes_to_an_address_that_was_looked_at_the_older_kind_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names(monkeypatch, "2606:4700:4700::1111", "8.8.8.8")
    assert str(resolved("vidu.vn", 443)) == "8.8.8.8"


def test_a_name_whose_server_does_not_answer_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = threading.Event()
    monkeypatch.setattr(outward.socket, "getaddrinfo", lambda *_, **__: answers.wait(30) or [])
    began = time.monotonic()
    with pytest.raises(NameUnknown):
        resolved("cham.vn", 443, seconds=0.05)
    assert time.monotonic() - began < 5
    answers.set()


def test_a_name_that_leads_nowhere_is_said_to_be_unknown() -> None:
    with pytest.raises(NameUnknown):
        resolved("khong-co.invalid", 443)
    with pytest.raises(NameUnknown):
        resolved("a" * 70 + ".vn", 443)

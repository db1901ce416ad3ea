"""The search finds a canary in every form that it may take, and nothing where there is none."""

import base64
import html
import json
import os
import quopri
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from tests.canaries.encodings import Search, encodings
from tests.canaries.marks import FIELDS, everybody, listed, plain

PEOPLE = everybody([f"person {number}" for number in range(20)])
MARKS = list(listed(PEOPLE))
SEARCH = Search(MARKS)
NAME, PHONE = PEOPLE["person 7"]["name"], PEOPLE["person 7"]["phone"]

WAYS: dict[str, Callable[[str], bytes]] = {
    "as typed": str.encode,
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "without diacritics": lambda text: plain(text).encode(),
    "upper": lambda text: text.upper().encode(),
    "lower": lambda text: text.lower().encode(),
    "bare and upper": lambda text: plain(text).upper().encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, big": lambda text: text.encode("utf-16-be"),
    "URL": lambda text: quote(text).encode(),
    "form": lambda text: quote_plus(text).lower().encode(),
    "entities": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "escaped": lambda text: html.escape(text).encode(),
    "JSON": lambda text: json.dumps({"a": text}).encode(),
    "repr": lambda text: repr(text.encode()).encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one": lambda text: base64.b64encode(b"x" + text.encode() + b"yy"),
    "base64 after two": lambda text: base64.urlsafe_b64encode(b"xx" + text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "reversed": lambda text: text[::-1].encode(),
    "mail": lambda text: quopri.encodestring(text.encode()).replace(b"=\n", b""),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_name_and_a_number_are_found_in_every_encoding(way: str) -> None:
    for mark in (NAME, PHONE, PEOPLE["person 7"]["email"]):
        content = os.urandom(300) + WAYS[way](mark.value) + os.urandom(300)
        assert {hit.mark for hit in SEARCH(content, "here")} == {mark}


@pytest.mark.parametrize("form", ["+84 {} {} {}", "0{}.{}.{}", "(0{}) {}-{}", "84{}{}{}", "0{}&nbsp;{} {}"])
def test_a_number_is_found_however_it_is_parted(form: str) -> None:
    digits = PHONE.core
    content = form.format(digits[:3], digits[3:6], digits[6:]).encode()
    assert {hit.mark for hit in SEARCH(content, "here")} == {PHONE}


def test_two_hundred_canaries_and_twelve_encodings_at_the_least_are_told_apart() -> None:
    assert len({mark.core for mark in MARKS}) == len(MARKS) >= 200
    assert {mark.field for mark in MARKS} == set(FIELDS)
    assert len(encodings()) >= 12


def test_nothing_is_found_in_noise_and_in_ordinary_words() -> None:
    assert SEARCH(os.urandom(5_000_000), "noise") == []
    assert SEARCH("Lâm Thị Hoàng Yến, 0912 345 678, ổ gà giữa đường.".encode() * 1000, "words") == []

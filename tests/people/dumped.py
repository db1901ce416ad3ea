"""What a thief can try who has the database and not the keys: numbers are few, so each way of keeping one is tried."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import psycopg
from psycopg import sql

HASHES = ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s")
PREFIX = 8
"""Bytes of a digest by which it is known again, so that a shortened one is, too: by chance one in 2^64."""

_HEX = re.compile(rb"[0-9a-f]{%d,}" % (2 * PREFIX))
_WORD = re.compile(rb"[^\s,{}\"\\:()\[\]]{2,200}")


def dumped(url: str) -> bytes:
    """Every row of every table, as a dump has them, without the accounts' own passwords."""
    found = []
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname NOT IN ('information_schema', 'pg_catalog')"
        ).fetchall()
        for name in tables:
            query = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(*name))
            with connection.cursor().copy(query) as copy:
                found.extend(bytes(piece) for piece in copy)
    return b"".join(found)


class Thief:
    """Looks for numbers in a dump."""

    def __init__(self, dump: bytes) -> None:
        self._dump = dump
        digests = (bytes.fromhex(each[: len(each) // 2 * 2].decode()) for each in _HEX.findall(dump))
        self._known = {each[at : at + PREFIX] for each in digests for at in range(min(len(each), 256) - 7)}

    def holds(self, digest: bytes) -> bool:
        """Whether a digest, or its beginning, stands in the dump."""
        return digest[:PREFIX] in self._known

    def plainly(self, phone: str) -> bool:
        """Whether the number stands there, however it is parted."""
        parted = rb"[ .()/_-]{0,3}".join(digit.encode() for digit in phone[1:])
        return re.search(parted, self._dump) is not None

    def by_hashes(self, numbers: Iterable[str], *, jurisdiction_id: int) -> Iterator[str]:
        """The numbers whose hash stands there, under no key and no salt."""
        for phone in numbers:
            texts = _written(phone, jurisdiction_id)
            if any(self.holds(hashlib.new(name, text).digest()) for name in HASHES for text in texts):
                yield phone

    def by_key(
        self, numbers: Iterable[str], *, index: Callable[[int, str], bytes], jurisdiction_id: int
    ) -> Any:
        """The numbers whose index stands there, for one who has the key."""
        return [phone for phone in numbers if self.holds(index(jurisdiction_id, phone))]

    def by_what_is_there(self, phone: str, *, jurisdiction_id: int) -> set[bytes]:
        """The words and bytes of the dump under which, as a key or a salt, the right number is known again: were there
        one, every number could be tried under it."""
        texts, found = _written(phone, jurisdiction_id), set()
        for key in self._keys():
            digests = (
                digest
                for text in texts
                for digest in (
                    hmac.digest(key, text, "sha256"),
                    hashlib.sha256(key + text).digest(),
                    hashlib.sha256(text + key).digest(),
                )
            )
            if any(map(self.holds, digests)):
                found.add(key)
        return found

    def _keys(self) -> set[bytes]:
        words = set(_WORD.findall(self._dump))
        digests = {bytes.fromhex(each[: len(each) // 2 * 2].decode()) for each in _HEX.findall(self._dump)}
        dashed = {bytes.fromhex(each.replace(b"-", b"").decode()) for each in words if _UUID.fullmatch(each)}
        return words | digests | dashed


_UUID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _written(phone: str, jurisdiction_id: int) -> list[bytes]:
    forms = (phone, phone[1:], f"84{phone[1:]}", f"+84{phone[1:]}")
    return [
        text.encode()
        for form in forms
        for text in (form, f"{jurisdiction_id} {form}", f"{jurisdiction_id}:{form}")
    ]

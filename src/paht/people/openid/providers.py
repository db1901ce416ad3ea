"""Providers on file: ``<province>.toml`` in the folder ``PAHT_OPENID`` (else ``openid`` in the home).

A provider is rows, never a class: where it is, who we are there, which claim is the name, the phone, the identity
number and the level of assurance. Errors name file and row. The client's secret lies in a file of its own.
"""

import logging
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from paht.installation.errors import InstallationError
from paht.installation.home import Home

log = logging.getLogger(__name__)

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
"""Signatures by a key pair alone: ``none`` and those by a shared secret prove nothing to whoever reads them later."""

BASIC, POST = "basic", "post"
LONGEST_SKEW_SECONDS = 300
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ProviderError(Exception):
    """What is wrong in a file; each of ``problems`` names its row."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider as its rows say. Claims are dotted paths; an empty one is not read.

    ``levels`` are those that open an account here (empty: any), ``asked_levels`` those asked for (``acr_values``).
    ``phone_counts`` says whether a phone that it vouches for is as good as one confirmed by a code.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    client_auth: str = BASIC
    scopes: tuple[str, ...] = ("openid",)
    algorithms: tuple[str, ...] = ("RS256",)
    reads_userinfo: bool = False
    skew_seconds: int = 60
    name_claim: str = ""
    phone_claim: str = ""
    identity_number_claim: str = ""
    phone_counts: bool = False
    phone_verified_claim: str = ""
    level_claim: str = "acr"
    levels: frozenset[str] = frozenset()
    asked_levels: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What its accounts are kept under (``people_identity.kind``)."""
        return f"openid:{self.key}"


def folder() -> Path:
    """Where the files lie; it need not exist."""
    named = os.environ.get("PAHT_OPENID")
    return Path(named).expanduser() if named else Home.from_environment().path / "openid"


def offered(slug: str) -> tuple[Provider, ...]:
    """The providers of a province, in the order of its file; a file that was broken after the start offers none."""
    file = folder() / f"{slug}.toml"
    try:
        return _kept(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return ()
    except (OSError, ProviderError) as error:
        log.error("%s: no provider is offered: %s", file.name, error)
        return ()


def provider_of(slug: str, key: str) -> Provider | None:
    """The province's provider of that key."""
    return next((each for each in offered(slug) if each.key == key), None)


def check_all() -> None:
    """Read every file; ``InstallationError`` names each wrong file and row. Nothing serves with a wrong one."""
    place = folder()
    if not place.is_dir():
        if "PAHT_OPENID" in os.environ:
            raise InstallationError(f"PAHT_OPENID: không có thư mục {place}.")
        return
    problems = []
    for file in sorted(place.glob("*.toml")):
        try:
            read_file(file)
        except (OSError, ProviderError) as error:
            told = error.problems if isinstance(error, ProviderError) else [str(error)]
            problems += [f"{file}, {problem}" for problem in told]
    if problems:
        raise InstallationError("Tệp nhà cung cấp định danh chưa dùng được:\n" + "\n".join(problems))


@lru_cache(maxsize=128)
def _kept(file: Path, _written: int) -> tuple[Provider, ...]:
    return read_file(file)


def read_file(file: Path) -> tuple[Provider, ...]:
    """The providers of one file; :class:`ProviderError` says what is wrong with it."""
    return read(file.read_text(encoding="utf-8"), secrets=file.parent)


def read(text: str, *, secrets: Path) -> tuple[Provider, ...]:
    """The providers that the text describes; their secrets lie in the folder."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProviderError([f"không đọc được TOML: {error}."]) from error
    rows = plain.get("provider", [])
    problems = [f"hàng `{name}`: không có hàng nào tên này." for name in plain if name != "provider"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ProviderError([*problems, "hàng `provider`: mỗi nhà cung cấp là một bảng `[[provider]]`."])
    found = []
    for number, row in enumerate(rows, 1):
        reading = _Reading(row, f"provider[{number}]", secrets)
        found.append(reading.provider())
        problems += reading.problems
    for number, each in enumerate(found, 1):
        if each.key in {other.key for other in found[: number - 1]}:
            problems.append(f"hàng `provider[{number}].key`: “{each.key}” đã có.")
    if problems:
        raise ProviderError(problems)
    return tuple(found)


class _Reading:
    """One ``[[provider]]``, read to its end: every problem is told, not the first."""

    def __init__(self, row: Mapping[str, Any], place: str, secrets: Path) -> None:
        self.problems: list[str] = []
        self._row, self._place, self._secrets = dict(row), place, secrets

    def provider(self) -> Provider:
        """The provider; of use where nothing is wrong."""
        claims, phone, level = (self._table(name) for name in ("claims", "phone", "assurance"))
        found = Provider(
            key=self._key(),
            name=self._text("name", needed=True),
            issuer=self._issuer(),
            client_id=self._text("client_id", needed=True),
            client_secret=self._secret(),
            client_auth=self._one_of("client_auth", (BASIC, POST)),
            scopes=self._scopes(),
            algorithms=self._algorithms(),
            reads_userinfo=self._yes("userinfo"),
            skew_seconds=self._skew(),
            name_claim=claims._text("name"),
            phone_claim=claims._text("phone"),
            identity_number_claim=claims._text("identity_number"),
            phone_counts=phone._yes("counts_as_verified"),
            phone_verified_claim=phone._text("verified_claim"),
            level_claim=level._text("claim") or "acr",
            levels=frozenset(level._texts("accepted")),
            asked_levels=level._texts("asked"),
        )
        for table in (claims, phone, level):
            table._nothing_left()
            self.problems += table.problems
        self._nothing_left()
        if found.phone_counts and not found.phone_claim:
            self._wrong("phone.counts_as_verified", "cần `claims.phone` cho biết số điện thoại ở đâu.")
        return found

    def _wrong(self, name: str, words: str) -> None:
        self.problems.append(f"hàng `{self._place}.{name}`: {words}")

    def _table(self, name: str) -> "_Reading":
        row = self._row.pop(name, {})
        if not isinstance(row, dict):
            self._wrong(name, "phải là một bảng.")
            row = {}
        return _Reading(row, f"{self._place}.{name}", self._secrets)

    def _text(self, name: str, *, needed: bool = False) -> str:
        value = self._row.pop(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self._wrong(name, "phải là một dòng chữ" + (", không được để trống." if needed else "."))
            return ""
        return value.strip()

    def _texts(self, name: str) -> tuple[str, ...]:
        values = self._row.pop(name, [])
        if not isinstance(values, list) or not all(isinstance(each, str) and each for each in values):
            self._wrong(name, "phải là một danh sách chữ.")
            return ()
        return tuple(values)

    def _yes(self, name: str) -> bool:
        value = self._row.pop(name, False)
        if not isinstance(value, bool):
            self._wrong(name, "phải là `true` hoặc `false`.")
        return value is True

    def _one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self._row.pop(name, known[0])
        if value not in known:
            self._wrong(name, f"phải là một trong: {', '.join(known)}.")
        return str(value)

    def _key(self) -> str:
        key = self._text("key", needed=True)
        if key and not _KEY.fullmatch(key):
            self._wrong("key", "chỉ gồm chữ thường không dấu, số và gạch nối, nhiều nhất 30 ký tự.")
        return key

    def _issuer(self) -> str:
        issuer = self._text("issuer", needed=True)
        if issuer and not is_safe(issuer):
            self._wrong("issuer", "phải là địa chỉ https (http chỉ cho chính máy này), không có ? và #.")
        return issuer

    def _scopes(self) -> tuple[str, ...]:
        given = self._texts("scopes")
        return given if "openid" in given else ("openid", *given)

    def _algorithms(self) -> tuple[str, ...]:
        given = self._texts("algorithms") or ("RS256",)
        for each in given:
            if each not in ALGORITHMS:
                self._wrong("algorithms", f"“{each}” không được nhận; được nhận: {', '.join(ALGORITHMS)}.")
        return given

    def _skew(self) -> int:
        value = self._row.pop("skew_seconds", 60)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_SKEW_SECONDS:
            self._wrong("skew_seconds", f"phải là số giây từ 0 đến {LONGEST_SKEW_SECONDS}.")
            return 60
        return value

    def _secret(self) -> str:
        """The secret is told by its file, which nobody else may read: the rows may be copied and shown around."""
        name = "client_secret_file"
        if "client_secret" in self._row:
            self._row.pop("client_secret")
            self._wrong("client_secret", f"bí mật không để trong tệp này; xin ghi tên tệp ở `{name}`.")
        given = self._text(name)
        if not given:
            return ""
        file = self._secrets / given
        try:
            if file.stat().st_mode & 0o077:
                self._wrong(name, f"tệp {file} người khác đọc được; xin đặt quyền 0600.")
            secret = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self._wrong(name, f"không đọc được tệp {file} ({type(error).__name__}).")
            return ""
        if not secret:
            self._wrong(name, f"tệp {file} trống.")
        return secret

    def _nothing_left(self) -> None:
        for name in self._row:
            self._wrong(name, "không có hàng nào tên này.")


def is_safe(address: str, *, with_query: bool = False) -> bool:
    """Whether a provider's address may be asked: https, or plain http on this very machine."""
    try:
        found = urlsplit(address)
        host = found.hostname
    except ValueError:
        return False
    if not host or found.fragment or found.username or (found.query and not with_query):
        return False
    return found.scheme == "https" or (found.scheme == "http" and host in _LOOPBACK)

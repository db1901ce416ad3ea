"""Which accounts on Zalo and Messenger speak for which province, read from the operator's files.

``PAHT_ZALO`` and ``PAHT_MESSENGER`` name TOML files (docs/chats.md). A value ``${NAME}`` is that environment variable,
so that no secret lies in a file; the web process resolves those alone with which it checks signatures.
"""

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from paht.installation.environment import filled
from paht.installation.home import Home

ZALO_API = "https://openapi.zalo.me"
ZALO_ZNS = "https://business.openapi.zalo.me/message/template"
ZALO_TOKENS = "https://oauth.zaloapp.com/v4/oa/access_token"
GRAPH = "https://graph.facebook.com/v21.0"
ZALO_MEDIA = (".zdn.vn", ".zadn.vn", ".zaloapp.com", ".dlfl.vn")
FACEBOOK_MEDIA = (".fbcdn.net", ".fbsbx.com", ".facebook.com")

AGAIN = frozenset({408, 425, 429, *range(500, 600)})
"""Statuses after which the same message may be tried again."""


class PlatformError(Exception):
    """The description of an account is wrong; the words say where."""


@dataclass(frozen=True, slots=True)
class Template:
    """A ZNS template: its number, and its data with ``{text}`` and ``{link}`` to be put in."""

    id: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloAccount:
    """An official account. ``secret`` is its webhook's; the rest of the secrets are empty where nothing is sent."""

    province: str
    app_id: str
    oa_id: str
    secret: str
    app_secret: str = ""
    refresh_token: str = ""
    api: str = ZALO_API
    zns: str = ZALO_ZNS
    tokens: str = ZALO_TOKENS
    media_hosts: tuple[str, ...] = ZALO_MEDIA
    template: Template | None = None
    asks_contact: bool = True
    contact_image: str = ""
    upload: str = ""
    """Where pictures are uploaded; the usual place below ``api`` where nothing is said."""
    largest_picture: int = 1_000_000
    expired: frozenset[int] = frozenset({-216, -220, -124})
    busy: frozenset[int] = frozenset({-32, -200, -500})
    skew_seconds: int = 300
    oldest_seconds: int = 13 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A Facebook page."""

    province: str
    page_id: str
    secret: str
    verify_token: str
    access_token: str = ""
    api: str = GRAPH
    media_hosts: tuple[str, ...] = FACEBOOK_MEDIA
    oldest_seconds: int = 37 * 3600
    skew_seconds: int = 300


def zalo_accounts(home: Home, *, sends: bool = False) -> tuple[ZaloAccount, ...]:
    """The official accounts; those of the demo where no file is named in a demo's home. What ``sends`` nothing gets no
    token and no application's secret."""
    if path := os.environ.get("PAHT_ZALO", ""):
        return _zalo(Path(path), sends)
    return tuple(_demo_zalo(slug) for slug in demo_provinces(home))


def pages(home: Home, *, sends: bool = False) -> tuple[Page, ...]:
    """The pages, in the same way."""
    if path := os.environ.get("PAHT_MESSENGER", ""):
        return _pages(Path(path), sends)
    return tuple(_demo_page(slug) for slug in demo_provinces(home))


def is_demo(home: Home, variable: str) -> bool:
    """Whether the platform is the demo's own: nothing is named, and the home is a demo's."""
    return not os.environ.get(variable) and bool(demo_provinces(home))


DEMO_PROVINCES = ("vinh-long", "soc-trang")


def demo_provinces(home: Home) -> tuple[str, ...]:
    """The provinces whose chats the demo plays."""
    return DEMO_PROVINCES if (home.path / "demo-ready").exists() else ()


def _demo_zalo(slug: str) -> ZaloAccount:
    return ZaloAccount(
        province=slug,
        app_id=_demo_number(slug, "app"),
        oa_id=_demo_number(slug, "oa"),
        secret=f"khoa-trinh-dien-{slug}",
        media_hosts=("127.0.0.1",),
    )


def _demo_page(slug: str) -> Page:
    secret = f"khoa-trinh-dien-{slug}"
    return Page(
        province=slug,
        page_id=_demo_number(slug, "page"),
        secret=secret,
        verify_token=secret,
        media_hosts=("127.0.0.1",),
    )


def _demo_number(slug: str, what: str) -> str:
    """A number too large for a float, as the platforms have them."""
    return str(10**18 + int.from_bytes(hashlib.sha256(f"{slug} {what}".encode()).digest()[:7]))


@cache
def _zalo(path: Path, sends: bool) -> tuple[ZaloAccount, ...]:
    return tuple(_zalo_of(each, sends) for each in _accounts(path))


@cache
def _pages(path: Path, sends: bool) -> tuple[Page, ...]:
    return tuple(_page_of(each, sends) for each in _accounts(path))


def _accounts(path: Path) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))["account"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise PlatformError(f"{path.name}: {type(error).__name__}: {error}") from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise PlatformError(f"{path.name}: write each account as [[account]]")
    return found


def _zalo_of(plain: dict[str, Any], sends: bool) -> ZaloAccount:
    template = plain.get("zns_template")
    more: dict[str, Any] = {
        name: plain[name]
        for name in ("asks_contact", "contact_image", "skew_seconds", "oldest_seconds", "largest_picture")
        if name in plain
    }
    more |= {
        name: frozenset(map(int, plain[f"{name}_errors"]))
        for name in ("expired", "busy")
        if f"{name}_errors" in plain
    }
    return ZaloAccount(
        province=_text(plain, "province"),
        app_id=_text(plain, "app_id"),
        oa_id=_text(plain, "oa_id"),
        secret=_secret(_text(plain, "secret")),
        app_secret=_secret(_text(plain, "app_secret")) if sends else "",
        refresh_token=_secret(_text(plain, "refresh_token")) if sends else "",
        api=_address(plain, "api", ZALO_API),
        zns=_address(plain, "zns", ZALO_ZNS),
        tokens=_address(plain, "tokens", ZALO_TOKENS),
        upload=_address(plain, "upload", "") if "upload" in plain else "",
        media_hosts=tuple(plain.get("media_hosts", ZALO_MEDIA)),
        template=Template(str(template["id"]), template["data"]) if template else None,
        **more,
    )


def _page_of(plain: dict[str, Any], sends: bool) -> Page:
    more = {name: plain[name] for name in ("skew_seconds", "oldest_seconds") if name in plain}
    return Page(
        province=_text(plain, "province"),
        page_id=_text(plain, "page_id"),
        secret=_secret(_text(plain, "secret")),
        verify_token=_secret(_text(plain, "verify_token")),
        access_token=_secret(_text(plain, "access_token")) if sends else "",
        api=_address(plain, "api", GRAPH),
        media_hosts=tuple(plain.get("media_hosts", FACEBOOK_MEDIA)),
        **more,
    )


def _text(plain: dict[str, Any], name: str) -> str:
    value = plain.get(name)
    if not isinstance(value, str) or not value:
        # A number of nineteen digits written without quotes may have lost its last ones elsewhere.
        raise PlatformError(f"{name}: must be there, in quotes")
    return value


def _address(plain: dict[str, Any], name: str, otherwise: str) -> str:
    value = str(plain.get(name, otherwise)).rstrip("/")
    if not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise PlatformError(f"{name}: must be https, or plain http on this very machine")
    return value


def _secret(text: str) -> str:
    try:
        return filled(text)
    except KeyError as error:
        raise PlatformError(f"the environment has no {error}") from error

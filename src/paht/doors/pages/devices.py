"""What device a request comes from, in words by which its owner knows it again."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
"""A browser by a word of its user agent; several hold those of others, so the order counts."""

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device_of(request: HttpRequest) -> str:
    """For example "Chrome trên Windows"."""
    words = request.headers.get("User-Agent", "")
    browser = next((name for word, name in BROWSERS if word in words), "Trình duyệt khác")
    system = next((name for word, name in SYSTEMS if word in words), "")
    return f"{browser} trên {system}" if system else browser


def address_of(request: HttpRequest) -> str:
    """The network address; behind a proxy (``PAHT_ORIGIN``) the last one that the proxy itself wrote down."""
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str:
    """The same of a WSGI environment."""
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")) if settings.IS_HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(environ.get("REMOTE_ADDR", ""))

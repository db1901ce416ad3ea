"""The page to which a message leads: made of the province's host name and the report's code alone."""

import os
from collections.abc import Sequence
from urllib.parse import quote, urlsplit


def origin(hosts: Sequence[str], *, given: str | None) -> str:
    """The public address of a province whose host names these are, without a slash at the end, under the scheme and
    port of this installation (``given`` is its PAHT_ORIGIN)."""
    parts = urlsplit(given or "")
    if parts.hostname and (not hosts or parts.hostname in hosts):
        return f"{parts.scheme}://{parts.netloc}"
    host = hosts[0] if hosts else "localhost"
    if parts.hostname:
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{host}{port}"
    return f"http://{host}:{os.environ.get('PAHT_PORT', '8000')}"


def page(code: str) -> str:
    """The path of the report's page; of one's own data where it is about no report."""
    return f"/theo-doi/{quote(code, safe='')}" if code else "/toi/du-lieu/"

"""Answers whose bytes somebody else made: the browser keeps them and runs nothing of them, whatever they hold.

A separate origin would do the same for an installation that has a second host name; the sandbox gives the bytes an
origin of their own without one.
"""

from django.http import HttpResponseBase
from django.utils.csp import CSP

POLICY = {"default-src": [CSP.NONE], "frame-ancestors": [CSP.NONE], "sandbox": True}
"""No script, no form, no frame, nothing fetched, an opaque origin."""


def sandboxed[R: HttpResponseBase](response: R, *, name: str = "") -> R:
    """The response, sandboxed and never guessed at; with a ``name`` it is saved, not shown."""
    response._csp_config = POLICY  # type: ignore[attr-defined]
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""Django's CSRF protection where what was typed must not be lost: a failure is noted, and the view answers it.

The view must not act when :func:`is_foreign` says so; it shows the form again, with a fresh protection.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


class Noting(CsrfViewMiddleware):
    """Django's protection, which notes a refusal on the request instead of answering it."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        request.csrf_refused = reason  # type: ignore[attr-defined]


def keeps_what_was_typed(view: View) -> View:
    """Check the form's protection as Django does, and let the view answer a failure."""
    return csrf_exempt(decorator_from_middleware(Noting)(view))


def is_foreign(request: HttpRequest) -> bool:
    """Whether the form came without this site's protection: from elsewhere, or its cookie is gone."""
    return hasattr(request, "csrf_refused")

"""The methods that any page knows. Whatever else comes is refused before a page is asked: a view that tells only
``POST`` from the rest must not take a ``DELETE`` for reading."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

KNOWN = ("GET", "HEAD", "POST")


class MethodsMiddleware:
    """Answers 405 to a method that no page knows; which of the others an address has, its view says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in KNOWN:
            return HttpResponseNotAllowed(KNOWN)
        return self.get_response(request)

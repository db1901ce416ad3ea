"""The methods that any page knows. Whatever else comes is refused before a page is asked: a view that tells only
``POST`` from the rest must not take a ``DELETE`` for reading."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

KNOWN = ("GET", "HEAD", "POST")
RESUMABLE = ("OPTIONS", "POST", "HEAD", "PATCH", "DELETE")
"""What the addresses of uploads in pieces know (the tus protocol), and no other."""
UPLOADS = "/tai-len/"
API = "/api/"
"""Below this the addresses say themselves which methods they have (:mod:`paht.doors.api.gate`)."""


class MethodsMiddleware:
    """Answers 405 to a method that no page knows; which of the others an address has, its view says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known = RESUMABLE if request.path_info.startswith(UPLOADS) else KNOWN
        if request.method not in known and not request.path_info.startswith(API):
            return HttpResponseNotAllowed(known)
        return self.get_response(request)

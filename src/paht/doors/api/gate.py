"""What every address of the API has in common: no cookies, methods by name, limits told in headers, conditional
answers, and every refusal as problem details."""

import hashlib
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt

from paht import clock
from paht.doors.api import credentials, problems
from paht.doors.api.problems import Problem
from paht.doors.pages import limits
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.people import attempts
from paht.people.networks import network_of

VERSION = "1.0"
LONGEST_BODY = 64 * 1024
PER_NETWORK = 30_000
"""Requests in a quarter of an hour from one network: thousands of telephones are behind one IPv4 address. What is
dear has limits of its own, the web's."""
WINDOW_SECONDS = 15 * 60
EXPOSED = "ETag, Last-Modified, Link, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, "
EXPOSED += "Tus-Resumable, Upload-Expires, Upload-Length, Upload-Offset, Upload-Token"
VARY = ("Authorization", credentials.DEVICE, credentials.REPORT, credentials.SUBJECT, "Origin")

View = Callable[..., HttpResponseBase]
often = attempts.Often()


def gated(
    view: View, methods: Collection[str], *, takes_files: bool = False, is_for_staff: bool = False
) -> View:
    """The view behind the gate; ``methods`` are those that it has. One that reads may be asked by HEAD, too."""
    known = {*methods, *(["HEAD"] if "GET" in methods else [])}

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tries = often.count([_counted(request)], at=clock.now())[_counted(request)]
        if _is_preflight(request):
            response: HttpResponseBase = _preflight(known)
        else:
            try:
                _check(request, known, tries, takes_files=takes_files)
                (credentials.read_staff if is_for_staff else credentials.read)(request)
                response = _asked(view, request, known, *args, **kwargs)
            except Exception as error:
                said = problems.answered(request, error)
                if said is None:
                    raise
                response = said
        if response.status_code == 405:
            response["Allow"] = ", ".join(sorted(known))
        return _headed(request, response, tries)

    return answer


def _asked(
    view: View, request: HttpRequest, known: Collection[str], *args: Any, **kwargs: Any
) -> HttpResponseBase:
    is_head = request.method == "HEAD" and "GET" in known
    if is_head:
        request.method = "GET"
    response = view(request, *args, **kwargs)
    if request.method == "GET" and response.status_code == 200 and isinstance(response, HttpResponse):
        response = _conditional(request, response)
    if is_head and isinstance(response, HttpResponse):
        length = len(response.content)
        response.content = b""
        response["Content-Length"] = str(length)
    return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not response.has_header("ETag"):
        response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:20]}"'
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-cache"
    last = response.headers.get("Last-Modified")
    found = get_conditional_response(
        request,
        etag=response["ETag"],
        last_modified=parse_http_date_safe(last) if last else None,
        response=response,
    )
    return found or response


def _check(request: HttpRequest, known: Collection[str], tries: int, *, takes_files: bool) -> None:
    if request.method not in known:
        raise Problem(405)
    if tries > PER_NETWORK * limits.factor():
        raise Problem(429, f"Mạng này gửi quá nhiều yêu cầu. Xin thử lại sau {limits.WINDOW_WORDS}.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not takes_files and (not length.isdecimal() or int(length) > LONGEST_BODY):
        raise Problem(413)


def _headed(request: HttpRequest, response: HttpResponseBase, tries: int) -> HttpResponseBase:
    most = PER_NETWORK * limits.factor()
    response["API-Version"] = VERSION
    response["RateLimit-Limit"] = str(most)
    response["RateLimit-Remaining"] = str(max(0, most - tries))
    response["RateLimit-Reset"] = str(WINDOW_SECONDS)
    if response.status_code != 304 and not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-store"
    patch_vary_headers(response, VARY)
    origin = request.headers.get("Origin", "")
    if origin in settings.API_ORIGINS:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Expose-Headers"] = EXPOSED
    return response


def _is_preflight(request: HttpRequest) -> bool:
    return (
        request.method == "OPTIONS"
        and request.headers.get("Origin", "") in settings.API_ORIGINS
        and "Access-Control-Request-Method" in request.headers
    )


def _preflight(known: Collection[str]) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = ", ".join(sorted(known))
    response["Access-Control-Allow-Headers"] = (
        "Authorization, Content-Type, Data-Token, Device-Secret, If-None-Match, Report-Token, Tus-Resumable, "
        "Upload-Length, Upload-Offset"
    )
    response["Access-Control-Max-Age"] = "600"
    return response


def _counted(request: HttpRequest) -> str:
    return f"api:{province_of(request).id}:{network_of(address_of(request))}"

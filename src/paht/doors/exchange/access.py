"""Who asks: the token, its scope, its limits."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from paht import clock
from paht.doors.exchange.problems import problem
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.exchange.credentials import PREFIX, Client, client_of
from paht.people import attempts
from paht.people.networks import network_of
from paht.people.vault_wire import TooMany, VaultClosed

REQUESTS, WRITES, FAILURES = 6000, 1500, 60
"""What one client asks and writes, and how often a network tries a wrong token, in a quarter of an hour."""
LARGEST = 256 * 1024
"""Bytes of a body of JSON."""

View = Callable[Concatenate[HttpRequest, Client, ...], HttpResponse]


def software(*, get: bool = False, post: bool = False) -> Callable[[View], Callable[..., HttpResponse]]:
    """Open the view to an agency's software with a token in force; what it posts needs the scope ``write``."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            knows = {"POST": post, "GET": get, "HEAD": get}
            if not knows.get(request.method or "", False):
                return problem(405, "Địa chỉ này không nhận phương thức đó; xin xem tài liệu OpenAPI.")
            client = _client(request)
            if isinstance(client, HttpResponse):
                return client
            try:
                return view(request, client, *args, **kwargs)
            except (VaultClosed, TooMany):
                response = problem(503, "Kho dữ liệu tạm đóng; xin gọi lại sau một phút.")
                response["Retry-After"] = "60"
                return response

        return guarded

    return decorate


def _client(request: HttpRequest) -> Client | HttpResponse:
    now, writes = clock.now(), request.method == "POST"
    token = _token(request)
    client = client_of(token, jurisdiction_id=province_of(request).id, at=now)
    if client is None:
        if token and not attempts.spend({f"exchange:{network_of(address_of(request))}": FAILURES}, at=now):
            return _too_many()
        return problem(401, "Mã kết nối không đúng, đã thu hồi hoặc không thuộc tỉnh này.")
    limits = {f"exchange:read:{client.id}": REQUESTS}
    if writes:
        limits = {f"exchange:write:{client.id}": WRITES}
    if not attempts.spend(limits, at=now):
        return _too_many()
    if writes and not client.can_write:
        return problem(
            403, "Kết nối này chỉ được đọc. Cơ quan cấp kết nối có quyền ghi tại trang Kết nối phần mềm."
        )
    return client


def _too_many() -> HttpResponse:
    response = problem(429, "Quá nhiều yêu cầu; xin giảm nhịp và gọi lại sau 15 phút.")
    response["Retry-After"] = "900"
    return response


def _token(request: HttpRequest) -> str:
    """The token of ``Bearer``, or of ``Basic`` for products that know only that (identifier and secret)."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return given.strip()[:200]
    if kind.lower() == "basic":
        try:
            name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return ""
        return f"{PREFIX}{name.removeprefix(PREFIX)}.{secret}"[:200]
    return ""

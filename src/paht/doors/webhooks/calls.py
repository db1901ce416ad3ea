"""What an exchange tells of its calls: JSON, a form or a query, by the product; who says it is checked first."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.calls.exchanges import Exchange, exchanges, of_province
from paht.calls.taking import take
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of

LARGEST = 64 * 1024


@csrf_exempt
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, name: str = "") -> HttpResponse:
    """Take a message; the answer is the same for a repeat. 404 where this province has no such exchange, 403 for
    what is not its."""
    slug = province_of(request).slug
    exchange = exchanges(settings.HOME).get(name) if name else of_province(settings.HOME, slug)
    if exchange is None or exchange.jurisdiction != slug or exchange.product == "ari":
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=413)
    body = request.body
    if not exchange.knows(address=address_of(request), given=_given(request, exchange), body=body):
        return HttpResponse(status=403)
    said = _said(request, body, exchange)
    if said is None:
        return HttpResponse(status=400)
    take(jurisdiction=province_of(request), exchange=exchange, body=said, now=clock.now())
    return HttpResponse(status=204)


def _given(request: HttpRequest, exchange: Exchange) -> str:
    """The secret or the signature, where the exchange puts it."""
    if exchange.header:
        return request.headers.get(exchange.header, "").removeprefix("Bearer ")
    return request.GET.get(exchange.parameter, "") if exchange.parameter else ""


def _said(request: HttpRequest, body: bytes, exchange: Exchange) -> Mapping[str, Any] | None:
    if exchange.signed:
        # The signature is over the body: what stands in the address is not proven.
        asked: dict[str, Any] = {}
    else:
        asked = {key: value for key, value in request.GET.dict().items() if key != exchange.parameter}
    if request.method == "GET":
        return asked
    if (request.content_type or "").startswith("application/x-www-form-urlencoded"):
        return {**asked, **request.POST.dict()}
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return {**asked, **read} if isinstance(read, dict) else None

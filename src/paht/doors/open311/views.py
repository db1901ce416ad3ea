"""The addresses of Open311 GeoReport v2."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries.published import Asked, progress, published
from paht.doors.open311 import posting, reading, services, showing, telling
from paht.doors.open311 import tokens as signed
from paht.doors.open311 import updates as changed
from paht.doors.open311.formats import JSON, XML, Failure, Problem, answer, failure, format_of, refused
from paht.doors.open311.places import jurisdiction_of, origin_of
from paht.doors.pages import limits
from paht.people.vault_wire import TooMany, VaultClosed
from paht.transfer import keys
from paht.walls import within

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-22T00:00:00Z"
"""When the services or their definitions last changed."""
_LISTS_SECONDS = 60


def _open311(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """An address of the standard: whatever goes wrong is answered as a list of errors in the format asked for."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, suffix: str | None = None, **found: Any) -> HttpResponse:
            form = format_of(request, suffix)
            if request.method not in methods:
                response = refused(
                    failure(405, f"{request.method}: không dùng được ở địa chỉ này."), form=form
                )
                response["Allow"] = ", ".join(methods)
                return response
            try:
                jurisdiction = jurisdiction_of(request)
                # Where something fails beyond what is answered here, the pages of errors know the province.
                request.jurisdiction = jurisdiction  # type: ignore[attr-defined]
                with within(jurisdiction.id):
                    return view(request, jurisdiction, form, **found)
            except Failure as found_wrong:
                return refused(found_wrong, form=form)
            except (VaultClosed, TooMany, OperationalError):
                busy = Problem(503, "Hệ thống tạm thời bận, xin thử lại sau ít phút.")
                return refused(Failure(busy, retry_after=60), form=form)

        return answered

    return decorate


@_open311("GET", "HEAD")
def service_list(request: HttpRequest, jurisdiction: Jurisdiction, form: str) -> HttpResponse:
    """Every service."""
    return _public(answer("services", services.services(), form=form))


@_open311("GET", "HEAD")
def service_definition(
    request: HttpRequest, jurisdiction: Jurisdiction, form: str, code: str
) -> HttpResponse:
    """What a report of one service brings."""
    found = services.definition(services.known_service(code), jurisdiction)
    return _public(answer("service_definition", found, form=form))


@_open311("GET", "HEAD", "POST")
def requests(request: HttpRequest, jurisdiction: Jurisdiction, form: str) -> HttpResponse:
    """The list of what is public, or a report that comes in."""
    if request.method == "POST":
        return _posted(request, jurisdiction, form)
    asked = reading.asked_of(request.GET, now=clock.now())
    if asked is None:
        return _public(answer("service_requests", [], form=form))
    # One more is read than shown, to know whether there is a next page.
    rows = published(jurisdiction_id=jurisdiction.id, asked=replace(asked, limit=asked.limit + 1))
    origin = origin_of(request, jurisdiction)
    shown = [showing.shown(row, jurisdiction=jurisdiction, origin=origin) for row in rows[: asked.limit]]
    response = _public(answer("service_requests", shown, form=form))
    if len(rows) > asked.limit and not asked.ids:
        query = request.GET.copy()
        query["page"] = str(asked.offset // asked.limit + 2)
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return response


@_open311("GET", "HEAD")
def single(request: HttpRequest, jurisdiction: Jurisdiction, form: str, number: str) -> HttpResponse:
    """One request, as a list of one."""
    ids = reading.read_ids([number])
    rows = published(jurisdiction_id=jurisdiction.id, asked=Asked(ids=ids)) if ids else []
    if rows:
        origin = origin_of(request, jurisdiction)
        found = showing.shown(rows[0], jurisdiction=jurisdiction, origin=origin)
        return _public(answer("service_requests", [found], form=form))
    row = progress(jurisdiction_id=jurisdiction.id, case_id=ids[0]) if ids else None
    if row is None:
        if not limits.may_miss(request, at=clock.now()):
            raise Failure(Problem(429, "Đã hỏi quá nhiều mã không có trong hệ thống."), retry_after=900)
        raise failure(404, "service_request_id: không có phản ánh nào mang mã này (not found).")
    case, sent_at, updated_at = row
    found = showing.followed(case, sent_at=sent_at, updated_at=updated_at)
    response = answer("service_requests", [found], form=form)
    response["Cache-Control"] = "no-store"
    return response


def _posted(request: HttpRequest, jurisdiction: Jurisdiction, form: str) -> HttpResponse:
    now = clock.now()
    key = posting.key_of(request.POST, request.GET, jurisdiction=jurisdiction)
    keys.used(key, jurisdiction_id=jurisdiction.id, now=now)
    outcome = posting.post(request, jurisdiction=jurisdiction, key=key, now=now)
    if isinstance(outcome, posting.Waiting):
        found: dict[str, Any] = {"token": signed.token_of(outcome.command_id, jurisdiction.id)}
        notice = "Phản ánh đã được nhận và đang chờ cấp mã; xin hỏi lại bằng token."
    else:
        found = {"service_request_id": outcome.case.id}
        href = origin_of(request, jurisdiction) + reverse("citizen-follow", args=[outcome.code])
        notice = f"Phản ánh đã được ghi nhận, chờ Trung tâm xác minh. Theo dõi tại {href}"
    response = answer(
        "service_requests", [{**found, "service_notice": notice, "account_id": None}], form=form
    )
    response["Cache-Control"] = "no-store"
    return response


@_open311("GET", "HEAD")
def token(request: HttpRequest, jurisdiction: Jurisdiction, form: str, word: str) -> HttpResponse:
    """The number of a report that waited for one."""
    command_id: uuid.UUID | None = signed.command_of(word, jurisdiction.id)
    if command_id is None:
        raise failure(404, "token: không đúng (token not found).")
    found = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=command_id)
    if found is None:
        raise Failure(
            Problem(404, "token: phản ánh chưa được cấp mã, xin hỏi lại sau (no number yet)."), retry_after=60
        )
    response = answer("service_requests", [{"service_request_id": found[1].id, "token": word}], form=form)
    response["Cache-Control"] = "no-store"
    return response


@_open311("GET", "HEAD", "POST")
def service_request_updates(request: HttpRequest, jurisdiction: Jurisdiction, form: str) -> HttpResponse:
    """What became of requests within a time; or how far an agency's own software says that its work is."""
    if request.method == "POST":
        told = telling.tell(request, jurisdiction=jurisdiction, now=clock.now())
        response = answer("service_request_updates", [{"update_id": told, "account_id": None}], form=form)
        response["Cache-Control"] = "no-store"
        return response
    asked = reading.requested(request.GET)
    if asked is None:
        start, end = reading.range_of(request.GET, now=clock.now())
        asked = Asked(published_from=start, published_until=end)
    origin = origin_of(request, jurisdiction)
    rows = changed.updates(jurisdiction=jurisdiction, asked=asked, origin=origin)
    return _public(answer("service_request_updates", rows, form=form))


@_open311("GET", "HEAD")
def discovery(request: HttpRequest, jurisdiction: Jurisdiction, form: str) -> HttpResponse:
    """Where the endpoints are, what they speak, whom to ask for a key."""
    origin = origin_of(request, jurisdiction)
    here = f"{origin}/open311/v2"
    whom = f"{origin}{reverse('citizen-directory')}"
    content = {
        "changeset": CHANGED,
        "contact": f"{jurisdiction.edition.ioc}, tỉnh {jurisdiction.edition.province}: {whom}",
        "key_service": f"Khóa do quản trị hệ thống cấp theo văn bản đề nghị; địa chỉ liên hệ tại {whom}",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": here,
                "changeset": CHANGED,
                "type": "production" if settings.IS_HTTPS else "test",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
    return _public(answer("discovery", content, form=form))


@csrf_exempt
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address here does not exist."""
    form = JSON if rest.endswith(".json") else XML
    return refused(
        failure(404, "Địa chỉ này không có trong Open311 GeoReport v2 (resource not found)."), form=form
    )


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={_LISTS_SECONDS}"
    return response

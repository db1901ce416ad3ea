"""The addresses of the API, each behind the gate under a name of its own."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from paht.doors.api import (
    asking,
    consenting,
    data,
    following,
    own,
    problems,
    public,
    sending,
    signing_in,
    staff,
    uploads,
)
from paht.doors.api.document import description
from paht.doors.api.gate import VERSION, View, gated

api = NinjaAPI(
    title="PAHT: phản ánh hiện trường",
    version=VERSION,
    description="API for the provincial app; docs/api.md begins where a developer does.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="paht-api",
)
ROUTERS = (public, asking, sending, own, following, consenting, signing_in, data, uploads, staff)


def answered(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
    """Every refusal as problem details; a bug goes its way."""
    assert isinstance(exception, Exception)
    found = problems.answered(request, exception)
    if found is None:
        raise exception
    return found


for _kind in (ValidationError, HttpError, Http404, Exception):
    api.add_exception_handler(_kind, answered)
for _module in ROUTERS:
    api.add_router("", _module.router)


def openapi(_request: HttpRequest) -> HttpResponse:
    """The description of the API."""
    response = JsonResponse(description(api), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=300"
    return response


def nothing(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """No such address."""
    raise Http404


def _by_method(views: Mapping[str, Any]) -> View:
    """One address whose methods may come from several modules."""

    def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found: HttpResponseBase = views[request.method or ""](request, **kwargs)
        return found

    return view


def _patterns() -> list[URLPattern]:
    routes: dict[str, dict[str, Any]] = {}
    for router in api._get_bound_routers():  # what it would mount itself, one address a router
        for address, path_view in router.path_operations.items():
            route = re.sub(r"\{(?:uuid:)?(\w+)\}", _converter, address).removeprefix("/")
            view = path_view.get_view()
            for operation in path_view.operations:
                routes.setdefault(route, {}).update(dict.fromkeys(operation.methods, view))
    return [
        path(
            route,
            gated(
                _by_method(views),
                views,
                takes_files=route.startswith("uploads") or route == staff.TAKES_A_FILE,
                is_for_staff=route.startswith(staff.FOLDER),
            ),
            name=name_of(route),
        )
        for route, views in routes.items()
    ]


def _converter(found: re.Match[str]) -> str:
    kind = "uuid" if found[1].endswith("_id") else "int" if found[1] == "size" else "str"
    return f"<{kind}:{found[1]}>"


def name_of(route: str) -> str:
    """The name of an address: ``reports/<str:code>/rating`` is ``api-reports-one-rating``."""
    return "api-" + re.sub(r"[^a-z]+", "-", re.sub(r"<[^>]*>", "one", route)).strip("-")


_GET = ("GET",)
_ANY = ("GET", "POST", "PUT", "PATCH", "DELETE")
urlpatterns = [
    path("openapi.json", gated(openapi, _GET), name="api-openapi"),
    *_patterns(),
    re_path(r"^.*$", gated(nothing, _ANY), name="api-nothing"),
]

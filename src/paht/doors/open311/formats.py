"""Answers in XML and JSON. The JSON follows from the XML (the Spark convention): lists without their wrapping element,
numbers and truth values as such, an empty element as ``null``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import orjson
from django.http import HttpRequest, HttpResponse

XML, JSON = "xml", "json"
TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
ITEMS = {
    "attributes": "attribute",
    "values": "value",
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What one element of a list is called in XML."""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, in any spelling."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of the list of errors: the code (mostly the HTTP status) and the words for the person."""

    code: int
    description: str


class Failure(Exception):  # noqa: N818  # an answer, not an error
    """The request is answered with errors; the first one's code is the HTTP status."""

    def __init__(self, *problems: Problem, retry_after: int = 0) -> None:
        super().__init__(problems[0].description)
        self.problems = problems
        self.retry_after = retry_after


def failure(code: int, description: str) -> Failure:
    """A failure of one problem."""
    return Failure(Problem(code, description))


def format_of(request: HttpRequest, suffix: str | None) -> str:
    """The suffix decides; without one the ``Accept`` header, without a wish XML, which the standard requires."""
    if suffix:
        return suffix
    chosen = request.get_preferred_type(["text/xml", "application/xml", "application/json"])
    return JSON if chosen == "application/json" else XML


def answer(name: str, content: Any, *, form: str, status: int = 200) -> HttpResponse:
    """The content under its root element (``service_requests`` …)."""
    body = _xml(name, content) if form == XML else _json(name, content)
    response = HttpResponse(body, status=status, content_type=TYPES[form])
    # Browsers of other sites may read what is public anyway; no cookie counts here.
    response["Access-Control-Allow-Origin"] = "*"
    response["Vary"] = "Accept"
    return response


def refused(found: Failure, *, form: str) -> HttpResponse:
    """The list of errors."""
    errors = [{"code": each.code, "description": each.description} for each in found.problems]
    response = answer("errors", errors, form=form, status=found.problems[0].code)
    if found.retry_after:
        response["Retry-After"] = str(found.retry_after)
    response["Cache-Control"] = "no-store"
    return response


def _json(name: str, content: Any) -> bytes:
    return orjson.dumps({name: content} if name == "discovery" else content)


def _xml(name: str, content: Any) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_element(name, content)}\n'.encode()


def _element(name: str, content: Any) -> str:
    if isinstance(content, Mapping):
        inner = "".join(_element(key, value) for key, value in content.items())
    elif isinstance(content, Sequence) and not isinstance(content, str):
        inner = "".join(_element(ITEMS[name], each) for each in content)
    elif isinstance(content, bool):
        inner = "true" if content else "false"
    else:
        inner = "" if content is None else escape(_ILLEGAL.sub("", str(content)))
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"

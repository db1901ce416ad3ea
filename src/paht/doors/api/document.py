"""The description of the API (OpenAPI 3.1) as it is served and checked in: ninja's, with what it does not know: the
headers that prove something, the shape of refusals, an example for every operation."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ninja import NinjaAPI

from paht.doors.api import credentials
from paht.doors.api.problems import MEDIA_TYPE

Plain = dict[str, Any]

SCHEMES: Mapping[str, Plain] = {
    "session": {
        "type": "http",
        "scheme": "bearer",
        "description": "Access token of POST /session; with device",
    },
    "device": {
        "type": "apiKey",
        "in": "header",
        "name": credentials.DEVICE,
        "description": "Random secret of this installation of the app, 43 to 128 characters of A-Za-z0-9_-",
    },
    "report": {
        "type": "apiKey",
        "in": "header",
        "name": credentials.REPORT,
        "description": "`report_token` of one's reports, at most 20, separated by commas",
    },
    "subject": {
        "type": "apiKey",
        "in": "header",
        "name": credentials.SUBJECT,
        "description": "`data_token` of POST /data/proof",
    },
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "description": "Token for a program, made by a member of staff on their own page (/tai-khoan/)",
    },
}
_TUS = {
    "Tus-Resumable": {"type": "string", "enum": ["1.0.0"], "example": "1.0.0"},
    "Upload-Length": {"type": "integer", "minimum": 1, "example": 345678},
    "Upload-Offset": {"type": "integer", "minimum": 0, "example": 0},
}
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "beginUpload": ("Tus-Resumable", "Upload-Length"),
    "askUpload": ("Tus-Resumable",),
    "continueUpload": ("Tus-Resumable", "Upload-Offset"),
    "dropUpload": ("Tus-Resumable",),
}
_BINARY = {
    "continueUpload": "application/offset+octet-stream",
    "inspectFileForStaff": "application/octet-stream",
}
"""Operations whose body is a file or a piece of one, with its type."""


def description(api: NinjaAPI) -> Plain:
    """The whole description."""
    return _described(api)


@cache
def _described(api: NinjaAPI) -> Plain:
    schema: Plain = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schema["components"]["securitySchemes"] = dict(SCHEMES)
    schema["servers"] = [{"url": "/"}]
    paths: Plain = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _complete(path.replace("uuid:", ""), method, operation, schema)
        paths[path.replace("uuid:", "")] = methods
    schema["paths"] = dict(sorted(paths.items()))
    return schema


def _complete(path: str, method: str, operation: Plain, schema: Plain) -> None:
    operation["security"] = _security(path, method)
    for parameter in operation.get("parameters", []):
        for shape in (parameter, parameter["schema"]):
            if isinstance(shape.get("examples"), list):  # of a schema; a parameter has a plain one
                parameter["example"] = shape.pop("examples")[0]
    for name in _HEADERS.get(operation["operationId"], ()):
        given = {"name": name, "in": "header", "required": True, "schema": _TUS[name]}
        operation.setdefault("parameters", []).append(given)
    if operation["operationId"] in _BINARY:
        operation["requestBody"] = {
            "required": True,
            "content": {
                _BINARY[operation["operationId"]]: {"schema": {"type": "string", "format": "binary"}}
            },
        }
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).pop("application/json", None)
        if content is None:
            answer.pop("content", None)
        elif int(status) >= 400:
            answer["content"] = {MEDIA_TYPE: content} if method != "head" else {}
        else:
            content["example"] = example(content["schema"], schema)
            answer["content"]["application/json"] = content
    if operation["operationId"] == "getPhoto":
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["responses"][200] = {
            "description": "The picture",
            "content": {"image/jpeg": binary, "image/webp": binary},
        }
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if "example" not in content and content["schema"].get("format") != "binary":
            content["example"] = example(content["schema"], schema)


def _security(path: str, method: str) -> list[Plain]:
    """The combinations that open the operation; an empty one where nothing is needed."""
    signed_in: Plain = {"session": [], "device": []}
    below = path.removeprefix("/api/v1")
    if below.startswith("/staff/"):
        return [{"staff": []}]
    if below.startswith("/me") or (below, method) in (("/session", "delete"), ("/reports", "get")):
        return [signed_in]
    if below.endswith("/claim"):
        return [signed_in]
    if below.startswith(("/session", "/uploads")):
        return [{"device": []}, signed_in] if method != "options" else []
    if below in ("/data/codes", "/data/proof"):
        return [{"device": []}, signed_in]
    if below.startswith("/data/"):
        return [{"subject": []}, {"subject": [], **signed_in}]
    if below.startswith("/reports/{code}/consents") and method == "post":
        return [{"report": [], "device": []}, signed_in]
    if below.startswith("/reports/{code}/") and not below.endswith(("/receipt", "/confirmation")):
        return [{"report": []}, signed_in]
    if below == "/reports/{code}" or below.startswith("/photos"):
        return [{}, {"report": []}, signed_in]
    return [{}, signed_in] if below in ("/reports", "/results/{case_id}/interactions") else []


def example(shape: Plain, schema: Plain) -> Any:
    """A value of the shape, from the examples of its fields."""
    if "$ref" in shape:
        return example(schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]], schema)
    if shape.get("examples"):
        return shape["examples"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in shape:
            return example(shape[several][0], schema)
    if "const" in shape or "enum" in shape:
        return shape.get("const", (shape.get("enum") or [None])[0])
    if shape.get("type") == "object":
        properties = shape.get("properties", {})
        return {name: example(inner, schema) for name, inner in properties.items()}
    if shape.get("type") == "array":
        return [example(shape["items"], schema)] if "items" in shape else []
    if "default" in shape:
        return shape["default"]
    return {"string": "", "integer": 0, "number": 0.0, "boolean": False}.get(str(shape.get("type")))

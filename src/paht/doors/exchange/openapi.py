"""The OpenAPI document of the exchange: made of the commands' own forms, so that it cannot lag behind them."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from paht.doors.agency.casepage import ACTIONS
from paht.doors.exchange.casejson import SOFTWARE_FORMS
from paht.doors.exchange.problems import answer
from paht.doors.pages.commandforms.form import Asks, CommandForm
from paht.exchange.feed import KINDS

PLAIN: dict[str, tuple[tuple[str, ...], str]] = {
    "receive": ((), "Tiếp nhận phần việc được giao"),
    "return": (("ground", "note", "responsible"), "Trả lại bước trước, nêu lý do"),
    "begin": ((), "Ghi nhận bắt đầu xử lý"),
    "result": (("result", "files"), "Ghi kết quả xử lý, kèm ảnh sau xử lý"),
    "submit": (("note",), "Trình lãnh đạo phê duyệt"),
    "reject": (("note",), "Trả lại chuyên viên để hoàn thiện"),
    "approve": (("approver", "note"), "Đưa việc phê duyệt đến lãnh đạo đã đăng ký; người đó tự xác nhận"),
}
assert PLAIN.keys() == ACTIONS.keys()


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The document, for everybody."""
    return answer(document())


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "PAHT – trao đổi với phần mềm của cơ quan",
            "version": "1.0.0",
            "description": "Kéo phản ánh được giao, đẩy kết quả xử lý, nhận thông báo có chữ ký (Standard Webhooks).",
        },
        "servers": [{"url": "/api/exchange/v1"}],
        "security": [{"token": []}],
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "pax_<id>.<secret>"}
            },
            "schemas": {"Problem": _PROBLEM, "Change": _CHANGE},
            "responses": {"Problem": _problem("Không thực hiện được; xem detail, clause, next")},
        },
        "paths": {**_READING, **_commands()},
        "webhooks": {
            "change": {
                "post": {
                    "summary": "Một thay đổi, có webhook-id, webhook-timestamp, webhook-signature",
                    "requestBody": {"content": {"application/json": {"schema": _WEBHOOK}}},
                    "responses": {"2XX": {"description": "Đã nhận; trả lời trong 10 giây"}},
                }
            }
        },
    }


def _problem(words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


_STRING: dict[str, Any] = {"type": "string"}
_UUID: dict[str, Any] = {"type": "string", "format": "uuid"}
_INTEGER: dict[str, Any] = {"type": "integer"}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _STRING,
        "title": _STRING,
        "status": _INTEGER,
        "detail": _STRING,
        "clause": {**_STRING, "examples": ["VL.12.2.b"]},
        "clause_words": _STRING,
        "errors": {"type": "array", "items": {"type": "object"}},
        "version": _INTEGER,
        "happened": {"type": "array", "items": {"type": "object"}},
        "next": _STRING,
    },
}
_CHANGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": _INTEGER,
        "type": {"enum": sorted(KINDS)},
        "case": _UUID,
        "version": _INTEGER,
        "at": {"type": "string", "format": "date-time"},
        "due_at": {"type": ["string", "null"], "format": "date-time"},
    },
}
_WEBHOOK: dict[str, Any] = {
    "type": "object",
    "required": ["type", "timestamp", "data"],
    "properties": {
        "type": {"enum": [*sorted(KINDS), "test.ping"]},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {"$ref": "#/components/schemas/Change"},
    },
}


def _operation(
    summary: str, *parameters: dict[str, Any], status: str = "200", body: Any = None
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "summary": summary,
        "parameters": list(parameters),
        "responses": {
            status: {"description": "Được", "content": {"application/json": {"schema": {"type": "object"}}}},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    return {**said, "requestBody": {"required": True, "content": body}} if body else said


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


def _part(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _UUID}


_KNOWN = {"name": "If-None-Match", "in": "header", "schema": _STRING}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {**_STRING, "minLength": 8, "maxLength": 200},
}
_PAGE = (_query("after", _STRING), _query("limit", {"type": "integer", "minimum": 1, "maximum": 100}))
_READING: dict[str, Any] = {
    "/me": {"get": _operation("Kết nối này là của ai, được làm gì")},
    "/cases": {
        "get": _operation(
            "Các phần việc của cơ quan, hạn gần trước",
            _query("state", {"enum": ["open", "past"]}),
            *_PAGE,
            _KNOWN,
        )
    },
    "/changes": {
        "get": _operation(
            "Thay đổi sau số “since”, theo thứ tự",
            _query("since", {"type": "integer", "minimum": 0}),
            _PAGE[1],
            _KNOWN,
        )
    },
    "/cases/{case}": {"get": _operation("Một phản ánh, như người xử lý được xem", _part("case"), _KNOWN)},
    "/cases/{case}/files/{file}": {
        "get": _operation(
            "Bản sao ảnh, không còn siêu dữ liệu",
            _part("case"),
            _part("file"),
            _query("size", {"enum": ["320", "1280"]}),
        )
    },
    "/files": {
        "post": _operation(
            "Gửi trước một ảnh; dùng trong lệnh trong vòng một ngày",
            status="201",
            body={
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"file": {"type": "string", "format": "binary"}},
                    }
                }
            },
        )
    },
    "/proposals/{proposal}": {
        "get": _operation("Việc phê duyệt đã đưa đến lãnh đạo nay ra sao", _part("proposal"))
    },
}


def _commands() -> dict[str, Any]:
    paths = {}
    for word, (fields, summary) in PLAIN.items():
        properties = {
            name: ({"type": "array", "items": _STRING} if name == "files" else _STRING) for name in fields
        }
        paths[f"/cases/{{case}}/commands/{word}"] = _command(
            summary, properties, status="202" if word == "approve" else "200"
        )
    for form in SOFTWARE_FORMS.values():
        paths[f"/cases/{{case}}/commands/{form.action}"] = _command(form.title, _properties(form))
    return paths


def _properties(form: CommandForm) -> dict[str, Any]:
    kinds: dict[Asks, dict[str, Any]] = {
        Asks.SEVERAL: {"type": "array", "items": _STRING},
        Asks.FILES: {"type": "array", "items": _STRING},
        Asks.TICK: {"type": "boolean"},
        Asks.DAY: {"type": "string", "format": "date"},
    }
    return {
        "files" if field.asks is Asks.FILES else field.name: {
            **kinds.get(field.asks, _STRING),
            "description": field.label,
        }
        for field in form.fields
    }


def _command(summary: str, properties: dict[str, Any], *, status: str = "200") -> dict[str, Any]:
    common = {
        "expected_version": _INTEGER,
        "number": {**_INTEGER, "description": "Phần việc hoặc đề nghị, nếu có nhiều"},
    }
    schema = {"type": "object", "required": ["expected_version"], "properties": {**common, **properties}}
    return {
        "post": _operation(
            summary, _part("case"), _KEY, status=status, body={"application/json": {"schema": schema}}
        )
    }

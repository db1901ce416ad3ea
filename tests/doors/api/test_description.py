"""The description: current, with examples that fit, and true: generated requests get what it says, never a fault."""

import importlib.util
import json
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from schemathesis import openapi
from tests.conftest import Clock
from tests.doors.api.phone import App
from tests.doors.api.test_staff import Program
from tests.province import TestProvince

from paht.doors.api import gate
from paht.doors.api.document import description
from paht.doors.api.shapes import Shape
from paht.doors.api.urls import api
from paht.doors.pages import limits

AppOf = Callable[[TestProvince], App]
ROOT = Path(__file__).parents[3]
TOOL = ROOT / "tools" / "client"
SCHEMA = json.loads(json.dumps(description(api), ensure_ascii=False))
OPERATIONS = [(path, method) for path, methods in SCHEMA["paths"].items() for method in methods]
NOT_FED = {
    ("/api/v1/uploads", "options"),
    ("/api/v1/uploads/{upload_id}", "head"),
    ("/api/v1/uploads/{upload_id}", "patch"),
}
"""Answers without content, and pieces of files, which the generator does not write: the journeys send them."""


def tool() -> Any:
    loader = SourceFileLoader("paht_tools_client", str(TOOL))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_description_checked_in_is_the_one_served(vinh_long: TestProvince, app_of: AppOf) -> None:
    made = tool()
    assert made.DESCRIPTION.read_text(encoding="utf-8") == made.description()
    assert app_of(vinh_long).get("/openapi.json").json() == SCHEMA


def test_the_client_checked_in_is_the_one_generated(tmp_path: Path) -> None:
    made = tool()
    made.generate(made.DESCRIPTION, tmp_path)

    def content(folder: Path) -> dict[str, bytes]:
        return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*.py")}

    assert content(made.CLIENT / "paht_client") == content(tmp_path / "paht_client")


def test_every_operation_has_examples_that_fit_their_shapes() -> None:
    wrong = []
    for path, method in OPERATIONS:
        operation = SCHEMA["paths"][path][method]
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            for media_type, content in body.get("content", {}).items():
                if media_type == "application/json":
                    shape = {**content["schema"], "components": SCHEMA["components"]}
                    if not jsonschema_rs.validator_for(shape).is_valid(content["example"]):
                        wrong.append((method, path, content["example"]))
    assert wrong == []


def test_generated_requests_of_staffs_programs_are_answered_as_described(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], app_of: AppOf, time: Clock
) -> None:
    program = Program(vinh_long, browser_of(vinh_long), time)
    loaded = openapi.from_dict(SCHEMA)
    asked = [(path, method) for path, method in OPERATIONS if path.startswith("/api/v1/staff/")]
    assert len(asked) == 3
    for path, method in sorted(asked, key=lambda each: each[1] == "delete"):
        headers = {"Authorization": f"Bearer {program.token}"}
        _answers_as_described(app_of(vinh_long), loaded[path][method.upper()], {}, headers)


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_generated_requests_are_answered_as_described(
    is_signed_in: bool,
    vinh_long: TestProvince,
    app_of: AppOf,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for limit in ("CONFIRMATIONS_PER_CASE", "CONFIRMATIONS_PER_ADDRESS", "LOOK_UPS_PER_ADDRESS"):
        monkeypatch.setattr(limits, limit, 1_000_000)
    monkeypatch.setattr(gate, "PER_NETWORK", 10_000_000)
    app = app_of(vinh_long)
    code = app.sent()["code"]
    published = vinh_long.sent(time.at).published(time.forward(hours=1))
    if is_signed_in:
        app.signs_in()
    known = {"code": code, "case_id": str(published.id)}
    headers = app.headers if is_signed_in else {}
    loaded = openapi.from_dict(SCHEMA)
    for path, method in OPERATIONS:
        if (path, method) in NOT_FED or (
            is_signed_in and path.startswith(("/api/v1/session", "/api/v1/me/devices"))
        ):
            continue
        _answers_as_described(app, loaded[path][method.upper()], known, headers)


def _answers_as_described(app: App, operation: Any, known: dict[str, str], headers: dict[str, str]) -> None:
    @seed(20261123)
    @settings(
        max_examples=4,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), is_known=strategies.booleans())
    def answers(case: Any, is_known: bool) -> None:
        parts = {**(case.path_parameters or {})}
        if is_known:
            parts |= {name: value for name, value in known.items() if name in parts}
        case.path_parameters = parts
        asked = case.as_transport_kwargs(base_url="http://testserver")
        content = asked.get("data") if asked.get("json") is None else json.dumps(asked["json"])
        sent = {
            name: value
            for name, value in (asked.get("headers") or {}).items()
            if name.lower() not in ("content-type", "accept-encoding")
        }
        kwargs: dict[str, Any] = {"headers": {**_plain(sent), **headers}}
        path = asked["url"].removeprefix("http://testserver")
        if asked.get("params"):
            kwargs["query_params"] = asked["params"]
        if content is not None and case.method.upper() not in ("GET", "HEAD"):
            kwargs |= {"data": content, "content_type": case.media_type or "application/json"}
        answer = getattr(app.client, case.method.lower())(path, **kwargs)
        _conforms(answer, operation)

    answers()


def _conforms(answer: Any, operation: Any) -> None:
    """No fault; a declared status, type and shape."""
    declared = operation.definition.raw["responses"]
    status = str(answer.status_code)
    assert answer.status_code < 500 or status == "503", (operation.label, answer.content[:300])
    assert status in declared, (operation.label, status, answer.content[:300])
    content = declared[status].get("content", {})
    kind = answer.get("Content-Type", "").partition(";")[0]
    if answer.streaming or not answer.content:
        return
    assert kind in content, (operation.label, status, kind)
    if kind.endswith("json"):
        shape = {**content[kind]["schema"], "components": SCHEMA["components"]}
        jsonschema_rs.validator_for(shape).validate(answer.json())


def _plain(headers: dict[str, Any]) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in headers.items()
        if str(value).isascii() and str(value).isprintable()
    }


def test_no_two_shapes_have_one_name() -> None:
    names: list[str] = []
    waiting = list(Shape.__subclasses__())
    while waiting:
        shape = waiting.pop()
        names.append(shape.__name__)
        waiting += shape.__subclasses__()
    assert sorted(names) == sorted(set(names))

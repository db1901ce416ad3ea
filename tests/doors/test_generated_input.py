"""Generated requests to every address of ours: the answer is never a failure of the program, nor a look into it.

There is no API description to generate from yet (schemathesis reads one); the addresses come from the program's own
routes instead, and the inputs from the names that its forms use.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Clock
from tests.doors.conftest import Desk
from tests.province import TestProvince

import paht
from paht.law.casework.case import Actor

Sits = Callable[[TestProvince, Actor], Desk]
DOORS = Path(paht.__file__).parent / "doors"
GETS = re.compile(r'(?:GET|POST|post|typed)(?:\.get|\.getlist)?[(\[]"(\w+)"')


def routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern)


ROUTES = sorted(routes(get_resolver().url_patterns))
IN_TEMPLATES = re.compile(r"""\bname="(\w+)"|forms\.\w+\('(\w+)'""")
NAMES = sorted(
    {name for file in DOORS.rglob("*.py") for name in GETS.findall(file.read_text(encoding="utf-8"))}
    | {
        name
        for file in DOORS.rglob("*.html")
        for pair in IN_TEMPLATES.findall(file.read_text(encoding="utf-8"))
        for name in pair
        if name
    }
)
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z", "Cc")), max_size=60)
WORDS = st.one_of(
    TEXT,
    st.integers().map(str),
    st.floats().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.uuids().map(str),
    st.sampled_from(
        ("", "0", "-1", "1e999", "\x00", "null", "[]", "{}", "../../etc/passwd", "%00", "' OR 1=1 --")
    ),
)
FORMS = st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=8)


def filled(route: str, known: dict[str, str], word: str) -> str:
    """The route with things that exist, or with the word, in its places."""

    def part(found: re.Match[str]) -> str:
        kind, name = found.group(1) or "str", found.group(2)
        if kind == "uuid":
            return known.get(name, str(uuid.uuid4()))
        if kind == "int":
            return "320"
        return known.get(name) or quote(word, safe="") or "x"

    return re.sub(r"<(?:(\w+):)?(\w+)>", part, route)


@pytest.mark.parametrize("who", ["nobody", "dispatcher", "staff", "leader_of_province"])
def test_no_generated_request_makes_any_address_fail(
    vinh_long: TestProvince, sits: Sits, time: Clock, who: str
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    client = (
        Client(headers={"host": vinh_long.host})
        if who == "nobody"
        else sits(vinh_long, getattr(vinh_long, who)).client
    )
    client.raise_request_exception = False
    known = {"case_id": str(case.id), "code": case.code}

    @settings(
        max_examples=250,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        route=st.sampled_from([route for route in ROUTES if "dang-xuat" not in route]),
        method=st.sampled_from(("get", "post", "head", "put", "delete")),
        form=FORMS,
        word=TEXT,
        is_known=st.booleans(),
    )
    def never_fails(route: str, method: str, form: dict[str, str], word: str, is_known: bool) -> None:
        path = filled(route, known if is_known else {}, word)
        data = form if method in ("get", "post") else None
        answer = getattr(client, method)(path, data)
        assert answer.status_code < 500 or path == "/readyz", (method, path, form)
        if "Content-Type" in answer and not answer.streaming:
            assert b"Traceback" not in answer.content

    never_fails()


def test_every_name_that_a_form_uses_is_tried() -> None:
    assert {"description", "phone", "expected_version", "command_id", "lat", "found_at", "kind"} <= set(NAMES)
    assert len(ROUTES) > 50

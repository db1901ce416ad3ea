"""Everything public passes through ``publicity``: knocked out it empties each; a new one must be named."""

import ast
import inspect
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.province import TestCase, TestProvince

import paht.doors.citizen
from paht.cases import rows
from paht.cases.queries import public, public_detail
from paht.doors.citizen import views_follow, views_public
from paht.law.casework import publicity as law
from paht.law.casework.case import Case
from paht.law.casework.publicity import NOTHING, Publicity

CitizenOf = Callable[[TestProvince], Citizen]
WORDS = "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."

READINGS: dict[str, Callable[[TestCase], str]] = {
    "home": lambda case: "/",
    "list": lambda case: "/ket-qua/",
    "searched by field": lambda case: "/ket-qua/?linh_vuc=road",
    "map": lambda case: "/ban-do/",
    "points": lambda case: "/ban-do/diem.json",
    "detail": lambda case: f"/ket-qua/{case.id}",
    "receipt": lambda case: reverse("citizen-result-receipt", args=[case.id]),
    "followed without proof": lambda case: f"/theo-doi/{case.code}",
}
"""Every public reading there is. There is no public feed, and no public figures."""

KNOWN = {
    **dict.fromkeys(("public_results", "public_points", "public_detail"), "asks PUBLIC"),
    "followed": "for whoever holds the code; what it shows of the content asks publicity",
    "case_alone": "for a photo; asks publicity",
    **dict.fromkeys(("is_sender", "code_of_command", "head_at"), "gives no content"),
    "file": "of an upload of this browser's own",
    "files": "of a letter, for whoever holds the signed word in our answer to it",
    **dict.fromkeys(
        ("draft", "Draft", "letters_of"), "of a letter: for whoever holds the signed word in our answer to it"
    ),
    **dict.fromkeys(("of_case", "of_person", "records_of", "looks_at"), "of consents: for a proven sender"),
    **dict.fromkeys(("directory", "Body"), "of bodies"),
    **dict.fromkeys(("history", "code_of", "own_requests"), "of data subjects' requests: for who asked"),
}
"""What the citizens' door reads, and why nothing private comes out of it."""


def seen(browser: Citizen, case: TestCase, reading: str) -> bool:
    """Whether the reading tells anything of the case's content."""
    response = browser.browser.get(READINGS[reading](case))
    if response.status_code == 404:
        # Whether there is a receipt yet is said only of a case that may be public.
        return "niêm phong" in response.content.decode() and reading == "receipt"
    if reading == "points":
        return bool(json.loads(response.content)["features"])
    shown = text(response)
    return "Đã vá" in shown if reading == "followed without proof" else WORDS in shown


@pytest.mark.clause("VL.10.2", "VL.13.1.a", "ST.9.1", "VL.7.5", "ST.4.5")
@pytest.mark.parametrize("reading", READINGS)
def test_each_public_reading_passes_through_the_one_function(
    reading: str,
    vinh_long: TestProvince,
    citizen_of: CitizenOf,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing(case: Case) -> Publicity:
        return NOTHING

    shown = vinh_long.sent(time.at).published(time.at)
    assert seen(citizen_of(vinh_long), shown, reading)
    for module in (rows, views_public, views_follow, law):
        monkeypatch.setattr(module, "publicity", nothing)
    hidden = vinh_long.sent(time.at).published(time.at)
    if reading in ("home", "list", "searched by field", "map", "points"):
        before = citizen_of(vinh_long).browser.get(READINGS[reading](hidden)).content.decode()
        assert str(shown.id) in before
        assert str(hidden.id) not in before
    else:
        assert not seen(citizen_of(vinh_long), hidden, reading)


def test_whatever_the_citizens_door_reads_is_named_here_with_the_reason() -> None:
    read = set()
    for path in Path(inspect.getfile(paht.doors.citizen)).parent.glob("*.py"):
        tree = list(ast.walk(ast.parse(path.read_text())))
        names = {
            alias.asname or alias.name
            for node in tree
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.name == "queries"
        }
        for node in tree:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner = node.value.id
                if owner in names and not node.attr.startswith("_"):
                    read.add(node.attr)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("paht.figures"):
                pytest.fail(f"{path.name} shows figures: name it in READINGS and let it ask publicity")
    assert read == KNOWN.keys()


@pytest.mark.parametrize(
    "query",
    [f for _, f in inspect.getmembers(public, inspect.isfunction) if f.__module__ == public.__name__]
    + [public_detail],
)
def test_every_public_query_asks_for_what_is_public(query: Callable[..., object]) -> None:
    assert "PUBLIC" in inspect.getsource(query)


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_an_urgent_result_is_public_without_a_word_of_the_senders(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    monkeypatch.setattr(
        views_public, "publicity", lambda case: Publicity(content=True, sender_name=False, text=False)
    )
    shown = text(citizen_of(vinh_long).browser.get(f"/ket-qua/{case.id}"))
    assert WORDS not in shown
    assert "chưa công khai vì chưa được duyệt" in shown

"""The policy of every page: nothing runs but what this answer has marked; files of others are sealed off."""

import re
import uuid
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, code_of, picture
from tests.doors.conftest import Desk
from tests.evidence.pictures import exif, film, saved, scene
from tests.province import TestProvince

from paht.law.casework.case import Actor
from paht.law.casework.states import Role
from paht.people.models import Membership

Sits = Callable[[TestProvince, Actor], Desk]
NOTHING_HERE = {
    "/anh/",
    "photo/",
    "file/",
    "ban-do/",
    "bien-nhan",
    "healthz",
    "readyz",
    "metrics",
    "demo/phone",
}
"""Addresses that are no page."""


class Scripts(HTMLParser):
    """What a page would run, and by which mark; what a strict policy refuses; which pages it leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.nonces: list[str | None] = []
        self.inline: list[str] = []
        self.links: list[str] = []
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.nonces.append(given.get("nonce"))
            if not given.get("src"):
                self.inline.append("script without an address")
        if tag == "style":
            self.inline.append("style")
        self.inline += [
            f"{name}={value}" for name, value in attrs if name == "style" or name.startswith("on")
        ]
        if tag == "a" and (given.get("href") or "").startswith("/"):
            self.links.append(str(given["href"]).partition("#")[0])


def policy(answer: HttpResponse) -> dict[str, str]:
    """The answer's policy by directive."""
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def crawl(client: Client, *starts: str, most: int = 60) -> Iterator[tuple[str, HttpResponse]]:
    """Every page that can be reached by links, one of each route."""
    waiting, seen = list(starts), set[str]()
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        shape = re.sub(r"[0-9a-f-]{32,36}|[A-Z]{2}-[0-9A-Z-]{14}", "#", path.partition("?")[0])
        if shape in seen:
            continue
        seen.add(shape)
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            waiting += Scripts(answer.content.decode()).links
            yield path, answer  # type: ignore[misc]


def assert_strict(path: str, answer: HttpResponse) -> str:
    """The nonce of a page whose policy lets nothing else run."""
    page, rules = Scripts(answer.content.decode()), policy(answer)
    assert page.inline == [], path
    assert page.nonces, path
    (nonce,) = set(page.nonces)
    assert rules["script-src"] == f"'nonce-{nonce}'", path
    assert len(str(nonce)) >= 22
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors", "frame-src"):
        assert rules[directive] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    return str(nonce)


@pytest.fixture
def walked(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], sits: Sits, time: Clock
) -> list[tuple[str, str, HttpResponse]]:
    """Every page that links lead to, as a citizen and as each kind of staff; the route's name with it."""
    for make in (
        "sent",
        "verified",
        "accepted",
        "dispatched",
        "received",
        "handled",
        "submitted",
        "published",
    ):
        case = vinh_long.sent(time.at)
        if make != "sent":
            getattr(case, make)(time.at)
    citizen = browser_of(vinh_long)
    code = code_of(Citizen(citizen, vinh_long).send())
    found = [
        (
            citizen,
            ("/", "/gui/", "/dang-nhap/", "/bien-nhan/", f"/phieu/{code}", f"/theo-doi/{code}", "/khong-co"),
        ),
        *(
            (sits(vinh_long, who).client, (start,))
            for who, start in (
                (vinh_long.dispatcher, "/desk/"),
                (vinh_long.staff, "/agency/"),
                (vinh_long.leader, "/leadership/"),
                (vinh_long.leader_of_province, "/leadership/"),
            )
        ),
    ]
    Membership.objects.filter(staff_id=vinh_long.auditor.id).update(role=Role.ADMINISTRATOR)
    found.append(
        (sits(vinh_long, vinh_long.auditor).client, ("/quan-tri/", "/su-co/bao/", "/tai-khoan/xac-thuc/"))
    )
    return [
        (path, answer.resolver_match.view_name, answer)  # type: ignore[attr-defined]
        for client, starts in found
        for path, answer in crawl(client, *starts)
    ]


def test_on_every_page_only_what_this_answer_has_marked_runs(
    walked: list[tuple[str, str, HttpResponse]],
) -> None:
    nonces = [assert_strict(path, answer) for path, _, answer in walked]
    assert len(set(nonces)) == len(nonces)
    assert len({name for _, name, _ in walked}) > 30


def test_refusals_and_errors_are_as_strict_as_pages(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], sits: Sits
) -> None:
    client = browser_of(vinh_long)
    desk = sits(vinh_long, vinh_long.staff).client
    for answer, status in (
        (client.get("/khong-co"), 404),
        (client.get("/tra-cuu/?ma=x"), 404),
        (desk.get("/quan-tri/"), 403),
        (client.post("/gui/", {}), 409),
    ):
        assert answer.status_code == status
        assert_strict(str(status), answer)  # type: ignore[arg-type]


def test_an_answer_that_is_no_page_lets_nothing_run(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    for path in ("/ban-do/diem.json", "/ban-do/o.geojson", "/healthz", "/metrics"):
        answer = browser_of(vinh_long).get(path)
        rules = policy(answer)  # type: ignore[arg-type]
        # What is not named is what everything else is.
        assert (rules.get("script-src"), rules["default-src"]) == (None, "'none'")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_others_uploaded_is_sandboxed_and_an_original_is_saved_and_never_shown(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], sits: Sits
) -> None:
    citizen = browser_of(vinh_long)
    named = picture(content=saved(scene(), exif=exif()))
    video = SimpleUploadedFile("phim.mp4", film(), content_type="video/mp4")
    code = code_of(Citizen(citizen, vinh_long).send(photo=[named, video]))
    desk = sits(vinh_long, vinh_long.intake)
    page = desk.text(desk.client.get(f"/desk/search/?code={code}")["Location"])
    photo = re.search(r'"(/desk/photo/([0-9a-f-]+)/([0-9a-f-]+)/\d+\.jpg)"', page)
    film_id = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>Video', page)
    assert photo is not None
    assert film_id is not None
    own = re.search(r'src="(/anh/[^"]+)"', citizen.get(f"/theo-doi/{code}").content.decode())
    assert own is not None
    as_it_came = f"/desk/file/{photo.group(2)}/{photo.group(3)}/"
    original = f"/desk/case/{photo.group(2)}/original/"
    for client, path in (
        (desk.client, photo.group(1)),
        (desk.client, as_it_came),
        (desk.client, original),
        (citizen, own.group(1)),
    ):
        is_video = path == original
        asked = {"file": film_id.group(1), "purpose": "Xem diễn biến"}
        answer = client.post(path, asked) if is_video else client.get(path)
        assert answer.status_code == 200
        rules = policy(answer)  # type: ignore[arg-type]
        assert rules["default-src"] == "'none'"
        assert rules["sandbox"] == ""
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == ("video/mp4" if is_video else "image/jpeg")
        if is_video:
            saved_as = r'attachment; filename="tep-goc-[0-9a-f]{12}\.mp4"'
            assert re.fullmatch(saved_as, answer["Content-Disposition"])
        else:
            # What a camera writes into a picture is its owner's, and nobody has asked to see it.
            assert b"Exif" not in answer.content
        answer.close()


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of ours."""
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, here)
        else:
            yield here, each


FILLED = {"uuid": str(uuid.uuid4()), "str": "VL-0000-0000-0000", "slug": "x", "int": "320", "path": "x"}
ADDRESSES = [
    "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLED[found[1] or "str"], address)
    for address, _ in routes(get_resolver().url_patterns)
]


def test_no_address_takes_a_form_without_the_sites_own_protection(
    vinh_long: TestProvince, sits: Sits
) -> None:
    client = sits(vinh_long, vinh_long.dispatcher).client
    client.handler.enforce_csrf_checks = True
    answers = {path: client.post(path, {"username": "x", "words": "x"}).status_code for path in ADDRESSES}
    # Those that answer a foreign form themselves may first find that there is no such case; programs' doors know no
    # cookie, so a form in a browser's name is nobody's (401) or not even a request of theirs (400).
    for path, status in answers.items():
        of_programs = path.startswith(("/api/", "/open311/", "/webhooks/"))
        assert status in ({400, 401, 403, 404, 405} if of_programs else {403, 404, 405}), (path, status)
    assert sum(status == 403 for status in answers.values()) > 30

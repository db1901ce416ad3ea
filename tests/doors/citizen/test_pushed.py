"""Notices on one's device: what the page offers, what the server keeps, and the program at the root."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.people.citizens import PHONE, citizen
from tests.province import TestProvince

from paht.doors.citizen import pushed
from paht.doors.citizen.signed import SESSION
from paht.messages.push import _text
from paht.people import choices, citizen_sessions, wishes
from paht.people.choices import Choice
from paht.people.citizen_sessions import Citizen as Person
from paht.people.wishes import Wishes

CitizenOf = Callable[[TestProvince], Citizen]
ACCOUNT, KEEP, DROP = "/toi/tai-khoan/", "/toi/thong-bao", "/toi/thong-bao/thoi"
OFFER = "Nhận thông báo trên thiết bị này"


@pytest.fixture(autouse=True)
def public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ORIGIN", "https://phananh.vidu.vn")


def subscribed(endpoint: str = "https://push.vidu.vn/p/abc", **more: str) -> str:
    """What a browser says of its subscription."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keys = {"p256dh": _text(point), "auth": _text(b"0123456789abcdef")}
    return json.dumps({"endpoint": endpoint, "expirationTime": None, "keys": keys, **more})


@pytest.fixture
def signed_in(vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock) -> tuple[Citizen, Person]:
    person = citizen(vinh_long, PHONE, time.at)
    token = citizen_sessions.open_session(
        jurisdiction_id=person.jurisdiction_id, person_id=person.person_id, device="Chrome", at=time.at
    )
    here = citizen_of(vinh_long)
    here.browser.cookies[SESSION] = token
    return here, person


def post(here: Citizen, path: str, **typed: str) -> HttpResponse:
    page = text(here.browser.get(ACCOUNT))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return here.browser.post(path, {"csrfmiddlewaretoken": token[1], **typed})  # type: ignore[return-value]


def kept(province: TestProvince) -> list[tuple[str, bytes]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT kind, sealed FROM people_push WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        return [(kind, bytes(sealed)) for kind, sealed in cursor.fetchall()]


def test_a_browser_subscribes_is_shown_so_and_is_forgotten_again(
    vinh_long: TestProvince, signed_in: tuple[Citizen, Person]
) -> None:
    here, _ = signed_in
    page = text(here.browser.get(ACCOUNT))
    assert OFFER in page
    assert f'data-push="{settings.PUSH_KEY.read_text().strip()}"' in page
    assert re.search(r"data-push-end hidden", page)
    told = subscribed()
    assert post(here, KEEP, subscription=told).status_code == 204
    ((kind, sealed),) = kept(vinh_long)
    assert kind == "webpush"
    assert b"push.vidu.vn" not in sealed, "it is sealed"
    assert not re.search(r"data-push-end hidden", text(here.browser.get(ACCOUNT)))
    gone = post(here, DROP)
    assert (gone.status_code, gone["Location"]) == (303, f"{ACCOUNT}?xong=thoi-thong-bao#thong-bao")
    assert kept(vinh_long) == []


def test_the_consent_to_notices_and_its_withdrawal_are_kept_with_their_moments(
    vinh_long: TestProvince, signed_in: tuple[Citizen, Person], time: Clock
) -> None:
    here, person = signed_in
    began = time.at
    post(here, DROP)
    for _ in range(2):
        post(here, KEEP, subscription=subscribed())
    time.forward(minutes=3)
    post(here, DROP)
    found = choices.of(person.jurisdiction_id, [person.person_id])
    assert found == [Choice("push", False, time.at), Choice("push", True, began)], (
        "one act each, nothing by default"
    )
    page = text(here.browser.get("/toi/du-lieu/"))
    assert "Đồng ý nhận: Thông báo" not in page, "behind the proof of who asks"


def test_a_subscription_replaces_the_one_before_and_goes_with_its_session(
    vinh_long: TestProvince, signed_in: tuple[Citizen, Person]
) -> None:
    here, _ = signed_in
    for _ in range(2):
        assert post(here, KEEP, subscription=subscribed()).status_code == 204
    assert len(kept(vinh_long)) == 1
    post(here, "/toi/dang-xuat/")
    assert kept(vinh_long) == []


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{}",
        "[]",
        "x" * 2001,
        subscribed("http://push.vidu.vn/p"),
        subscribed("https://a:b@push.vidu.vn/p"),
        subscribed("https:///p"),
        subscribed(more="x" * 2000),
    ],
    ids=range(8),
)
def test_what_is_no_subscription_is_refused_in_words(
    vinh_long: TestProvince, signed_in: tuple[Citizen, Person], told: str
) -> None:
    answer = post(signed_in[0], KEEP, subscription=told)
    assert (answer.status_code, text(answer)) == (422, pushed.NOT_UNDERSTOOD)
    assert kept(vinh_long) == []


def test_subscribing_too_often_is_refused(vinh_long: TestProvince, signed_in: tuple[Citizen, Person]) -> None:
    here, _ = signed_in
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(here.browser.get(ACCOUNT)))
    assert token
    given = {"csrfmiddlewaretoken": token[1], "subscription": subscribed()}
    answers = [here.browser.post(KEEP, given).status_code for _ in range(pushed.KEPT_PER_SESSION + 1)]
    assert answers == [204] * pushed.KEPT_PER_SESSION + [429]


def test_a_form_from_elsewhere_and_a_stranger_change_nothing(
    vinh_long: TestProvince, signed_in: tuple[Citizen, Person], citizen_of: CitizenOf
) -> None:
    here, _ = signed_in
    assert post(here, KEEP, subscription=subscribed()).status_code == 204
    for path in (KEEP, DROP):
        assert here.browser.post(path, {"subscription": subscribed()}).status_code == 403
        assert here.browser.get(path).status_code == 405
    stranger = citizen_of(vinh_long)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(stranger.browser.get("/gui/")))
    assert token
    answer = stranger.browser.post(DROP, {"csrfmiddlewaretoken": token[1]})
    assert answer["Location"].startswith("/toi/dang-nhap/")
    assert len(kept(vinh_long)) == 1


@pytest.mark.parametrize("origin", ["", "http://phananh.vidu.vn"])
def test_nothing_is_offered_where_no_browser_would_subscribe(
    vinh_long: TestProvince, signed_in: tuple[Citizen, Person], monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setattr(settings, "ORIGIN", origin)
    here, _ = signed_in
    assert OFFER not in text(here.browser.get(ACCOUNT))
    assert post(here, KEEP, subscription=subscribed()).status_code == 422
    assert kept(vinh_long) == []


def test_nothing_is_offered_before_the_vault_has_published_the_key(
    signed_in: tuple[Citizen, Person], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "PUSH_KEY", tmp_path / "vapid.pub")
    assert OFFER not in text(signed_in[0].browser.get(ACCOUNT))


def test_whoever_wanted_no_pushes_is_told_that_they_wait_for_the_wish(
    signed_in: tuple[Citizen, Person], time: Clock
) -> None:
    here, person = signed_in
    words = "Ông/bà đã bỏ chọn cách nhận tin này"
    assert words not in text(here.browser.get(ACCOUNT))
    wishes.keep(
        jurisdiction_id=person.jurisdiction_id,
        senders=wishes.senders_of_person(person.jurisdiction_id, person.person_id),
        wishes=Wishes("vi", frozenset({"push"})),
        has_open=False,
        at=time.at,
    )
    assert words in text(here.browser.get(ACCOUNT))


def test_the_program_lies_at_the_root_is_asked_for_anew_and_answers_no_request_of_pages(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    answer = citizen_of(vinh_long).browser.get("/thong-bao.js")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert answer["Cache-Control"] == "no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    program = unescape(answer.content.decode())
    assert "'push'" in program or '"push"' in program
    assert '"fetch"' not in program
    assert "caches" not in program

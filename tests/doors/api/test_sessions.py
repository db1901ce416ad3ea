"""Sessions of the app: bound to the device, refreshed, ended; no cookie counts."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.doors.api.phone import PHONE, App
from tests.people.citizens import code_on
from tests.province import TestProvince

AppOf = Callable[[TestProvince], App]


def test_somebody_signs_in_by_a_code_and_has_their_reports(vinh_long: TestProvince, app_of: AppOf) -> None:
    app = app_of(vinh_long)
    before = app.sent()
    app.signs_in()
    mine = app.get("/reports").json()
    assert [row["code"] for row in mine["undecided"]] == [before["code"]]
    assert app.post(f"/reports/{before['code']}/claim", {"own": True}).status_code == 200
    after = app.sent()
    assert [row["code"] for row in app.get("/reports").json()["items"]] == [after["code"], before["code"]]
    account = app.get("/me").json()
    assert account["phones"][0]["number"] == PHONE
    assert [device["name"] for device in account["devices"]] == ["Ứng dụng thử"]


def test_a_token_opens_nothing_on_another_device(vinh_long: TestProvince, app_of: AppOf) -> None:
    app, thief = app_of(vinh_long), app_of(vinh_long)
    app.signs_in()
    thief.tokens = app.tokens
    assert thief.get("/me").status_code == 401
    refreshed = thief.post(
        "/session/refresh", {"refresh_token": app.tokens["refresh_token"]}, Authorization=""
    )
    assert refreshed.status_code == 401
    assert app.get("/me").status_code == 200


def test_no_cookie_counts_and_no_token_is_a_cookie(vinh_long: TestProvince, app_of: AppOf) -> None:
    app = app_of(vinh_long)
    app.signs_in()
    browser = Client(headers={"host": vinh_long.host})
    for token in (app.tokens["access_token"], app.tokens["refresh_token"]):
        browser.cookies["citizen"] = token
        assert browser.get("/toi/").status_code == 302
        assert browser.get("/api/v1/me").status_code == 401


def refresh(app: App, token: str) -> int:
    body = json.dumps({"refresh_token": token})
    answer = app.client.post(
        "/api/v1/session/refresh",
        body,
        content_type="application/json",
        headers={"Device-Secret": app.device},
    )
    if answer.status_code == 200:
        app.tokens = answer.json()
    return int(answer.status_code)


def test_an_access_token_ends_after_an_hour_and_is_refreshed(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    app = app_of(vinh_long)
    app.signs_in()
    time.forward(minutes=60)
    assert app.get("/me").status_code == 401
    assert refresh(app, app.tokens["refresh_token"]) == 200
    assert app.get("/me").status_code == 200


def test_a_lost_answer_is_asked_for_again_and_a_copied_token_ends_the_session(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    app = app_of(vinh_long)
    app.signs_in()
    first = app.tokens["refresh_token"]
    assert refresh(app, first) == 200
    second = app.tokens["refresh_token"]
    assert refresh(app, first) == 200
    assert app.tokens["refresh_token"] == second
    time.forward(minutes=10)
    assert refresh(app, first) == 401
    assert refresh(app, second) == 401


def test_a_session_lasts_ninety_days_in_all_however_often_it_is_refreshed(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    app = app_of(vinh_long)
    app.signs_in()
    for _ in range(4):
        time.forward(days=20)
        assert refresh(app, app.tokens["refresh_token"]) == 200
    time.forward(days=10)
    assert refresh(app, app.tokens["refresh_token"]) == 401


def test_signing_out_and_ending_from_another_device_close_at_once_and_take_the_pushes_along(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    app, other = app_of(vinh_long), app_of(vinh_long)
    app.signs_in()
    time.forward(minutes=2)
    other.signs_in()
    wrong = app.ask("put", "/me/push", {"kind": "webpush", "token": "https://no.subscription.vn"})
    assert wrong.status_code == 422
    push = {"kind": "fcm", "token": "a-token-of-a-telephone"}
    assert app.ask("put", "/me/push", push).status_code == 200
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT sealed FROM people_push WHERE jurisdiction_id = %s", [vinh_long.jurisdiction.id]
        )
        (sealed,) = cursor.fetchone()
        assert b"a-token" not in bytes(sealed)
        here = next(each["id"] for each in other.get("/me").json()["devices"] if not each["is_this"])
        assert other.ask("delete", f"/me/devices/{here}").status_code == 200
        cursor.execute(
            "SELECT count(*) FROM people_push WHERE jurisdiction_id = %s", [vinh_long.jurisdiction.id]
        )
        assert cursor.fetchone() == (0,)
    assert app.get("/me").status_code == 401
    assert other.ask("delete", "/session").status_code == 200
    assert other.get("/me").status_code == 401


def test_a_code_counts_only_on_the_device_that_asked_for_it(vinh_long: TestProvince, app_of: AppOf) -> None:
    app, thief = app_of(vinh_long), app_of(vinh_long)
    app.post("/session/codes", {"phone": PHONE})
    answer = thief.post("/session", {"otp": code_on(vinh_long, PHONE)})
    assert answer.status_code == 422


def test_data_are_asked_for_after_a_code(vinh_long: TestProvince, app_of: AppOf, time: Clock) -> None:
    app = app_of(vinh_long)
    code = app.sent()["code"]
    assert app.get("/data/requests").status_code == 403
    assert app.post("/data/codes", {"report": code, "phone": PHONE}).status_code == 202
    proven = app.post("/data/proof", {"report": code, "otp": code_on(vinh_long, PHONE)})
    app.data = proven.json()["data_token"]
    made = app.act("/data/requests", right="see")
    assert made.status_code == 201, made.content.decode()
    assert [row["right"] for row in app.get("/data/requests").json()] == ["see"]
    assert app.get("/data/extract").json()["sections"]
    time.forward(minutes=15)
    assert app.get("/data/extract").status_code == 403


def test_other_origins_may_call_only_where_the_operator_says_so(
    vinh_long: TestProvince, app_of: AppOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, asked = app_of(vinh_long), {"Origin": "https://app.vidu.vn", "Access-Control-Request-Method": "GET"}
    assert app.ask("options", "/province", **asked).status_code == 405
    assert "Access-Control-Allow-Origin" not in app.get("/province", **asked)
    monkeypatch.setattr(settings, "API_ORIGINS", frozenset({"https://app.vidu.vn"}))
    assert app.ask("options", "/province", **asked).status_code == 204
    assert app.get("/province", **asked)["Access-Control-Allow-Origin"] == "https://app.vidu.vn"

"""One account by a provider of identities, in the app and on the web: whoever signs in on both sees the same reports,
and each session is bound to where it was opened."""

import base64
import hashlib
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.doors.api.phone import PHONE, App
from tests.people.loopback_provider import SECRET, LoopbackProvider, loopback_provider, rows
from tests.province import TestProvince

from paht.people.openid import metadata
from paht.people.openid.providers import _kept

BACK = "vn.vidu.phananh:/dang-nhap/xong"
VOUCHES = "[provider.phone]\ncounts_as_verified = true\nverified_claim = 'phone_number_verified'"
BEGIN, FINISH = "/session/openid/thu", "/session/openid/thu/answer"


@dataclass
class Both:
    """A telephone with the app and a browser, one person, one provider."""

    app: App
    browser: Client
    provider: LoopbackProvider

    def begins(self, app: App | None = None) -> dict[str, str]:
        answer = (app or self.app).post(BEGIN)
        assert answer.status_code == 200, answer.content.decode()
        begun: dict[str, str] = answer.json()
        return begun

    def answers(self, begun: dict[str, str], app: App | None = None, **changes: Any) -> Any:
        """The person agrees in the system's browser, the app is handed the answer."""
        told = self.provider.agrees(begun["address"])
        return (app or self.app).post(FINISH, {"kept": begun["kept"], **told, "device": "Máy thử", **changes})

    def signs_in_by_app(self) -> None:
        answer = self.answers(self.begins())
        assert answer.status_code == 201, answer.content.decode()
        self.app.tokens = answer.json()

    def signs_in_by_web(self) -> None:
        page = unescape(self.browser.get("/toi/dinh-danh/thu/").content.decode())
        start = page.index(f"{self.provider.issuer}/authorize")
        told = self.provider.agrees(page[start : page.index('"', start)])
        answer = self.browser.get(f"/toi/dinh-danh/thu/xong?{urllib.parse.urlencode(told)}")
        assert answer.status_code in (200, 302, 303), answer.content.decode()

    def codes_in_app(self) -> set[str]:
        answer = self.app.get("/reports")
        assert answer.status_code == 200, answer.content.decode()
        return {each["code"] for each in answer.json()["items"]}

    def web(self) -> str:
        answer = self.browser.get("/toi/")
        assert answer.status_code == 200
        return unescape(answer.content.decode())


@pytest.fixture
def both(
    province: TestProvince, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Both]:
    del time
    monkeypatch.setenv("PAHT_OPENID", str(tmp_path))
    monkeypatch.setattr(settings, "APP_RETURN", BACK)
    metadata.forget()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM people_allowance")
    secret = tmp_path / "thu.secret"
    secret.write_text(SECRET + "\n")
    secret.chmod(0o600)
    with loopback_provider() as provider:
        provider.person |= {"sub": uuid.uuid4().hex, "phone_number_verified": True}
        provider.person["phone_number"] = f"+84 {PHONE[1:]}"
        (tmp_path / f"{province.jurisdiction.slug}.toml").write_text(rows(provider, tables=VOUCHES))
        _kept.cache_clear()
        yield Both(App(province), Client(headers={"host": province.host}), provider)


def test_who_signs_in_by_the_provider_in_the_app_and_on_the_web_sees_the_same_reports(both: Both) -> None:
    both.signs_in_by_app()
    sent = both.app.sent()
    both.app.reports.clear()
    assert both.codes_in_app() == {sent["code"]}, "by the account, not by the proof that the telephone kept"
    both.signs_in_by_web()
    assert sent["code"] in both.web()
    other = Both(App(both.app.province), Client(headers={"host": both.app.province.host}), both.provider)
    both.provider.person |= {"sub": uuid.uuid4().hex, "phone_number": "+84 987654321"}
    other.signs_in_by_app()
    assert other.codes_in_app() == set(), "another person of the same provider"


def test_the_app_s_sign_in_is_a_code_with_pkce_sent_back_to_the_app(both: Both) -> None:
    begun = both.begins()
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun["address"]).query))
    assert (asked["response_type"], asked["redirect_uri"]) == ("code", BACK)
    assert asked["code_challenge_method"] == "S256"
    assert len(base64.urlsafe_b64decode(asked["code_challenge"] + "=")) == hashlib.sha256().digest_size
    assert asked["code_challenge"] not in begun["kept"]
    assert both.answers(begun).status_code == 201
    assert both.provider.heard["/token"] == 1


def test_the_tokens_of_the_provider_s_sign_in_open_on_this_telephone_alone(both: Both, time: Clock) -> None:
    both.signs_in_by_app()
    thief = App(both.app.province)
    thief.tokens = both.app.tokens
    assert thief.get("/me").status_code == 401
    assert both.app.get("/me").status_code == 200
    time.forward(hours=1)
    assert both.app.get("/me").status_code == 401, "an access token lasts an hour"
    refresh = {"refresh_token": both.app.tokens["refresh_token"]}
    thief.tokens = both.app.tokens = {}
    assert thief.post("/session/refresh", refresh).status_code == 401
    answer = both.app.post("/session/refresh", refresh)
    assert answer.status_code == 200, answer.content.decode()
    both.app.tokens = answer.json()
    assert both.app.get("/me").status_code == 200


Change = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.mark.parametrize(
    "changes",
    [{"state": "another"}, {"code": "not-the-code"}, {"kept": "changed"}, {"iss": "https://another.vidu.vn"}],
    ids=["state", "code", "kept", "issuer"],
)
def test_an_answer_that_was_changed_opens_nothing(both: Both, changes: dict[str, Any]) -> None:
    answer = both.answers(both.begins(), **changes)
    assert answer.status_code in (400, 403, 422), answer.content.decode()
    assert "access_token" not in answer.content.decode()


def test_an_answer_counts_once(both: Both) -> None:
    begun = both.begins()
    told = {"kept": begun["kept"], **both.provider.agrees(begun["address"])}
    assert both.app.post(FINISH, told).status_code == 201
    assert both.app.post(FINISH, told).status_code in (400, 403)


def test_signing_out_in_the_app_leaves_the_web_signed_in_and_the_account_lists_both(both: Both) -> None:
    both.signs_in_by_app()
    both.signs_in_by_web()
    account = both.app.get("/me").json()
    assert "Máy thử" in str(account["devices"])
    assert len(account["devices"]) == 2
    assert both.app.ask("delete", "/session").status_code == 200
    assert both.app.get("/me").status_code == 401
    assert both.web()

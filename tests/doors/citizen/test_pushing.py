"""Notifications of a browser: offered over https to whoever is signed in, kept sealed, dropped, shown by one script."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connections
from tests.conftest import Clock
from tests.doors.citizen.pages import text
from tests.doors.citizen.test_signing_in import ACCOUNT, CitizenOf, post, signs_in, telephones
from tests.messages.test_push import Browser
from tests.province import TestProvince

from paht.installation.home import Home
from paht.installation.vault_folder import VAPID, prepare, publish, push_key_file

__all__ = ["telephones"]
PUSH = "/toi/thong-bao"
SUBSCRIBED = Browser().subscribed("https://push.vidu.vn/kenh/1")


@pytest.fixture(autouse=True)
def over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the installation's origin is https; cookies stay as a test's browser takes them."""
    monkeypatch.setattr(settings, "IS_HTTPS", True)


def kept(province: TestProvince) -> list[tuple[str, bytes]]:
    with connections["owner"].cursor() as cursor:
        where = [province.jurisdiction.id]
        cursor.execute("SELECT kind, sealed FROM people_push WHERE jurisdiction_id = %s", where)
        return [(kind, bytes(sealed)) for kind, sealed in cursor.fetchall()]


def test_the_page_of_ones_account_offers_the_key_and_says_whether_this_device_is_told(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    page = text(citizen.browser.get(ACCOUNT))
    assert f'data-push="{settings.PUSH_KEY.read_text().strip()}"' in page
    assert "Thiết bị này đang nhận thông báo" not in page
    answer = post(citizen, PUSH, subscription=SUBSCRIBED)
    assert (answer.status_code, answer["Location"]) == (303, f"{ACCOUNT}?xong=thong-bao")
    ((kind, sealed),) = kept(vinh_long)
    assert kind == "webpush"
    assert b"push.vidu.vn" not in sealed
    assert "Thiết bị này đang nhận thông báo" in text(citizen.browser.get(ACCOUNT))
    time.forward(minutes=2)
    other = citizen_of(vinh_long)
    signs_in(other)
    assert "Thiết bị này đang nhận thông báo" not in text(other.browser.get(ACCOUNT)), "another session"
    post(citizen, PUSH, drop="1")
    assert kept(vinh_long) == []


def test_without_https_nothing_is_offered(
    vinh_long: TestProvince, citizen_of: CitizenOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "IS_HTTPS", False)
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    assert "data-push" not in text(citizen.browser.get(ACCOUNT))


@pytest.mark.parametrize(
    "given",
    [
        "",
        "{}",
        "x" * 3000,
        Browser().subscribed("http://push.vidu.vn/kenh/1"),
        Browser().subscribed("https://push.vidu.vn/" + "x" * 2000),
        json.dumps({"endpoint": "https://push.vidu.vn/", "keys": {"p256dh": "AA", "auth": "AA"}}),
    ],
)
def test_what_is_no_subscription_is_told_and_not_kept(
    given: str, vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    answer = post(citizen, PUSH, subscription=given)
    assert answer["Location"] == f"{ACCOUNT}?xong=thong-bao-loi"
    assert "chưa bật được" in text(citizen.browser.get(answer["Location"]))
    assert kept(vinh_long) == []


def test_whoever_is_not_signed_in_signs_in_first(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(vinh_long)
    assert post(citizen, PUSH, subscription=SUBSCRIBED)["Location"].startswith("/toi/dang-nhap/")
    assert kept(vinh_long) == []


def test_the_script_lies_at_the_root_and_is_asked_for_anew_each_time(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    answer = citizen_of(vinh_long).browser.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "showNotification" in text(answer)


def test_the_key_that_is_published_is_the_public_half_of_the_vaults(tmp_path: Path) -> None:
    home = Home(path=tmp_path)
    home.create()
    prepare(home)
    publish(home)
    private = ec.derive_private_key(int.from_bytes((home.vault / VAPID).read_bytes()), ec.SECP256R1())
    numbers = private.public_key().public_numbers()
    published = push_key_file(home).read_text().strip()
    raw = base64.urlsafe_b64decode(published + "=" * (-len(published) % 4))
    assert raw == b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)

"""Notices on one's device in a real browser: its words in each answer of the browser's, the server's half for real.

Chromium subscribes at Google's service alone, which no test reaches: ``PushManager`` is stubbed where a subscription is
to succeed. The program at the root is the real one; pushes and presses are handed to it as the browser would.
"""

import json
import re
import uuid

import pytest
from django.db import connections
from playwright.sync_api import LocatorAssertions, Worker, expect
from tests.browser.visitor import Visitor, Watched
from tests.people.citizens import citizen
from tests.province import TestProvince

from paht import clock
from paht.people import citizen_sessions

pytestmark = pytest.mark.browser
OFFER, END = "Nhận thông báo trên thiết bị này", "Thôi nhận trên thiết bị này"

STUB = """(() => {
  const raw = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  let held = null;
  const asked = () => JSON.parse(localStorage.getItem("stub") || "null");
  const made = (key) => ({
    options: { applicationServerKey: key.buffer || key },
    toJSON: () => ({ endpoint: "https://push.vidu.vn/p/" + "x".repeat(20), expirationTime: null, keys: {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg" } }),
    unsubscribe: async () => { held = null; localStorage.removeItem("stub"); return true; },
  });
  PushManager.prototype.getSubscription = async () => {
    if (!held && asked()) held = made(Uint8Array.from(asked()));
    return held;
  };
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new TypeError("key");
    localStorage.setItem("stub", JSON.stringify([...applicationServerKey]));
    return (held = made(applicationServerKey));
  };
  Notification.requestPermission = async () => "granted";
  Object.defineProperty(Notification, "permission", { get: () => "default" });
})();"""


@pytest.fixture(scope="module")
def sessions(provinces: dict[str, TestProvince]) -> dict[str, str]:
    """A person of each province, signed in; made before a browser starts."""
    found = {}
    for province in provinces.values():
        person = citizen(province, f"09{uuid.uuid4().int % 10**8:08}", clock.now())
        found[province.host] = citizen_sessions.open_session(
            jurisdiction_id=person.jurisdiction_id,
            person_id=person.person_id,
            device="Chrome trên Android",
            at=clock.now(),
        )
    connections.close_all()
    return found


def on_the_account(watched: Watched, visitor: Visitor, sessions: dict[str, str]) -> None:
    cookie = {"name": "citizen", "value": sessions[watched._province.host], "url": watched._origin}
    visitor.page.context.add_cookies([cookie])  # type: ignore[list-item]
    visitor.open("/toi/tai-khoan/")


def said(visitor: Visitor) -> LocatorAssertions:
    return expect(visitor.page.locator("[data-push-said]"))


def test_somebody_begins_and_ends_notices_on_their_telephone(
    sessions: dict[str, str], watched: Watched
) -> None:
    visitor = watched.telephone()
    visitor.page.add_init_script(STUB)
    on_the_account(watched, visitor, sessions)
    said(visitor).to_have_text("Thiết bị này chưa nhận thông báo.")
    visitor.look("push-off")
    visitor.press(OFFER)
    said(visitor).to_have_text("Thiết bị này đang nhận thông báo.")
    visitor.open("/toi/tai-khoan/")
    said(visitor).to_have_text("Thiết bị này đang nhận thông báo.")
    expect(visitor.page.get_by_role("button", name=OFFER)).to_be_hidden()
    visitor.look("push-on")
    visitor.press(END)
    expect(visitor.page.get_by_text("Thiết bị này thôi nhận thông báo.")).to_be_visible()
    said(visitor).to_have_text("Thiết bị này chưa nhận thông báo.")
    assert visitor.page.evaluate("localStorage.getItem('stub')") is None


@pytest.mark.parametrize(
    ("refusal", "words", "may_again"),
    [
        ("Notification.requestPermission = async () => 'denied';", "Trình duyệt đang chặn thông báo", False),
        ("Notification.requestPermission = async () => 'default';", "Ông/bà chưa cho phép", True),
        (
            "PushManager.prototype.subscribe = async () => { throw new DOMException('x', 'AbortError'); };",
            "không đăng ký được với dịch vụ thông báo",
            True,
        ),
    ],
)
def test_a_browser_that_refuses_is_explained(
    sessions: dict[str, str], watched: Watched, refusal: str, words: str, may_again: bool
) -> None:
    visitor = watched.at_a_desk()
    visitor.page.add_init_script(STUB + refusal)
    on_the_account(watched, visitor, sessions)
    visitor.press(OFFER)
    said(visitor).to_contain_text(words)
    offer = expect(visitor.page.get_by_role("button", name=OFFER))
    offer.to_be_visible() if may_again else offer.to_be_hidden()
    visitor.look(f"push-refused-{may_again}")


def test_a_browser_without_pushes_is_told_so(sessions: dict[str, str], watched: Watched) -> None:
    visitor = watched.telephone()
    visitor.page.add_init_script("delete window.PushManager;")
    on_the_account(watched, visitor, sessions)
    said(visitor).to_contain_text("Trình duyệt này không nhận được thông báo.")
    expect(visitor.page.get_by_role("button", name=OFFER)).to_be_hidden()


def test_without_scripts_the_page_says_what_is_needed(sessions: dict[str, str], watched: Watched) -> None:
    visitor = watched.telephone(scripts=False)
    on_the_account(watched, visitor, sessions)
    said(visitor).to_contain_text("Cần bật JavaScript")


SHOWN = """async (told) => {
  const shown = [];
  self.registration.showNotification = async (title, options) => { shown.push({ title, ...options }); };
  const event = new Event("push");
  event.data = told === null ? null : { json: () => JSON.parse(told) };
  let done;
  event.waitUntil = (promise) => { done = promise; };
  self.dispatchEvent(event);
  await done;
  return shown;
}"""
PRESSED = """async (link) => {
  const opened = [];
  self.clients.openWindow = async (address) => { opened.push(address); };
  const event = new Event("notificationclick");
  event.notification = { close: () => opened.push("closed"), data: { link } };
  let done;
  event.waitUntil = (promise) => { done = promise; };
  self.dispatchEvent(event);
  await done;
  return opened;
}"""


def program(visitor: Visitor) -> Worker:
    """The real program at the root, at work."""
    with visitor.page.context.expect_event("serviceworker") as begun:
        visitor.page.evaluate("navigator.serviceWorker.register('/thong-bao.js')")
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    found: Worker = begun.value
    return found


def test_a_push_is_shown_and_pressing_it_opens_the_report_here_and_nowhere_else(
    sessions: dict[str, str], watched: Watched
) -> None:
    visitor = watched.telephone()
    on_the_account(watched, visitor, sessions)
    worker, here = program(visitor), watched._origin
    scope = "navigator.serviceWorker.ready.then((each) => each.scope)"
    assert visitor.page.evaluate(scope) == f"{here}/"
    told = {
        "title": "Kết quả trả lời phản ánh VL-1",
        "body": "Mời xem.",
        "link": f"{here}/theo-doi/VL-1",
        "tag": "a",
    }
    assert worker.evaluate(SHOWN, json.dumps(told)) == [
        {
            "title": told["title"],
            "body": "Mời xem.",
            "tag": "a",
            "lang": "vi",
            "data": {"link": told["link"]},
        }
    ]
    for nothing in (None, "no json"):
        (plain,) = worker.evaluate(SHOWN, nothing)
        assert plain["title"] == "Phản ánh hiện trường"
        assert plain["data"] == {"link": f"{here}/toi/"}
    assert worker.evaluate(PRESSED, told["link"]) == ["closed", told["link"]]
    for foreign in ("https://xau.vidu.vn/theo-doi/VL-1", "//xau.vidu.vn/theo-doi/VL-1"):
        assert worker.evaluate(PRESSED, foreign) == ["closed", told["link"]]
    assert re.match(rf"^{re.escape(here)}/", worker.evaluate(PRESSED, "javascript:alert(1)")[1])

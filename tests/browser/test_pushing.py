"""Notifications in a real browser: the button, the service worker, what it shows, and where a press leads.

The browser of a test may not ask its maker's push service, so that subscribing alone is played; the page is the
program's own, handed to the browser as if it came over https.
"""

import json
import re

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from playwright.sync_api import BrowserContext, Page, Route, expect
from tests.browser.visitor import Visitor, Watched
from tests.province import TestProvince

from paht.doors.pages.rendering import render

pytestmark = pytest.mark.browser
NONCE = "mot-lan"
POLICY = (
    f"default-src 'none'; script-src 'nonce-{NONCE}'; worker-src 'self'; connect-src 'self'; style-src 'self'; "
    "font-src 'self'; img-src 'self'; form-action 'self'"
)
KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SUBSCRIBING = """
let kept = null;
PushManager.prototype.subscribe = async function (options) {
  if (!options.userVisibleOnly) throw new Error("every push must be seen");
  kept = { options, toJSON: () => ({ endpoint: "https://push.vidu.vn/1", keys: { p256dh: "K", auth: "A" } }) };
  sessionStorage.subscribedTo = btoa(String.fromCharCode(...options.applicationServerKey));
  return kept;
};
PushManager.prototype.getSubscription = async () => kept;
"""

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (let turn = 0; turn < 40; turn += 1) {
    const found = await registration.getNotifications();
    if (found.length) return found.map(({ title, body, lang, data }) => ({ title, body, lang, link: data.link }));
    await new Promise((go) => setTimeout(go, 50));
  }
  return [];
}"""

PRESSED = """async () => {
  let opened = "";
  const waited = [];
  clients.openWindow = async (address) => { opened = address; };
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  event.waitUntil = (promise) => waited.push(promise);
  dispatchEvent(event);
  await Promise.all(waited);
  return opened;
}"""


def account(province: TestProvince, *, is_on: bool) -> str:
    """The page of somebody's account."""
    request: HttpRequest = RequestFactory().get("/toi/tai-khoan/")
    request.jurisdiction = province.jurisdiction  # type: ignore[attr-defined]
    request._csp_nonce = NONCE  # type: ignore[attr-defined]
    nothing = dict.fromkeys(("phones", "identities", "providers", "sessions", "messages"), ())
    context = {"current": "own", "here": None, **nothing, "push": {"key": KEY, "is_on": is_on}}
    return render(request, "citizen/account.html", context).content.decode()


def shows(page: Page, html: str) -> list[dict[str, str]]:
    """Hand the page to the browser; what its form sends is added to the list."""
    sent: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        route.fulfill(body=html, headers=headers)

    def take(route: Route) -> None:
        fields = re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', route.request.post_data or "", re.DOTALL)
        plain = route.request.post_data_json if not fields else dict(fields)
        sent.append(dict(plain))
        answer(route)

    page.route("**/toi/tai-khoan/", answer)
    page.route("**/toi/thong-bao", take)
    return sent


def opens(watched: Watched, html: str, *, allows: bool) -> tuple[Visitor, list[dict[str, str]]]:
    visitor = watched.telephone()
    context: BrowserContext = visitor.page.context
    context.grant_permissions(["notifications"] if allows else [])
    context.add_init_script(SUBSCRIBING)
    sent = shows(visitor.page, html)
    visitor.open("/toi/tai-khoan/")
    return visitor, sent


def test_a_press_subscribes_and_a_push_is_shown_and_opens_the_report(
    watched: Watched, here: TestProvince
) -> None:
    visitor, sent = opens(watched, account(here, is_on=False), allows=True)
    page = visitor.page
    visitor.look("push-off")
    devtools = page.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.get_by_role("button", name="Nhận thông báo").click()
    page.wait_for_url("**/toi/thong-bao")
    ((given),) = sent
    assert json.loads(given["subscription"])["endpoint"] == "https://push.vidu.vn/1"
    assert page.evaluate("sessionStorage.subscribedTo").replace("+", "-").replace("/", "_").rstrip("=") == KEY
    origin = page.evaluate("location.origin")
    pushed = {"title": "Phản ánh VL-1 đã có kết quả", "body": "Mời ông/bà xem.", "link": f"{origin}/tra-cuu/"}
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    told = {"origin": origin, "registrationId": found[-1], "data": json.dumps(pushed)}
    shown: list[dict[str, str]] = []
    while not shown:  # a worker that is not awake yet misses what is pushed in this way
        devtools.send("ServiceWorker.deliverPushMessage", told)
        shown = page.evaluate(SHOWN)
    assert shown[0] == {**pushed, "lang": "vi"}
    assert page.context.service_workers[-1].evaluate(PRESSED) == pushed["link"]


def test_a_browser_that_refuses_is_told_how_to_allow_it(watched: Watched, here: TestProvince) -> None:
    visitor, sent = opens(watched, account(here, is_on=False), allows=False)
    expect(visitor.page.get_by_role("button", name="Nhận thông báo")).to_be_hidden()
    expect(visitor.page.get_by_role("status")).to_contain_text("Trình duyệt đang chặn thông báo")
    visitor.look("push-denied")
    assert sent == []


def test_a_device_that_is_told_may_stop_it_and_one_that_lost_it_may_renew_it(
    watched: Watched, here: TestProvince
) -> None:
    visitor, sent = opens(watched, account(here, is_on=True), allows=True)
    expect(visitor.page.get_by_role("status")).to_contain_text("đã tắt thông báo")
    expect(visitor.page.get_by_role("button", name="Nhận thông báo", exact=True)).to_be_visible()
    visitor.look("push-on")
    visitor.page.get_by_role("button", name="Thôi nhận thông báo").click()
    visitor.page.wait_for_url("**/toi/thong-bao")
    assert [each.get("drop") for each in sent] == ["1"]

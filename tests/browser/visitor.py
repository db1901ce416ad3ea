"""People before a browser: a sender with a telephone, staff at a desk; every page they look at is examined."""

import json
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect
from tests.person import token_of
from tests.province import TestProvince

PATIENCE_MS = 30_000
"""A page may take long on a busy machine."""
expect.set_options(timeout=PATIENCE_MS)

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1440, "height": 900}
LAST_WORDS = 1_500
FORMS_RETURNED = (
    "the server responded with a status of 422",
    "the server responded with a status of 409",
)
SERIOUS = ("serious", "critical")
_EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
_COLOURS = {**_EVERYTHING, "runOnly": ["color-contrast"]}
_WIDER = """() => Array.from(document.querySelectorAll("body *")).filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > document.documentElement.clientWidth + 1;
}).slice(-3).map((element) => element.outerHTML.slice(0, 160))"""
_AXE = """async (options) => (await axe.run(document, options)).violations.map(
  ({ id, impact, nodes }) => ({ id, impact, where: nodes.slice(0, 5).map((node) => node.html.slice(0, 200)) }))"""


def aside[Found](read: Callable[[], Found]) -> Found:
    """What the database says, asked in a thread of its own: a browser's test has an event loop in which Django refuses
    to."""

    def asked() -> Found:
        try:
            return read()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asked).result()


class Watched:
    """The windows of one test; ``faults`` are the console's errors and refusals of the content policy."""

    def __init__(self, browser: Browser, province: TestProvince, *, origin: str) -> None:
        self.faults: list[str] = []
        self._browser, self._province, self._origin = browser, province, origin
        self._contexts: list[BrowserContext] = []

    def telephone(self, *, scripts: bool = True) -> "Visitor":
        """A telephone that knows its position, inside the province."""
        place = self._province.place
        return self._window(
            viewport=PHONE,
            is_mobile=True,
            has_touch=True,
            permissions=["geolocation"],
            geolocation={"latitude": place.latitude, "longitude": place.longitude, "accuracy": 8},
            java_script_enabled=scripts,
        )

    def signed_in(self, login: str, *, scripts: bool = True) -> "Visitor":
        """A member of staff at a desk, signed in beforehand, on the first page of their work."""
        visitor = self._window(viewport=DESK, java_script_enabled=scripts)
        cookie = {"name": "session", "value": token_of(self._province, login), "url": self._origin}
        visitor.page.context.add_cookies([cookie])  # type: ignore[list-item]
        visitor.open("/dang-nhap/")
        return visitor

    def at_a_desk(self) -> "Visitor":
        """Somebody at a desk who has not signed in."""
        return self._window(viewport=DESK)

    def close(self) -> None:
        """Close every window; what each showed last is told to whoever reads why a test failed."""
        for context in self._contexts:
            for page in context.pages:
                print(f"{page.url}\n{page.locator('main').first.inner_text()[:LAST_WORDS]}\n")
            context.close()

    def _window(self, **options: Any) -> "Visitor":
        context = self._browser.new_context(
            base_url=self._origin, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        return Visitor(page, self._province.jurisdiction.edition.id)

    def _hear(self, message: ConsoleMessage) -> None:
        # A form that comes back with its errors is answered with 422, one that was overtaken with 409: Chromium reports
        # both as failures.
        if message.type == "error" and not any(words in message.text for words in FORMS_RETURNED):
            where = message.location.get("url", "") or (message.page.url if message.page else "")
            self.faults.append(f"{where}: {message.text}")


class Visitor:
    """Someone before one window."""

    def __init__(self, page: Page, edition: str) -> None:
        self.page = page
        self._edition = edition

    def open(self, path: str) -> None:
        """Go to an address of the province."""
        self.page.goto(path)

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the first link of this name in the page's main part."""
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def form(self, action: str) -> Locator:
        """The form that does this."""
        return self.page.locator(f"form[action$='/{action}'], form[action$='/{action}/']")

    def has_done(self, action: str, code: str) -> None:
        """Expect that the desk says so; it has gone on to whichever case comes next, perhaps with the same form."""
        expect(self.page).to_have_url(re.compile(rf"[?&]done={action}&code={code}$"))

    def look(self, name: str) -> None:
        """Examine the page: nothing wider than the window, no serious barrier in light or dark; keep a picture."""
        self.page.wait_for_load_state("load")
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, (
            name,
            self.page.evaluate(_WIDER),
        )
        self.page.evaluate(AXE_SCRIPT)
        barriers = self._barriers(_EVERYTHING)
        self._wear("dark")
        barriers += self._barriers(_COLOURS)
        self._wear("light")
        self._keep(name)
        assert barriers == [], name + "\n" + json.dumps(barriers, ensure_ascii=False, indent=1)

    @property
    def width(self) -> int:
        """The window's width in CSS pixels."""
        assert self.page.viewport_size is not None
        return self.page.viewport_size["width"]

    def _barriers(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(_AXE, options)
        return [violation for violation in found if violation["impact"] in SERIOUS]

    def _wear(self, theme: str) -> None:
        self.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)

    def _keep(self, name: str) -> None:
        root = Path(__file__).parents[2]
        folder = root / os.environ.get("PAHT_SCREENSHOTS", "test-results/screenshots")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self._edition}-{self.width}-{name}.png", full_page=True)

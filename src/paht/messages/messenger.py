"""The way out by a Facebook page: the Send API. An address is the page and the identity, ``<page>:<user>``."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from urllib3.filepost import encode_multipart_formdata

from paht.installation.home import Home
from paht.messages import asking
from paht.messages.demo_chats import DemoChat
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.platforms import AGAIN, Page, is_demo, pages
from paht.messages.ways import Message, WayOut

LONGEST_TEXT, LONGEST_LABEL, MOST_CHOICES = 2000, 20, 13
CONTACT = "contact"
_BUSY = frozenset({1, 2, 4, 32, 341, 368, 613, 1200})
"""Errors of the platform's own, and of its limits: later it may go."""
_TOKEN = frozenset({102, 190})


class Messenger:
    """Messages of the pages, each with its own token."""

    field = "facebook"

    def __init__(self, accounts: Mapping[str, Page]) -> None:
        self._accounts = accounts
        self._pool = asking.pool()

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand the message over."""
        page_id, _, user = message.to.partition(":")
        page = self._accounts.get(page_id)
        if page is None or not user:
            return Declined("no such page")
        body, kind = _body(message, user)
        headers = {"Authorization": f"Bearer {page.access_token}", "Content-Type": kind}
        try:
            status, answer, wait = asking.post(
                self._pool,
                f"{page.api}/{page.page_id}/messages",
                headers=headers,
                body=body,
            )
        except asking.Failed as error:
            return Again(type(error).__name__)
        return _read(status, answer, wait)


def _body(message: Message, user: str) -> tuple[bytes, str]:
    """The request and its media type. A picture goes with the message itself, in one request: there is no step between
    two to be lost in."""
    plain = {"recipient": {"id": user}, "messaging_type": "RESPONSE", "message": content(message)}
    if message.picture is None:
        return json.dumps(plain, ensure_ascii=False).encode(), "application/json; charset=utf-8"
    fields: dict[str, Any] = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in plain.items()
    }
    fields["filedata"] = ("ket-qua.jpg", message.picture.content, "image/jpeg")
    return encode_multipart_formdata(fields)


def content(message: Message) -> dict[str, Any]:
    """The message as the platform takes it; a link goes with the words. Beside a picture it takes no words, but quick
    replies: those of the message before vanish with the next one."""
    text = f"{message.text}\n{message.link}" if message.link else message.text
    if len(text) > LONGEST_TEXT:
        tail = f"…\n{message.link}" if message.link else "…"
        text = message.text[: LONGEST_TEXT - len(tail)] + tail
    replies = [
        {"content_type": "user_phone_number"}
        if code == CONTACT
        else {"content_type": "text", "title": label[:LONGEST_LABEL], "payload": code}
        for code, label in message.choices[:MOST_CHOICES]
    ]
    said: dict[str, Any] = {"text": text}
    if message.picture is not None:
        said = {"attachment": {"type": "image", "payload": {}}}
    return said | ({"quick_replies": replies} if replies else {})


def _read(status: int, answer: Mapping[str, Any], wait: float) -> Answer:
    error = answer.get("error")
    if 200 <= status < 300 and not error:
        return Accepted(str(answer.get("message_id", ""))[:120])
    code = error.get("code") if isinstance(error, dict) else None
    if code in _TOKEN:
        return Again("the token does not serve", 600.0)
    if code in _BUSY:
        return Again(f"error {code}", wait or 30.0)
    if status in AGAIN:
        return Again(f"http {status}", wait)
    return Declined(f"error {code}" if code is not None else f"http {status}")


def way_out(home: Home) -> WayOut | None:
    """The pages, the demo's chats, or nothing."""
    if is_demo(home, "PAHT_MESSENGER"):
        return DemoChat.opened(home, "messenger", field="facebook")
    accounts = {each.page_id: each for each in pages(home, sends=True)}
    return Messenger(accounts) if accounts else None

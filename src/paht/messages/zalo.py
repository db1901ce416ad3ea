"""The way out by a Zalo official account: messages to a chat identity (v3), and ZNS templates to a phone number.

An address is the account and the identity, ``<oa>:<user>``, as the conversation has kept it; the platform knows an
identity at one account alone.
"""

import hashlib
import json
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import urllib3
from urllib3.filepost import encode_multipart_formdata

from paht.installation.home import Home
from paht.law.casework.admission import phone_number
from paht.messages import asking
from paht.messages.demo_chats import DemoChat
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.platforms import AGAIN, ZaloAccount, is_demo, zalo_accounts
from paht.messages.ways import Message, Picture, WayOut
from paht.messages.zalo_tokens import Tokens

LONGEST_TEXT, LONGEST_SUBTITLE, LONGEST_LABEL = 2000, 500, 100
CONTACT = "contact"
"""The quick reply that asks the platform for name and number."""
UPLOAD = "/v2.0/oa/upload/image"
_MOST_UPLOADED = 1000


class Zalo:
    """Messages of the official accounts, each with its own tokens."""

    field = "zalo"

    def __init__(self, accounts: Mapping[str, tuple[ZaloAccount, Tokens]]) -> None:
        self._accounts = accounts
        self._pool = asking.pool()
        self._uploaded: OrderedDict[tuple[str, bytes], str] = OrderedDict()
        """What the platform calls a picture that it has, until a message with it went out."""

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand the message over; a token that the platform calls expired is refreshed once, and it is tried anew."""
        oa_id, _, user = message.to.partition(":")
        if not user or oa_id not in self._accounts:
            return Declined("no such account")
        account, tokens = self._accounts[oa_id]
        uploaded = "" if message.picture is None else self._has(message.picture, account, tokens)
        if not isinstance(uploaded, str):
            return uploaded
        body = {"recipient": {"user_id": user}, "message": content(message, account, uploaded=uploaded)}
        answer = posted(f"{account.api}/v3.0/oa/message/cs", body, account, tokens, self._pool)
        if message.picture is not None and not isinstance(answer, Again):
            self._uploaded.pop(_key(message.picture, account), None)
        return answer

    def _has(self, picture: Picture, account: ZaloAccount, tokens: Tokens) -> str | Answer:
        """The platform's name of the picture; one whose message is tried again is not uploaded again."""
        if len(picture.content) > account.largest_picture:
            return Declined("the picture is too large")
        key = _key(picture, account)
        if key in self._uploaded:
            return self._uploaded[key]
        body, kind = encode_multipart_formdata({"file": ("ket-qua.jpg", picture.content, "image/jpeg")})
        answer = _asked(account.upload or f"{account.api}{UPLOAD}", (body, kind), account, tokens, self._pool)
        if isinstance(answer, Again):
            return answer
        status, said = answer
        came, data = _read(said.get("error"), status, said, account), said.get("data")
        if not isinstance(came, Accepted):
            return came
        name = data.get("attachment_id") if isinstance(data, dict) else None
        if not isinstance(name, str) or not name:
            return Again("no name for an uploaded picture", 60.0)
        self._uploaded[key] = name
        while len(self._uploaded) > _MOST_UPLOADED:
            self._uploaded.popitem(last=False)
        return name


def _key(picture: Picture, account: ZaloAccount) -> tuple[str, bytes]:
    return account.oa_id, hashlib.sha256(picture.content).digest()


class Zns:
    """A template to a phone number, for whoever's window has closed; ``tracking_id`` is the message's."""

    field = "phone"

    def __init__(self, account: ZaloAccount, tokens: Tokens) -> None:
        self._account, self._tokens = account, tokens
        self._pool = asking.pool()

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand it over."""
        assert self._account.template is not None
        number = phone_number(message.to)
        if not number.startswith("0") or len(number) != 10:
            return Declined("no mobile number")
        given = {"{text}": message.text, "{link}": message.link, "{subject}": message.subject}
        data = {name: _put(value, given) for name, value in self._account.template.data.items()}
        body = {
            "phone": f"84{number[1:]}",
            "template_id": self._account.template.id,
            "template_data": data,
            "tracking_id": str(message_id),
        }
        return posted(self._account.zns, body, self._account, self._tokens, self._pool)


def _put(value: str, given: Mapping[str, str]) -> str:
    for name, text in given.items():
        value = value.replace(name, text)
    return value


def content(message: Message, account: ZaloAccount, *, uploaded: str = "") -> dict[str, Any]:
    """The message as the platform takes it: plain, with buttons, with a picture that it has (and no buttons: those of
    the message before stay), or as a request for name and number."""
    text = message.text[:LONGEST_TEXT]
    if uploaded:
        media = {"template_type": "media", "elements": [{"media_type": "image", "attachment_id": uploaded}]}
        return {"text": text, "attachment": {"type": "template", "payload": media}}
    if account.asks_contact and account.contact_image and CONTACT in dict(message.choices):
        element = {
            "title": "Họ tên và số điện thoại",
            "subtitle": text[:LONGEST_SUBTITLE],
            "image_url": account.contact_image,
        }
        payload = {"template_type": "request_user_info", "elements": [element]}
        return {"attachment": {"type": "template", "payload": payload}}
    buttons: list[dict[str, Any]] = [
        {"title": label[:LONGEST_LABEL], "type": "oa.query.hide", "payload": f"#{code}"}
        for code, label in message.choices
        if code != CONTACT
    ]
    if message.link:
        buttons.insert(0, {"title": "Mở trang", "type": "oa.open.url", "payload": {"url": message.link}})
    if not buttons:
        return {"text": text}
    template = {"type": "template", "payload": {"buttons": buttons[:5]}}
    return {"text": text, "attachment": template}


def posted(
    url: str,
    body: Mapping[str, Any],
    account: ZaloAccount,
    tokens: Tokens,
    connections: urllib3.PoolManager,
) -> Answer:
    """One message handed over; what came of it."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    answer = _asked(url, (raw, "application/json; charset=utf-8"), account, tokens, connections)
    if isinstance(answer, Again):
        return answer
    status, said = answer
    return _read(said.get("error"), status, said, account)


def _asked(
    url: str,
    body: tuple[bytes, str],
    account: ZaloAccount,
    tokens: Tokens,
    connections: urllib3.PoolManager,
) -> tuple[int, dict[str, Any]] | Again:
    """One request, and one more after the token was refreshed; ``body`` with its media type."""
    token = tokens.access()
    for is_last in (False, True):
        if isinstance(token, Again):
            return token
        headers = {"access_token": token, "Content-Type": body[1]}
        try:
            status, answer, wait = asking.post(connections, url, headers=headers, body=body[0])
        except asking.Failed as error:
            return Again(type(error).__name__)
        if status in AGAIN:
            return Again(f"http {status}", wait)
        if answer.get("error") in account.expired and not is_last:
            token = tokens.access(after=token)
            continue
        return status, answer
    raise AssertionError("the second try is the last")


def _read(code: Any, status: int, answer: Mapping[str, Any], account: ZaloAccount) -> Answer:
    if code == 0:
        data = answer.get("data")
        reference = data.get("message_id") or data.get("msg_id") if isinstance(data, dict) else ""
        return Accepted(str(reference or "")[:120])
    if code in account.expired:
        return Again("the token does not serve", 60.0)
    if code in account.busy:
        return Again(f"error {code}", 30.0)
    if not isinstance(code, int):
        return Again(f"http {status} without a code", 30.0) if status == 200 else Declined(f"http {status}")
    return Declined(f"error {code}")


def _opened(home: Home) -> dict[str, tuple[ZaloAccount, Tokens]]:
    return {each.oa_id: (each, Tokens(home, each)) for each in zalo_accounts(home, sends=True)}


def way_out(home: Home) -> WayOut | None:
    """The official accounts, the demo's chats, or nothing."""
    if is_demo(home, "PAHT_ZALO"):
        return DemoChat.opened(home, "zalo", field="zalo")
    accounts = _opened(home)
    return Zalo(accounts) if accounts else None


def zns_way_out(home: Home) -> WayOut | None:
    """ZNS by the first account that has a template: numbers belong to no province's account."""
    if is_demo(home, "PAHT_ZALO"):
        return None
    found = next((pair for pair in _opened(home).values() if pair[0].template is not None), None)
    return Zns(*found) if found else None

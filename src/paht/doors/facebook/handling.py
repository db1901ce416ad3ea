"""Messenger's events in words of no platform; for the worker."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from paht import clock
from paht.conversations.heard import Heard, What
from paht.conversations.hearing import hear
from paht.doors.facebook.webhook import CHANNEL, moment
from paht.doors.pages.chatreading import choice, choice_or_text, file_or_useless, spot
from paht.messages.inbox import Taken, Unusable, command_id
from paht.messages.platforms import Page, pages
from paht.walls import within

_FILES = frozenset({"image", "video", "audio", "file"})
_NO_USE = "Kênh này chưa đọc được loại tin vừa gửi; xin gửi chữ, ảnh, video hoặc vị trí."


def handle(taken: Taken) -> None:
    """Put one event into the conversation of who sent it."""
    content = json.loads(taken.content)
    event, page_id = content["event"], content["account"]
    message, postback = event.get("message"), event.get("postback")
    if not isinstance(message, dict | None) or not isinstance(postback, dict | None):
        raise Unusable("an event of an unknown shape")
    if (message is None and postback is None) or (message or {}).get("is_echo") in (True, "true"):
        return  # delivered, read, our own words
    page = next((each for each in pages(settings.HOME) if each.page_id == page_id), None)
    if page is None:
        raise Unusable("the page is not in the configuration any more")
    party, at = event.get("sender"), moment(event.get("timestamp"))
    user = str(party.get("id", "")) if isinstance(party, dict) else ""
    if not user:
        raise Unusable("an event without a sender")
    with within(taken.jurisdiction_id):
        hear(
            jurisdiction_id=taken.jurisdiction_id,
            channel=CHANNEL,
            account=page_id,
            to=f"{page_id}:{user}",
            event=taken.id,
            heard=_heard(taken, message, postback, page, at or taken.received_at),
            received_at=taken.received_at,
            now=clock.now(),
        )


def _heard(
    taken: Taken,
    message: dict[str, Any] | None,
    postback: dict[str, Any] | None,
    page: Page,
    at: datetime,
) -> list[Heard]:
    def one(number: int, what: What, text: str = "", **more: Any) -> Heard:
        return Heard(id=command_id(taken.id, str(number)).hex, at=at, what=what, text=text, **more)

    if message is None:
        found = choice(str((postback or {}).get("payload", "")))
        return [one(0, *found) if found else one(0, What.HELLO)]
    tapped = message.get("quick_reply")
    if isinstance(tapped, dict):
        payload = str(tapped.get("payload", ""))
        found = choice(payload)
        # A tapped telephone number comes as the payload.
        return [one(0, *found) if found else one(0, What.CONTACT, fields=(("phone", _national(payload)),))]
    heard: list[Heard] = []
    attachments = message.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else []:
        payload_of = attachment.get("payload") if isinstance(attachment, dict) else None
        if not isinstance(payload_of, dict):
            continue
        kind, number = str(attachment.get("type", "")), len(heard)
        if kind == "location":
            point = spot(payload_of.get("coordinates"), "lat", "long")
            more = {} if point is None else {"latitude": point[0], "longitude": point[1]}
            heard.append(one(number, What.PLACE if point else What.USELESS, "" if point else _NO_USE, **more))
        elif kind in _FILES:
            what, word = file_or_useless(str(payload_of.get("url", "")), hosts=page.media_hosts, taken=taken)
            heard.append(one(number, what, word))
        else:
            heard.append(one(number, What.USELESS, _NO_USE))
    text = message.get("text")
    if isinstance(text, str) and text.strip():
        what, said = choice_or_text(text)
        heard.append(one(len(heard), what, said))
    return heard or [one(0, What.USELESS, _NO_USE)]


def _national(phone: str) -> str:
    return "0" + phone.removeprefix("+84") if phone.startswith("+84") else phone[:20]

"""Zalo's events in words of no platform; for the worker."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from paht import clock
from paht.conversations.heard import Heard, What
from paht.conversations.hearing import hear
from paht.doors.pages.chatreading import choice_or_text, file_or_useless, spot
from paht.doors.zalo.webhook import CHANNEL, moment
from paht.messages.inbox import Taken, Unusable, command_id
from paht.messages.platforms import ZaloAccount, zalo_accounts
from paht.walls import within

_FILES = frozenset({"image", "gif", "video", "audio", "file", "photo"})
_SILENT = ("user_seen", "user_received", "oa_send", "unfollow", "user_reacted", "anonymous")
"""Events that say nothing: they are taken note of and done with."""
_NO_USE = "Kênh này chưa đọc được loại tin vừa gửi; xin gửi chữ, ảnh, video hoặc vị trí."


def handle(taken: Taken) -> None:
    """Put one event into the conversation of who sent it."""
    content = json.loads(taken.content)
    event, oa_id = content["event"], content["account"]
    name = str(event.get("event_name", ""))
    if name.startswith(_SILENT):
        return
    account = next((each for each in zalo_accounts(settings.HOME) if each.oa_id == oa_id), None)
    if account is None:
        raise Unusable("the account is not in the configuration any more")
    party = event.get("follower") if name == "follow" else event.get("sender")
    user = str(party.get("id", "")) if isinstance(party, dict) else ""
    at = moment(event)
    if not user or at is None:
        raise Unusable("an event without a sender or a moment")
    with within(taken.jurisdiction_id):
        hear(
            jurisdiction_id=taken.jurisdiction_id,
            channel=CHANNEL,
            account=oa_id,
            to=f"{oa_id}:{user}",
            event=taken.id,
            heard=_heard(taken, name, event, account, at),
            received_at=taken.received_at,
            now=clock.now(),
        )


def _heard(taken: Taken, name: str, event: dict[str, Any], account: ZaloAccount, at: datetime) -> list[Heard]:
    def one(number: int, what: What, text: str = "", **more: Any) -> Heard:
        return Heard(id=command_id(taken.id, str(number)).hex, at=at, what=what, text=text, **more)

    if name == "follow":
        return [one(0, What.HELLO)]
    if name == "user_submit_info":
        return [one(0, What.CONTACT, fields=_contact(event.get("info")))]
    message = event.get("message")
    if not isinstance(message, dict):
        raise Unusable("an event without a message")
    found: list[Heard] = []
    attachments = message.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else []:
        payload = attachment.get("payload") if isinstance(attachment, dict) else None
        if not isinstance(payload, dict):
            continue
        kind, number = str(attachment.get("type", "")), len(found)
        if kind == "location":
            point = spot(payload.get("coordinates"), "latitude", "longitude")
            more = {} if point is None else {"latitude": point[0], "longitude": point[1]}
            found.append(one(number, What.PLACE if point else What.USELESS, "" if point else _NO_USE, **more))
        elif kind in _FILES:
            what, text = file_or_useless(str(payload.get("url", "")), hosts=account.media_hosts, taken=taken)
            found.append(one(number, what, text))
        else:
            found.append(one(number, What.USELESS, _NO_USE))
    words = message.get("text")
    if isinstance(words, str) and words.strip():
        what, said = choice_or_text(words)
        found.append(one(len(found), what, said))
    return found or [one(0, What.USELESS, _NO_USE)]


def _contact(info: Any) -> tuple[tuple[str, str], ...]:
    """Name, number and address as the platform's form gave them."""
    if not isinstance(info, dict):
        return ()
    parts = [str(info.get(name, "")) for name in ("address", "ward", "district", "city")]
    phone = str(info.get("phone", ""))
    if phone.startswith("84") and len(phone) == 11:
        phone = "0" + phone[2:]
    return (
        ("name", str(info.get("name", ""))),
        ("phone", phone),
        ("address", ", ".join(part for part in parts if part)),
    )

"""A report through a chat for the demo: its photo in, its published result back in the same conversation."""

import json
import uuid
from datetime import datetime, timedelta

from paht.conversations import reports, store
from paht.conversations.heard import Heard, What
from paht.conversations.hearing import QUIET, hear
from paht.conversations.telling import tell_reports
from paht.conversations.turns import take_turns
from paht.demo import names
from paht.demo.scenes import SCENES
from paht.demo.trip import NAMESPACE, SCENE, Trip, reference
from paht.demo.working import as_worker
from paht.doors.pages import chatting
from paht.doors.pages.origin import origin_of
from paht.evidence import storage, tokens
from paht.installation.home import Home
from paht.law.casework.states import Channel
from paht.messages import demo_chats
from paht.messages.platforms import ZaloAccount, pages, zalo_accounts
from paht.walls import within


def by_chat(trip: Trip, home: Home, platform: str) -> None:
    """Photo, words, place, contact and declaration in a chat; where the edition takes no report by chat, the form that
    the chat hands over is sent under the same command."""
    channel, slug = ("zalo" if platform == "zalo" else "facebook"), trip.jurisdiction.slug
    found = zalo_accounts(home) if platform == "zalo" else pages(home)
    account = next(each for each in found if each.province == slug)
    name = account.oa_id if isinstance(account, ZaloAccount) else account.page_id
    to, who, event = f"{name}:{chatting.USER}", trip.person(channel), trip.id(channel, "event")
    person = store.person_of(jurisdiction_id=trip.jurisdiction.id, channel=channel, account=name, to=to)
    with within(trip.jurisdiction.id):
        if store.of_person(jurisdiction_id=trip.jurisdiction.id, channel=channel, person=person):
            return
        jpeg = trip.jpeg(who, after=False, at=trip.begun)
        heard = _heard(trip, who, event, trip.kept(jpeg, trip.begun))
        _shown(home, platform, to, who, jpeg, trip.begun)
        at = trip.begun + QUIET + timedelta(seconds=1)
        with as_worker():
            hear(
                jurisdiction_id=trip.jurisdiction.id,
                channel=channel,
                account=name,
                to=to,
                event=event,
                heard=heard,
                received_at=trip.begun,
                now=trip.begun,
            )
            take_turns(now=at, origin=origin_of)
        conversation = store.of_person(jurisdiction_id=trip.jurisdiction.id, channel=channel, person=person)
        assert conversation is not None, "heard above"
        if Channel(channel) not in trip.jurisdiction.edition.channels:
            command_id, at = store.command_of(store.opened(conversation).draft), at + timedelta(minutes=2)
            files = [reference(trip.kept(jpeg, at))]
            trip.sent(who, command_id=command_id, channel=Channel.WEB, files=files, at=at)
            with as_worker():
                take_turns(now=at + timedelta(seconds=3), origin=origin_of)
        (own,) = reports.own(conversation)
        trip.answered(own.case_id, who)
        with as_worker():
            # Now, and not when the demo is opened: a notice that waits too long for its chat goes by itself.
            tell_reports(now=trip.begun + timedelta(minutes=190), origin=origin_of)


def _heard(trip: Trip, who: names.Person, event: uuid.UUID, photo: storage.StoredFile) -> list[Heard]:
    said = [
        (What.FILE, tokens.sign_kept(tokens.kept(photo))),
        (What.TEXT, SCENES[SCENE].descriptions[0]),
        (What.PLACE, ""),
        (What.CONTACT, ""),
        (What.TEXT, f"Địa chỉ: {who.address}"),
        (What.TEXT, f"CCCD: {who.identity_number}"),
        (What.CHOICE, "calm"),
        (What.CHOICE, "declare"),
    ]
    fields = {field.name for field in trip.jurisdiction.edition.form}
    contact = (("name", who.full_name), ("phone", who.phone))
    return [
        Heard(
            id=uuid.uuid5(event, str(number)).hex,
            at=trip.begun - timedelta(seconds=20 * (len(said) - number)),
            what=what,
            text=text,
            fields=contact if what is What.CONTACT else (),
            latitude=who.commune.lat if what is What.PLACE else None,
            longitude=who.commune.lon if what is What.PLACE else None,
        )
        for number, (what, text) in enumerate(said)
        if not (text.startswith("CCCD") and "identity_number" not in fields)
        and not (text.startswith("Địa chỉ") and "address" not in fields)
    ]


def _shown(home: Home, platform: str, to: str, who: names.Person, jpeg: bytes, at: datetime) -> None:
    """What their telephone shows of what they sent."""
    name = f"{uuid.uuid5(NAMESPACE, to + platform).hex}.jpg"
    folder = home.path / "demo-media"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / name).write_bytes(jpeg)
    said = ["[ảnh]", SCENES[SCENE].descriptions[0], f"[vị trí] {who.commune.name}", "Xác nhận và gửi"]
    rows = [
        {"to": to, "mine": True, "text": text, "at": at.timestamp() + number}
        | ({"picture": f"/demo/phone/media/{name}"} if number == 0 else {})
        for number, text in enumerate(said)
    ]
    with demo_chats.file_of(home, f"{platform}-mine").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

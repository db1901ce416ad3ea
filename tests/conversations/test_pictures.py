"""The pictures of a result come into the chat: public copies alone, once, within what the platform takes."""

import hashlib
import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from tests.conftest import Clock
from tests.conversations.chats import (
    Citizen,
    Platform,
    connect,
    page_account,
    picture,
    platform_peer,
    rounds,
    said_to,
    zalo_account,
)
from tests.conversations.test_chats import case_of
from tests.conversations.test_ways_out import home_in
from tests.evidence.copying import copies_are_made
from tests.province import TestCase, TestProvince

from paht.cases import operations
from paht.conversations import picturing, store
from paht.evidence import storage
from paht.law.casework.case import FileRef, PublicPicture
from paht.law.evidence.findings import Box
from paht.messages.gateway import Accepted, Again, Declined
from paht.messages.messenger import Messenger
from paht.messages.ways import Message, Picture, WayOut
from paht.messages.zalo import Zalo
from paht.messages.zalo_tokens import Tokens

COVERED = Box(left=0.25, top=0.25, width=0.5, height=0.5)
"""The part of each picture that is covered."""


@pytest.fixture
def peer() -> Iterator[Platform]:
    with platform_peer() as platform:
        yield platform


@dataclass
class Chat:
    """A citizen whose report has a result with photos."""

    name: str
    province: TestProvince
    time: Clock
    peer: Platform
    citizen: Citizen
    ways: dict[str, WayOut]
    files: list[FileRef] = field(default_factory=list)

    def round(self, *, seconds: int = 3) -> None:
        rounds(self.time.forward(seconds=seconds), ways=self.ways)

    def reported(self) -> TestCase:
        for event in self.citizen.whole(self.province, 1):
            assert self.citizen.posts(event) == 200
        rounds(self.time.at, ways=self.ways)
        self.round()
        return case_of(self.province, said_to(self.province)[-1]["text"])

    def published(self, *, pictures: int, released: bool = True) -> TestCase:
        """With a result of so many photos, which an officer confirmed."""
        case, now = self.reported(), self.time.forward(hours=1)
        case.received(now)
        for number in range(pictures):
            content = picture(100 + number)
            kept = storage.keep(
                jurisdiction_id=self.province.jurisdiction.id, upload=io.BytesIO(content), received_at=now
            )
            assert not hasattr(kept, "reason")
            self.files.append(FileRef(str(kept.id), kept.sha256, kept.media_type))
        copies_are_made(self.province, now)
        staff, leader = self.province.staff, self.province.leader
        text = "Đã vá mặt đường."
        step = case.step(staff, now)
        case._done(operations.record_result(step, assignment=1, result=text, files=tuple(self.files)))
        case._done(operations.submit_result(case.step(staff, now), assignment=1, note="Kính trình."))
        case._done(operations.approve_result(case.step(leader, now), assignment=1, note="Đồng ý."))
        step = case.step(self.province.publisher, now)
        case._done(operations.publish(step, answer="Đã vá mặt đường, bảo đảm an toàn."))
        if released:
            self.release(case)
        return case

    def release(self, case: TestCase, *, withheld: bool = False) -> None:
        boxes = () if withheld else (COVERED,)
        decided = [PublicPicture(file.id, boxes=boxes, withheld=withheld) for file in self.files]
        step = case.step(self.province.publisher, self.time.at)
        case._done(operations.release_pictures(step, pictures=decided))

    def pictures(self) -> list[bytes]:
        """What the platform was given and showed, message by message."""
        if self.name == "facebook":
            return self.peer.filedata
        names = [
            element["attachment_id"]
            for each in self.peer.messages
            for element in each["message"].get("attachment", {}).get("payload", {}).get("elements", ())
        ]
        return [self.peer.uploads[name] for name in names]


@pytest.fixture
def chat_of(
    time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str, TestProvince], Chat]:
    def made(name: str, province: TestProvince) -> Chat:
        account = (zalo_account if name == "zalo" else page_account)(province, peer)
        connect(monkeypatch, account)
        ways: dict[str, WayOut] = (
            {"zalo": Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})}
            if name == "zalo"
            else {"messenger": Messenger({account.page_id: account})}
        )
        citizen = Citizen(account, "9007199254740993", time.at, peer.url)
        return Chat(name, province, time, peer, citizen, ways)

    return made


@pytest.mark.parametrize("name", ["zalo", "facebook"])
@pytest.mark.clause("VL.13.1.a", "VL.7.5")
def test_the_pictures_of_the_result_come_into_the_chat_once_as_everybody_sees_them(
    vinh_long: TestProvince, chat_of: Callable[[str, TestProvince], Chat], name: str
) -> None:
    chat = chat_of(name, vinh_long)
    case = chat.published(pictures=2)
    for _ in range(3):
        chat.round()
    given = chat.pictures()
    assert len(given) == 2
    browser = Client(headers={"host": vinh_long.host})
    public = [browser.get(f"/anh/{case.id}/{file.id}/1280.jpg").content for file in chat.files]
    assert given == public, "byte by byte what the page of the result shows"
    for number, content in enumerate(given):
        shown = Image.open(io.BytesIO(content))
        assert (shown.format, dict(shown.getexif())) == ("JPEG", {})
        whole = Image.open(io.BytesIO(picture(100 + number))).convert("RGB")
        middle = (shown.width // 2, shown.height // 2)
        assert whole.crop((240, 180, 400, 300)).getcolors(200_000) != [(160 * 120, whole.getpixel(middle))]
        assert len(shown.convert("RGB").crop((200, 150, 440, 330)).getcolors(200_000) or ()) == 1, "covered"
    texts = [each["text"] for each in said_to(vinh_long)]
    assert texts[-2:] == [f"Ảnh kết quả xử lý phản ánh {case.code} ({n}/2)" for n in (1, 2)]
    assert "Đã vá mặt đường" in texts[-3], "the answer comes first"
    if name == "facebook":
        titles = [each["title"] for each in chat.peer.messages[-1]["message"]["quick_replies"]]
        assert "Hài lòng" in titles, "what could be tapped below the answer can be tapped below the picture"


@pytest.mark.parametrize("name", ["zalo", "facebook"])
@pytest.mark.clause("VL.7.5")
def test_a_picture_that_nobody_confirmed_stays_out_until_it_is_and_a_withheld_one_for_good(
    vinh_long: TestProvince, chat_of: Callable[[str, TestProvince], Chat], name: str
) -> None:
    chat = chat_of(name, vinh_long)
    case = chat.published(pictures=1, released=False)
    chat.round()
    assert (chat.pictures(), chat.peer.uploads) == ([], {})
    assert "Đã vá mặt đường" in said_to(vinh_long)[-1]["text"]
    chat.release(case)
    chat.round()
    chat.round()
    assert len(chat.pictures()) == 1
    chat.release(case, withheld=True)
    chat.round()
    assert len(chat.pictures()) == 1


def test_a_picture_taken_back_before_it_was_handed_over_is_not_sent(
    vinh_long: TestProvince, chat_of: Callable[[str, TestProvince], Chat]
) -> None:
    chat = chat_of("zalo", vinh_long)
    case = chat.published(pictures=1)
    chat.peer.is_down = True
    chat.round()
    chat.release(case, withheld=True)
    chat.peer.is_down = False
    chat.round(seconds=120)
    chat.round(seconds=120)
    assert (chat.pictures(), chat.peer.uploads) == ([], {})
    assert any("Đã vá mặt đường" in str(each) for each in chat.peer.messages), "the answer itself came"


@pytest.mark.parametrize("name", ["zalo", "facebook"])
def test_an_outage_between_answer_and_picture_loses_nothing_and_doubles_nothing(
    vinh_long: TestProvince, chat_of: Callable[[str, TestProvince], Chat], name: str
) -> None:
    chat = chat_of(name, vinh_long)
    case = chat.published(pictures=1, released=False)
    chat.round()
    chat.release(case)
    chat.peer.is_down = True
    for _ in range(12):
        chat.round(seconds=1800)
    chat.peer.is_down = False
    for _ in range(3):
        chat.round(seconds=700)
    assert len(chat.pictures()) == 1
    assert len(chat.peer.uploads) == (1 if name == "zalo" else 0)


def test_zalo_gets_as_many_pictures_as_leave_replies_and_messenger_the_first_three(
    vinh_long: TestProvince, chat_of: Callable[[str, TestProvince], Chat]
) -> None:
    chat = chat_of("zalo", vinh_long)
    chat.published(pictures=picturing.MOST + 1)
    for _ in range(3):
        chat.round()
    assert len(chat.pictures()) == picturing.MOST
    assert len(chat.peer.messages) <= 8 - picturing.LEAVES


def test_an_upload_is_tried_again_like_any_message_and_a_picture_that_is_there_is_not_uploaded_twice(
    vinh_long: TestProvince, peer: Platform, tmp_path: Path
) -> None:
    account = zalo_account(vinh_long, peer)
    way = Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})
    shown = Picture(picture(7), "/anh/")

    def send(*says: tuple[int, dict], content: Picture = shown) -> object:
        peer.says[:] = says
        message = Message(f"{account.oa_id}:1", "Ảnh kết quả", picture=content)
        return way.send(message, message_id=uuid.uuid4())

    assert isinstance(send((503, {})), Again)
    assert isinstance(send((200, {"error": -32})), Again)
    assert send((200, {"error": -210})) == Declined("error -210")
    assert isinstance(send((200, {"error": 0, "data": {}})), Again)
    assert peer.uploads == {}
    peer.token = "another"
    assert send() == Accepted("z-1"), "the token is refreshed for an upload, too"
    media = {"template_type": "media", "elements": [{"media_type": "image", "attachment_id": "anh-1"}]}
    assert peer.messages[-1]["message"] == {
        "text": "Ảnh kết quả",
        "attachment": {"type": "template", "payload": media},
    }
    digest = hashlib.sha256(peer.uploads["anh-1"]).digest()
    assert digest == hashlib.sha256(shown.content).digest()
    other = Picture(picture(8), "/anh/")
    # The upload goes through, the message behind it does not: the next try begins with the message.
    taken = (200, {"error": 0, "data": {"attachment_id": "anh-x"}})
    assert isinstance(send(taken, (503, {}), content=other), Again)
    peer.uploads["anh-x"] = other.content
    assert send(content=other) == Accepted("z-2")
    assert set(peer.uploads) == {"anh-1", "anh-x"}
    large = Picture(b"\xff\xd8\xff" + bytes(account.largest_picture), "/anh/")
    assert send(content=large) == Declined("the picture is too large")


def test_messengers_picture_travels_with_its_message_and_its_errors_mean_what_they_mean_for_words(
    vinh_long: TestProvince, peer: Platform
) -> None:
    page = page_account(vinh_long, peer)
    way = Messenger({page.page_id: page})
    message = Message(
        f"{page.page_id}:1", "Ảnh", (("rate", "Hài lòng"),), picture=Picture(picture(9), "/anh/")
    )
    peer.says[:] = [(500, {"error": {"code": 2}}), (400, {"error": {"code": 100}})]
    assert isinstance(way.send(message, message_id=uuid.uuid4()), Again)
    assert way.send(message, message_id=uuid.uuid4()) == Declined("error 100")
    assert way.send(message, message_id=uuid.uuid4()) == Accepted("m-1")
    assert peer.filedata == [picture(9)]
    assert peer.messages == [
        {
            "recipient": {"id": "1"},
            "messaging_type": "RESPONSE",
            "message": {
                "attachment": {"type": "image", "payload": {}},
                "quick_replies": [{"content_type": "text", "title": "Hài lòng", "payload": "rate"}],
            },
        }
    ]


def test_messages_that_are_ordered_at_once_go_in_their_order() -> None:
    for _ in range(50):
        keys = store.in_turn(8)
        assert keys == sorted(keys)
        assert len(set(keys)) == 8

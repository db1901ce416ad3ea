"""One report through every channel on both editions: a photo in at the channel's own door, and the published result
back at the place that the sender reads, from loopback to loopback.

What a regulation does not register is there, too, as far as it goes: a chat or a letter is handed over to the web form,
and its sender hears of the result all the same. Where there is no hotline the caller is guided
(``tests/calls/test_desk.py``).
"""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from tests.channels.doors import Doors
from tests.channels.peers import outside
from tests.conftest import Clock
from tests.evidence.copying import copies_are_made
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases import operations, queries
from paht.doors.api import signing_in
from paht.installation.postgres import Server
from paht.law.casework.case import PublicPicture
from paht.law.editions import get
from paht.messages.gateway import DemoPhone
from paht.people.actors import sender

VINH_LONG, SOC_TRANG = "vinh-long-2025", "soc-trang-2024"
ROADS = {
    (VINH_LONG, "web"): ("web", "webpush", "push"),
    (VINH_LONG, "app"): ("app", "fcm", "push"),
    (VINH_LONG, "zalo"): ("zalo", "zalo", "zalo"),
    (VINH_LONG, "facebook"): ("facebook", "messenger", "messenger"),
    (VINH_LONG, "email"): ("web", "sms", "sms"),
    (VINH_LONG, "desk"): ("desk", "", ""),
    (SOC_TRANG, "web"): ("web", "webpush", "push"),
    (SOC_TRANG, "app"): ("app", "fcm", "push"),
    (SOC_TRANG, "zalo"): ("web", "zalo", ""),
    (SOC_TRANG, "facebook"): ("web", "messenger", ""),
    (SOC_TRANG, "email"): ("email", "email", "email"),
    (SOC_TRANG, "hotline"): ("hotline", "sms", "sms"),
    (SOC_TRANG, "desk"): ("desk", "sms", "sms"),
}
"""By edition and door: the channel that is recorded, the place where the sender reads the result, and the way of the
notice. The Centre's own finding has no sender; in a conversation beside the web form no notice is awaited."""
NOBODY = str(uuid.UUID(int=0))
RESULT = ("Đã vá mặt đường", "kết quả", "ket qua")


def test_every_registered_channel_is_walked() -> None:
    walked = {(edition, channel) for edition, channel in ROADS}
    assert {(name, channel) for name in (VINH_LONG, SOC_TRANG) for channel in get(name).channels} <= walked


@pytest.fixture
def doors(
    database: Server,
    edition: str,
    make_province: Callable[[str], TestProvince],
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Doors]:
    monkeypatch.setattr(signing_in, "connected", lambda: DemoPhone(tmp_path / "sms"))
    with outside(database, make_province(edition), time, tmp_path) as found:
        yield Doors(found, monkeypatch)


@pytest.mark.parametrize(("edition", "door"), ROADS)
@pytest.mark.clause("VL.7.1", "VL.13.1.a", "ST.9.3.a", "VL.6.1.a", "VL.6.1.b", "VL.6.1.c")
@pytest.mark.clause("ST.6.1.a", "ST.6.1.b", "ST.6.1.c", "ST.6.1.d")
def test_a_photo_in_at_the_channels_door_has_its_published_result_come_back_there(
    doors: Doors, time: Clock, edition: str, door: str
) -> None:
    channel, place, way = ROADS[edition, door]
    province, outside = doors.province, doors.outside
    code = doors.ways[door]()
    found = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert found is not None
    assert found.case.channel == channel
    case = TestCase(province, found.id, code, sender(uuid.UUID(found.case.sender or NOBODY)))
    (photo,) = found.case.files
    outside.round(minutes=1)
    assert not told_of(doors, case), "nothing of a result before there is one"

    case.published(time.forward(hours=1))
    case._done(
        operations.release_pictures(
            case.step(province.publisher, time.at), pictures=[PublicPicture(photo.id)]
        )
    )
    copies_are_made(province, time.at)
    for _ in range(8):
        outside.round(minutes=3)
    assert told_of(doors, case) == ([place] if place else []), "there, and once"
    assert way_of_answer(province) == ([way] if way else way_of_answer(province))
    for each in outside.outward.letters if door == "email" else ():
        assert each["In-Reply-To"] == each["References"] == "<thu-1@vidu.vn>", "under the sender's own letter"
        assert each["Subject"].startswith("Re: Ổ gà trên đường Lê Lợi")
    browser = Client(headers={"host": province.host})
    assert f"/anh/{case.id}/{photo.id}/" in browser.get(f"/ket-qua/{case.id}").content.decode()
    assert browser.get(f"/anh/{case.id}/{photo.id}/1280.jpg").status_code == 200


@pytest.mark.parametrize("edition", [SOC_TRANG])
@pytest.mark.parametrize("headers", [{"sender": "Người Khác <khac@vidu.vn>"}, {"message_id": ""}])
@pytest.mark.clause("ST.9.3.a")
def test_a_strangers_letter_or_one_without_a_name_is_not_what_the_sender_is_answered_under(
    doors: Doors, headers: dict[str, str]
) -> None:
    code = doors.letter(**headers)
    for _ in range(3):
        doors.outside.round(minutes=3)
    (told,) = [each for each in doors.outside.outward.letters if code in each.get_content()]
    assert told["To"] == PERSONAL["email"]
    assert told["In-Reply-To"] is None
    assert not told["Subject"].startswith("Re:")


def told_of(doors: Doors, case: TestCase) -> list[str]:
    """Where the result was read, each place as often as it came there."""
    return [
        place
        for place, said in doors.outside.heard().items()
        for each in said
        if case.code in each and any(words in each for words in RESULT)
    ]


def way_of_answer(province: TestProvince) -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT via FROM messages_outbox WHERE jurisdiction_id = %s AND template = 'answered' "
            "AND recipient_kind = 'sender' AND delivered_at IS NOT NULL",
            [province.jurisdiction.id],
        )
        return [via for (via,) in cursor.fetchall()]

"""Each channel that an edition registers: a report with a photo comes by it, and the published result goes back by it.

The chats are walked in ``tests/conversations`` (with the pictures of the result), letters in ``tests/mail``, the app in
``tests/doors/api``; here every channel of both editions is held to the same.
"""

import io
import uuid

import pytest
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.evidence.copying import copies_are_made
from tests.messages.test_notices import connected, tell
from tests.province import PERSONAL, TestCase, TestProvince, photo

from paht.cases import operations, sending
from paht.evidence import storage
from paht.installation.postgres import Server
from paht.law.casework.case import FileRef, PublicPicture
from paht.law.casework.states import Channel
from paht.law.editions import get
from paht.messages.gateway import Accepted, Answer
from paht.messages.sealing import Sms
from paht.messages.ways import Message
from paht.people.actors import sender

BACK = {
    Channel.WEB: "sms",
    Channel.APP: "push",
    Channel.DESK: "sms",
    Channel.HOTLINE: "sms",
    Channel.EMAIL: "email",
    Channel.ZALO: "zalo",
    Channel.FACEBOOK: "messenger",
}
"""By which way a result goes back. Whose app has no address for pushes yet gets a text message."""
REGISTERED = [
    (edition, channel)
    for edition in ("vinh-long-2025", "soc-trang-2024")
    for channel in sorted(get(edition).channels)
]


class Way:
    """A way out, or a gateway, that takes everything."""

    def __init__(self, field: str = "phone") -> None:
        self.field, self.said = field, list[str]()

    def send(self, message: Message | Sms, *, message_id: uuid.UUID) -> Answer:
        self.said.append(message.text)
        return Accepted(str(message_id))


@pytest.mark.parametrize(("edition", "channel"), REGISTERED)
@pytest.mark.clause("VL.7.1", "VL.13.1.a", "ST.9.3.a")
def test_a_photo_by_a_registered_channel_has_its_published_result_go_back_by_that_channel(
    database: Server, request: pytest.FixtureRequest, time: Clock, edition: str, channel: Channel
) -> None:
    name = "vinh_long" if edition.startswith("vinh") else "soc_trang"
    province: TestProvince = request.getfixturevalue(name)
    where = province.jurisdiction.id
    kept = storage.keep(jurisdiction_id=where, upload=io.BytesIO(photo()), received_at=time.at)
    assert isinstance(kept, storage.StoredFile)
    file = FileRef(str(kept.id), kept.sha256, kept.media_type)
    address = {"zalo": {"zalo": "1:2"}, "facebook": {"facebook": "1:2"}}.get(channel.value, {})
    filled = province.filled(channel=channel, files=(file,), personal={**PERSONAL, **address})
    entered = province.intake if channel in province.jurisdiction.edition.entered_channels else None
    done = sending.send(jurisdiction=province.jurisdiction, filled=filled, now=time.at, officer=entered)
    assert isinstance(done, operations.Done), done

    case = TestCase(province, uuid.UUID(done.case.id), done.code, sender(uuid.UUID(done.case.sender)))
    if address:
        until = time.forward(hours=20)
        time.forward(hours=-20)
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO messages_window (jurisdiction_id, sender_id, channel, until) VALUES (%s, %s, %s, %s)",
                [where, done.case.sender, channel.value, until],
            )
    case.published(time.forward(hours=1))
    step = case.step(province.publisher, time.at)
    case._done(operations.release_pictures(step, pictures=[PublicPicture(file.id)]))
    copies_are_made(province, time.at)

    ways = {
        each: Way(name) for each, name in (("email", "email"), ("zalo", "zalo"), ("messenger", "facebook"))
    }
    gateway = Way()
    time.forward(minutes=30)  # what a conversation would tell by itself is left to it for ten minutes
    for _ in range(4):
        tell(province, time.forward(minutes=3), connected(database, gateway, **ways))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT via FROM messages_outbox WHERE jurisdiction_id = %s AND template = 'answered' "
            "AND delivered_at IS NOT NULL",
            [where],
        )
        ((via,),) = cursor.fetchall()
    wanted = BACK[channel]
    assert via == ("sms" if wanted == "push" else wanted)
    told = [*gateway.said, *(words for way in ways.values() for words in way.said)]
    assert any(case.code in words for words in told)
    browser = Client(headers={"host": province.host})
    assert f"/anh/{case.id}/{file.id}/" in browser.get(f"/ket-qua/{case.id}").content.decode()
    assert browser.get(f"/anh/{case.id}/{file.id}/1280.jpg").status_code == 200

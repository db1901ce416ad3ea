"""What the demo's other channels brought today: calls to the hotline, a letter, and what a camera and a gauge found,
each by the way that all such messages go. The worker takes up what waits, as it does in production."""

import json
import uuid
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.calls.exchanges import DEMO_FOLDER, demo_exchange
from paht.calls.taking import take
from paht.candidates import devices, taking
from paht.demo.pictures import Pictures
from paht.demo.scenes import SCENES
from paht.doors.hotline.demo import speech
from paht.installation.home import Home
from paht.law.casework.states import Field
from paht.mail.mailboxes import demo_address, demo_folder
from paht.messages import inbox

ANSWERED, MISSED, VOICE = "lich-su-1", "lich-su-2", "lich-su-3"
NUMBERS = {ANSWERED: "0912345001", MISSED: "0912345002", VOICE: "0912345003"}
DEVICES = (
    ("CAM-NGAP-01", "camera", "Công an tỉnh", "flooding", 0.92),
    ("TRAM-NUOC-02", "sensor", "Trung tâm Quản lý đô thị", "flooding", 0.71),
)


def fill(*, home: Home, jurisdiction: Jurisdiction, now: datetime, pictures: Pictures) -> None:
    """Have the channels bring it; again brings nothing twice."""
    _calls(home, jurisdiction, now)
    _letter(jurisdiction, now - timedelta(minutes=50))
    for number, (name, kind, owner, finds, confidence) in enumerate(DEVICES):
        place = jurisdiction.province.communes[number]
        given = devices.Registered(
            name=name,
            kind=kind,
            owner=owner,
            calibration="",
            latitude=place.lat,
            longitude=place.lon,
            threshold=0.5,
        )
        device = devices.register(jurisdiction_id=jurisdiction.id, given=given, now=now - timedelta(days=30))
        if isinstance(device, uuid.UUID):
            at = now - timedelta(minutes=25 + number)
            picture = _picture(pictures, at, place.lat, place.lon) if kind == "camera" else b""
            _finds(jurisdiction, device, finds, confidence, picture, at)


def _finds(
    jurisdiction: Jurisdiction, device: uuid.UUID, finds: str, confidence: float, picture: bytes, at: datetime
) -> None:
    event = {"id": "lich-su-1", "at": at.isoformat(), "kind": finds, "confidence": confidence}
    inbox.take(
        jurisdiction_id=jurisdiction.id,
        channel=taking.CHANNEL,
        event_id=f"{device} lich-su-1",
        content=taking.packed(device_id=device, event=json.dumps(event), picture=picture),
        now=at,
    )


def _picture(pictures: Pictures, at: datetime, lat: float, lon: float) -> bytes:
    scene = next(key for key in sorted(SCENES) if SCENES[key].field == Field.DRAINAGE)
    return pictures.photograph(scene, after=False, variant=0, taken_at=at, lat=lat, lon=lon)


def _letter(jurisdiction: Jurisdiction, at: datetime) -> None:
    """A letter that lacks most of what a report needs, in the province's mailbox; whole, and once."""
    folder, key = demo_folder(jurisdiction.slug), f"lich-su-1.{jurisdiction.slug}"
    if any((folder / name / key).exists() for name in ("new", "cur")):
        return
    message = EmailMessage()
    message["From"], message["To"] = "Nguyễn Thị Hạnh <hanh@nguoidan.test>", demo_address(jurisdiction.slug)
    message["Subject"], message["Date"] = "Rác đổ ven kênh sau chợ", format_datetime(at)
    message["Message-ID"] = f"<{key}@nguoidan.test>"
    message.set_content(
        "Bãi rác tự phát ven kênh sau chợ bốc mùi cả tuần nay, đề nghị cơ quan chức năng xử lý."
    )
    for name in ("tmp", "new", "cur"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "tmp" / key).write_bytes(message.as_bytes())
    (folder / "tmp" / key).rename(folder / "new" / key)


def _calls(home: Home, jurisdiction: Jurisdiction, now: datetime) -> None:
    """One that was answered, one that nobody took, one that left its words."""
    exchange, call = demo_exchange(home), f"{jurisdiction.slug}-{{}}"
    recordings = home.path / DEMO_FOLDER
    recordings.mkdir(mode=0o700, exist_ok=True)
    name = uuid.uuid5(uuid.NAMESPACE_URL, call.format(VOICE))
    (recordings / f"{name}.wav").write_bytes(speech())

    def tell(which: str, what: str, at: datetime, **more: Any) -> None:
        body = {
            "call": call.format(which),
            "what": what,
            "number": NUMBERS[which],
            "at": at.isoformat(),
            **more,
        }
        take(jurisdiction=jurisdiction, exchange=exchange, body=body, now=at)

    began = now - timedelta(hours=2)
    tell(ANSWERED, "ringing", began, queue="1022")
    tell(ANSWERED, "answered", began + timedelta(seconds=9), extension="101")
    tell(ANSWERED, "ended", began + timedelta(minutes=3))
    missed = now - timedelta(minutes=40)
    tell(MISSED, "ringing", missed, queue="1022")
    tell(MISSED, "ended", missed + timedelta(seconds=45))
    left = now - timedelta(minutes=70)
    tell(VOICE, "ringing", left, queue="loi-nhan")
    tell(VOICE, "ended", left + timedelta(seconds=20))
    tell(VOICE, "recorded", left + timedelta(seconds=21), recording=f"demo:{name}")
